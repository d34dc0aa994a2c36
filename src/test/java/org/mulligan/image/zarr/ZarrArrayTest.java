package org.mulligan.image.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZarrArrayTest {
    @TempDir private Path folder;

    @Test
    void readsWhatZarrPythonWrote() throws IOException {
        List<Path> arrays = PythonArrays.in(PythonArrays.unpack(folder));
        assertThat(arrays).hasSizeGreaterThan(120);
        for (Path array : arrays) checkBoxes(array, new FolderStore(array), "", 5);
    }

    /** With other shapes, chunks, types and settings than those that are stored. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3})
    void readsWhatZarrPythonWritesNow(int seed) throws IOException, InterruptedException {
        Optional<String> python = PythonArrays.python();
        assumeTrue(python.isPresent(), PythonArrays.MISSING);
        Path made = folder.resolve("made");
        Files.createDirectories(made);
        PythonArrays.run(python.get(), folder, "make", made.toString(), "" + seed);
        for (Path array : PythonArrays.in(made)) checkBoxes(array, new FolderStore(array), "", 9);
    }

    /** The whole array, and boxes of chance with the seed 5. */
    private static void checkBoxes(Path array, Store store, String key, int boxes)
            throws IOException {
        ZarrArray zarr = ZarrArray.at(store, key).orElseThrow();
        long[] shape = zarr.layout().shape();
        check(array, zarr, new long[shape.length], PixelType.ints(shape, "test"));
        Random random = new Random(5);
        for (int i = 0; i < boxes; i++) {
            long[] origin = new long[shape.length];
            int[] size = new int[shape.length];
            for (int d = 0; d < shape.length; d++) {
                origin[d] = random.nextInt((int) shape[d]);
                size[d] = 1 + random.nextInt((int) (shape[d] - origin[d]));
            }
            check(array, zarr, origin, size);
        }
    }

    private static void check(Path array, ZarrArray zarr, long[] origin, int[] size)
            throws IOException {
        byte[] pixels = zarr.read(origin, size);
        ArrayLayout layout = zarr.layout();
        long[] at = new long[size.length];
        for (int i = 0; i < pixels.length / layout.type().size(); i++) {
            int rest = i;
            for (int d = size.length - 1; d >= 0; d--) {
                at[d] = origin[d] + rest % size[d];
                rest /= size[d];
            }
            Double expected = PythonArrays.expected(layout, at);
            Double read = PythonArrays.stored(pixels, layout.type(), i);
            if (!read.equals(expected))
                assertThat(read)
                        .as("%s at %s", array.getFileName(), Arrays.toString(at))
                        .isEqualTo(expected);
        }
    }

    @Test
    void readsTheSameFromAZip() throws IOException {
        Path zip = folder.resolve("arrays.zip");
        try (var in = ZarrArrayTest.class.getResourceAsStream("arrays.zip")) {
            Files.copy(in, zip);
        }
        ZipStore store = new ZipStore(zip);
        assertThat(store.list("")).hasSizeGreaterThan(120);
        for (String name : store.list("")) checkBoxes(zip.resolve(name), store, name, 2);
    }

    /** Boxes that cover parts of chunks keep the rest. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "v2-zlib",
                "v3-zstd-shard",
                "v3-zstd-crc-shard-start",
                "v3-gzip-turned",
                "v2-lz4"
            })
    void writesByBox(String name) throws IOException {
        Path array = PythonArrays.unpack("arrays.zip", name + "/", folder).resolve(name);
        ArrayLayout layout = ZarrArray.at(new FolderStore(array), "").orElseThrow().layout();
        try (Stream<Path> files = Files.walk(array)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                if (!ZarrPath.METADATA.contains(file.getFileName().toString())) Files.delete(file);
        }
        ZarrArrayWriter writer = new ZarrArrayWriter(array, layout);
        long[] shape = layout.shape();
        int half = (int) (shape[shape.length - 1] / 2);
        for (int part = 1; part >= 0; part--) {
            long[] origin = new long[shape.length];
            int[] size = PixelType.ints(shape, "test");
            origin[shape.length - 1] = (long) part * half;
            size[shape.length - 1] = part == 0 ? half : (int) shape[shape.length - 1] - half;
            writer.write(origin, size, box(layout, origin, size));
        }
        checkBoxes(array, new FolderStore(array), "", 5);
    }

    /** Chunks of 5 x 10 px that hold one of 3 planes, and such that hold two. */
    @Test
    void planesOfChunksAreKeptWhereTheyFit() throws IOException {
        PythonArrays.unpack("arrays.zip", "v3-fill-shard", folder);
        Path file = folder.resolve("v3-fill-shard/zarr.json");
        String flat = Files.readString(file);
        String deep = flat.replaceFirst("(?s)(\"codecs\".*?\"chunk_shape\": \\[\\s*)1", "$12");
        ZarrArray one = array(flat);
        assertThat(one.layout().chunk().shape()).containsExactly(1, 5, 10);
        assertThat(one.keepsSlab(2, 1, 10)).isTrue();
        ZarrArray two = array(deep);
        assertThat(two.layout().chunk().shape()).containsExactly(2, 5, 10);
        assertThat(two.keepsSlab(2, 1, 2 * 2 * 30 * 40)).isTrue();
        assertThat(two.keepsSlab(2, 1, 2 * 2 * 30 * 40 - 1)).isFalse();
    }

    private ZarrArray array(String metadata) throws IOException {
        Files.writeString(folder.resolve("v3-fill-shard/zarr.json"), metadata);
        return ZarrArray.at(new FolderStore(folder), "v3-fill-shard").orElseThrow();
    }

    private static byte[] box(ArrayLayout layout, long[] origin, int[] size) throws IOException {
        int count = Arrays.stream(size).reduce(1, (a, b) -> a * b);
        int bytes = layout.type().size();
        byte[] box = new byte[count * bytes];
        for (int i = 0; i < count; i++) {
            long number = 0;
            int rest = i;
            long[] at = new long[size.length];
            for (int d = size.length - 1; d >= 0; d--) {
                at[d] = origin[d] + rest % size[d];
                rest /= size[d];
            }
            for (int d = 0; d < size.length; d++) number = number * layout.shape()[d] + at[d];
            Object value = PythonArrays.value(layout.type(), number);
            System.arraycopy(layout.type().fill(value), 0, box, i * bytes, bytes);
        }
        return box;
    }
}
