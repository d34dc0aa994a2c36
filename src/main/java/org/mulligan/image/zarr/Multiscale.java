package org.mulligan.image.zarr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What OME-Zarr says of an image that is stored at several sizes.
 *
 * @param axes none in versions before 0.3
 * @param levels the largest first
 */
record Multiscale(String version, List<Axis> axes, List<Level> levels) {
    /**
     * An axis.
     *
     * @param type space, time, channel, or empty
     * @param unit as it is written; empty where none is
     */
    record Axis(String name, String type, String unit) {}

    /**
     * One size of the image.
     *
     * @param scale units along a pixel of each axis; none where nothing is said
     * @param translation of the centre of the first pixel, in units; none where nothing is said
     */
    record Level(String path, double[] scale, double[] translation) {}

    /**
     * All that are at a place; mostly one.
     *
     * @param ome what OME says of the place
     */
    static List<Multiscale> all(Map<?, ?> ome) throws IOException {
        List<Multiscale> all = new ArrayList<>();
        for (Object each : Json.list(ome, "multiscales"))
            if (each instanceof Map<?, ?> map) all.add(of(map, Json.text(ome, "version")));
        return all;
    }

    private static Multiscale of(Map<?, ?> map, String version) throws IOException {
        List<Level> levels = new ArrayList<>();
        Level whole = transformed("", new Level("", new double[0], new double[0]), map);
        for (Object each : Json.list(map, "datasets"))
            if (each instanceof Map<?, ?> dataset) levels.add(level(dataset, whole));
        if (levels.isEmpty()) throw new IOException("its multiscales name no dataset");
        return new Multiscale(
                version.isEmpty() ? String.valueOf(map.get("version")) : version,
                axes(map),
                levels);
    }

    private static List<Axis> axes(Map<?, ?> map) {
        List<?> given = Json.list(map, "axes");
        // Where 0.6 has them.
        if (given.isEmpty())
            for (Object system : Json.list(map, "coordinateSystems"))
                if (system instanceof Map<?, ?> first && given.isEmpty())
                    given = Json.list(first, "axes");
        List<Axis> axes = new ArrayList<>();
        for (Object each : given)
            if (each instanceof Map<?, ?> axis)
                axes.add(
                        new Axis(
                                Json.text(axis, "name"),
                                Json.text(axis, "type"),
                                Json.text(axis, "unit")));
            else axes.add(new Axis(String.valueOf(each), "", ""));
        return axes;
    }

    private static Level level(Map<?, ?> dataset, Level whole) throws IOException {
        if (!(dataset.get("path") instanceof String path))
            throw new IOException("its multiscales have a dataset without a path");
        Level own = transformed(path, new Level(path, new double[0], new double[0]), dataset);
        // What is said of the multiscale comes after what is said of a dataset.
        return new Level(
                path,
                product(own.scale(), whole.scale()),
                sum(scaled(own.translation(), whole.scale()), whole.translation()));
    }

    private static Level transformed(String path, Level before, Map<?, ?> of) {
        Level level = before;
        for (Object each : Json.list(of, "coordinateTransformations")) {
            if (!(each instanceof Map<?, ?> map)) continue;
            double[] scale = numbers(map, "scale");
            level =
                    new Level(
                            path,
                            product(level.scale(), scale),
                            sum(scaled(level.translation(), scale), numbers(map, "translation")));
        }
        return level;
    }

    /** None where one of them is no number. */
    private static double[] numbers(Map<?, ?> of, String key) {
        List<?> list = Json.list(of, key);
        return list.stream().allMatch(Number.class::isInstance)
                ? list.stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray()
                : new double[0];
    }

    /** None stays none. */
    private static double[] scaled(double[] translation, double[] scale) {
        return translation.length == 0 ? translation : product(translation, scale);
    }

    private static double[] product(double[] one, double[] other) {
        if (one.length == 0 || other.length == 0) return one.length == 0 ? other : one;
        double[] product = one.clone();
        for (int i = 0; i < Math.min(one.length, other.length); i++) product[i] *= other[i];
        return product;
    }

    private static double[] sum(double[] one, double[] other) {
        if (one.length == 0 || other.length == 0) return one.length == 0 ? other : one;
        double[] sum = one.clone();
        for (int i = 0; i < Math.min(one.length, other.length); i++) sum[i] += other[i];
        return sum;
    }

    /** The level at a path. */
    Optional<Level> level(String path) {
        return levels.stream().filter(level -> level.path().equals(path)).findFirst();
    }

    @Override
    public String toString() {
        return "%s, levels %s"
                .formatted(version, Arrays.toString(levels.stream().map(Level::path).toArray()));
    }
}
