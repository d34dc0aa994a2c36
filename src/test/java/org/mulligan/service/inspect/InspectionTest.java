package org.mulligan.service.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mulligan.engine.Progress;

class InspectionTest {
    private static List<Findings> of(ImagePlus image) throws IOException {
        return Inspection.of(image, Progress.SILENT);
    }

    private static double figure(Findings findings, String heading) {
        return Figures.of(findings).stream()
                .filter(figure -> figure.heading().equals(heading))
                .mapToDouble(Figure::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + heading));
    }

    private static List<String> headings(Findings findings) {
        return Figures.of(findings).stream().map(Figure::heading).toList();
    }

    @Test
    void knowsTheCameraThatTheImageWasSimulatedWith() throws IOException {
        Findings findings = of(Shots.image("cells", Shots.shot(200, 0, 1))).get(0);
        double gain = figure(findings, "Gain [counts/photon]");
        double read = figure(findings, "Read noise [counts]");
        double offset = figure(findings, "Offset [counts]");
        assertThat(gain).isCloseTo(Shots.GAIN, within(0.1 * Shots.GAIN));
        // The darkest cells hold a few photons, which one plane cannot tell from the offset.
        assertThat(offset).isBetween(Shots.OFFSET - 10, Shots.OFFSET + 20);
        assertThat(figure(findings, "Read noise [photons]")).isCloseTo(read / gain, within(1e-9));
        double bright = figure(findings, "Bright [photons]");
        assertThat(bright)
                .isCloseTo((figure(findings, "Bright [counts]") - offset) / gain, within(1e-6));
        assertThat(figure(findings, "SNR of bright pixels"))
                .isCloseTo(bright / Math.sqrt(bright + read * read / gain / gain), within(1e-6));
        assertThat(figure(findings, "Correlation X 1")).isCloseTo(0, within(0.03));
        assertThat(figure(findings, "Correlation Y 3")).isCloseTo(0, within(0.03));
        assertThat(figure(findings, "Hot pixels")).isZero();
    }

    @Test
    void followsTheCorrelationToThreePixels() throws IOException {
        float[] noise = Shots.noise(0.8, 2);
        Findings findings = of(Shots.image("cells", Shots.shot(100, 0.8, 2))).get(0);
        for (int lag = 1; lag <= 3; lag++) {
            double truth = 0;
            for (int i = 0; i + lag < noise.length; i++) truth += noise[i] * noise[i + lag];
            truth /= noise.length;
            assertThat(figure(findings, "Correlation X " + lag))
                    .as("lag %d", lag)
                    .isCloseTo(truth, within(0.05));
        }
    }

    @Test
    void lightIsNotTakenFromCorrelatedNoise() throws IOException {
        assertThat(headings(of(Shots.image("cells", Shots.shot(100, 0.8, 2))).get(0)))
                .contains("Noise of flat areas [counts]")
                .doesNotContain("Gain [counts/photon]", "Bright [photons]");
    }

    @Test
    void channelsAreMeasuredByThemselvesAndNotTheOtherAxes() throws IOException {
        float[] dim = Shots.shot(20, 0, 3);
        float[] other = Shots.shot(200, 0.6, 4);
        ImagePlus image =
                Shots.image("two", dim, other, dim, other, dim, other, dim, other, dim, other);
        image.setDimensions(2, 1, 5);
        List<Findings> both = of(image);
        assertThat(both).hasSize(2);
        Findings first = of(Shots.image("one", dim)).get(0);
        assertThat(both.get(0).planes()).isEqualTo(5);
        assertThat(figure(both.get(0), "Correlation X 1"))
                .isCloseTo(figure(first, "Correlation X 1"), within(1e-9));
        assertThat(both.get(0).levels().bright()).isEqualTo(first.levels().bright());
        assertThat(both.get(0).name()).isEqualTo("two, channel 1");
        assertThat(Verdict.of(both.get(1)).found()).startsWith("The noise is correlated");
    }

    /** Pixels are stored 32768 too high, and shown as they were measured. */
    @Test
    void signedImagesHaveTheirOwnUnits() throws IOException {
        float[] shot = Shots.shot(100, 0, 5);
        Findings plain = of(Shots.image("plain", shot)).get(0);
        float[] high = shot.clone();
        for (int i = 0; i < high.length; i++) high[i] += 32768 - 500;
        ImagePlus signed = Shots.image("signed", high);
        signed.getCalibration().setSigned16BitCalibration();
        Findings findings = of(signed).get(0);
        for (String same : List.of("Gain [counts/photon]", "Read noise [counts]"))
            assertThat(figure(findings, same)).isCloseTo(figure(plain, same), within(1e-2));
        for (String lower : List.of("Offset [counts]", "Median [counts]", "Bright [counts]"))
            assertThat(figure(findings, lower)).isCloseTo(figure(plain, lower) - 500, within(0.05));
        assertThat(figure(findings, "At 0 [%]")).isZero();
    }

    @Test
    void aLinearCalibrationScalesTheGain() throws IOException {
        float[] shot = Shots.shot(100, 0, 6);
        ImagePlus image = Shots.image("scaled", shot);
        Calibration calibration = image.getCalibration();
        calibration.setFunction(Calibration.STRAIGHT_LINE, new double[] {-50, 0.5}, "nM");
        Findings scaled = of(image).get(0);
        Findings plain = of(Shots.image("plain", shot)).get(0);
        assertThat(figure(scaled, "Gain [counts/photon]"))
                .isCloseTo(figure(plain, "Gain [counts/photon]") / 2, within(1e-2));
        assertThat(figure(scaled, "Median [photons]"))
                .isCloseTo(figure(plain, "Median [photons]"), within(0.05));
    }

    @Test
    void sharesAtTheEndsAreThoseOfThePixels() throws IOException {
        float[] shot = Shots.shot(100, 0, 7);
        for (int i = 0; i < shot.length; i++) shot[i] = Math.min(1022, shot[i] + 1);
        for (int i = 0; i < 1000; i++) shot[100 * i + 50] = i < 600 ? 0 : 1023;
        Findings findings = of(Shots.image("ends", shot)).get(0);
        assertThat(figure(findings, "At 0 [%]")).isCloseTo(100 * 600.0 / shot.length, within(1e-9));
        assertThat(figure(findings, "Saturated [%]"))
                .isCloseTo(100 * 400.0 / shot.length, within(1e-9));
        assertThat(figure(findings, "Saturated at [counts]")).isEqualTo(1023);
    }

    @Test
    void whatCannotBeMeasuredHasNoRow() throws IOException {
        assertThat(headings(of(Shots.floats(new float[25], 5)).get(0)))
                .containsExactly(
                        "Width [px]",
                        "Height [px]",
                        "Planes",
                        "Planes measured",
                        "Bit depth [bit]",
                        "Grey levels");
        float[] noise = Shots.noise(0, 8);
        for (int i = 0; i < noise.length; i++) noise[i] = 100 + 5 * noise[i];
        assertThat(headings(of(Shots.floats(noise, Shots.SIDE)).get(0)))
                .contains("Noise of flat areas [counts]")
                .doesNotContain(
                        "Gain [counts/photon]", "Bright [photons]", "Saturated at [counts]");
    }

    /** 40 frames, each 2 % darker than the one before, of which not all are read. */
    @Test
    void bleachingIsThatOfAFrame() throws IOException {
        float[][] frames = new float[40][];
        for (int i = 0; i < frames.length; i++)
            frames[i] = Shots.shot(200 * Math.pow(0.98, i), 0, 100 + i);
        ImagePlus film = Shots.image("film", frames);
        film.setDimensions(1, 1, 40);
        Findings findings = of(film).get(0);
        assertThat(figure(findings, "Frames compared")).isEqualTo(16);
        assertThat(figure(findings, "Copied frames")).isZero();
        // The offset is known to a few photons of some thirty.
        assertThat(figure(findings, "Light per frame [%]")).isCloseTo(-2, within(0.5));
        double perFrame = figure(findings, "Light per frame [%]") / 100;
        assertThat(figure(findings, "Light over all frames [%]"))
                .isCloseTo(100 * (Math.pow(1 + perFrame, 39) - 1), within(1e-6));
        film.setDimensions(1, 40, 1);
        assertThat(headings(of(film).get(0))).doesNotContain("Light per frame [%]");
    }

    /** A field that moves by 3 px to the right and 4 down from frame to frame. */
    @Test
    void driftIsTheLongestShiftOfATimeSeries() throws IOException {
        float[] field = Shots.photons(100);
        float[][] frames = new float[4][];
        for (int f = 0; f < frames.length; f++) {
            float[] noise = Shots.noise(0, 200 + f);
            frames[f] = new float[field.length];
            for (int i = 0; i < field.length; i++) {
                int x = Math.floorMod(i % Shots.SIDE - 3 * f, Shots.SIDE);
                int y = Math.floorMod(i / Shots.SIDE - 4 * f, Shots.SIDE);
                double light = field[y * Shots.SIDE + x];
                frames[f][i] =
                        (float) Math.rint(100 + 4 * (light + Math.sqrt(light + 4) * noise[i]));
            }
        }
        ImagePlus film = Shots.image("film", frames);
        film.setDimensions(1, 1, 4);
        assertThat(figure(of(film).get(0), "Drift [px]")).isCloseTo(15, within(0.5));
        film.setDimensions(1, 4, 1);
        assertThat(headings(of(film).get(0))).doesNotContain("Drift [px]");
    }

    /** However many there are, so many planes are read, of the middle of the stack too. */
    @Test
    void longStacksAndLargePlanesAreSampled() throws IOException {
        AtomicInteger reads = new AtomicInteger();
        int side = 1500;
        ImageStack stack =
                new ij.VirtualStack(side, side, null, null) {
                    @Override
                    public int getSize() {
                        return 5000;
                    }

                    @Override
                    public int getBitDepth() {
                        return 16;
                    }

                    @Override
                    public String getSliceLabel(int n) {
                        return null;
                    }

                    @Override
                    public ImageProcessor getProcessor(int n) {
                        reads.incrementAndGet();
                        short[] values = new short[side * side];
                        for (int i = 0; i < values.length; i++) values[i] = (short) (i * 31 % 97);
                        return new ShortProcessor(side, side, values, null);
                    }
                };
        ImagePlus image = new ImagePlus("long", stack);
        reads.set(0);
        Findings findings = of(image).get(0);
        assertThat(reads.get()).isLessThan(40);
        assertThat(findings.planes()).isEqualTo(5000);
        assertThat(findings.measured()).isEqualTo(8);
    }

    @Test
    void stopsWhenAsked() {
        ImagePlus image = Shots.image("cells", Shots.shot(100, 0, 9));
        Progress stopped =
                new Progress() {
                    @Override
                    public boolean cancelled() {
                        return true;
                    }
                };
        assertThatThrownBy(() -> Inspection.of(image, stopped))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void coloursAreRefusedWithTheWayOut() {
        assertThatThrownBy(() -> of(new ImagePlus("colours", new ColorProcessor(80, 80))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Image > Type > 8-bit");
    }

    /** Four shots of one field: their differences are noise and nothing else. */
    @Test
    void framesThatShowTheSameTellGainAndResolution() throws IOException {
        float[][] shots = new float[4][];
        for (int i = 0; i < shots.length; i++) shots[i] = Shots.shot(200, 0, 300 + i);
        ImagePlus film = Shots.image("repeats", shots);
        film.setDimensions(1, 1, 4);
        Findings findings = of(film).get(0);
        assertThat(figure(findings, "Repeated frames")).isEqualTo(4);
        assertThat(figure(findings, "Gain [counts/photon]"))
                .isCloseTo(Shots.GAIN, within(0.03 * Shots.GAIN));
        assertThat(figure(findings, "Correlation T")).isCloseTo(0, within(0.05));
        Findings one = of(Shots.image("one", shots[0])).get(0);
        assertThat(headings(one)).doesNotContain("Repeated frames", "Correlation T");
        assertThat(figure(one, "Resolution [px]"))
                .isCloseTo(figure(findings, "Resolution [px]"), withinPercentage(30));
    }

    @Test
    void framesOfAMovingOrChangingFieldAreNoRepeats() throws IOException {
        float[][] shots = {Shots.shot(100, 0, 1), Shots.shot(100, 0, 2)};
        float[] moved = new float[shots[1].length];
        for (int i = 0; i < moved.length; i++) moved[i] = shots[1][Math.max(0, i - 3)];
        ImagePlus film = Shots.image("moved", shots[0], moved);
        film.setDimensions(1, 1, 2);
        assertThat(headings(of(film).get(0))).contains("Drift [px]", "Correlation T");
        assertThat(headings(of(film).get(0))).doesNotContain("Repeated frames");
        ImagePlus copies = Shots.image("copies", shots[0], shots[0]);
        copies.setDimensions(1, 1, 2);
        assertThat(headings(of(copies).get(0))).doesNotContain("Repeated frames");
        assertThat(figure(of(copies).get(0), "Correlation T")).isCloseTo(1, within(1e-6));
    }

    /** Frames that were averaged with the one before share half of their noise. */
    @Test
    void noiseThatFramesShareIsSeen() throws IOException {
        float[][] shots = new float[4][];
        float[] before = Shots.shot(100, 0, 400);
        for (int f = 0; f < shots.length; f++) {
            float[] next = Shots.shot(100, 0, 401 + f);
            shots[f] = new float[next.length];
            for (int i = 0; i < next.length; i++)
                shots[f][i] = (float) Math.rint((before[i] + next[i]) / 2);
            before = next;
        }
        ImagePlus stack = Shots.image("shared", shots);
        assertThat(figure(of(stack).get(0), "Correlation Z")).isCloseTo(0.5, within(0.05));
    }

    @Test
    void aWaveIsToldWithItsPeriodAndDirection() throws IOException {
        float[] shot = Shots.shot(100, 0, 500);
        for (int i = 0; i < shot.length; i++)
            shot[i] += (float) Math.rint(8 * Math.sin(2 * Math.PI * (i / Shots.SIDE) / 10.0));
        Findings findings = of(Shots.image("hum", shot)).get(0);
        assertThat(figure(findings, "Pattern [px]")).isCloseTo(10, within(0.1));
        assertThat(figure(findings, "Pattern direction [deg]")).isCloseTo(90, within(2.0));
        double sigma = figure(findings, "Noise of flat areas [counts]");
        assertThat(figure(findings, "Pattern [noise sd]") * sigma)
                .isCloseTo(8 / Math.sqrt(2), within(1.0));
        assertThat(headings(of(Shots.image("none", Shots.shot(100, 0, 500))).get(0)))
                .doesNotContain("Pattern [px]");
    }

    /** What stands out of one plane only is no defect of the detector. */
    @Test
    void hotPixelsAreThoseThatPlanesAgreeOn() throws IOException {
        float[][] planes = new float[5][];
        for (int p = 0; p < planes.length; p++) {
            planes[p] = Shots.shot(100, 0, 600 + p);
            for (int i = 0; i < 7; i++) planes[p][(30 + 40 * i) * Shots.SIDE + 50] = 3000;
            planes[p][(33 + 40 * p) * Shots.SIDE + 90] = 3000;
        }
        assertThat(figure(of(Shots.image("stack", planes)).get(0), "Hot pixels")).isEqualTo(7);
        assertThat(figure(of(Shots.image("one", planes[2])).get(0), "Hot pixels")).isEqualTo(8);
    }
}
