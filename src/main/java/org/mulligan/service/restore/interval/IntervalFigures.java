package org.mulligan.service.restore.interval;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.metric.interval.Coverage;
import org.mulligan.metric.interval.Interval;

/**
 * How sure one channel of a result is, over all its planes.
 *
 * @param interval of the model
 * @param halfWidth mean over the pixels that have one, in the units of the image; not a number
 *     where none has
 * @param suspended why planes have none; empty where all have one
 */
public record IntervalFigures(Interval interval, double halfWidth, Optional<String> suspended) {
    /** What the interval is worth here, for a table. */
    public String holds() {
        if (suspended.isPresent()) return "suspended: " + suspended.get();
        return interval.guaranteed() ? "guaranteed on average" : "no guarantee";
    }

    /** Share of the pixels inside that was measured in training; not a number where none was. */
    public double coverage() {
        return interval.coverage().map(Coverage::mean).orElse(Double.NaN);
    }

    /** The same by quartile of intensity, from dark to light; none where none was measured. */
    public List<Double> quartiles() {
        return interval.coverage().map(Coverage::quartiles).orElse(List.of());
    }

    /** A part of a line of text. */
    public String words() {
        String width =
                Double.isNaN(halfWidth)
                        ? "no half-width"
                        : String.format(
                                Locale.ROOT,
                                "mean half-width of the %.0f %% interval %.4g",
                                100 * interval.level(),
                                halfWidth);
        String measured =
                interval.coverage()
                        .map(
                                coverage ->
                                        String.format(
                                                Locale.ROOT,
                                                ", coverage %.3f on held-back fields (by quartile of intensity %.3f, %.3f, %.3f, %.3f)",
                                                coverage.mean(),
                                                coverage.quartiles().get(0),
                                                coverage.quartiles().get(1),
                                                coverage.quartiles().get(2),
                                                coverage.quartiles().get(3)))
                        .orElse("");
        return width + measured + ", " + holds();
    }
}
