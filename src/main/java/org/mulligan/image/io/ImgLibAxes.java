package org.mulligan.image.io;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;

/**
 * What an ImgLib2 image says of its axes. ImageJ2's images have {@code axis(d)} and {@code
 * getName()} for it; their classes are not on Maven Central, so both are asked for by name.
 */
final class ImgLibAxes {
    private final Object image;
    private final List<String> labels;

    private ImgLibAxes(Object image, List<String> labels) {
        this.image = image;
        this.labels = labels;
    }

    static ImgLibAxes of(RandomAccessibleInterval<?> image) {
        List<String> labels = new ArrayList<>();
        List<String> bare = List.of("X", "Y", "Z", "Time");
        for (int d = 0; d < image.numDimensions(); d++)
            labels.add(
                    axis(image, d)
                            .flatMap(axis -> ask(axis, "type"))
                            .flatMap(type -> ask(type, "getLabel"))
                            .map(Object::toString)
                            .orElse(""));
        // One that does not know its X and Y says nothing that helps.
        if (!labels.contains("X") || !labels.contains("Y"))
            for (int d = 0; d < labels.size(); d++) labels.set(d, d < 4 ? bare.get(d) : "");
        return new ImgLibAxes(image, labels);
    }

    int x() {
        return labels.indexOf("X");
    }

    int y() {
        return labels.indexOf("Y");
    }

    OptionalInt c() {
        return find("Channel");
    }

    OptionalInt z() {
        return find("Z");
    }

    OptionalInt t() {
        return find("Time");
    }

    /** The axes that ImageJ has no place for, the first of them fastest. */
    List<Integer> others() {
        return IntStream.range(0, labels.size())
                .filter(d -> d != x() && d != y())
                .filter(d -> c().orElse(-1) != d && z().orElse(-1) != d && t().orElse(-1) != d)
                .boxed()
                .toList();
    }

    private OptionalInt find(String label) {
        int found = labels.indexOf(label);
        return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
    }

    /** Of the image; a plain word where it has none. */
    String name() {
        return ask(image, "getName")
                .map(Object::toString)
                .filter(name -> !name.isBlank())
                .orElse("image");
    }

    /** Units along a pixel, 1 where nothing is said. */
    double scale(int d) {
        double scale = said(d);
        return scale > 0 ? scale : 1;
    }

    /** Units of time between frames, 0 where nothing is said: an axis of ImageJ2 then has 1. */
    double interval(int d) {
        double scale = said(d);
        return scale > 0 && unit(d).isPresent() ? scale : 0;
    }

    private double said(int d) {
        return axis(image, d)
                .flatMap(axis -> ask(axis, "averageScale", 0.0, 1.0))
                .map(scale -> Math.abs((Double) scale))
                .filter(Double::isFinite)
                .orElse(0.0);
    }

    Optional<String> unit(int d) {
        return axis(image, d)
                .flatMap(axis -> ask(axis, "unit"))
                .map(Object::toString)
                .filter(unit -> !unit.isBlank());
    }

    private static Optional<Object> axis(Object image, int d) {
        return ask(image, "axis", d);
    }

    /** Empty where it does not know the question, or has no answer. */
    private static Optional<Object> ask(Object whom, String question, Object... arguments) {
        Class<?>[] types = new Class<?>[arguments.length];
        for (int i = 0; i < types.length; i++)
            types[i] = arguments[i] instanceof Integer ? int.class : double.class;
        try {
            Method method = whom.getClass().getMethod(question, types);
            // A public method of a class that is not.
            method.setAccessible(true);
            return Optional.ofNullable(method.invoke(whom, arguments));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
