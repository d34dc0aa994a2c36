package org.mulligan.image.zarr;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the metadata of an array say.
 *
 * @param shape pixels along each axis, the slowest first as a rule
 * @param chunk of files, or of parts of shards
 * @param fill bytes of a pixel of which nothing is stored
 * @param prefix of the keys of chunks: {@code c} in v3
 * @param separator between the numbers of a chunk
 * @param names of the axes; null or empty where one has none, and fewer where none are given
 * @param attributes what users say of it
 */
record ArrayLayout(
        long[] shape,
        ChunkLayout chunk,
        Optional<Shards> shards,
        byte[] fill,
        String prefix,
        String separator,
        List<String> names,
        Map<?, ?> attributes) {
    PixelType type() {
        return chunk.type();
    }

    /** Pixels of a file along each axis. */
    int[] file() {
        return shards.map(Shards::shape).orElse(chunk.shape());
    }

    /** The key of a file, below that of the array. */
    String key(long[] index) {
        String numbers =
                Arrays.stream(index)
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(separator));
        return prefix.isEmpty() ? numbers : prefix + separator + numbers;
    }

    /** Pixels in all; infinite rather than wrong where they are too many to count. */
    double pixels() {
        return Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
    }

    String said() {
        return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(" x "))
                + " of "
                + type();
    }
}
