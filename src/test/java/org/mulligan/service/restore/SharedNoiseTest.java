package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mulligan.data.simulation.Simulator;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

/** Denoisers that know white noise, on noise that neighbouring pixels share. */
@ExtendWith(ServiceHere.class)
class SharedNoiseTest {
    private static final int WIDTH = 255;
    private static final int HEIGHT = 233;
    private static final double SIGMA = 8;

    private static float[] truth() {
        float[] truth = Simulator.simulate(2, 5, WIDTH, HEIGHT);
        truth = GaussianBlur.blur(truth, WIDTH, HEIGHT, 2);
        for (int i = 0; i < truth.length; i++) truth[i] = 40 + 120 * truth[i];
        return truth;
    }

    private static float[] noisy(double blur) {
        Random random = new Random(4);
        float[] noise = new float[WIDTH * HEIGHT];
        for (int i = 0; i < noise.length; i++) noise[i] = (float) random.nextGaussian();
        if (blur > 0) noise = GaussianBlur.blur(noise, WIDTH, HEIGHT, blur);
        double squares = 0;
        for (float value : noise) squares += value * value / noise.length;
        float[] noisy = truth();
        for (int i = 0; i < noisy.length; i++)
            noisy[i] += (float) (SIGMA / Math.sqrt(squares) * noise[i]);
        return noisy;
    }

    private static ImagePlus denoised(MulliganService mulligan, double blur, boolean scaled)
            throws IOException {
        RestoreSettings settings =
                RestoreSettings.denoise(
                        "fluorescence", 0, 0, Precision.FP32, DeviceChoice.CPU, BitDepth.FLOAT);
        return mulligan.restore(
                new ImagePlus("shared", new FloatProcessor(WIDTH, HEIGHT, noisy(blur))),
                scaled ? settings : settings.atOneScale(),
                Optional.empty(),
                Progress.SILENT);
    }

    private static double error(ImagePlus result) {
        float[] pixels = (float[]) result.getProcessor().getPixels();
        float[] truth = truth();
        double squares = 0;
        for (int i = 0; i < pixels.length; i++)
            squares += Math.pow(pixels[i] - truth[i], 2) / pixels.length;
        return Math.sqrt(squares);
    }

    @Test
    void isDenoisedAtHalfTheResolutionToo(MulliganService mulligan) throws IOException {
        ImagePlus both = denoised(mulligan, 0.7, true);
        assertThat(error(both)).isLessThan(error(denoised(mulligan, 0.7, false)));
        assertThat(both.getInfoProperty()).contains("Working scale");
    }

    @Test
    void whiteNoiseIsDenoisedAsItIs(MulliganService mulligan) throws IOException {
        ImagePlus white = denoised(mulligan, 0, true);
        assertThat(white.getInfoProperty()).doesNotContain("Working scale");
        assertThat((float[]) white.getProcessor().getPixels())
                .isEqualTo(denoised(mulligan, 0, false).getProcessor().getPixels());
    }
}
