package org.mulligan.image.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.tiff.PythonTiff;
import org.mulligan.image.zarr.PythonArrays;

/** Files of tifffile and zarr-python with settings that are allowed and rare. */
class OddImagesTest {
    @TempDir private Path folder;

    @Test
    void haveTheirPixelsAxesAndSizes() throws IOException, InterruptedException {
        assumeTrue(PythonArrays.python().isPresent(), PythonArrays.MISSING);
        List<String> lines = PythonTiff.run("odd_images.py", folder, folder);
        assertThat(lines).hasSizeGreaterThan(30);
        SoftAssertions all = new SoftAssertions();
        for (String line : lines) {
            String[] said = line.split(" ");
            // One path has a space in it.
            String path = line.substring(said[0].length() + 1, line.length() - rest(said));
            all.assertThatCode(() -> requireSame(said, path))
                    .as(said[0])
                    .doesNotThrowAnyException();
        }
        all.assertAll();
    }

    /** Characters of the numbers and the spaces before them. */
    private static int rest(String[] said) {
        int length = 0;
        for (int i = said.length - 7; i < said.length; i++) length += said[i].length() + 1;
        return length;
    }

    private void requireSame(String[] said, String path) throws IOException {
        int first = said.length - 7;
        Path file = folder.resolve(path);
        ImagePlus image = ImageFiles.open(file);
        int[] axes = image.getDimensions();
        for (int i = 0; i < 5; i++)
            assertThat(axes[i]).as("axis %d", i).isEqualTo(Integer.parseInt(said[first + i]));
        assertThat(image.getBitDepth()).isEqualTo(Integer.parseInt(said[first + 5]));
        requireSize(image.getCalibration(), Double.parseDouble(said[first + 6]));
        double[] expected = PythonTiff.values(folder.resolve(said[0] + ".bin"));
        int size = axes[0] * axes[1];
        for (int plane = 0; plane < image.getStackSize(); plane++)
            for (int i = 0; i < size; i++)
                assertThat(value(image, plane, i))
                        .as("pixel %d of plane %d", i, plane)
                        .isEqualTo(expected[plane * size + i]);
        if (image.getBitDepth() != 24) requireSameByPart(file, image);
    }

    private static void requireSameByPart(Path file, ImagePlus image) throws IOException {
        ImagePlusPlanes parts = new ImagePlusPlanes(ByPart.open(file));
        for (int plane = 0; plane < image.getStackSize(); plane++)
            assertThat(parts.read(plane).all())
                    .as("plane %d by part", plane)
                    .isEqualTo(Pixels.of(image.getStack().getProcessor(plane + 1)).all());
    }

    private static void requireSize(Calibration calibration, double um) {
        double unit =
                switch (calibration.getUnit()) {
                    case "m", "meter" -> 1e6;
                    case "mm", "millimeter" -> 1e3;
                    case "nm", "nanometer" -> 1e-3;
                    case "\u00b5m", "um", "micron" -> 1;
                    default -> 0;
                };
        assertThat(calibration.pixelWidth * unit)
                .as("width of a pixel")
                .isCloseTo(um, within(1e-6));
    }

    private static double value(ImagePlus image, int plane, int i) {
        ImageProcessor pixels = image.getStack().getProcessor(plane + 1);
        if (image.getBitDepth() == 24) return pixels.get(i) & 0xffffff;
        if (image.getBitDepth() == 32) return pixels.getf(i);
        return pixels.get(i) - (image.getCalibration().isSigned16Bit() ? 32768 : 0);
    }
}
