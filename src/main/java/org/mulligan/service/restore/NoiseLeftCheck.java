package org.mulligan.service.restore;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.image.plane.CalibratedPixels;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.Task;
import org.mulligan.noise.NoiseLeft;
import org.mulligan.predict.Restoration;

/**
 * A denoising that says in the end where more than half of the noise is left. Of each plane the
 * middle is looked at, 1024 px a side at most, and of a long series 16 planes.
 */
final class NoiseLeftCheck implements Restoration {
    private static final int SIDE = 1024;
    private static final int MOST_PLANES = 16;

    /** Share of the blocks from which on it is said. */
    private static final double SAID = 0.1;

    private final Restoration restoration;
    private final PlaneSource input;
    private final Progress progress;
    private final NoiseLeft left = new NoiseLeft();

    /**
     * @param input what the network is given
     */
    NoiseLeftCheck(Restoration restoration, PlaneSource input, Progress progress) {
        this.restoration = restoration;
        this.input = input;
        this.progress = progress;
    }

    /** Whether the result of a model is its input without the noise. */
    static boolean applies(ModelDescription model) {
        return model.task().equals(Task.DENOISE)
                && model.scale() == 1
                && model.imported().isEmpty();
    }

    @Override
    public void plane(int plane, Pixels result) throws IOException {
        restoration.plane(plane, result);
        // That one is written in other units than those of the input.
        if (result instanceof CalibratedPixels) return;
        int step = Math.max(1, -Math.floorDiv(-input.count(), MOST_PLANES));
        if (plane % step == 0)
            left.add(middle(input.read(plane)), middle(result), width(), height());
    }

    private int width() {
        return Math.min(SIDE, input.width());
    }

    private int height() {
        return Math.min(SIDE, input.height());
    }

    private float[] middle(Pixels pixels) {
        return pixels.part(
                (input.width() - width()) / 2, (input.height() - height()) / 2, width(), height());
    }

    @Override
    public List<String> notes() {
        return restoration.notes();
    }

    @Override
    public String outcome(long pixels) {
        String outcome = restoration.outcome(pixels);
        return doubt().map(
                        words ->
                                "%s; WARNING: %s, compare them with the raw image, or train a model on images like this one"
                                        .formatted(outcome, words))
                .orElse(outcome);
    }

    @Override
    public Optional<String> doubt() {
        double share = left.share();
        if (share < SAID) return restoration.doubt();
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "in %.0f %% of %d blocks of 32 px more than half of the noise is left",
                        100 * share,
                        left.blocks()));
    }
}
