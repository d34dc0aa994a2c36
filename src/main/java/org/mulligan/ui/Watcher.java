package org.mulligan.ui;

import java.util.Locale;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingMeasurement;

/** One who waits for one piece of work: a progress bar, a task window, a terminal. */
public interface Watcher extends TrainingListener, AutoCloseable {
    /** A line that was asked for, where {@link #log} takes what is said on the way. */
    void result(String line);

    @Override
    default void measured(TrainingMeasurement now) {
        String discriminator =
                Double.isNaN(now.discriminatorLoss())
                        ? ""
                        : String.format(Locale.ROOT, ", D %.3f", now.discriminatorLoss());
        log(
                String.format(
                        Locale.ROOT,
                        "%s step %d of %d: L1 %.4f%s, validation %.2f dB, SSIM %.3f",
                        now.stage(),
                        now.step(),
                        now.steps(),
                        now.pixelLoss(),
                        discriminator,
                        now.psnr(),
                        now.ssim()));
    }

    /** The work has ended, well or not. */
    @Override
    void close();

    /** Time left in a few words, e.g. {@code ", 2 min left"}; empty while there is no estimate. */
    static String timeLeft(double seconds) {
        if (!(seconds >= 0)) return "";
        return seconds < 90
                ? ", %d s left".formatted(Math.round(seconds))
                : ", %d min left".formatted(Math.round(seconds / 60));
    }
}
