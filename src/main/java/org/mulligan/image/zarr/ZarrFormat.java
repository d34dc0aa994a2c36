package org.mulligan.image.zarr;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.image.zarr.codec.Codecs;

/**
 * How an OME-Zarr is written.
 *
 * @param version of OME-Zarr: 0.4, which is Zarr v2, or 0.5, which is Zarr v3
 * @param chunk side of a chunk, px; 0 = 1024, and 512 for pixels of 32 bit: about 1 to 2 MB
 * @param shard side of a file of chunks, px, a multiple of {@code chunk}; 0 = none for planes of up
 *     to 64 chunks, else of 8 x 8 or 4096 px; only in 0.5
 */
public record ZarrFormat(String version, int chunk, int shard) {
    /** What is written where nothing is said. */
    public static final ZarrFormat USUAL = new ZarrFormat("0.5", 0, 0);

    private static final int LARGEST = 1 << 14;
    private static final int CHUNKS_OF_SHARD = 8;

    /** Px of a side, where nothing is said: a whole file is in memory when it is written. */
    private static final int LARGEST_SHARD = 4096;

    private static final int AXES = 5;

    public ZarrFormat {
        if (!version.equals("0.4") && !version.equals("0.5"))
            throw new IllegalArgumentException(
                    "The format (format) is 0.4 or 0.5, got \"%s\"".formatted(version));
        if (chunk != 0 && (chunk < 16 || chunk > LARGEST))
            throw new IllegalArgumentException(
                    "The side of a chunk (chunk) is 16 to %d px, or 0 = chosen, got %d"
                            .formatted(LARGEST, chunk));
        if (shard != 0 && version.equals("0.4"))
            throw new IllegalArgumentException(
                    "Shards (shard) are in format 0.5 only, got 0.4; give shard=0, or format=0.5");
        if (shard != 0 && (chunk == 0 || shard < chunk || shard % chunk != 0 || shard > LARGEST))
            throw new IllegalArgumentException(
                    "The side of a shard (shard) is a multiple of that of a chunk (chunk) of at most %d px, got %d and %d"
                            .formatted(LARGEST, shard, chunk));
    }

    boolean isV3() {
        return version.equals("0.5");
    }

    /**
     * How an array is stored.
     *
     * @param shape axes TCZYX
     */
    ArrayLayout layout(long[] shape, PixelType type) throws IOException {
        int side = chunk > 0 ? chunk : type.size() > 2 ? 512 : 1024;
        int[] sides = {1, 1, 1, (int) Math.min(side, shape[3]), (int) Math.min(side, shape[4])};
        ChunkLayout layout =
                new ChunkLayout(
                        sides,
                        ChunkLayout.straight(AXES),
                        type,
                        List.of(Codecs.of(codec(), Map.of(), type.size())));
        return new ArrayLayout(
                shape,
                layout,
                shards(shape, layout),
                type.fill(0),
                isV3() ? "c" : "",
                "/",
                List.of(),
                Map.of());
    }

    /** What every reader of Zarr v2 has, and of v3. */
    private String codec() {
        return isV3() ? "zstd" : "zlib";
    }

    private Optional<Shards> shards(long[] shape, ChunkLayout chunk) throws IOException {
        if (!isV3()) return Optional.empty();
        int[] sides = chunk.shape().clone();
        double chunks = 1;
        for (int d = 3; d < AXES; d++) {
            int along = (int) ((shape[d] - 1) / sides[d] + 1);
            chunks *= along;
            int most =
                    shard > 0
                            ? Math.max(1, shard / sides[d])
                            : Math.max(1, Math.min(CHUNKS_OF_SHARD, LARGEST_SHARD / sides[d]));
            sides[d] *= Math.min(along, most);
        }
        boolean wanted =
                shard > 0 ? shard > this.chunk : chunks > CHUNKS_OF_SHARD * CHUNKS_OF_SHARD;
        return wanted
                ? Optional.of(
                        new Shards(
                                sides,
                                chunk,
                                ByteOrder.LITTLE_ENDIAN,
                                List.of(Codecs.of("crc32c", Map.of(), 1)),
                                false))
                : Optional.empty();
    }

    /** The metadata file of an array. */
    String arrayFile() {
        return isV3() ? ZarrPath.V3 : ZarrPath.V2_ARRAY;
    }

    /** What the metadata file of an array says. */
    Map<String, Object> arrayMetadata(ArrayLayout layout) {
        if (!isV3())
            return Json.of(
                    "zarr_format",
                    2,
                    "shape",
                    list(layout.shape()),
                    "chunks",
                    list(layout.chunk().shape()),
                    "dtype",
                    layout.type().v2Name(),
                    "fill_value",
                    0,
                    "order",
                    "C",
                    "filters",
                    null,
                    "dimension_separator",
                    "/",
                    "compressor",
                    Json.of("id", "zlib", "level", 1));
        return Json.of(
                "zarr_format", 3,
                "node_type", "array",
                "shape", list(layout.shape()),
                "data_type", layout.type().name(),
                "chunk_grid", named("regular", Json.of("chunk_shape", list(layout.file()))),
                "chunk_key_encoding", named("default", Json.of("separator", "/")),
                "fill_value", 0,
                "codecs", codecs(layout),
                "dimension_names", List.of("t", "c", "z", "y", "x"),
                "attributes", Map.of());
    }

    private static List<Object> codecs(ArrayLayout layout) {
        Map<String, Object> bytes = named("bytes", Json.of("endian", "little"));
        List<Object> chunk = List.of(bytes, named("zstd", Json.of("level", 3, "checksum", false)));
        if (layout.shards().isEmpty()) return chunk;
        return List.of(
                named(
                        "sharding_indexed",
                        Json.of(
                                "chunk_shape",
                                list(layout.chunk().shape()),
                                "codecs",
                                chunk,
                                "index_codecs",
                                List.of(bytes, named("crc32c", Json.of())),
                                "index_location",
                                "end")));
    }

    private static Map<String, Object> named(String name, Map<String, Object> settings) {
        return settings.isEmpty()
                ? Json.of("name", name)
                : Json.of("name", name, "configuration", settings);
    }

    private static List<Long> list(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static List<Integer> list(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
