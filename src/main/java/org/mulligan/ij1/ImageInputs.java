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
import org.scijava.module.ModuleItem;

/** The images that a command works on: the first is the active one, others go by their title. */
final class ImageInputs {
    private final List<? extends ModuleItem<?>> items;
    private final ImagePlus active;

    /**
     * @param active null where there is none
     */
    ImageInputs(CommandForm form, ImagePlus active) {
        this.items = form.inputs().stream().filter(ImageInputs::isImage).toList();
        this.active = active;
    }

    static boolean isImage(ModuleItem<?> item) {
        return item.getType() == ImagePlus.class;
    }

    /**
     * @throws IllegalArgumentException when the command needs an image and none is open
     */
    void requireOpen() {
        if (!items.isEmpty() && items.get(0).isRequired() && active == null)
            throw new IllegalArgumentException("There is no image open; open one first");
    }

    /** The active image, if the command works on it. */
    Optional<ImagePlus> active() {
        return items.isEmpty() ? Optional.empty() : Optional.ofNullable(active);
    }

    /** The images that are chosen by title. */
    List<? extends ModuleItem<?>> others() {
        return items.stream().skip(1).toList();
    }

    /** Titles of the open images; an empty one first where none need be chosen. */
    static List<String> choices(ModuleItem<?> item) {
        Stream<String> none = item.isRequired() ? Stream.empty() : Stream.of("");
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
        for (ModuleItem<?> item : items) {
            String title = given.get(item.getName());
            if (title != null) images.put(item.getName(), open(item.getName(), title));
            else if (item == items.get(0)) {
                requireOpen();
                if (active != null) images.put(item.getName(), active);
            } else if (item.isRequired())
                throw new IllegalArgumentException(
                        "%s must be the title of an open image, and is not given"
                                .formatted(item.getName()));
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
