package org.mulligan.image.tiff;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mulligan.image.tiff.codec.ChunkCodec;

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

    /**
     * Whether ImageJ reads more from it than the tags of TIFF say, and the values that are there.
     *
     * @throws IOException when a page says nothing that holds
     */
    public static boolean is(Path file, List<TiffDirectory> tags) throws IOException {
        TiffDirectory first = tags.get(0);
        boolean metaMorph =
                file.toString().toLowerCase(Locale.ROOT).endsWith(".stk")
                        && (first.has(METAMORPH_1) || first.has(METAMORPH_2));
        boolean known =
                ImageJText.isIn(first.description())
                        || metaMorph
                        || first.has(IPLAB)
                        || first.has(NIH_IMAGE)
                        || first.number(262, 1) == CMYK && first.number(258, 1) == Byte.SIZE;
        if (!known || TiffDirectory.isBig(file)) return false;
        TiffPage like = TiffPage.of(first);
        for (TiffDirectory each : tags) {
            TiffPage page = TiffPage.of(each);
            if (!page.isLike(like) || !isRight(page)) return false;
        }
        return true;
    }

    /** Others are cut wrong, unpacked wrong, or taken for other kinds of numbers. */
    private static boolean isRight(TiffPage page) {
        boolean whole =
                page.format() != TiffPage.FLOAT
                        && (page.bits() == 8 && page.format() == TiffPage.UNSIGNED
                                || page.bits() == 16
                                || page.bits() == 32);
        boolean packed = !page.compressed() && (page.bits() == 1 || page.bits() == 12);
        boolean real = page.format() == TiffPage.FLOAT && page.bits() == 32;
        boolean differences = page.compressed() && page.predictor() > 1 && page.bits() > 16;
        boolean old =
                switch (page.codec()) {
                    case ZSTD, JPEG -> false;
                    default -> ChunkCodec.of(page.compression()).isPresent();
                };
        return (whole || packed || real) && old && !differences && !page.tiled();
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
