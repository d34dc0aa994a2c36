package org.mulligan.image.tiff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.image.tiff.codec.ChunkCodec;

/** What is not read of TIFF files, and what is damaged in one, said before pixels are read. */
final class TiffChecks {
    private static final Map<Integer, String> COMPRESSIONS =
            Map.ofEntries(
                    Map.entry(2, "CCITT"),
                    Map.entry(3, "CCITT fax 3"),
                    Map.entry(4, "CCITT fax 4"),
                    Map.entry(6, "JPEG in the way of before 1995"),
                    Map.entry(33003, "JPEG 2000"),
                    Map.entry(33005, "JPEG 2000"),
                    Map.entry(33007, "lossless JPEG"),
                    Map.entry(34712, "JPEG 2000"),
                    Map.entry(34887, "LERC"),
                    Map.entry(34892, "lossy JPEG"),
                    Map.entry(34925, "LZMA"),
                    Map.entry(34934, "PNG"),
                    Map.entry(50001, "WebP"),
                    Map.entry(50002, "JPEG XL"),
                    Map.entry(52546, "JPEG XL"));

    private static final Map<Integer, String> COLOURS =
            Map.ofEntries(
                    Map.entry(4, "a mask of transparency"),
                    Map.entry(5, "CMYK"),
                    Map.entry(TiffPage.LUMA, "YCbCr"),
                    Map.entry(8, "CIE L*a*b*"),
                    Map.entry(9, "ICC L*a*b*"),
                    Map.entry(10, "ITU L*a*b*"),
                    Map.entry(32803, "a camera's colour mosaic (Bayer)"),
                    Map.entry(32844, "LogL"),
                    Map.entry(32845, "LogLuv"));

    private TiffChecks() {}

    /**
     * @throws IOException when a page's pixels are stored in a way that is not read; says the way
     *     out
     */
    static void requireReadable(TiffPage page) throws IOException {
        if (ChunkCodec.of(page.compression()).isEmpty())
            throw new IOException(
                    "its pixels are compressed by %s, which is not read; %s"
                            .formatted(
                                    COMPRESSIONS.getOrDefault(
                                            page.compression(), "method " + page.compression()),
                                    TiffImage.WAY_OUT));
        if (page.format() > TiffPage.VOID)
            throw new IOException(
                    "its pixels are complex numbers; save their magnitude as 32-bit TIFF");
        boolean jpeg = page.codec() == ChunkCodec.JPEG;
        int colours = page.photometric();
        if (COLOURS.containsKey(colours) && !(jpeg && colours == TiffPage.LUMA) || colours > 32000)
            throw new IOException(
                    "its pixels are %s, which is not read; convert it to grey or RGB"
                            .formatted(COLOURS.getOrDefault(colours, "of kind " + colours)));
        if (jpeg && page.bits() != Byte.SIZE)
            throw new IOException(
                    "its pixels are JPEG of %d bit, and only that of 8 bit is read; %s"
                            .formatted(page.bits(), TiffImage.WAY_OUT));
        requireKnown(page);
        if (page.bytesOfRow() * page.chunkHeight() > Integer.MAX_VALUE - 8)
            throw new IOException(
                    "its %ss have %d x %d px, too many to unpack; %s"
                            .formatted(
                                    page.chunkName(),
                                    page.chunkWidth(),
                                    page.chunkHeight(),
                                    TiffImage.WAY_OUT));
        if (page.samples() < 1 || page.samples() > 1 << 16)
            throw new IOException("it has %d samples a pixel".formatted(page.samples()));
    }

    private static void requireKnown(TiffPage page) throws IOException {
        int bits = page.bits();
        boolean real = page.format() == TiffPage.FLOAT;
        boolean known =
                real
                        ? bits == 16 || bits == 24 || bits == 32 || bits == 64
                        : bits >= 1 && (bits <= 32 || bits == 64);
        if (!known || page.format() < TiffPage.UNSIGNED)
            throw new IOException(
                    "its pixels are %s of %d bit, which is not read; save it as 32-bit TIFF"
                            .formatted(real ? "floats" : "numbers", bits));
        boolean bytes = bits % Byte.SIZE == 0 && (bits <= 32 || bits == 64);
        boolean differences =
                page.predictor() == 1
                        || page.predictor() == 2 && bytes
                        || page.predictor() == 3 && real;
        if (page.compressed() && page.codec() != ChunkCodec.JPEG && !differences)
            throw new IOException(
                    "its %d-bit pixels are stored as differences (TIFF predictor %d) in a way that is not read; save it without predictor, or %s"
                            .formatted(bits, page.predictor(), TiffImage.WAY_OUT));
    }

    /**
     * @throws IOException as of one page; names its file where there are several
     */
    static void requireWhole(List<TiffPage> pages) throws IOException {
        Map<Path, Long> sizes = new HashMap<>();
        for (TiffPage page : pages)
            if (!sizes.containsKey(page.file())) sizes.put(page.file(), Files.size(page.file()));
        for (TiffPage page : pages)
            try {
                requireWhole(page, sizes.get(page.file()));
            } catch (IOException e) {
                if (sizes.size() == 1) throw e;
                throw new IOException(page.file().getFileName() + ": " + e.getMessage(), e);
            }
    }

    /**
     * @throws IOException when a page does not say where its chunks are
     */
    static void requireListed(List<TiffPage> pages) throws IOException {
        for (TiffPage page : pages) {
            long there = page.offsets().length;
            if (page.compressed()) there = Math.min(there, page.lengths().length);
            if (there < page.count())
                throw new IOException(
                        "it is damaged: page %d has %d %ss of pixels where %d are needed"
                                .formatted(page.number(), there, page.chunkName(), page.count()));
        }
    }

    /**
     * @param size of the file, bytes
     * @throws IOException when chunks are missing, lie beyond the end of the file, or have too few
     *     bytes for their pixels; names the first
     */
    private static void requireWhole(TiffPage page, long size) throws IOException {
        requireListed(List.of(page));
        long count = page.count();
        int first = -1;
        int beyond = 0;
        for (int i = 0; i < count; i++) {
            if (page.isEmpty(i)) continue;
            long length = page.length(i);
            if (page.offsets()[i] < 0 || length < 0 || page.offsets()[i] > size - length) {
                if (beyond++ == 0) first = i;
            } else if (page.codec().most(length) < page.whole(i))
                throw new IOException(
                        "it is damaged: %s has %d bytes, which cannot be the %d of its pixels"
                                .formatted(page.said(i), length, page.whole(i)));
        }
        if (beyond > 0)
            throw new IOException(
                    "it is truncated: %s ends at byte %d, and the file has %d; %d of the page's %d %ss are not there"
                            .formatted(
                                    page.said(first),
                                    page.offsets()[first] + page.length(first),
                                    size,
                                    beyond,
                                    count,
                                    page.chunkName()));
    }
}
