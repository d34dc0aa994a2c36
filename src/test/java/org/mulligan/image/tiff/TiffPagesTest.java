package org.mulligan.image.tiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.OddFiles;
import org.mulligan.image.io.OddFiles.Page;
import org.mulligan.image.plane.ImagePlusPlanes;

class TiffPagesTest {
    @TempDir Path folder;

    @ParameterizedTest(name = "second page {0} x {1} px, {2} bit, format {3}")
    @CsvSource({
        "2, 2, 8, 1, '2 x 2 px, 8-bit'",
        "4, 3, 16, 1, '4 x 3 px, 16-bit'",
        "4, 3, 8, 2, '4 x 3 px, 8-bit signed'"
    })
    void namesThePageThatIsUnlikeTheFirst(int width, int height, int bits, int format, String said)
            throws IOException {
        Path file =
                OddFiles.pages(
                        folder.resolve("mixed.tif"),
                        page(4, 3, 8, 1, 7, Map.of()),
                        page(width, height, bits, format, 7, Map.of()));
        assertThatThrownBy(() -> ImageFiles.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("page 2 is " + said + "; page 1 is 4 x 3 px, 8-bit");
    }

    /** ImageJ's own files are looked at too: it reads all as the first page. */
    @Test
    void namesAnUnlikePageInAFileOfImageJ() throws IOException {
        Page first = page(4, 3, 8, 1, 7, Map.of());
        Page described =
                new Page(4, 3, first.strip(), first.tags(), "ImageJ=1.54p\nimages=2\nslices=2\n");
        Path file =
                OddFiles.pages(
                        folder.resolve("mixed.tif"), described, page(4, 3, 16, 1, 7, Map.of()));
        assertThatThrownBy(() -> ImageFiles.open(file)).hasMessageContaining("page 2 is 4 x 3 px");
    }

    @ParameterizedTest(name = "smaller copies behind: {0}")
    @CsvSource({"true", "false"})
    void readsTheFullSizeAmongSmallerCopies(boolean behind) throws IOException {
        Page full = page(8, 6, 8, 1, 50, Map.of());
        Page small = page(4, 3, 8, 1, 1, Map.of(254, 1));
        Path file =
                OddFiles.pages(
                        folder.resolve("pyramid.tif"),
                        behind ? full : small,
                        behind ? small : full);
        ImagePlus image = ImageFiles.open(file);
        assertThat(image.getStackSize()).isOne();
        assertThat(image.getProcessor().get(7, 5)).isEqualTo(50 + 47);
        assertThat(ImageFiles.notes(image))
                .singleElement()
                .asString()
                .contains("Read at full resolution, 8 x 6 px; its smaller copies are left out");
    }

    /** ImageJ skips forward only, and then ends without a word. */
    @Test
    void readsPagesThatLieInAnotherOrderThanTheyAreNamed() throws IOException {
        Path file =
                OddFiles.pages(
                        folder.resolve("order.tif"),
                        page(4, 3, 8, 1, 10, Map.of()),
                        page(4, 3, 8, 1, 20, Map.of()),
                        page(4, 3, 8, 1, 30, Map.of()));
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        // The first directory at 8; the second becomes the first, and names it as the next.
        int first = 8;
        int next = first + 2 + 12 * buffer.getShort(first);
        int second = buffer.getInt(next);
        int afterSecond = second + 2 + 12 * buffer.getShort(second);
        int third = buffer.getInt(afterSecond);
        buffer.putInt(4, second).putInt(afterSecond, first).putInt(next, third);
        Files.write(file, bytes);
        for (long largest : new long[] {0, 1000}) {
            ImagePlus image = new TiffImage(file, TiffDirectory.all(file)).open(largest);
            assertThat(image.getStack().isVirtual()).isEqualTo(largest == 0);
            assertThat(image.getNSlices()).isEqualTo(3);
            int[] starts = new int[3];
            for (int i = 0; i < 3; i++) starts[i] = image.getStack().getProcessor(i + 1).get(0, 0);
            assertThat(starts).containsExactly(20, 10, 30);
        }
    }

    @Test
    void refusesPagesThatGoRoundInACircle() throws IOException {
        Path file = OddFiles.pages(folder.resolve("circle.tif"), page(4, 3, 8, 1, 10, Map.of()));
        ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file));
        buffer.putInt(8 + 2 + 12 * buffer.getShort(8), 8);
        Files.write(file, buffer.array());
        assertThatThrownBy(() -> ImageFiles.open(file)).hasMessageContaining("circle");
    }

    @Test
    void namesAPlaneWhoseFileHasGone() throws IOException {
        Path file =
                OddFiles.pages(
                        folder.resolve("gone.tif"),
                        page(4, 3, 8, 1, 10, Map.of()),
                        page(4, 3, 8, 1, 20, Map.of()));
        ImagePlusPlanes planes =
                new ImagePlusPlanes(new TiffImage(file, TiffDirectory.all(file)).open(0));
        Files.delete(file);
        assertThatThrownBy(() -> planes.read(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Plane 2 of")
                .hasMessageContaining("gone.tif");
    }

    /** Values start + index of the pixel. */
    static Page page(
            int width, int height, int bits, int format, int start, Map<Integer, Integer> more) {
        ByteBuffer strip = ByteBuffer.allocate(width * height * bits / 8);
        for (int i = 0; i < width * height; i++)
            if (bits == 8) strip.put((byte) (start + i));
            else strip.putShort((short) (start + i));
        TreeMap<Integer, Integer> tags = new TreeMap<>(OddFiles.tags(1, 1, bits, format));
        tags.putAll(more);
        return new Page(width, height, strip.array(), tags, "");
    }
}
