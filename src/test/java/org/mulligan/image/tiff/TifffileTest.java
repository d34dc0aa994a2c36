package org.mulligan.image.tiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.image.io.ImageFiles;

/** What tifffile writes; another program has written the pixels and said what they are. */
class TifffileTest {
    @TempDir Path folder;

    @Test
    void readsWhatTifffileWrites() throws IOException, InterruptedException {
        List<String> lines = PythonTiff.run("tiff_variants.py", folder, folder);
        assertThat(lines).hasSizeGreaterThan(40);
        SoftAssertions all = new SoftAssertions();
        for (String line : lines) {
            String[] said = line.split(" ");
            all.assertThatCode(() -> requireSame(said)).as(said[0]).doesNotThrowAnyException();
        }
        all.assertAll();
    }

    private void requireSame(String[] said) throws IOException {
        ImagePlus image = ImageFiles.open(folder.resolve(said[1]));
        int[] axes = image.getDimensions();
        for (int i = 0; i < 5; i++)
            assertThat(axes[i]).as("axis %d", i).isEqualTo(Integer.parseInt(said[2 + i]));
        assertThat(image.getBitDepth()).isEqualTo(Integer.parseInt(said[7]));
        double[] expected = PythonTiff.values(folder.resolve(said[0] + ".bin"));
        double worst = 0;
        int size = axes[0] * axes[1];
        for (int plane = 0; plane < image.getStackSize(); plane++) {
            double[] values = values(image, plane);
            for (int i = 0; i < size; i++)
                worst = Math.max(worst, difference(image, values[i], expected[plane * size + i]));
        }
        assertThat(worst).as("difference").isLessThanOrEqualTo(Double.parseDouble(said[8]));
    }

    /** Floats of 64 bit and long whole numbers are rounded; of colours the largest difference. */
    private static double difference(ImagePlus image, double value, double expected) {
        if (image.getBitDepth() != 24)
            return image.getBitDepth() == 32
                    ? Math.abs(value - (float) expected)
                    : Math.abs(value - expected);
        double most = 0;
        for (int shift = 0; shift <= 16; shift += 8)
            most =
                    Math.max(
                            most,
                            Math.abs(
                                    ((int) value >> shift & 255)
                                            - ((int) expected >> shift & 255)));
        return most;
    }

    private static double[] values(ImagePlus image, int plane) {
        ImageProcessor pixels = image.getStack().getProcessor(plane + 1);
        double[] values = new double[pixels.getPixelCount()];
        boolean signed = image.getCalibration().isSigned16Bit();
        for (int i = 0; i < values.length; i++)
            values[i] =
                    image.getBitDepth() == 24
                            ? pixels.get(i) & 0xffffff
                            : image.getBitDepth() == 32
                                    ? pixels.getf(i)
                                    : pixels.get(i) - (signed ? 32768 : 0);
        return values;
    }

    @Test
    void readsUnitsAndTextsOfTifffile() throws IOException, InterruptedException {
        PythonTiff.run("tiff_variants.py", folder, folder);
        ImagePlus ome = ImageFiles.open(folder.resolve("ome-tiles-zstd.ome.tif"));
        assertThat(ome.getCalibration().pixelWidth).isCloseTo(0.13, within(1e-9));
        for (String name : List.of("imagej", "imagej-zstd")) {
            ImagePlus image = ImageFiles.open(folder.resolve(name + ".tif"));
            assertThat(image.getCalibration().pixelWidth).as(name).isEqualTo(0.25);
            assertThat(image.getCalibration().pixelDepth).as(name).isEqualTo(0.5);
            assertThat(image.getCalibration().getUnit()).as(name).isEqualTo("\u00b5m");
            assertThat(image.getInfoProperty()).as(name).startsWith("by tifffile");
        }
        List<String> notes =
                new ArrayList<>(
                        ImageFiles.notes(ImageFiles.open(folder.resolve("ome-pyramid.ome.tif"))));
        notes.addAll(ImageFiles.notes(ImageFiles.open(folder.resolve("holes.tif"))));
        assertThat(notes)
                .anySatisfy(
                        note -> assertThat(note).contains("Read at full resolution, 180 x 150 px"))
                .anySatisfy(note -> assertThat(note).contains("5 of its tiles were never written"));
    }
}
