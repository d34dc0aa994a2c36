package org.mulligan.image.tiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mulligan.image.tiff.codec.ChunkCodec;
import org.mulligan.image.tiff.write.BigTiffWriter;
import org.mulligan.image.tiff.write.PlanePixels;
import org.mulligan.image.tiff.write.TiledLayout;
import org.mulligan.image.tiff.write.TiledLayout.Kind;

class TiffPlanesTest {
    private static final int WIDTH = 1100;
    private static final int HEIGHT = 700;

    @TempDir Path folder;

    /** Any rectangle has the pixels that the whole plane has there. */
    @ParameterizedTest(name = "{0}, 20 rectangles of seed 6")
    @EnumSource(names = {"NONE", "DEFLATE", "ZSTD"})
    void readsARectangleAsOfTheWhole(ChunkCodec codec) throws IOException {
        short[] all = values(WIDTH, HEIGHT);
        Path file = write(codec, WIDTH, HEIGHT, all);
        TiffPlanes planes = TiffPlanes.open(file, note -> {}).get(0);
        assertThat(planes.chunk()).containsExactly(512, 512);
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 20; i++) {
            int x = random.nextInt(WIDTH);
            int y = random.nextInt(HEIGHT);
            int w = 1 + random.nextInt(WIDTH - x);
            int h = 1 + random.nextInt(HEIGHT - y);
            short[] part = (short[]) planes.read(0, x, y, w, h);
            for (int v = 0; v < h; v++)
                assertThat(Arrays.copyOfRange(part, v * w, v * w + w))
                        .isEqualTo(
                                Arrays.copyOfRange(
                                        all, (y + v) * WIDTH + x, (y + v) * WIDTH + x + w));
        }
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> planes.read(0, 1000, 0, 101, 1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> planes.read(0, -1, 0, 1, 1));
    }

    /** A damaged tile is named by those who need it; the others are read. */
    @Test
    void readsOnlyTheTilesThatItNeeds() throws IOException {
        Path file = write(ChunkCodec.ZSTD, WIDTH, HEIGHT, values(WIDTH, HEIGHT));
        TiffPage page = TiffPage.of(TiffDirectory.all(file).get(0));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[20]), page.offsets()[4]);
        }
        TiffPlanes planes = TiffPlanes.open(file, note -> {}).get(0);
        assertThat((short[]) planes.read(0, 0, 0, WIDTH, 512)).hasSize(WIDTH * 512);
        assertThat((short[]) planes.read(0, 1024, 512, 10, 10)).hasSize(100);
        assertThatThrownBy(() -> planes.read(0, 512, 512, 1, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tile 5 of page 1");
    }

    /** The mean of four pixels, of two or one at the border, rounded. */
    @Test
    void smallerCopiesAreMeans() throws IOException {
        short[] all = values(4099, 3);
        List<TiffPlanes> levels =
                TiffPlanes.open(write(ChunkCodec.DEFLATE, 4099, 3, all), note -> {});
        assertThat(levels)
                .extracting(level -> level.width() + " x " + level.height())
                .containsExactly("4099 x 3", "2050 x 2", "1025 x 1", "513 x 1");
        short[] half = (short[]) levels.get(1).read(0, 0, 0, 2050, 2);
        int sum = 2;
        for (int at : new int[] {20, 21, 4099 + 20, 4099 + 21}) sum += all[at] & 0xffff;
        assertThat(half[10] & 0xffff).isEqualTo(sum / 4);
        int corner = all[2 * 4099 + 4098] & 0xffff;
        assertThat(half[2050 + 2049] & 0xffff).isEqualTo(corner);
    }

    /** As a terabyte that is written block by block, in any order, by several threads. */
    @Test
    void readsAPlaneLargerThanAnArray() throws IOException {
        Path file = folder.resolve("large.ome.tif");
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            BigTiffWriter writer = new BigTiffWriter(channel);
            TiledLayout layout = new TiledLayout(100_000, 90_000, Kind.UINT8, ChunkCodec.ZSTD);
            byte[] tile = new byte[512 * 512];
            tile[513] = 7;
            writer.page(layout).get(0).tile(150, 120, tile);
            writer.finish("", 0);
        }
        assertThat(Files.size(file)).isLessThan(2_000_000);
        TiffPlanes planes = TiffPlanes.open(file, note -> {}).get(0);
        byte[] part = (byte[]) planes.read(0, 150 * 512 - 1, 120 * 512, 4, 2);
        assertThat(part).containsExactly(0, 0, 0, 0, 0, 0, 7, 0);
        assertThatThrownBy(() -> new TiffImage(file, TiffDirectory.all(file)).open(0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("100000 x 90000 px");
    }

    private Path write(ChunkCodec codec, int width, int height, short[] values) throws IOException {
        Path file = folder.resolve(codec + ".tif");
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            BigTiffWriter writer = new BigTiffWriter(channel);
            writer.page(
                    new TiledLayout(width, height, Kind.UINT16, codec),
                    new PlanePixels(values, width, height, Kind.UINT16));
            writer.finish("", 0);
        }
        return file;
    }

    private static short[] values(int width, int height) {
        SplittableRandom random = new SplittableRandom(width);
        short[] values = new short[width * height];
        for (int i = 0; i < values.length; i++) values[i] = (short) random.nextInt(70_000);
        return values;
    }
}
