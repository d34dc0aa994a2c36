package org.mulligan.service.compare;

import ij.plugin.filter.RankFilters;
import ij.process.FloatProcessor;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.model.ModelFile;

/**
 * A way to denoise that is judged.
 *
 * @param size sigma of a Gaussian or radius of a median, px; 0 for what has none
 * @param model of {@link Kind#MODEL}
 */
public record Method(Kind kind, double size, Optional<ModelFile> model) {
    /** What it is; only a model needs an engine. */
    public enum Kind {
        RAW,
        GAUSSIAN,
        MEDIAN,
        MODEL
    }

    static final Method RAW = new Method(Kind.RAW, 0, Optional.empty());

    static Method gaussian(double sigma) {
        return new Method(Kind.GAUSSIAN, sigma, Optional.empty());
    }

    /** As ImageJ's Median... with this radius. */
    static Method median(double radius) {
        return new Method(Kind.MEDIAN, radius, Optional.empty());
    }

    static Method of(ModelFile model) {
        return new Method(Kind.MODEL, 0, Optional.of(model));
    }

    public boolean isModel() {
        return kind == Kind.MODEL;
    }

    /** Whether it is a model that was trained without clean images. */
    boolean learntFromNoise() {
        return model.isPresent() && model.get().description().facts().planned("method").isPresent();
    }

    /** As users know it: the model's name, or that of ImageJ's filter with its setting. */
    public String name() {
        return switch (kind) {
            case RAW -> "raw";
            case GAUSSIAN -> String.format(Locale.ROOT, "Gaussian, sigma %.2f px", size);
            case MEDIAN -> String.format(Locale.ROOT, "median, radius %.0f px", size);
            case MODEL -> model.orElseThrow().name();
        };
    }

    /**
     * A new plane.
     *
     * @param plane row by row, not modified
     * @throws IllegalStateException for a model, which needs an engine
     */
    public float[] filter(float[] plane, int width, int height) {
        return switch (kind) {
            case RAW -> plane.clone();
            case GAUSSIAN -> GaussianBlur.blur(plane, width, height, size);
            case MEDIAN -> {
                FloatProcessor pixels = new FloatProcessor(width, height, plane.clone());
                new RankFilters().rank(pixels, size, RankFilters.MEDIAN);
                yield (float[]) pixels.getPixels();
            }
            case MODEL -> throw new IllegalStateException(name() + " is no filter");
        };
    }
}
