package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.filter.Binning;

/** Trained and applied as a user does it, from the command line and with the keys of a macro. */
class ShortTrainingTest {
    @TempDir private Path folder;
    @RegisterExtension private final Doors doors = new Doors();

    @BeforeEach
    void placeFiles() {
        doors.put("@", folder + "/");
    }

    /** Blurred spots on a background. */
    private static float[] spots(int width, int height, int seed) {
        ImageProcessor spots = new ShortProcessor(width, height);
        Random random = new Random(seed);
        for (int i = 0; i < width * height / 40; i++)
            spots.set(random.nextInt(width), random.nextInt(height), 40000);
        spots.blurGaussian(2);
        spots.add(1000);
        return (float[]) spots.convertToFloat().getPixels();
    }

    private static ImagePlus image(float[] values, int width, int height) {
        ShortProcessor pixels = new ShortProcessor(width, height);
        for (int i = 0; i < values.length; i++) pixels.set(i, Math.round(values[i]));
        ImagePlus image = new ImagePlus("field", pixels);
        image.getCalibration().setUnit("mm");
        image.getCalibration().pixelWidth = 0.3;
        image.getCalibration().pixelHeight = 0.6;
        return image;
    }

    private void save(ImagePlus image, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        IJ.saveAsTiff(image, file.toString());
    }

    /** Brightest left of the middle, and a fifth of that in the farthest corner. */
    private static ImagePlus shaded(float[] even, int width, int height) {
        float[] shaded = new float[even.length];
        for (int i = 0; i < even.length; i++) {
            double x = i % width / (double) width - 0.3;
            double y = i / width / (double) height - 0.5;
            shaded[i] = (float) (even[i] * (0.2 + 1.4 * Math.exp(-3 * (x * x + y * y))));
        }
        return image(shaded, width, height);
    }

    private static double correlation(ImagePlus image, ImagePlus other) {
        float[] a = (float[]) image.getProcessor().convertToFloat().getPixels();
        float[] b = (float[]) other.getProcessor().convertToFloat().getPixels();
        assertThat(a).hasSameSizeAs(b);
        double meanA = image.getStatistics().mean;
        double meanB = other.getStatistics().mean;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }

    /** Mean of the right third over that of the left: 1 where the light is even. */
    private static double rightToLeft(ImagePlus image) {
        double[] sums = new double[3];
        for (int x = 0; x < image.getWidth(); x++)
            for (int y = 0; y < image.getHeight(); y++)
                sums[3 * x / image.getWidth()] += image.getProcessor().getf(x, y);
        return sums[2] / sums[0];
    }

    @Test
    void aTrainedEvenerOfLightEvensIt() throws IOException {
        for (int i = 0; i < 5; i++) {
            float[] even = spots(90, 70, i);
            save(image(even, 90, 70), "even/%d.tif".formatted(i));
            save(shaded(even, 90, 70), "shaded/%d.tif".formatted(i));
        }
        doors.succeeds(
                "train-restorer --task even-light --measured @shaded --wanted @even --name @even.zip"
                        + " --steps 40 --filters 8 --batch 4 --precision fp32");

        float[] unseen = spots(83, 61, 77);
        ImagePlus even = image(unseen, 83, 61);
        ImagePlus input = shaded(unseen, 83, 61);
        ImagePlus result = doors.macro("Restore", input, "model=[@even.zip] precision=fp32");
        assertThat(result.getTitle()).isEqualTo("field-restored");
        assertThat(result.getDimensions()).containsExactly(83, 61, 1, 1, 1);
        assertThat(result.getBitDepth()).isEqualTo(16);
        assertThat(result.getCalibration().equals(input.getCalibration())).isTrue();
        assertThat(correlation(result, even)).isGreaterThan(correlation(input, even) + 0.04);
        assertThat(rightToLeft(even)).isCloseTo(1, within(0.05));
        assertThat(rightToLeft(input)).isLessThan(0.6);
        assertThat(rightToLeft(result)).isBetween(0.66, 1.1);

        save(input, "input.tif");
        doors.succeeds(
                "restore --input @input.tif --output @output.tif --model @even.zip --precision fp32");
        ImagePlus file = IJ.openImage(folder.resolve("output.tif").toString());
        assertThat((short[]) file.getProcessor().getPixels())
                .isEqualTo((short[]) result.getProcessor().getPixels());
        assertThat(file.getCalibration().pixelHeight).isCloseTo(0.6, within(1e-6));
    }

    @Test
    void aTrainedSuperResolverX3MakesThreePixelsOfOneOfAnOddSizedImage() throws IOException {
        for (int i = 0; i < 4; i++)
            save(image(spots(123, 100, i), 123, 100), "high/%d.tif".formatted(i));
        doors.succeeds(
                "train-super-resolver --high @high --scale 3 --photons 2000 --psf 1 --name @x3.zip"
                        + " --adversary none --steps 20 --filters 4 --depth 2 --patch 16 --batch 4"
                        + " --precision fp32");

        float[] unseen = spots(123, 171, 77);
        ImagePlus high = image(unseen, 123, 171);
        ImagePlus low = image(Binning.mean(unseen, 123, 171, 3), 41, 57);
        ImagePlus result = doors.macro("SuperResolve", low, "model=[@x3.zip] precision=fp32");
        assertThat(result.getDimensions()).containsExactly(123, 171, 1, 1, 1);
        assertThat(result.getBitDepth()).isEqualTo(16);
        assertThat(correlation(result, high)).isGreaterThan(0.95);

        save(low, "low.tif");
        doors.succeeds(
                "super-resolve --input @low.tif --output @result.tif --model @x3.zip --precision fp32");
        ImagePlus file = IJ.openImage(folder.resolve("result.tif").toString());
        assertThat((short[]) file.getProcessor().getPixels())
                .isEqualTo((short[]) result.getProcessor().getPixels());
        for (ImagePlus each : List.of(result, file)) {
            assertThat(each.getCalibration().pixelWidth).isCloseTo(0.1, within(1e-6));
            assertThat(each.getCalibration().pixelHeight).isCloseTo(0.2, within(1e-6));
            assertThat(each.getCalibration().getUnit()).isEqualTo("mm");
        }
    }

    @Test
    void aDeblurrerForARangeOfPsfsStatesItAndRestores() throws IOException {
        for (int i = 0; i < 4; i++)
            save(image(spots(96, 80, i), 96, 80), "sharp/%d.tif".formatted(i));
        doors.succeeds(
                "train-restorer --task deblur --wanted @sharp --psf 1-4 --degradation"
                        + " microscope-detector --photons 500 --name @range --adversary none"
                        + " --steps 10 --filters 4 --depth 2 --patch 32 --batch 4 --precision fp32");
        assertThat(Files.readString(folder.resolve("range/README.md")))
                .contains("`psf={fwhm=1.0-4.0}`", "`degradation=microscope-detector`")
                .contains("a FWHM of 1.0 to 4.0 px", "500.0 photons", "Denoise with Mulligan...");
        assertThat(Files.readString(folder.resolve("range/rdf.yaml"))).contains("fwhm: 1.0-4.0");

        save(image(spots(90, 70, 9), 90, 70), "input.tif");
        doors.succeeds(
                "restore --input @input.tif --output @output.tif --model @range --precision fp32");
        assertThat(IJ.openImage(folder.resolve("output.tif").toString()).getDimensions())
                .containsExactly(90, 70, 1, 1, 1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "train-super-resolver --low @low --high @high --scale 3|exactly 3 times as wide and high as the low one: @low/0.tif has 32 x 24 px, 1 planes, 1 channels, @high/0.tif has 64 x 48 px, 1 planes, 1 channels; give scale=2",
                "train-super-resolver --low @high --high @high|; pairs of one size are for Train Denoiser... and Train Restorer... (train-denoiser, train-restorer)",
                "train-super-resolver --low @high --high @low|; are the two folders swapped?",
                "train-denoiser --noisy @low --clean @high|; such pairs are for Train Super-Resolver... (train-super-resolver) with scale=2",
                "train-restorer --measured @low --wanted @high|; such pairs are for Train Super-Resolver... (train-super-resolver) with scale=2",
                "train-restorer --task even-light --measured @low --wanted @high|; such pairs are for Train Super-Resolver... (train-super-resolver) with scale=2"
            })
    void pairsOfAnotherScaleEndInOneLineAndLeaveNothing(String line, String message)
            throws IOException {
        for (int i = 0; i < 3; i++) {
            float[] high = spots(64, 48, i);
            save(image(high, 64, 48), "high/%d.tif".formatted(i));
            save(image(Binning.mean(high, 64, 48, 2), 32, 24), "low/%d.tif".formatted(i));
        }
        assertThat(doors.run(line + " --name @m/model.zip")).isEqualTo(1);
        assertThat(doors.err().lines())
                .hasSize(2)
                .last()
                .asString()
                .endsWith(message.replace("@", folder + "/"));
        assertThat(doors.out()).isEmpty();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("high", "low");
        }
    }

    @ParameterizedTest(name = "{0} with the model {1}: {2}")
    @CsvSource({
        "denoise, deblur, Restore with Mulligan...",
        "super-resolve, fluorescence, Denoise with Mulligan...",
        "restore, super-resolution-x2, Super-Resolve with Mulligan..."
    })
    void aModelOfAnotherTaskEndsInOneLineThatNamesItsCommand(
            String command, String model, String own) throws IOException {
        save(image(spots(20, 10, 1), 20, 10), "a.tif");
        assertThat(doors.run(command + " --input @a.tif --output @b.tif --model " + model))
                .isEqualTo(1);
        assertThat(doors.err().lines())
                .singleElement()
                .asString()
                .endsWith("; open it with Plugins > Mulligan > " + own);
        assertThat(folder.resolve("b.tif")).doesNotExist();
    }
}
