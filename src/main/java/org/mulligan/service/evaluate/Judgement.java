package org.mulligan.service.evaluate;

import java.util.Locale;

/**
 * What a discriminator says of an image.
 *
 * @param image its name
 * @param score higher = the more like its training images; of a larger image the median over its
 *     windows
 * @param real share of held-out real images that score lower, in percent
 * @param drawn share of drawn images that score lower, in percent
 * @param className it was looked at as; empty where the model has no classes
 * @param windows of the model's size that were looked at
 * @param lowest percentile among real images of the window that scores lowest
 * @param x left column of that window, px
 * @param y top row of that window, px
 * @param clipped share of pixels whose intensity is beyond what the model knows
 */
public record Judgement(
        String image,
        double score,
        double real,
        double drawn,
        String className,
        int windows,
        double lowest,
        int x,
        int y,
        double clipped) {
    /** Of either tail that is called unusual, in percent. */
    private static final double TAIL = 2.5;

    /** In a few words. */
    public String verdict() {
        boolean asReal = real >= TAIL && real <= 100 - TAIL;
        boolean asDrawn = drawn >= TAIL && drawn <= 100 - TAIL;
        if (asReal && asDrawn) return "scores like real images and like drawn ones";
        if (asReal) return "scores like real images";
        if (asDrawn) return "scores like drawn ones";
        if (real > 50 && drawn > 50) return "scores unlike either: higher";
        return real < 50 && drawn < 50
                ? "scores unlike either: lower"
                : "scores unlike either: between them";
    }

    /** One line for a log. */
    public String line() {
        String line =
                String.format(
                        Locale.ROOT,
                        "%s: score %.4g, percentile %.0f among real images, %.0f among drawn ones: %s",
                        image,
                        score,
                        real,
                        drawn,
                        verdict());
        if (!className.isEmpty()) line += ", as class " + className;
        if (windows > 1)
            line +=
                    String.format(
                            Locale.ROOT,
                            "; median of %d windows, the lowest (percentile %.0f) at x=%d, y=%d",
                            windows,
                            lowest,
                            x,
                            y);
        if (clipped > 0)
            line +=
                    String.format(
                            Locale.ROOT,
                            "; %.2g %% of its pixels are beyond the intensities that the model knows, and were clipped",
                            100 * clipped);
        return line;
    }
}
