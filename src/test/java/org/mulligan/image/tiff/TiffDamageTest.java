package org.mulligan.image.tiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import ij.ImagePlus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.OddFiles;
import org.mulligan.image.io.OddFiles.Page;
import org.mulligan.image.tiff.codec.ChunkCodec;
import org.mulligan.image.tiff.write.BigTiffWriter;
import org.mulligan.image.tiff.write.TiledLayout;
import org.mulligan.image.tiff.write.TiledLayout.Kind;

/** Files that are cut, damaged, or mean harm. */
class TiffDamageTest {
    private static final long LITTLE_MEMORY = 8 << 20;

    @TempDir Path folder;

    @Test
    void namesTheTileThatIsNotThere() throws IOException {
        Path file = tiles();
        TiffPage second = TiffPage.of(TiffDirectory.all(file).get(1));
        // Its place is said to be at the end of the file, as where a disk was full.
        patch(file, second.offsets()[2], Files.size(file) - 10);
        assertThatThrownBy(() -> ImageFiles.open(file))
                .hasMessageContaining("it is truncated: tile 3 of page 2 ends at byte")
                .hasMessageContaining("1 of the page's 4 tiles");
    }

    @Test
    void namesTheTileThatIsDamaged() throws IOException {
        Path file = tiles();
        TiffPage second = TiffPage.of(TiffDirectory.all(file).get(1));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[4]), second.offsets()[1]);
        }
        assertThatThrownBy(() -> ImageFiles.open(file))
                .hasMessageContaining("it is damaged: tile 2 of page 2: it cannot be unpacked");
    }

    /** Wherever a file ends, it ends in words. */
    @Test
    void saysThatAFileIsCutWherever() throws IOException {
        byte[] whole = Files.readAllBytes(tiles());
        for (int end = 0; end < whole.length; end += 97) {
            Path cut = Files.write(folder.resolve("cut.tif"), Arrays.copyOf(whole, end));
            assertThatThrownBy(() -> ImageFiles.open(cut))
                    .as("%d bytes", end)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cut.tif cannot be opened")
                    .hasMessageNotContainingAny("reader failed", "Exception");
        }
    }

    /** Single bytes of all that is not pixels; whatever comes out, it is no stray exception. */
    @Test
    void survivesAnyDamagedByte() throws IOException {
        byte[] whole = Files.readAllBytes(tiles());
        int start = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(8);
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 1500; i++) {
            byte[] bytes = whole.clone();
            int at =
                    random.nextInt(5) == 0
                            ? random.nextInt(16)
                            : random.nextInt(start - 400, bytes.length);
            bytes[at] = (byte) random.nextInt(256);
            Path file = Files.write(folder.resolve("odd.tif"), bytes);
            try {
                ImagePlus image = ImageFiles.open(file);
                assertThat(image.getWidth()).isPositive();
            } catch (IOException e) {
                assertThat(e).as("byte %d = %d", at, bytes[at]).hasMessageContaining("odd.tif");
                assertThat(e).hasMessageNotContaining("reader failed");
            }
        }
    }

    @ParameterizedTest(name = "{0} x {1} px, compression {2}, in tiles of {3} px")
    @CsvSource({
        "2147483647, 2147483647, 1, 0",
        "40000, 40000, 8, 0",
        "40000, 40000, 50000, 0",
        "40000, 40000, 5, 40000",
        "40000, 40000, 7, 40000",
        "2147483647, 2147483647, 8, 16",
        "65000, 65000, 1, 65008",
        "100, 100, 8, 32768"
    })
    void whatIsDeclaredAndNotThereCostsNoMemory(int width, int height, int compression, int tile)
            throws IOException {
        TreeMap<Integer, Long> tags = new TreeMap<>();
        tags.put(256, (long) width);
        tags.put(257, (long) height);
        tags.put(258, 8L);
        tags.put(259, (long) compression);
        tags.put(277, 1L);
        tags.put(tile > 0 ? 322 : 278, tile > 0 ? (long) tile : height);
        if (tile > 0) tags.put(323, (long) tile);
        tags.put(tile > 0 ? 324 : 273, 8L);
        tags.put(tile > 0 ? 325 : 279, 100L);
        requireRefusedCheaply(big(tags, 1));
    }

    @ParameterizedTest(name = "{0} values")
    @CsvSource({"2305843009213693952", "-1", "4000000000", "100000"})
    void tagsThatAreLongerThanTheFileCostNoMemory(long count) throws IOException {
        TreeMap<Integer, Long> tags = new TreeMap<>(Map.of(256, 10L, 257, 10L, 258, 8L));
        tags.put(273, 16L);
        requireRefusedCheaply(big(tags, count));
    }

    /** Of the last tag so many values. */
    private Path big(TreeMap<Integer, Long> tags, long count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 'I').put((byte) 'I').putShort((short) 43).putShort((short) 8);
        bytes.putShort((short) 0).putLong(16).putLong(tags.size());
        for (var tag : tags.entrySet()) {
            boolean last = tag.getKey().equals(tags.lastKey());
            bytes.putShort(tag.getKey().shortValue()).putShort((short) 16);
            bytes.putLong(last ? count : 1).putLong(tag.getValue());
        }
        return Files.write(folder.resolve("huge.tif"), bytes.array());
    }

    private static void requireRefusedCheaply(Path file) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertThatThrownBy(() -> ImageFiles.open(file)).isInstanceOf(IOException.class);
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        assertThatThrownBy(() -> ImageFiles.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("huge.tif cannot be opened")
                .hasMessageNotContaining("reader failed");
        long taken = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(taken).isLessThan(LITTLE_MEMORY);
    }

    @Test
    void leavesOutTheSmallerCopiesOfASlideScanner() throws IOException {
        Path file = folder.resolve("slide.svs");
        try (FileChannel channel = create(file)) {
            BigTiffWriter writer = new BigTiffWriter(channel);
            for (int size : new int[] {2000, 1000, 500, 100}) {
                TiledLayout layout = new TiledLayout(size, size / 2, Kind.RGB, ChunkCodec.ZSTD);
                byte[] tile = new byte[3 * layout.tileWidth() * layout.tileHeight()];
                writer.page(layout).get(0).tile(0, 0, tile);
            }
            writer.finish("Aperio Image Library", 0);
        }
        ImagePlus image = ImageFiles.open(file);
        assertThat(image.getDimensions()).containsExactly(2000, 1000, 1, 1, 1);
        assertThat(ImageFiles.notes(image))
                .anySatisfy(
                        note -> assertThat(note).contains("2000 x 1000 px; its smaller copies"));
    }

    @Test
    void refusesTilesOfSeveralSlices() throws IOException {
        Map<Integer, Integer> tags = new TreeMap<>(OddFiles.tags(1, 1, 8, 1));
        tags.put(32997, 4);
        Path file =
                OddFiles.pages(
                        folder.resolve("volume.tif"), new Page(4, 3, new byte[48], tags, ""));
        assertThatThrownBy(() -> ImageFiles.open(file)).hasMessageContaining("several slices");
    }

    /**
     * A time series of ImageJ whose second half lies beyond 4 GB; the file has holes for the rest.
     */
    @Test
    void readsAStackOfImageJBeyondFourGigabytes() throws IOException {
        int side = 4096; // Small planes: opening reads one.
        Map<Integer, Integer> tags = new TreeMap<>(OddFiles.tags(1, 1, 16, 1));
        Path small =
                OddFiles.pages(
                        folder.resolve("small.tif"),
                        new Page(
                                side,
                                side,
                                new byte[2],
                                tags,
                                "ImageJ=1.54p\nimages=160\nchannels=2\nframes=80\nhyperstack=true\n"));
        byte[] head = Files.readAllBytes(small);
        long plane = 2L * side * side;
        Path file = folder.resolve("large.tif");
        long start = TiffDirectory.all(small).get(0).all(273)[0];
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(head), 0);
            channel.write(ByteBuffer.wrap(new byte[] {1, 2}), start + 159 * plane + 2 * 77);
            channel.write(ByteBuffer.wrap(new byte[1]), start + 160 * plane - 1);
        }
        assertThat(Files.size(file)).isGreaterThan(5_000_000_000L);
        ImagePlus image = ImageFiles.open(file);
        assertThat(image.getDimensions()).containsExactly(side, side, 2, 1, 80);
        short[] part = (short[]) TiffPlanes.open(file, note -> {}).get(0).read(159, 76, 0, 3, 1);
        assertThat(part).containsExactly(0, 0x102, 0);
    }

    private Path tiles() throws IOException {
        Path file = folder.resolve("tiles.tif");
        Files.deleteIfExists(file);
        try (FileChannel channel = create(file)) {
            BigTiffWriter writer = new BigTiffWriter(channel);
            SplittableRandom random = new SplittableRandom(2);
            for (int page = 0; page < 2; page++) {
                var level =
                        writer.page(new TiledLayout(530, 515, Kind.UINT8, ChunkCodec.ZSTD)).get(0);
                for (int i = 0; i < 4; i++) {
                    byte[] tile = new byte[512 * 512];
                    for (int k = 0; k < 300; k++) tile[random.nextInt(tile.length)] = 5;
                    level.tile(i % 2, i / 2, tile);
                }
            }
            writer.finish("", 0);
        }
        return file;
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Replaces a number of 8 bytes that stands once in a file. */
    private static void patch(Path file, long from, long to) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + 8 <= bytes.length; at++)
            if (buffer.getLong(at) == from) buffer.putLong(at, to);
        Files.write(file, bytes);
    }
}
