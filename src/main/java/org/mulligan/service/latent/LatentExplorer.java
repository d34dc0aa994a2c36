package org.mulligan.service.latent;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mulligan.engine.Progress;
import org.mulligan.model.LatentSpace;
import org.mulligan.model.Synthesis;
import org.mulligan.predict.Generator;
import org.mulligan.predict.PrincipalDirections.Direction;
import org.mulligan.service.generate.DrawStyle;
import org.mulligan.service.generate.Drawing;
import org.mulligan.service.generate.LatentPoint;
import org.mulligan.service.generate.Synthesising;

/**
 * Draws one image after another as somebody moves through a latent space by hand. Any thread; each
 * image waits for the engine's other work.
 */
public final class LatentExplorer {
    /** Directions that can be moved along, at most. */
    public static final int SLIDERS = 8;

    /** Standard deviations to either side that a direction is worth moving along. */
    public static final int REACH = 3;

    /** Something that needs the generator. */
    @FunctionalInterface
    public interface Work {
        ImagePlus with(Generator generator) throws IOException;
    }

    /** Where the generator comes from, loaded again where it has to be. */
    @FunctionalInterface
    public interface Source {
        ImagePlus draw(Work work) throws IOException;
    }

    /**
     * Where one looks.
     *
     * @param origin a seed, or the path of a latent file
     * @param index of the class; 0 where there are none
     * @param amounts standard deviations along each direction; those left out are 0
     */
    public record View(String origin, int index, List<Double> amounts) {
        public View {
            amounts = List.copyOf(amounts);
        }
    }

    private final Source source;
    private final DrawStyle style;
    private final String model;
    private final Synthesis synthesis;
    private final List<Direction> directions;
    private final View start;

    LatentExplorer(
            Source source,
            DrawStyle style,
            String model,
            Synthesis synthesis,
            List<Direction> directions,
            String origin,
            int index) {
        this.source = source;
        this.style = style;
        this.model = model;
        this.synthesis = synthesis;
        this.directions = List.copyOf(directions);
        start = new View(origin, index, List.of());
    }

    /** Name of the model. */
    public String model() {
        return model;
    }

    /** Names, in the order of {@link View#index}; empty = none. */
    public List<String> classes() {
        return synthesis.space().classes();
    }

    /** Directions that can be moved along. */
    public int directions() {
        return directions.size();
    }

    /** A few words on a direction, from 0. */
    public String describe(int direction) {
        return LatentDirections.words(direction, directions.get(direction));
    }

    /** Where one looks first. */
    public View start() {
        return start;
    }

    /**
     * Draws what is seen there.
     *
     * @return a new image, calibrated; its Info says where it is
     * @throws IllegalArgumentException when the origin is neither a seed nor a latent file
     */
    public ImagePlus draw(View view) throws IOException {
        return source.draw(generator -> draw(generator, view));
    }

    private ImagePlus draw(Generator generator, View view) throws IOException {
        LatentSpace space = synthesis.space();
        LatentPoint origin = LatentPoint.of(generator, "seed", view.origin());
        float[] point = Synthesising.truncated(origin.point(), style.truncation());
        List<String> moves = new ArrayList<>();
        for (int d = 0; d < view.amounts().size(); d++) {
            double amount = view.amounts().get(d);
            if (amount == 0) continue;
            point = LatentTravel.moved(point, directions.get(d), amount);
            moves.add(String.format(Locale.ROOT, "%d: %+.1f", d + 1, amount));
        }
        String where = origin.name();
        if (!classes().isEmpty()) where += ", class " + classes().get(view.index());
        if (!moves.isEmpty()) where += ", directions " + String.join(", ", moves);
        List<String> story = new ArrayList<>();
        story.add("Explored: " + where + " (sigma)");
        float[] row = space.row(point, view.index());
        Drawing.Row only = new Drawing.Row(where, row);
        return new Drawing(generator, style, 1, i -> only, Progress.SILENT)
                .toMemory(new Drawing.Layout(model, 1, 1, story));
    }
}
