package org.mulligan.image.zarr;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.image.zarr.codec.Codec;
import org.mulligan.image.zarr.codec.Codecs;

/** Reads the metadata of arrays. */
final class ArrayMetadata {
    private static final int MOST_AXES = 32;

    private ArrayMetadata() {}

    /**
     * @param zarray what {@code .zarray} says
     * @param attributes what {@code .zattrs} says
     */
    static ArrayLayout v2(Map<?, ?> zarray, Map<?, ?> attributes) throws IOException {
        long[] shape = requirePlane(Json.wholes(zarray, "shape", 0));
        if (!(zarray.get("dtype") instanceof String))
            throw new IOException("its pixels have several parts (a structured dtype)");
        PixelType type = PixelType.v2(zarray.get("dtype"));
        List<Codec> codecs = new ArrayList<>();
        for (Object filter : Json.list(zarray, "filters")) codecs.add(v2Codec(filter, type));
        if (zarray.get("compressor") != null) codecs.add(v2Codec(zarray.get("compressor"), type));
        int[] order = ChunkLayout.straight(shape.length);
        if (Json.text(zarray, "order").equals("F"))
            for (int i = 0; i < order.length; i++) order[i] = order.length - 1 - i;
        ChunkLayout chunk = chunk(Json.wholes(zarray, "chunks", 1), order, type, codecs, shape);
        String separator = zarray.get("dimension_separator") instanceof String given ? given : ".";
        return new ArrayLayout(
                shape,
                chunk,
                Optional.empty(),
                type.fill(zarray.get("fill_value")),
                "",
                requireSeparator(separator),
                names(attributes.get("_ARRAY_DIMENSIONS")),
                attributes);
    }

    private static Codec v2Codec(Object settings, PixelType type) throws IOException {
        if (!(settings instanceof Map<?, ?> map) || !(map.get("id") instanceof String id))
            throw new IOException("its metadata name a compressor without an id");
        return Codecs.of(id, map, type.size());
    }

    /**
     * @param metadata what {@code zarr.json} says
     */
    static ArrayLayout v3(Map<?, ?> metadata) throws IOException {
        long[] shape = requirePlane(Json.wholes(metadata, "shape", 0));
        PixelType type = PixelType.v3(metadata.get("data_type"));
        Map<?, ?> grid = Json.map(metadata, "chunk_grid");
        if (!Json.text(grid, "name").equals("regular"))
            throw new IOException(
                    "its chunks lie in a grid \"%s\", and regular ones are read"
                            .formatted(grid.get("name")));
        if (!Json.list(metadata, "storage_transformers").isEmpty())
            throw new IOException("it has storage transformers, which are not read");
        long[] file = Json.wholes(Json.map(grid, "configuration"), "chunk_shape", 1);
        Chain chain = new Chain(file, type, Json.list(metadata, "codecs"), shape);
        Map<?, ?> keys = Json.map(metadata, "chunk_key_encoding");
        boolean like2 = Json.text(keys, "name").equals("v2");
        Map<?, ?> settings = Json.map(keys, "configuration");
        String separator =
                settings.get("separator") instanceof String given ? given : like2 ? "." : "/";
        ChunkLayout chunk = chain.shards.map(Shards::chunk).orElseGet(() -> chain.chunk);
        return new ArrayLayout(
                shape,
                chunk,
                chain.shards,
                chunk.type().fill(metadata.get("fill_value")),
                like2 ? "" : "c",
                requireSeparator(separator),
                names(metadata.get("dimension_names")),
                Json.map(metadata, "attributes"));
    }

    private static String requireSeparator(String separator) throws IOException {
        if (separator.equals(".") || separator.equals("/")) return separator;
        throw new IOException(
                "the keys of its chunks have \"%s\" between their numbers; . and / are read"
                        .formatted(separator));
    }

    private static long[] requirePlane(long[] shape) throws IOException {
        if (shape.length < 2 || shape.length > MOST_AXES)
            throw new IOException(
                    "it has %d axes, and an image needs at least X and Y".formatted(shape.length));
        if (Arrays.stream(shape).anyMatch(side -> side == 0))
            throw new IOException("it has no pixels: its shape is " + Arrays.toString(shape));
        return shape;
    }

    private static ChunkLayout chunk(
            long[] sides, int[] order, PixelType type, List<Codec> codecs, long[] shape)
            throws IOException {
        if (sides.length != shape.length)
            throw new IOException(
                    "its chunks have %d axes and it has %d".formatted(sides.length, shape.length));
        ChunkLayout chunk =
                new ChunkLayout(PixelType.ints(sides, "chunks"), order, type, List.copyOf(codecs));
        try {
            if (chunk.bytes() < Integer.MAX_VALUE - 8) return chunk;
        } catch (ArithmeticException e) {
            // Said below.
        }
        throw new IOException(
                "its chunks are %s of %s, more than the 2 GB that one can have; write it again with smaller ones"
                        .formatted(Arrays.toString(sides), type));
    }

    private static List<String> names(Object given) {
        List<String> names = new ArrayList<>();
        if (given instanceof List<?> list)
            for (Object name : list) names.add(name instanceof String text ? text : "");
        return names;
    }

    /** The codecs of v3: of axes, then one that makes bytes of pixels, then of bytes. */
    private static final class Chain {
        private int[] order;
        private PixelType type;
        private Optional<Shards> shards = Optional.empty();
        private final ChunkLayout chunk;
        private final List<Codec> codecs = new ArrayList<>();
        private final long[] shape;

        Chain(long[] sides, PixelType pixel, List<?> steps, long[] shape) throws IOException {
            this.shape = shape;
            type = pixel;
            order = ChunkLayout.straight(sides.length);
            for (Object step : steps) {
                // A name alone is allowed, too.
                Map<?, ?> map = step instanceof Map<?, ?> named ? named : Map.of("name", step);
                Map<?, ?> settings = Json.map(map, "configuration");
                String name = Json.text(map, "name");
                if (shards.isPresent()) throw around("packed with " + name);
                switch (name) {
                    case "bytes" -> type = type.withOrder(endian(settings));
                    case "transpose" -> transpose(settings);
                    case "sharding_indexed" -> shards = Optional.of(shards(sides, settings));
                    default -> codecs.add(Codecs.of(name, settings, type.size()));
                }
            }
            chunk =
                    shards.isPresent()
                            ? null
                            : ArrayMetadata.chunk(sides, order, type, codecs, shape);
        }

        private static IOException around(String what) {
            return new IOException(
                    "its shards are %s as a whole, which is not read; write it again with codecs inside of the shards"
                            .formatted(what));
        }

        private Shards shards(long[] sides, Map<?, ?> settings) throws IOException {
            if (!codecs.isEmpty() || !Arrays.equals(order, ChunkLayout.straight(order.length)))
                throw around("packed or transposed");
            long[] inner = Json.wholes(settings, "chunk_shape", 1);
            Chain within = new Chain(inner, type, Json.list(settings, "codecs"), shape);
            if (within.shards.isPresent())
                throw new IOException("its shards lie in shards, which is not read");
            Chain index =
                    new Chain(
                            new long[] {1},
                            PixelType.v3("uint64"),
                            Json.list(settings, "index_codecs"),
                            new long[] {1});
            try {
                return new Shards(
                        PixelType.ints(sides, "shards"),
                        within.chunk,
                        index.type.order(),
                        index.codecs,
                        Json.text(settings, "index_location").equals("start"));
            } catch (IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        private static ByteOrder endian(Map<?, ?> settings) {
            return Json.text(settings, "endian").equals("big")
                    ? ByteOrder.BIG_ENDIAN
                    : ByteOrder.LITTLE_ENDIAN;
        }

        /** Twice is once with both. */
        private void transpose(Map<?, ?> settings) throws IOException {
            int axes = order.length;
            if (settings.get("order") instanceof String all) {
                if (!all.equals("F")) return;
                int[] reversed = order.clone();
                for (int i = 0; i < axes; i++) reversed[i] = order[axes - 1 - i];
                order = reversed;
                return;
            }
            long[] given = Json.wholes(settings, "order", 0);
            if (!Arrays.equals(
                    Arrays.stream(given).sorted().toArray(),
                    Arrays.stream(ChunkLayout.straight(axes)).asLongStream().toArray()))
                throw new IOException(
                        "its axes are stored in the order %s, and there are %d"
                                .formatted(Arrays.toString(given), axes));
            int[] turned = new int[axes];
            for (int i = 0; i < axes; i++) turned[i] = order[(int) given[i]];
            order = turned;
        }
    }
}
