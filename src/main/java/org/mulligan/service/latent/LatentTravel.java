package org.mulligan.service.latent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.TiffFile;
import org.mulligan.model.LatentSpace;
import org.mulligan.predict.Generator;
import org.mulligan.predict.PrincipalDirections.Direction;
import org.mulligan.predict.Sphere;
import org.mulligan.service.generate.ClassChoice;
import org.mulligan.service.generate.DrawStyle;
import org.mulligan.service.generate.Drawing;
import org.mulligan.service.generate.Drawn;
import org.mulligan.service.generate.LatentPoint;
import org.mulligan.service.generate.Synthesising;
import org.mulligan.service.latent.LatentWork.Arithmetic;
import org.mulligan.service.latent.LatentWork.Directions;
import org.mulligan.service.latent.LatentWork.Interpolation;
import org.mulligan.service.latent.LatentWork.Projection;

/** Draws what lies between, beyond and around latent points. */
public final class LatentTravel {
    /** Frames of a direction, from -3 to 3 standard deviations. */
    static final int STEPS = 7;

    private final Generator generator;
    private final DrawStyle style;
    private final Progress progress;
    private final LatentSpace space;
    private final ClassChoice classes;

    /**
     * @throws IllegalArgumentException when the model has no such class
     */
    public LatentTravel(Generator generator, DrawStyle style, Progress progress) {
        this.generator = generator;
        this.style = style;
        this.progress = progress;
        space = generator.synthesis().space();
        classes = new ClassChoice(generator, style.classes());
    }

    /**
     * Checks before the engine starts what can be.
     *
     * @throws IOException when a file would be overwritten or its folder is not there
     */
    public static void requireFree(LatentWork work, Path output) throws IOException {
        TiffFile.requireFree(output);
        if (work instanceof Projection) TiffFile.requireFree(Projecting.latentFile(output));
    }

    /**
     * Does it.
     *
     * @param source of what an explorer draws later
     */
    public Explored go(LatentWork work, LatentExplorer.Source source, Optional<Path> output)
            throws IOException {
        if (work instanceof Directions directions) return directions(directions, source, output);
        Drawn drawn;
        if (work instanceof Interpolation interpolation) drawn = interpolate(interpolation, output);
        else if (work instanceof Arithmetic arithmetic) drawn = arithmetic(arithmetic, output);
        else drawn = new Projecting(generator, style, progress).project((Projection) work, output);
        return new Explored(drawn, Optional.empty());
    }

    /** On the sphere; where the ends have different classes, these blend evenly. */
    private Drawn interpolate(Interpolation work, Optional<Path> output) throws IOException {
        LatentPoint from = LatentPoint.of(generator, "from", work.from());
        LatentPoint to = LatentPoint.of(generator, "to", work.to());
        int last = classes.indices().size() - 1;
        int first = classes.isNamed() ? classes.indices().get(0) : from.classIn(classes);
        int second = classes.isNamed() ? classes.indices().get(last) : to.classIn(classes);
        float[] a = space.row(truncated(from), first);
        float[] b = space.row(truncated(to), second);
        IntFunction<Drawing.Row> rows =
                i -> {
                    double t = i / (double) (work.frames() - 1);
                    return new Drawing.Row(
                            String.format(Locale.ROOT, "%s to %s, %.3f", from.name(), to.name(), t),
                            between(a, b, t));
                };
        List<String> story = new ArrayList<>();
        story.add(
                "Interpolation: from %s to %s on the sphere of latent points, %d frames"
                        .formatted(from.name(), to.name(), work.frames()));
        if (!space.classes().isEmpty())
            story.add(
                    "Class: "
                            + space.classes().get(first)
                            + (first == second ? "" : " to " + space.classes().get(second)));
        return draw(work, 1, work.frames(), rows, story, output);
    }

    private float[] between(float[] from, float[] to, double t) {
        float[] row = new float[from.length];
        float[] point =
                Sphere.between(
                        java.util.Arrays.copyOf(from, space.numbers()),
                        java.util.Arrays.copyOf(to, space.numbers()),
                        t);
        System.arraycopy(point, 0, row, 0, point.length);
        for (int i = point.length; i < row.length; i++)
            row[i] = (float) ((1 - t) * from[i] + t * to[i]);
        return row;
    }

    /** All images have the class that is named, else that of the first point added to. */
    private Drawn arithmetic(Arithmetic work, Optional<Path> output) throws IOException {
        List<LatentPoint> plus = LatentPoint.list(generator, "plus", work.plus());
        List<LatentPoint> minus = LatentPoint.list(generator, "minus", work.minus());
        List<LatentPoint> to = LatentPoint.list(generator, "to", work.to());
        int index = oneClass(to.get(0));
        float[] a = Sphere.mean(points(plus));
        float[] b = Sphere.mean(points(minus));
        float[] c = Sphere.mean(points(to));
        float[] sum = new float[c.length];
        for (int i = 0; i < sum.length; i++) sum[i] = a[i] - b[i] + c[i];
        double length = meanLength(to);
        List<float[]> points =
                List.of(
                        Sphere.scaled(a, meanLength(plus)),
                        Sphere.scaled(b, meanLength(minus)),
                        Sphere.scaled(c, length),
                        Sphere.scaled(sum, length));
        List<String> labels =
                List.of(
                        "A: " + names(plus),
                        "B: " + names(minus),
                        "C: " + names(to),
                        "mean A - mean B + C");
        List<String> story = new ArrayList<>();
        story.add(
                "Arithmetic: mean of A (%s) - mean of B (%s) + C (%s)"
                        .formatted(names(plus), names(minus), names(to)));
        story.add(
                "Means and the result are brought back to the length of the points that they are made of (the result to that of C): inside of that sphere all images become alike");
        story(story, index);
        return draw(
                work,
                4,
                1,
                i -> new Drawing.Row(labels.get(i), space.row(points.get(i), index)),
                story,
                output);
    }

    /** A row of frames for each direction; the slices are directions. */
    private Explored directions(
            Directions work, LatentExplorer.Source source, Optional<Path> output)
            throws IOException {
        LatentPoint from = LatentPoint.of(generator, "from", work.from());
        int index = oneClass(from);
        List<Direction> directions =
                LatentDirections.find(
                        generator, index, Math.max(work.count(), LatentExplorer.SLIDERS), progress);
        int count = Math.min(work.count(), directions.size());
        float[] point = truncated(from);
        IntFunction<Drawing.Row> rows =
                i -> {
                    int d = i % count;
                    double amount = i / count - (STEPS - 1) / 2.0;
                    return new Drawing.Row(
                            String.format(
                                    Locale.ROOT,
                                    "%s, direction %d, %+.0f sigma",
                                    from.name(),
                                    d + 1,
                                    amount),
                            space.row(moved(point, directions.get(d), amount), index));
                };
        List<String> story = new ArrayList<>();
        story.add(
                "Directions: around %s, -3 to 3 standard deviations of a latent number; slope of the images' principal components by the latent point, from %d drawn images"
                        .formatted(from.name(), LatentDirections.points(space)));
        for (int d = 0; d < count; d++) story.add(LatentDirections.words(d, directions.get(d)));
        story(story, index);
        Drawn drawn = draw(work, count, STEPS, rows, story, output);
        return new Explored(
                drawn,
                Optional.of(
                        new LatentExplorer(
                                source,
                                style,
                                generator.name(),
                                generator.synthesis(),
                                directions.subList(
                                        0, Math.min(directions.size(), LatentExplorer.SLIDERS)),
                                work.from().strip(),
                                index)));
    }

    static float[] moved(float[] point, Direction direction, double amount) {
        float[] moved = point.clone();
        for (int i = 0; i < moved.length; i++) moved[i] += (float) (amount * direction.vector()[i]);
        return moved;
    }

    private void story(List<String> story, int index) {
        if (!space.classes().isEmpty()) story.add("Class: " + space.classes().get(index));
    }

    /**
     * @throws IllegalArgumentException when several are named
     */
    private int oneClass(LatentPoint first) {
        if (classes.isNamed() && classes.indices().size() > 1)
            throw new IllegalArgumentException(
                    "Here all images have one class; name one of %s, got \"%s\""
                            .formatted(String.join(", ", space.classes()), style.classes()));
        return first.classIn(classes);
    }

    private float[] truncated(LatentPoint origin) {
        return Synthesising.truncated(origin.point(), style.truncation());
    }

    private List<float[]> points(List<LatentPoint> origins) {
        return origins.stream().map(this::truncated).toList();
    }

    private double meanLength(List<LatentPoint> origins) {
        return points(origins).stream().mapToDouble(Sphere::length).average().orElse(0);
    }

    private static String names(List<LatentPoint> origins) {
        return origins.stream().map(LatentPoint::name).collect(Collectors.joining(", "));
    }

    private Drawn draw(
            LatentWork work,
            int slices,
            int frames,
            IntFunction<Drawing.Row> rows,
            List<String> story,
            Optional<Path> output)
            throws IOException {
        Drawing drawing = new Drawing(generator, style, slices * frames, rows, progress);
        Drawing.Layout layout =
                new Drawing.Layout(generator.name() + "-" + work.noun(), slices, frames, story);
        if (output.isEmpty())
            return new Drawn(Optional.of(drawing.toMemory(layout)), List.of(), List.of());
        drawing.toFile(layout, 0, output.get());
        return new Drawn(
                Optional.of(ImageFiles.open(output.get())), List.of(output.get()), List.of());
    }
}
