package org.mulligan.image.tiff;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TIFF files that ImageJ writes, or has a reader of its own for. */
public final class TiffByImageJ {
    private static final int METAMORPH_1 = 33628;
    private static final int METAMORPH_2 = 33629;
    private static final int IPLAB = 34122;
    private static final int NIH_IMAGE = 43314;
    private static final int CMYK = 5;
    private static final Pattern SIZE =
            Pattern.compile("(?m)^(?:channels|slices|frames)=(\\d{1,9})$");

    private TiffByImageJ() {}

    /** Whether ImageJ reads more from it than the tags of TIFF say. */
    public static boolean is(Path file, List<TiffDirectory> tags) {
        TiffDirectory first = tags.get(0);
        boolean metaMorph =
                file.toString().toLowerCase(Locale.ROOT).endsWith(".stk")
                        && (first.has(METAMORPH_1) || first.has(METAMORPH_2));
        return first.description().startsWith("ImageJ=")
                || metaMorph
                || first.has(IPLAB)
                || first.has(NIH_IMAGE)
                || first.number(262, 1) == CMYK && first.number(258, 1) == Byte.SIZE;
    }

    /**
     * @throws IOException when pages are not alike, or ImageJ would read other values than are
     *     there
     */
    public static void requireReadable(List<TiffDirectory> tags) throws IOException {
        TiffPage first = TiffPage.of(tags.get(0));
        for (int i = 0; i < tags.size(); i++) {
            TiffPage page = TiffPage.of(tags.get(i));
            if (!page.isLike(first))
                throw new IOException(
                        "page %d is %s; page 1 is %s: pages of one stack must be alike; save them as separate files"
                                .formatted(i + 1, page.said(), first.said()));
            if (page.photometric() != CMYK) page.requireReadable();
            boolean whole =
                    page.format() != TiffPage.FLOAT
                            && (page.bits() == 8 && page.format() == TiffPage.UNSIGNED
                                    || page.bits() == 16
                                    || page.bits() == 32);
            boolean packed = !page.compressed() && (page.bits() == 1 || page.bits() == 12);
            boolean real = page.format() == TiffPage.FLOAT && page.bits() == 32;
            boolean differences = page.compressed() && page.predictor() > 1 && page.bits() > 16;
            if (!(whole || packed || real) || differences || page.tiled())
                throw new IOException(
                        "its pixels (%s%s%s) are stored in a way that ImageJ reads as wrong values; save it without compression as 8, 16 or 32 bit, or %s"
                                .formatted(
                                        page.said(),
                                        page.compressed() ? ", compressed" : "",
                                        page.predictor() > 1
                                                ? ", predictor " + page.predictor()
                                                : "",
                                        TiffImage.WAY_OUT));
        }
    }

    /** What ImageJ does not say: that a description's axes do not fit the planes. */
    public static Optional<String> note(ImagePlus image, TiffDirectory tags) {
        Matcher sizes = SIZE.matcher(tags.description());
        long product = 1;
        boolean any = false;
        while (sizes.find()) {
            product *= Long.parseLong(sizes.group(1));
            any = true;
        }
        return any && product != image.getStackSize()
                ? Optional.of(
                        "Its description says axes of %d planes, and it has %d; they are taken as slices"
                                .formatted(product, image.getStackSize()))
                : Optional.empty();
    }
}
