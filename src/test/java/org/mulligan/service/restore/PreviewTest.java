package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mulligan.data.degradation.Axial;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.engine.TrainingPlan.Depth;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.engine.TrainingPlan.Psf;
import org.mulligan.engine.TrainingPlan.Range;
import org.mulligan.model.Task;

class PreviewTest {
    private static final int WIDTH = 61;
    private static final int HEIGHT = 47;

    private static ImagePlus bumps() {
        ShortProcessor pixels = new ShortProcessor(WIDTH, HEIGHT);
        for (int i = 0; i < WIDTH * HEIGHT; i++)
            pixels.set(i, (int) (1000 + 500 * Math.sin(0.2 * (i % WIDTH)) * Math.sin(0.01 * i)));
        ImagePlus image = new ImagePlus("bumps.tif", pixels);
        image.getCalibration().setUnit("um");
        image.getCalibration().pixelWidth = 0.25;
        return image;
    }

    private static ImagePlus preview(double photons, long seed) {
        return preview(bumps(), photons, seed);
    }

    private static ImagePlus preview(ImagePlus image, double photons, long seed) {
        return Preview.of(
                image, Imaging.noise(new Range(photons, photons), 0), new PoissonGaussian(), seed);
    }

    /** Standard deviation of the right half less the left one. */
    private static double noise(ImagePlus preview, int slice) {
        FloatProcessor both = (FloatProcessor) preview.getStack().getProcessor(slice);
        double squares = 0;
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++) {
                double difference = both.getf(x + WIDTH, y) - both.getf(x, y);
                squares += difference * difference;
            }
        return Math.sqrt(squares / (WIDTH * HEIGHT));
    }

    @Test
    void ofAStackTheRightHalfIsCoarseFromRowToRow() {
        Imaging imaging =
                new Imaging(
                        Task.ISOTROPIC,
                        "axial",
                        1,
                        new Range(3, 300),
                        0,
                        Psf.NONE,
                        1,
                        Optional.of(new Depth(4, 5, 3)));
        ImagePlus preview = Preview.of(bumps(), imaging, new Axial(), 1);
        assertThat(preview.getInfoProperty())
                .contains("sections of planes 4.0 px apart, a PSF of 5.0 px along the depth");
        FloatProcessor both = (FloatProcessor) preview.getProcessor();
        int side = preview.getWidth() / 2;
        // Three of four second differences along the depth are none.
        int straight = 0;
        for (int y = 4; y < preview.getHeight() - 4; y++)
            if (Math.abs(
                            both.getf(side + 9, y - 1)
                                    - 2 * both.getf(side + 9, y)
                                    + both.getf(side + 9, y + 1))
                    < 1e-5) straight++;
        assertThat(straight).isGreaterThan((preview.getHeight() - 8) * 2 / 3);
    }

    @Test
    void showsTheWantedImageBesideExposuresOfIt() {
        ImagePlus clean = bumps();
        ImagePlus preview = preview(clean, 1000, 1);

        assertThat(preview.getTitle()).isEqualTo("bumps-degradation");
        assertThat(preview.getWidth()).isEqualTo(2 * WIDTH);
        assertThat(preview.getStackSize()).isEqualTo(6);
        assertThat(preview.getCalibration().pixelWidth).isEqualTo(0.25);
        assertThat(preview.getInfoProperty()).contains("Synthetic", "1000.0 photons", "seed 1");
        assertThat(clean.getProcessor().getPixels()).isEqualTo(bumps().getProcessor().getPixels());
        // The left half is the image, but for gain and offset.
        FloatProcessor both = (FloatProcessor) preview.getProcessor();
        double gain =
                (both.getf(8, 10) - both.getf(30, 10))
                        / (clean.getProcessor().getf(8, 10) - clean.getProcessor().getf(30, 10));
        for (int x = 10; x < 28; x++)
            assertThat((double) both.getf(x, 10))
                    .isCloseTo(
                            both.getf(8, 10)
                                    + gain
                                            * (clean.getProcessor().getf(x, 10)
                                                    - clean.getProcessor().getf(8, 10)),
                            within(0.02));
    }

    @Test
    void moreLightMeansLessNoise() {
        for (int slice = 1; slice <= 6; slice++)
            assertThat(noise(preview(5, 1), slice))
                    .isGreaterThan(2 * noise(preview(2000, 1), slice));
    }

    @Test
    void theSameSeedGivesTheSameExposures() {
        float[] first = (float[]) preview(20, 7).getStack().getPixels(3);
        assertThat((float[]) preview(20, 7).getStack().getPixels(3)).containsExactly(first);
        assertThat((float[]) preview(20, 8).getStack().getPixels(3)).isNotEqualTo(first);
    }

    @Test
    void refusesWhatCannotBeDegraded() {
        assertThatThrownBy(() -> preview(new ImagePlus("rgb", new ColorProcessor(4, 4)), 2, 1))
                .hasMessageContaining("rgb is RGB");
        assertThatThrownBy(() -> preview(new ImagePlus("flat", new ByteProcessor(40, 40)), 2, 1))
                .hasMessageContaining("flat is constant: every pixel is 0.0");
    }
}
