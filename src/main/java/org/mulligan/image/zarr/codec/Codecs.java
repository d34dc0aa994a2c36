package org.mulligan.image.zarr.codec;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Codecs by their names in metadata of Zarr v2 and v3. */
public final class Codecs {
    /** For what is not read. */
    private static final String KNOWN =
            "blosc, bz2, crc32c, gzip, lz4, zlib and zstd, and delta and shuffle";

    private Codecs() {}

    /**
     * The codec of a name.
     *
     * @param name as in metadata; what zarr-python calls {@code numcodecs.zlib} is zlib
     * @param settings that stand beside or under it
     * @param pixel bytes of a pixel, where the settings do not say it
     * @throws IOException when it is not known; says which are
     */
    public static Codec of(String name, Map<?, ?> settings, int pixel) throws IOException {
        String plain = name.startsWith("numcodecs.") ? name.substring(10) : name;
        return switch (plain) {
            case "zstd" -> new Zstd();
            case "gzip" -> Streamed.gzip();
            case "zlib" -> Streamed.zlib();
            case "bz2" -> Streamed.bzip2();
            case "lz4" -> new Lz4();
            case "blosc" -> new Blosc();
            case "shuffle" -> new Shuffle(number(settings, "elementsize", pixel));
            case "delta" -> delta(settings);
            case "crc32c" -> new Sum("crc32c", CRC32C::new, isBefore(settings, false));
            case "crc32" -> new Sum("crc32", CRC32::new, isBefore(settings, true));
            case "adler32" -> new Sum("adler32", Adler32::new, isBefore(settings, true));
            default ->
                    throw new IOException(
                            "its chunks are packed with \"%s\", which is not read; there are %s. Write it again with one of these"
                                    .formatted(name, KNOWN));
        };
    }

    private static boolean isBefore(Map<?, ?> settings, boolean otherwise) {
        return settings.get("location") instanceof String where ? where.equals("start") : otherwise;
    }

    private static int number(Map<?, ?> settings, String key, int otherwise) throws IOException {
        int value = settings.get(key) instanceof Integer number ? number : otherwise;
        if (value < 1 || value > 255)
            throw new IOException("its codec has %s %d".formatted(key, value));
        return value;
    }

    private static Codec delta(Map<?, ?> settings) throws IOException {
        String type = String.valueOf(settings.get("dtype"));
        if (!type.matches("[<>|]?[iu][1248]") || differs(settings, type))
            throw new IOException(
                    "its differences (delta) are of type %s, and only whole numbers of one type are read"
                            .formatted(type));
        return new Delta(
                type.charAt(type.length() - 1) - '0',
                type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    private static boolean differs(Map<?, ?> settings, String type) {
        Object stored = settings.get("astype");
        return stored != null && !stored.equals(type);
    }
}
