package org.mulligan.service.restore;

import java.util.Arrays;
import java.util.Optional;
import org.mulligan.image.filter.Binning;
import org.mulligan.image.intensity.AffineFit;
import org.mulligan.image.psf.Psf;
import org.mulligan.model.ModelDescription;

/**
 * A result as the microscope would see it: blurred by the point spread function and binned to the
 * pixels of the input. Where the model does not know its PSF (it was trained on pairs), a Gaussian
 * is fitted, as SQUIRREL does.
 */
final class ForwardModel {
    /** Largest FWHM that is tried, px of the input. */
    private static final double WIDEST = 6;

    private static final int STEPS = 12;
    private static final int SAMPLE = 512;

    private final int scale;
    private final boolean blurs;
    private final Optional<Psf> known;
    private Psf psf;

    ForwardModel(ModelDescription model) {
        scale = model.scale();
        blurs = model.task().blurs();
        known = model.facts().psf();
        psf = known.orElseGet(() -> Psf.gaussian(0));
    }

    /**
     * Finds the PSF for a plane where it is not known.
     *
     * @param faithful each side {@code scale} times as long as that of {@code input}
     */
    void fit(float[] input, float[] faithful, int width, int height) {
        if (!blurs || known.isPresent()) return;
        int wide = Math.min(SAMPLE, width);
        int high = Math.min(SAMPLE, height);
        int x = (width - wide) / 2;
        int y = (height - high) / 2;
        float[] from =
                cut(faithful, scale * width, scale * x, scale * y, scale * wide, scale * high);
        float[] to = cut(input, width, x, y, wide, high);
        double best = Double.NEGATIVE_INFINITY;
        for (int step = 0; step <= STEPS; step++) {
            Psf tried = Psf.gaussian(scale * WIDEST * step / STEPS);
            float[] seen = see(tried, from, wide, high);
            double correlation = AffineFit.of(seen, to).correlation();
            if (correlation <= best) continue;
            best = correlation;
            psf = tried;
        }
    }

    /**
     * @param result each side {@code scale} times as long as {@code width} and {@code height}
     * @return of {@code width * height}; {@code result} itself where the microscope changes nothing
     */
    float[] of(float[] result, int width, int height) {
        return blurs ? see(psf, result, width, height) : result;
    }

    private float[] see(Psf psf, float[] result, int width, int height) {
        float[] blurred = psf.convolve(result, scale * width, scale * height);
        return Binning.mean(blurred, scale * width, scale * height, scale);
    }

    /** Pixels of the input repeated to those of the result. */
    float[] enlarge(float[] map, int width, int height) {
        if (scale == 1) return map;
        float[] large = new float[scale * scale * map.length];
        for (int y = 0; y < scale * height; y++)
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * scale;
                Arrays.fill(large, at, at + scale, map[y / scale * width + x]);
            }
        return large;
    }

    private static float[] cut(float[] from, int stride, int x, int y, int wide, int high) {
        float[] to = new float[wide * high];
        for (int row = 0; row < high; row++)
            System.arraycopy(from, (y + row) * stride + x, to, row * wide, wide);
        return to;
    }
}
