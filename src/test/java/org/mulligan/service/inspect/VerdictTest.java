package org.mulligan.service.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.Progress;
import org.mulligan.image.filter.GaussianBlur;

/** Each line of the table of advice, by a simulated image that is so. */
class VerdictTest {
    private static Verdict of(ImagePlus image) throws IOException {
        return Verdict.of(Inspection.of(image, Progress.SILENT).get(0));
    }

    private static Verdict of(float[] plane) throws IOException {
        return of(Shots.image("cells", plane));
    }

    @ParameterizedTest(name = "{0} photons at the peak")
    @CsvSource({"20", "100", "400"})
    void whiteNoiseIsDenoised(double peak) throws IOException {
        Verdict verdict = of(Shots.shot(peak, 0, 1));
        assertThat(verdict.found()).startsWith("The noise is that of each pixel by itself, with");
        assertThat(verdict.advice())
                .startsWith("Use Denoise with Mulligan... (model=general)")
                .contains("a training of your own are not needed, as the noise is white")
                .doesNotContain("hot");
    }

    @Test
    void littleCorrelationIsDenoisedAtHalfTheResolution() throws IOException {
        Verdict verdict = of(Shots.shot(100, 0.5, 2));
        assertThat(verdict.found()).startsWith("The noise is correlated from pixel to pixel (0.");
        assertThat(verdict.advice())
                .startsWith(
                        "Use Denoise with Mulligan... (model=general), which denoises it at half")
                .contains("clean images are not needed");
    }

    @Test
    void muchCorrelationNeedsATrainingAsBinningDoesNotHelp() throws IOException {
        Verdict verdict = of(Shots.shot(100, 0.8, 3));
        assertThat(verdict.found()).startsWith("The noise is correlated");
        assertThat(verdict.advice())
                .startsWith("Binning 2 x 2 would leave it correlated, so train a model");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"rows, 1, 384", "columns, 384, 1"})
    void denoisingTakesTheOffsetsOfLinesOut(String which, int along, int step) throws IOException {
        float[] shot = Shots.shot(100, 0, 4);
        Random random = new Random(5);
        for (int line = 0; line < Shots.SIDE; line++) {
            long offset = Math.round(8 * random.nextGaussian());
            for (int i = 0; i < Shots.SIDE; i++) shot[line * step + i * along] += offset;
        }
        Verdict verdict = of(shot);
        assertThat(verdict.found()).startsWith("Whole " + which + " are offset (by ");
        assertThat(verdict.advice()).startsWith("Use Denoise").contains("lineoffsets=remove");
    }

    @Test
    void aWaveIsTakenOutFirst() throws IOException {
        float[] shot = Shots.shot(100, 0, 4);
        for (int i = 0; i < shot.length; i++)
            shot[i] += (float) Math.rint(10 * Math.sin(i % Shots.SIDE / 1.5));
        Verdict verdict = of(shot);
        assertThat(verdict.found()).startsWith("A wave of 9.4");
        assertThat(verdict.advice()).startsWith("Take it out first (Process > FFT");
    }

    @Test
    void hotPixelsAreNamedWithTheKeyThatReplacesThem() throws IOException {
        float[] shot = Shots.shot(100, 0, 6);
        for (int i = 0; i < 12; i++) shot[(20 + 28 * i) * Shots.SIDE + 17 + 29 * i] = 4000;
        Verdict verdict = of(shot);
        assertThat(verdict.found()).contains("12 single pixels are hot or dead");
        assertThat(verdict.advice()).startsWith("Use Denoise").contains("hotpixels=replace");
    }

    @Test
    void tooFewPhotonsAreSummed() throws IOException {
        float[] photons = Shots.photons(3);
        Random random = new Random(7);
        float[] shot = new float[photons.length];
        for (int i = 0; i < shot.length; i++) {
            // Poisson by Knuth's method, of a detector that counts.
            int count = -1;
            for (double left = 1; left > Math.exp(-photons[i]); count++)
                left *= random.nextDouble();
            shot[i] = (float) Math.rint(100 + 20 * (count + 0.2 * random.nextGaussian()));
        }
        Verdict verdict = of(shot);
        assertThat(verdict.found()).contains(" photons in a bright pixel");
        assertThat(verdict.advice()).startsWith("Sum frames or bin first");
    }

    @Test
    void manyPhotonsNeedLittle() throws IOException {
        float[] photons = Shots.photons(4000);
        float[] noise = Shots.noise(0, 8);
        float[] shot = new float[photons.length];
        for (int i = 0; i < shot.length; i++) {
            double light = 3000.0 * (i % Shots.SIDE) / Shots.SIDE + photons[i];
            shot[i] = (float) Math.rint(100 + 4 * (light + Math.sqrt(light + 4) * noise[i]));
        }
        assertThat(of(shot).advice()).startsWith("There is little to gain");
    }

    @Test
    void aBrightGroundIsNotWhatTheModelLearntFrom() throws IOException {
        float[] shot = Shots.shot(100, 0, 10);
        for (int i = 0; i < shot.length; i++) shot[i] = 2000 - shot[i];
        assertThat(of(shot).advice()).startsWith("Use Denoise").contains("most of this image is");
    }

    @Test
    void saturationIsSaidAndRecordedAgainWhereItIsAQuarter() throws IOException {
        float[] shot = Shots.shot(300, 0, 11);
        float[] sorted = shot.clone();
        Arrays.sort(sorted);
        float[] some = shot.clone();
        float[] most = shot.clone();
        // As a 12-bit camera does; brought there by a higher gain.
        float tenth = 4095 / sorted[(int) (0.9 * sorted.length)];
        float third = 4095 / sorted[(int) (0.67 * sorted.length)];
        for (int i = 0; i < shot.length; i++) {
            some[i] = Math.min(4095, (float) Math.rint(shot[i] * tenth));
            most[i] = Math.min(4095, (float) Math.rint(shot[i] * third));
        }
        assertThat(of(some).found()).contains("10 % of the pixels are saturated at 4095");
        assertThat(of(most).found()).startsWith("33 % of the pixels are saturated at 4095");
        assertThat(of(most).advice()).startsWith("Record it again");
    }

    @Test
    void withoutNoiseNothingIsDone() throws IOException {
        float[] clean = Shots.photons(200);
        for (int i = 0; i < clean.length; i++) clean[i] = (float) Math.rint(100 + clean[i]);
        assertThat(of(clean).advice()).startsWith("Nothing needs to be done");
    }

    @Test
    void whatWasDenoisedIsNotDenoisedAgain() throws IOException {
        float[] smooth = GaussianBlur.blur(Shots.shot(100, 0, 12), Shots.SIDE, Shots.SIDE, 2);
        Verdict verdict = of(Shots.floats(smooth, Shots.SIDE));
        assertThat(verdict.found()).contains("was denoised, smoothed or enlarged before");
        assertThat(verdict.advice()).startsWith("Nothing needs to be done");
    }

    @Test
    void aResultOfANetworkIsKnownByItsInfo() throws IOException {
        ImagePlus image = Shots.image("cells-denoised", Shots.shot(100, 0, 13));
        image.setProperty(
                "Info",
                "[Mulligan]\nThis image was restored by a neural network: its pixels are estimates, not measurements.\n");
        assertThat(of(image).found()).startsWith("Its Info says that a network restored it");
        assertThat(of(image).advice()).startsWith("Nothing needs to be done");
    }

    @Test
    void aFlatImageHasNothingToMeasure() throws IOException {
        float[] flat = new float[Shots.SIDE * Shots.SIDE];
        Arrays.fill(flat, 7);
        assertThat(of(flat).found()).startsWith("All pixels are 7:");
        Arrays.fill(flat, Float.NaN);
        assertThat(of(Shots.floats(flat, Shots.SIDE)).found()).startsWith("No pixel is a number");
    }

    @ParameterizedTest(name = "{0} x {0} px")
    @CsvSource({"1", "5", "63"})
    void aTinyImageIsTooSmall(int side) throws IOException {
        float[] plane = new float[side * side];
        for (int i = 0; i < plane.length; i++) plane[i] = i * 7 % 5;
        String found = of(Shots.floats(plane, side)).found();
        if (side == 1) assertThat(found).startsWith("All pixels are 0");
        else assertThat(found).startsWith("It is %d x %d px".formatted(side, side));
    }

    @Test
    void aScaleBarIsSaidAndSaturatedStructureIsNotTakenForOne() throws IOException {
        float[] bar = Shots.shot(100, 0, 16);
        for (int y = 350; y < 356; y++)
            for (int x = 300; x < 360; x++) bar[y * Shots.SIDE + x] = 65535;
        assertThat(of(bar).found()).contains("a scale bar or text is drawn into it");
        float[] structure = Shots.shot(300, 0, 16);
        float[] sorted = structure.clone();
        Arrays.sort(sorted);
        float ceiling = sorted[(int) (0.85 * sorted.length)];
        for (int i = 0; i < structure.length; i++) structure[i] = Math.min(ceiling, structure[i]);
        for (int y = 350; y < 356; y++)
            for (int x = 300; x < 360; x++) structure[y * Shots.SIDE + x] = ceiling;
        assertThat(of(structure).found()).contains("saturated at").doesNotContain("scale bar");
    }

    @Test
    void darknessThatWasCutOffIsSaid() throws IOException {
        float[] shot = Shots.shot(1.5, 0, 14);
        for (int i = 0; i < shot.length; i++) shot[i] = Math.max(0, shot[i] - 120);
        Verdict verdict = of(shot);
        assertThat(verdict.found()).contains("% of the pixels are 0");
        assertThat(verdict.advice()).startsWith("Sum or average frames");
    }

    @Test
    void framesThatAreCopiesAreDeletedFirst() throws IOException {
        float[] first = Shots.shot(100, 0, 20);
        float[] second = Shots.shot(100, 0, 21);
        ImagePlus film = Shots.image("film", first, first, second, second, first);
        film.setDimensions(1, 1, 5);
        Verdict verdict = of(film);
        assertThat(verdict.found())
                .endsWith("; of 5 frames that were compared 2 are copies of the frame before.");
        assertThat(verdict.advice()).startsWith("Use Denoise").contains("; delete such frames");
        ImagePlus whole = Shots.image("film", first, second, first);
        whole.setDimensions(1, 1, 3);
        assertThat(of(whole).found()).doesNotContain("frames");
        assertThat(of(whole).advice()).doesNotContain("delete");
    }

    @Test
    void jpegIsSaidBeforeAnyNoise() throws IOException {
        float[] shot = Shots.shot(100, 0, 22);
        BufferedImage grey =
                new BufferedImage(Shots.SIDE, Shots.SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < shot.length; i++)
            grey.getRaster()
                    .setSample(i % Shots.SIDE, i / Shots.SIDE, 0, Math.min(255, shot[i] / 4));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(grey, "jpg", bytes);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        Verdict verdict = of(new ImagePlus("photo.jpg", read));
        assertThat(verdict.found()).startsWith("JPEG left its grid of 8 x 8 px");
        assertThat(verdict.advice()).startsWith("Take the file that the microscope wrote");
        assertThat(of(new ImagePlus("photo.png", grey)).found()).doesNotContain("JPEG");
    }

    @Test
    void eachSaysTwoSentences() throws IOException {
        for (double blur : new double[] {0, 0.5, 0.8, 3}) {
            Verdict verdict = of(Shots.shot(100, blur, 15));
            assertThat(verdict.found()).endsWith(".").doesNotContain(". ");
            assertThat(verdict.advice())
                    .endsWith(".")
                    .doesNotContain(".. ;")
                    .doesNotContain("null");
        }
    }
}
