package org.mulligan.ij1;

import ij.ImagePlus;
import ij.WindowManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mulligan.door.CommandForm;
import org.mulligan.door.FormField;

/** The images that a command works on: the first is the active one, others go by their title. */
final class ImageInputs {
    private final List<FormField> fields;
    private final ImagePlus active;

    /**
     * @param active null where there is none
     */
    ImageInputs(CommandForm form, ImagePlus active) {
        this.fields = form.inputs().stream().filter(FormField::isImage).toList();
        this.active = active;
    }

    /**
     * @throws IllegalArgumentException when the command needs an image and none is open
     */
    void requireOpen() {
        if (!fields.isEmpty() && fields.get(0).isNeeded() && active == null)
            throw new IllegalArgumentException("There is no image open; open one first");
    }

    /** The active image, if the command works on it. */
    Optional<ImagePlus> active() {
        return fields.isEmpty() ? Optional.empty() : Optional.ofNullable(active);
    }

    /** The images that are chosen by title. */
    List<FormField> others() {
        return fields.stream().skip(1).toList();
    }

    /** Titles of the open images; an empty one first where none need be chosen. */
    static List<String> choices(FormField field) {
        Stream<String> none = field.isNeeded() ? Stream.empty() : Stream.of("");
        int[] ids = WindowManager.getIDList();
        IntStream open = ids == null ? IntStream.empty() : IntStream.of(ids);
        return Stream.concat(
                        none, open.mapToObj(id -> WindowManager.getImage(id).getTitle()).distinct())
                .toList();
    }

    /**
     * The images themselves.
     *
     * @param given titles by key; without one the first is the active image
     * @throws IllegalArgumentException when no image has such a title, or a needed one is missing
     */
    Map<String, Object> resolve(Map<String, String> given) {
        Map<String, Object> images = new LinkedHashMap<>();
        for (FormField field : fields) {
            String title = given.get(field.key());
            if (title != null) images.put(field.name(), open(field.key(), title));
            else if (field == fields.get(0)) {
                requireOpen();
                if (active != null) images.put(field.name(), active);
            } else if (field.isNeeded())
                throw new IllegalArgumentException(
                        "%s must be the title of an open image, and is not given"
                                .formatted(field.key()));
        }
        return images;
    }

    private static ImagePlus open(String key, String title) {
        ImagePlus image = WindowManager.getImage(title);
        if (image == null)
            throw new IllegalArgumentException(
                    "%s must be the title of an open image, got \"%s\"".formatted(key, title));
        return image;
    }
}
