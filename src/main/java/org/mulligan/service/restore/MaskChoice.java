package org.mulligan.service.restore;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.ImagePart;
import org.mulligan.image.io.SurroundedPart;
import org.mulligan.image.mask.PixelMask;
import org.mulligan.model.ModelDescription;

/**
 * Which pixels of an image are missing, as a user says it.
 *
 * @param text {@code saturated}, {@code roi} or {@code nan}; else the title of {@code image}, or
 *     the path of an image file or of a folder of them; empty: none
 * @param image not 0 where pixels are missing
 */
public record MaskChoice(String text, Optional<ImagePlus> image) {
    /** No pixel is missing. */
    public static final MaskChoice NONE = new MaskChoice("", Optional.empty());

    private static final Set<String> WORDS = Set.of("saturated", "roi", "nan");

    /** The same choice, of an image that is open, with another image for it. */
    MaskChoice with(ImagePlus other) {
        return new MaskChoice(text, Optional.of(other));
    }

    /**
     * @throws IllegalArgumentException when the model needs a mask and there is none, or the other
     *     way round, or when what it names is not there
     */
    public void requireFor(ModelDescription model) {
        boolean fills = model.task().fills();
        if (fills && text.isEmpty())
            throw new IllegalArgumentException(
                    "The model \"%s\" fills in missing pixels: say which, with mask=saturated, mask=roi, mask=nan, or a mask image"
                            .formatted(model.name()));
        if (!fills && !text.isEmpty())
            throw new IllegalArgumentException(
                    "mask=%s is for models that fill in missing pixels, and \"%s\" does not (its task is %s); leave mask out"
                            .formatted(text, model.name(), model.task()));
        if (fills && image.isEmpty() && !WORDS.contains(text)) path();
    }

    /**
     * The mask of what is read of an image.
     *
     * @return empty where no pixel is missing by choice
     * @throws IllegalArgumentException when it does not fit the image, or covers nothing or
     *     everything
     */
    public Optional<PixelMask> of(SurroundedPart part) throws IOException {
        Optional<PixelMask> all = ofWhole(part);
        return all.isEmpty() ? all : Optional.of(within(part, all.get()));
    }

    /**
     * @param all the mask of the whole image
     * @throws IllegalArgumentException when it covers nothing or everything of the part
     */
    static PixelMask within(SurroundedPart part, PixelMask all) throws IOException {
        ImagePart read = part.read();
        PixelMask mask =
                read.isWhole()
                        ? all
                        : all.part(
                                read.places(),
                                read.box().x(),
                                read.box().y(),
                                read.box().width(),
                                read.box().height());
        mask.requireUsable();
        return mask;
    }

    /**
     * The mask of the whole image, of which {@link #of} is a part.
     *
     * @return empty where no pixel is missing by choice
     * @throws IllegalArgumentException when it does not fit the image
     */
    Optional<PixelMask> ofWhole(SurroundedPart part) throws IOException {
        if (text.isEmpty()) return Optional.empty();
        ImagePlus whole = part.whole();
        return Optional.of(
                switch (text) {
                    case "saturated" -> PixelMask.saturated(whole);
                    case "roi" -> PixelMask.roi(whole);
                    case "nan" -> PixelMask.notNumbers(whole);
                    default ->
                            PixelMask.of(
                                    whole,
                                    image.isPresent() ? image.get() : open(whole.getTitle()));
                });
    }

    /** Of the file or folder of masks, which exists. */
    private Path path() {
        String missing =
                "mask must be saturated, roi, nan, the title of an open image, or an image file, got \"%s\""
                        .formatted(text);
        try {
            Path path = Path.of(text);
            if (!ImageFiles.exists(path)) throw new IllegalArgumentException(missing);
            return path;
        } catch (InvalidPathException e) {
            // On Windows no path has the colon of many a title.
            throw new IllegalArgumentException(missing, e);
        }
    }

    private ImagePlus open(String title) throws IOException {
        Path path = path();
        if (!ImageFiles.isFolder(path)) return openFile(path);
        for (Path file : ImageFiles.list(path))
            if (ImageFiles.stem(file).equals(ImageFiles.stem(title)) && ImageFiles.isImage(file))
                return openFile(file);
        throw new IllegalArgumentException(
                "The folder %s has no mask for %s: a mask has the name of its image"
                        .formatted(path, title));
    }

    /** Of a folder, an image whose mask is broken is left out as one that is broken itself. */
    private static ImagePlus openFile(Path file) {
        try {
            return ImageFiles.open(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("The mask " + e.getMessage(), e);
        }
    }
}
