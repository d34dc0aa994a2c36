package org.mulligan.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mulligan.image.intensity.NoiseLaw;
import org.mulligan.image.plane.ImagePlusPlanes;

class NoiseWindowsTest {
    private static final double GAIN = 3;
    private static final double READ = 6;

    /** Waves of 20 to 120 photons, counted by a camera. */
    private static FloatProcessor plane(int width, int height, long seed) {
        Random random = new Random(seed);
        float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++) {
            double photons = 70 + 50 * Math.sin(i % width / 40.0);
            double noise = Math.sqrt(GAIN * GAIN * photons + READ * READ);
            pixels[i] = (float) (100 + GAIN * photons + noise * random.nextGaussian());
        }
        return new FloatProcessor(width, height, pixels);
    }

    private static void assertLaw(NoiseLaw law, double tolerance) {
        for (double photons : new double[] {30, 70, 110})
            assertThat(law.sigma(100 + GAIN * photons))
                    .isCloseTo(
                            Math.sqrt(GAIN * GAIN * photons + READ * READ),
                            within(tolerance * GAIN * Math.sqrt(photons)));
        assertThat(law.lagX()).isCloseTo(0, within(0.06));
        assertThat(law.lagY()).isCloseTo(0, within(0.06));
    }

    @Test
    void ofALargePlaneWindowsTellTheLaw() throws IOException {
        assertLaw(
                NoiseWindows.law(
                        new ImagePlusPlanes(new ImagePlus("large", plane(1200, 700, 1))), 0),
                0.06);
    }

    @Test
    void ofASmallPlaneAllOfItDoes() throws IOException {
        assertLaw(
                NoiseWindows.law(
                        new ImagePlusPlanes(new ImagePlus("small", plane(300, 260, 2))), 0),
                0.08);
    }

    @Test
    void eachChannelHasItsOwn() throws IOException {
        ImageStack stack = new ImageStack(300, 300);
        for (int t = 0; t < 12; t++) {
            stack.addSlice(plane(300, 300, t));
            FloatProcessor bright = plane(300, 300, 50 + t);
            bright.multiply(10);
            stack.addSlice(bright);
        }
        ImagePlus image = new ImagePlus("two", stack);
        image.setDimensions(2, 1, 12);
        ImagePlusPlanes planes = new ImagePlusPlanes(image);
        double first = NoiseWindows.law(planes, 0).sigma(310);
        double second = NoiseWindows.law(planes, 1).sigma(3100);
        assertThat(second / first).isCloseTo(10, within(0.5));
    }

    @Test
    void anImageTooSmallToMeasureHasTheNoiseOfItsNeighbours() throws IOException {
        NoiseLaw law =
                NoiseWindows.law(new ImagePlusPlanes(new ImagePlus("tiny", plane(20, 20, 3))), 0);
        assertThat(law.slope()).isZero();
        assertThat(law.sigma(300)).isBetween(15.0, 40.0);
    }
}
