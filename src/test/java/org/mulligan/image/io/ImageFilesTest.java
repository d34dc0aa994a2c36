package org.mulligan.image.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.plane.Reading;

class ImageFilesTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tif", "png", "gif", "bmp", "pgm", "zip"})
    void opensWhatImageJOpens(String ending) throws IOException {
        ImagePlus image = new ImagePlus("a", new ByteProcessor(5, 3));
        image.getProcessor().set(4, 2, 77);
        Path file = folder.resolve("a." + ending);
        save(image, ending, file);
        assertThat(ImageFiles.isImage(file)).isTrue();
        assertThat(ImageFiles.open(file).getProcessor().get(4, 2)).isEqualTo(77);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tif", "png", "jpg"})
    void namesAFileThatIsCutShort(String ending) throws IOException {
        ImagePlus image = new ImagePlus("a", new ByteProcessor(64, 64));
        for (int i = 0; i < 4096; i++) image.getProcessor().set(i, i * i % 251);
        Path file = folder.resolve("a." + ending);
        save(image, ending, file);
        byte[] bytes = Files.readAllBytes(file);
        Path broken = folder.resolve("broken." + ending);
        Files.write(broken, Arrays.copyOf(bytes, 60));
        assertThatThrownBy(() -> ImageFiles.open(broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken." + ending);
        Path cut = folder.resolve("cut.tif");
        if (ending.equals("tif")) {
            Files.write(cut, Arrays.copyOf(bytes, bytes.length - 100));
            assertThatThrownBy(() -> ImageFiles.open(cut))
                    .hasMessageContaining("cut.tif cannot be opened: it is truncated");
        }
    }

    @Test
    void keepsAllOfALargeStackThatItOpensVirtually() throws IOException {
        ImageStack stack = new ImageStack(4, 3);
        for (int i = 0; i < 4; i++) {
            stack.addSlice("plane " + i, new ShortProcessor(4, 3));
            stack.getProcessor(i + 1).set(3, 2, 1000 + i);
        }
        ImagePlus plain = new ImagePlus("stack", stack);
        plain.setDimensions(2, 2, 1);
        plain.getCalibration().setUnit("micron");
        CompositeImage image = new CompositeImage(plain, IJ.COMPOSITE);
        LUT[] luts = {LUT.createLutFromColor(Color.CYAN), LUT.createLutFromColor(Color.PINK)};
        luts[1].min = 3;
        luts[1].max = 1700;
        image.setLuts(luts);
        image.setOpenAsHyperStack(true);
        image.setProperty("Info", "by hand");
        image.setProp("Objective", "63x");
        image.setRoi(new Roi(1, 1, 2, 1));
        image.setOverlay(new Overlay(new Roi(0, 1, 2, 2)));
        Path file = folder.resolve("stack.tif");
        new FileSaver(image).saveAsTiff(file.toString());
        for (long largest : new long[] {0, 1000}) {
            ImagePlus opened = ImageFiles.open(file, new Reading(largest, Long.MAX_VALUE));
            assertThat(opened.getStack().isVirtual()).isEqualTo(largest == 0);
            assertThat(opened.getDimensions()).containsExactly(4, 3, 2, 2, 1);
            assertThat(opened.getLuts()[1].getRGB(255)).isEqualTo(Color.PINK.getRGB());
            assertThat(opened.getLuts()[1].max).isEqualTo(1700);
            assertThat(opened.getStack().getProcessor(4).get(3, 2)).isEqualTo(1003);
            assertThat(opened.getStack().getSliceLabel(3)).isEqualTo("plane 2");
            assertThat(opened.getCalibration().getUnit()).isEqualTo("micron");
            assertThat(opened.getInfoProperty()).isEqualTo("by hand");
            assertThat(opened.getProp("Objective")).isEqualTo("63x");
            assertThat(opened.getOverlay().size()).isOne();
            assertThat(opened.getRoi()).isNotNull();
        }
    }

    @Test
    void namesAVirtualPlaneWhoseFileHasGone() throws IOException {
        ImageStack stack = new ImageStack(4, 3);
        for (int i = 0; i < 3; i++) stack.addSlice(new ByteProcessor(4, 3));
        Path file = folder.resolve("gone.tif");
        new FileSaver(new ImagePlus("", stack)).saveAsTiff(file.toString());
        PlaneSource planes =
                new ImagePlusPlanes(ImageFiles.open(file, new Reading(0, Long.MAX_VALUE)));
        Files.delete(file);
        assertThatThrownBy(() -> planes.read(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Plane 2 cannot be read")
                .hasMessageContaining("gone.tif");
    }

    @Test
    void saysWhatIsNoImage() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no image");
        Path noise = Files.write(folder.resolve("noise.xyz"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        Path empty = Files.createFile(folder.resolve("empty.tif"));
        for (Path file : new Path[] {text, noise, empty, folder, folder.resolve("missing.tif")})
            assertThatThrownBy(() -> ImageFiles.open(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString());
        assertThat(ImageFiles.isImage(text)).isFalse();
        assertThat(ImageFiles.stem("a.b.tif")).isEqualTo("a.b");
        assertThat(ImageFiles.stem("no ending")).isEqualTo("no ending");
    }

    /** {@code IJ.saveAs} would build ImageJ's menus, which needs a display. */
    private static void save(ImagePlus image, String ending, Path file) {
        FileSaver saver = new FileSaver(image);
        String path = file.toString();
        switch (ending) {
            case "png" -> saver.saveAsPng(path);
            case "gif" -> saver.saveAsGif(path);
            case "bmp" -> saver.saveAsBmp(path);
            case "pgm" -> saver.saveAsPgm(path);
            case "jpg" -> saver.saveAsJpeg(path);
            case "zip" -> saver.saveAsZip(path);
            default -> saver.saveAsTiff(path);
        }
    }
}
