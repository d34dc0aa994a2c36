package org.mulligan.image.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.disk.WholeFiles;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.service.convert.Converting;

/** What is damaged, or made to do harm, is said in a sentence that names it. */
class BrokenZarrTest {
    @TempDir private Path folder;
    private Path image;

    @BeforeEach
    void unpack() throws IOException {
        PythonArrays.unpack("ome.zip", "tczyx-0.5", folder);
        image = folder.resolve("tczyx-0.5.ome.zarr");
    }

    private void metadata(String from, String to) throws IOException {
        replace(image.resolve("zarr.json"), from, to);
    }

    private void array(String from, String to) throws IOException {
        replace(image.resolve("s0/zarr.json"), from, to);
    }

    private static void replace(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        String changed = text.replaceFirst(from, to);
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(file, changed);
    }

    private void assertRefused(String... why) {
        assertThatThrownBy(() -> ImageFiles.open(image))
                .isInstanceOf(IOException.class)
                .message()
                .startsWith(image + " cannot be opened: ")
                .contains(why);
    }

    /** The rest of the image is read. */
    @Test
    void aDamagedChunkIsNamedWithItsIndex() throws IOException {
        Path own = folder.resolve("own.ome.zarr");
        new Converting(ImageFiles.open(image), Progress.SILENT).to(own, ZarrFormat.USUAL);
        Path cut = own.resolve("0/c/0/1/2/0/0");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 40));
        Files.delete(own.resolve("0/c/1/1/0/0/0"));
        ImagePlusPlanes read = new ImagePlusPlanes(ImageFiles.open(own));
        int planes = read.count();
        int damaged = 0;
        int missing = 0;
        for (int plane = 0; plane < planes; plane++) {
            int number = plane;
            try {
                float[] pixels = read.read(plane).all();
                if (pixels[3] == 0 && pixels[7] == 0) missing++;
            } catch (IOException e) {
                damaged++;
                assertThat(e)
                        .hasMessageContaining("Plane " + (number + 1) + " of own.ome.zarr")
                        .hasMessageContaining("its chunk [0, 1, 2, 0, 0] (0/c/0/1/2/0/0)")
                        .hasMessageContaining("zstd");
            }
        }
        assertThat(damaged).isEqualTo(1);
        assertThat(missing).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"path\": \"s0\" | \"path\": \"../other/s0\" | path \"../other/s0\", and only one inside",
                "\"path\": \"s0\" | \"path\": \"/etc\" | only one inside",
                "\"path\": \"s0\" | \"path\": \"..\" | only one inside",
                "\"path\": \"s0\" | \"path\": \"s9\" | the array \"s9\", which is not there",
                "\"path\": \"s0\" | \"name\": \"s0\" | without a path",
                "\"multiscales\" | \"others\" | no image itself",
                "\"datasets\": | \"sets\": | name no dataset",
                "\"zarr_format\": 3 | \"zarr_format\": 3]] | is no JSON"
            })
    void metadataOfTheImage(String from, String to, String why) throws IOException {
        metadata(from, to.replace("\\", ""));
        assertRefused(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"data_type\": \"uint16\" | \"data_type\": \"complex64\" | type complex64",
                "\"data_type\": \"uint16\" | \"data_type\": {\"name\": \"r16\"} | uint8 to uint64",
                "\"name\": \"zstd\" | \"name\": \"pcodec\" | packed with \"pcodec\"",
                "\"name\": \"regular\" | \"name\": \"rectilinear\" | grid \"rectilinear\"",
                "\"separator\": \"/\" | \"separator\": \"../\" | between their numbers",
                "\"fill_value\": 0 | \"fill_value\": \"zero\" | fill value is zero",
                "(?s)\"shape\": \\[.*?\\] | \"shape\": [2, 2, 3, 41, -5] | whole numbers from 0",
                "(?s)\"shape\": \\[.*?\\] | \"shape\": [2, 2, 3, 41, 0] | no pixels",
                "(?s)\"shape\": \\[.*?\\] | \"shape\": [50] | has 1 axes",
                "(?s)\"shape\": \\[.*?\\] | \"shape\": [2, 2, 3, 41, 5e9] | whole numbers",
                "(?s)\"shape\": \\[.*?\\] | \"shape\": [2, 2, 3, 41, 99999999999] | too large",
                "(?s)\"shape\": \\[.*?\\] | \"shape\": [2, 2, 3, 99999, 99999] | ImageJ's end at",
                "(?s)\"shape\": \\[.*?\\] | \"shape\": [99999, 99999, 3, 41, 50] | more planes than",
                "(?s)\"chunk_shape\": \\[.*?\\] | \"chunk_shape\": [1, 1, 1, 0, 5] | from 1 on",
                "(?s)\"chunk_shape\": \\[.*?\\] | \"chunk_shape\": [1, 1, 1, 99999, 99999] | smaller ones",
                "(?s)\"chunk_shape\": \\[.*?\\] | \"chunk_shape\": [1, 5] | chunks have 2 axes"
            })
    void metadataOfTheArray(String from, String to, String why) throws IOException {
        array(from, to);
        assertRefused(why);
    }

    @Test
    void aHugeImageWithNothingBehindItIsNone() throws IOException {
        for (Path each : PythonArrays.in(image.resolve("s0")))
            if (Files.isDirectory(each)) WholeFiles.delete(each);
        ImagePlus empty = ImageFiles.open(image);
        assertThat(ImageFiles.notes(empty))
                .singleElement()
                .asString()
                .contains("Nothing of it is stored");
        assertThat(empty.getProcessor().getf(3, 3)).isZero();
        array("(?s)\"shape\": \\[.*?\\]", "\"shape\": [200, 200, 200, 41, 50]");
        assertRefused("promise 200 x 200 x 200 x 41 x 50 of uint16", "nothing of it is stored");
    }

    @Test
    void depthOfListsIsBounded() throws IOException {
        Files.writeString(image.resolve("zarr.json"), "{\"a\": " + "[".repeat(200_000));
        assertRefused("lists within each other");
        Files.writeString(image.resolve("zarr.json"), "[1, 2]");
        assertRefused("holds no keys and values");
        Files.writeString(image.resolve("zarr.json"), "");
        assertRefused("zarr.json");
    }

    /** What its metadata do not promise does not come out. */
    @ParameterizedTest
    @ValueSource(strings = {"v2-zlib", "v2-gzip", "v2-bz2", "v2-zstd", "v2-lz4", "v2-blosc-lz4-1"})
    void aBombIsRefused(String name) throws IOException {
        Path array = PythonArrays.unpack("arrays.zip", name + "/", folder).resolve(name);
        replace(array.resolve(".zarray"), "(?s)\"shape\": \\[.*?\\]", "\"shape\": [2, 2]");
        replace(array.resolve(".zarray"), "(?s)\"chunks\": \\[.*?\\]", "\"chunks\": [2, 2]");
        try (Stream<Path> files = Files.walk(array)) {
            Path chunk =
                    files.filter(Files::isRegularFile)
                            .filter(file -> !file.getFileName().toString().startsWith("."))
                            .sorted()
                            .findFirst()
                            .orElseThrow();
            byte[] bytes = Files.readAllBytes(chunk);
            WholeFiles.delete(array.resolve("0"));
            Files.createDirectory(array.resolve("0"));
            for (String key : new String[] {"0.0", "0/0"}) Files.write(array.resolve(key), bytes);
        }
        assertThatThrownBy(() -> ImageFiles.open(array).getStack().getProcessor(1))
                .hasMessageContaining("chunk [0, 0]")
                .hasMessageMatching("(?s).*(hold more than|damaged).*");
    }

    @Test
    void aZipThatIsCutOrUnpacksToMuchIsRefused() throws IOException {
        Path zip = folder.resolve("a.zarr.zip");
        ZarrImageTest.zip(image, zip, "", true);
        byte[] bytes = Files.readAllBytes(zip);
        Path cut = folder.resolve("b.zarr.zip");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> ImageFiles.open(cut)).hasMessageContaining("no whole zip");
        Path bomb = folder.resolve("c.zarr.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(bomb))) {
            out.putNextEntry(new ZipEntry("zarr.json"));
            byte[] blank = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 100; i++) out.write(blank);
        }
        assertThatThrownBy(() -> ImageFiles.open(bomb))
                .hasMessageContaining("zarr.json has 104857600 bytes");
    }

    /** Each entry of an index is asked whether it lies in the file. */
    @Test
    void anIndexOfAShardThatLies() throws IOException {
        String name = "v3-fill-shard";
        Path array = PythonArrays.unpack("arrays.zip", name, folder).resolve(name);
        Path shard;
        try (Stream<Path> files = Files.walk(array)) {
            shard =
                    files.filter(Files::isRegularFile)
                            .filter(file -> !file.endsWith("zarr.json"))
                            .sorted()
                            .findFirst()
                            .orElseThrow();
        }
        byte[] whole = Files.readAllBytes(shard);
        int index = whole.length - (2 * 4 * 2 * 16 + 4);
        byte[] flipped = whole.clone();
        flipped[index] ^= 1;
        Files.write(shard, flipped);
        assertFails(array, "checksum (crc32c) does not fit");
        Files.write(shard, Arrays.copyOf(whole, 100));
        assertFails(array, "cut short, 100 bytes long, and its index alone has");
        replace(array.resolve("zarr.json"), "(?s),\\s*\\{\\s*\"name\": \"crc32c\"\\s*\\}", "");
        byte[] bare = Arrays.copyOf(whole, whole.length - 4);
        ByteBuffer.wrap(bare).order(ByteOrder.LITTLE_ENDIAN).putLong(index, 1L << 40);
        Files.write(shard, bare);
        assertFails(array, "its index says bytes");
    }

    private static void assertFails(Path array, String why) {
        assertThatThrownBy(() -> ImageFiles.open(array).getStack().getProcessor(1))
                .hasMessageContaining("chunk [0, 0, 0] (c/0/0/0)")
                .hasMessageContaining(why);
    }

    /** Flipped bytes give a sentence, or pixels: nothing else is thrown. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2})
    void damageIsNeverMoreThanAMessage(int seed) throws IOException {
        Random random = new Random(seed);
        Path arrays = PythonArrays.unpack(Files.createDirectory(folder.resolve("arrays")));
        for (Path array : PythonArrays.in(arrays)) {
            try (Stream<Path> files = Files.walk(array)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    byte[] bytes = Files.readAllBytes(file);
                    boolean chunk = !ZarrPath.METADATA.contains(file.getFileName().toString());
                    if (chunk || random.nextInt(4) == 0)
                        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    if (chunk && random.nextInt(3) == 0)
                        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                    Files.write(file, bytes);
                }
            }
            try {
                ZarrArray zarr = ZarrArray.at(new FolderStore(array), "").orElse(null);
                if (zarr == null || zarr.layout().pixels() > 1e6) continue;
                long[] shape = zarr.layout().shape();
                zarr.read(new long[shape.length], PixelType.ints(shape, "test"));
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
