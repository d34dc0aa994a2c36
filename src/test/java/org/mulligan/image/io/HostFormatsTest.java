package org.mulligan.image.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.host.StandInReader;
import org.mulligan.image.plane.ImagePlusPlanes;

/** Formats that only a reader of the host knows. */
class HostFormatsTest {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir Path folder;

    @BeforeEach
    void hosts() {
        Thread.currentThread().setContextClassLoader(new StandInReader.Loader(true));
        StandInReader.READ.clear();
        StandInReader.CALLS.clear();
        StandInReader.failsAt7 = false;
    }

    @AfterEach
    void hostsNot() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private Path file(String name, String says) throws IOException {
        return Files.writeString(folder.resolve(name), says);
    }

    @Test
    void readsPlanesWhenTheyAreAskedForInTheOrderOfImageJ() throws IOException {
        ImagePlus image = ImageFiles.open(file("cells.czi", "3 1 apart"));
        assertThat(image.getDimensions()).containsExactly(5, 4, 2, 3, 4);
        assertThat(image.getStack().isVirtual()).isTrue();
        assertThat(StandInReader.CALLS)
                .containsExactly("flattened false", "service StandInService");
        // ImageJ shows the first.
        assertThat(StandInReader.READ).containsOnly(0);
        StandInReader.READ.clear();
        int n = 0;
        for (int t = 0; t < 4; t++)
            for (int z = 0; z < 3; z++)
                for (int c = 0; c < 2; c++) {
                    ImageProcessor plane = image.getStack().getProcessor(++n);
                    int index = t + 4 * (z + 3 * c);
                    assertThat(plane.get(3, 2)).isEqualTo((1000 * index + 13 - 50) & 0xffff);
                    assertThat(StandInReader.READ).endsWith(index).hasSize(n);
                }
    }

    @Test
    void knowsPixelSizeChannelsAndTheOtherImage() throws IOException {
        ImagePlus image = ImageFiles.open(file("cells.czi", "3 1 apart"));
        assertThat(image.getCalibration().pixelWidth).isEqualTo(0.25);
        assertThat(image.getCalibration().pixelHeight).isEqualTo(0.5);
        assertThat(image.getCalibration().pixelDepth).isEqualTo(2);
        assertThat(image.getCalibration().frameInterval).isEqualTo(3);
        assertThat(image.getCalibration().getUnit()).isEqualTo("\u00b5m");
        assertThat(image.getStack().getSliceLabel(2)).isEqualTo("GFP");
        assertThat(image.getLuts()[0].getRGB(255)).isEqualTo(Color.BLUE.getRGB() & 0xff0000ff);
        assertThat(image.getLuts()[1].getRGB(255)).isEqualTo(Color.GREEN.getRGB());
        assertThat(image.getInfoProperty()).startsWith("Opened with Bio-Formats: Zeiss CZI\n<OME");
        assertThat(ImageFiles.notes(image))
                .containsExactly(
                        "cells.czi: It holds 2 images, of which the first is read; give another as cells.czi/1");
        Path second = folder.resolve("cells.czi/1");
        assertThat(ImageFiles.exists(second)).isTrue();
        assertThat(ImageFiles.isFile(second)).isTrue();
        ImagePlus other = ImageFiles.open(second);
        assertThat(other.getTitle()).isEqualTo("cells.czi/1");
        assertThat(other.getStackSize()).isOne();
        assertThat(other.getCalibration().pixelWidth).isEqualTo(0.1);
        assertThat(ImageFiles.notes(other)).isEmpty();
        assertThatThrownBy(() -> ImageFiles.open(folder.resolve("cells.czi/2")))
                .hasMessageContaining("it holds 2 images, cells.czi/0 to cells.czi/1");
        assertThat(StandInReader.CALLS).endsWith("close");
    }

    @Test
    void withoutItsMetadataThePixelsAreRead() throws IOException {
        Thread.currentThread().setContextClassLoader(new StandInReader.Loader(false));
        ImagePlus image = ImageFiles.open(file("cells.nd2", "3 1 apart"));
        assertThat(image.getStack().getProcessor(24).get(0)).isEqualTo(23000 - 50);
        assertThat(ImageFiles.notes(image).get(0))
                .isEqualTo(
                        "cells.nd2: Bio-Formats says nothing of its pixel size and of its channels");
    }

    @ParameterizedTest(name = "type {0}: {1} bit, pixel 7 of frame 2 is {2}")
    @CsvSource({
        "0, 16, 32725, opened as signed ones of 16 bit",
        "1, 8, 189, ''",
        "2, 16, 33725, ''",
        "3, 16, 957, ''",
        "4, 32, 957, above 16777216 are rounded",
        "5, 32, 957, above 16777216 are rounded",
        "6, 32, 957, ''",
        "7, 32, 957, rounded to ImageJ's 32",
        "8, 8, 255, true or false",
    })
    void readsPixelsOfEachType(int type, int bits, float value, String note) throws IOException {
        ImagePlus image = ImageFiles.open(file("cells.lif", type + " 1 apart"));
        assertThat(image.getBitDepth()).isEqualTo(bits);
        // Index 1 is the second frame.
        ImageProcessor plane = image.getStack().getProcessor(image.getStackIndex(1, 1, 2));
        assertThat(plane.getf(7)).isEqualTo(type == 0 ? 32768 + (byte) 957 : value);
        assertThat(image.getCalibration().isSigned16Bit()).isEqualTo(type == 0 || type == 2);
        assertThat(String.join("\n", ImageFiles.notes(image))).contains(note);
    }

    @ParameterizedTest(name = "samples {0}")
    @ValueSource(strings = {"mixed", "apart"})
    void samplesOfAPixelAreColoursOrChannels(String how) throws IOException {
        ImagePlus colours = ImageFiles.open(file("slide.svs", "1 3 " + how));
        assertThat(colours.getBitDepth()).isEqualTo(24);
        assertThat(colours.getStack().getProcessor(1).get(2, 0) & 0xffffff)
                .isEqualTo((byte) (2 - 50) << 16 & 0xff0000 | (52 & 0xff) << 8 | 152);
        ImagePlus channels = ImageFiles.open(file("slide2.svs", "3 3 " + how));
        assertThat(channels.getDimensions()).containsExactly(5, 4, 3, 3, 4);
        // The second frame.
        StandInReader.READ.clear();
        for (int c = 0; c < 3; c++)
            assertThat(channels.getStack().getProcessor(10 + c).get(19))
                    .isEqualTo((1000 + 100 * c + 19 - 50) & 0xffff);
        // Samples that come together are read once.
        assertThat(StandInReader.READ).containsExactly(1);
    }

    @Test
    void whatCannotBeReadIsNamedWithItsReason() throws IOException {
        assertThatThrownBy(() -> ImageFiles.open(file("a.czi", "unknown")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "a.czi cannot be opened: Bio-Formats does not know its format");
        assertThatThrownBy(() -> ImageFiles.open(file("b.czi", "broken")))
                .hasMessageContaining(
                        "b.czi cannot be opened: Unexpected end of file at 17 (setId)");
        StandInReader.failsAt7 = true;
        ImagePlus image = ImageFiles.open(file("c.czi", "3 1 apart"));
        int n = image.getStackIndex(1, 2, 4);
        assertThatThrownBy(() -> new ImagePlusPlanes(image).read(n - 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Plane %d of ".formatted(n))
                .hasMessageContaining(
                        "c.czi cannot be read by Bio-Formats: Bad sector (openBytes)");
    }

    @Test
    void filesOfAFolderAreImages() throws IOException {
        file("a.czi", "3 1 apart");
        file("b.lif", "3 1 apart");
        file("notes.txt", "3 1 apart");
        FolderImages found = FolderImages.of(folder);
        assertThat(found.images())
                .extracting(p -> p.getFileName().toString())
                .containsExactly("a.czi", "b.lif");
        assertThat(StandInReader.CALLS).isEmpty();
    }

    @Test
    void withoutAReaderTheMessageSaysHowToGetOne() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        Path file = file("cells.nd2", "3 1 apart");
        assertThatThrownBy(() -> ImageFiles.open(file))
                .hasMessageContaining(
                        "cells.nd2 cannot be opened: it has a format of its own (Nikon)")
                .hasMessageContaining("through Bio-Formats, which Fiji has")
                .hasMessageContaining("convert it to OME-TIFF or OME-Zarr");
        assertThatThrownBy(() -> ImageFiles.open(file.resolve("3")))
                .hasMessageContaining("Bio-Formats is needed for image 3 of cells.nd2");
        assertThat(FolderImages.of(folder).failed()).containsOnlyKeys(file);
    }
}
