package org.mulligan.model.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.model.ForeignModelException;
import org.mulligan.model.Postprocessing;
import org.mulligan.model.Postprocessing.Activation;

/**
 * What a bioimage.io descriptor does with an image before and after the network, as one scaling and
 * one {@link Postprocessing}.
 */
final class BioimageioProcessing {
    private static final double EPSILON = 1e-6;

    private static final Set<String> CHANNEL = Set.of("c", "channel");

    private final String place;
    private final Set<String> channelAxis;
    private final List<String> notes = new ArrayList<>();
    private Optional<Scaling> scaling = Optional.empty();
    private Postprocessing postprocessing = Postprocessing.NONE;
    private boolean undone;

    BioimageioProcessing(String place) {
        this(place, CHANNEL);
    }

    /**
     * @param place for messages
     * @param channelAxis what the input calls its axis of channels
     */
    BioimageioProcessing(String place, Set<String> channelAxis) {
        this.place = place;
        this.channelAxis = channelAxis;
    }

    /**
     * @param input as a descriptor has it
     */
    static BioimageioProcessing of(Map<?, ?> input, String place) {
        if (input.get("axes") instanceof List<?> axes)
            for (Object each : axes)
                if (each instanceof Map<?, ?> axis
                        && "channel".equals(axis.get("type"))
                        && axis.get("id") != null)
                    return new BioimageioProcessing(place, Set.of(String.valueOf(axis.get("id"))));
        return new BioimageioProcessing(place);
    }

    /** Empty when the package scales nothing and says so. */
    Optional<Scaling> scaling() {
        return scaling;
    }

    /** Only where the steps after the network undo those before it; else nobody knows. */
    Optional<Boolean> inUnits() {
        if (undone) return Optional.of(true);
        return postprocessing.equals(Postprocessing.NONE) ? Optional.empty() : Optional.of(false);
    }

    /** Whether what the package states as its result has the scaling undone. */
    boolean undoes() {
        return undone;
    }

    Postprocessing postprocessing() {
        return postprocessing;
    }

    List<String> notes() {
        return notes;
    }

    /** The list before the network; where it is absent, images go in as they are. */
    void before(Object list) throws ForeignModelException {
        scaling = Optional.of(Scaling.fixed(0, 1));
        boolean any = false;
        for (Map<?, ?> step : steps(list)) {
            String name = name(step);
            if (name.equals("ensure_dtype")) continue;
            Optional<Scaling> next = scaling(name, arguments(step));
            if (next.isEmpty())
                throw refused(name, "before the network", "only scalings are possible there");
            if (any && next.get().kind() != Scaling.Kind.FIXED)
                throw refused(name, "after another scaling", "one scaling is possible");
            scaling = any ? Optional.of(after(scaling.get(), next.get())) : next;
            any = true;
        }
    }

    /** The list after the network. */
    void after(Object list) throws ForeignModelException {
        Postprocessing all = Postprocessing.NONE;
        for (Map<?, ?> step : steps(list)) {
            String name = name(step);
            Map<?, ?> arguments = arguments(step);
            switch (name) {
                case "ensure_dtype" -> {}
                case "sigmoid" -> all = first(all, name).with(Activation.SIGMOID);
                case "softmax" -> all = first(all, name).with(Activation.SOFTMAX);
                case "clip" -> {
                    double least = number(arguments, "min", Double.NEGATIVE_INFINITY);
                    double most = number(arguments, "max", Double.POSITIVE_INFINITY);
                    if (!(Math.min(most, all.high()) > Math.max(least, all.low())))
                        throw refused(
                                name,
                                "to %s and %s".formatted(least, most),
                                "max must be more than min");
                    all = all.clipped(least, most);
                }
                case "scale_linear" -> {
                    double gain = number(arguments, "gain", 1);
                    if (gain == 0) throw refused(name, "with the gain 0", "it must not be 0");
                    all = unclipped(all, name).scaled(gain, number(arguments, "offset", 0));
                }
                case "fixed_zero_mean_unit_variance" -> {
                    double deviation = number(arguments, "std", 1);
                    if (!(deviation > 0))
                        throw refused(name, "with std = " + deviation, "it must be more than 0");
                    all =
                            unclipped(all, name)
                                    .scaled(
                                            1 / deviation,
                                            -number(arguments, "mean", 0) / deviation);
                }
                case "n2v" ->
                        all =
                                all.scaled(
                                        number(arguments, "stdDev", 1),
                                        number(arguments, "mean", 0));
                default ->
                        throw refused(
                                name,
                                "after the network",
                                "sigmoid, softmax, clip and scale_linear are possible there");
            }
        }
        undone = undoes(all);
        postprocessing = undone ? Postprocessing.NONE : all;
    }

    private Postprocessing first(Postprocessing so, String name) throws ForeignModelException {
        if (so.equals(Postprocessing.NONE)) return so;
        throw refused(name, "after another step", "it must come first");
    }

    private Postprocessing unclipped(Postprocessing so, String name) throws ForeignModelException {
        if (so.isOpen()) return so;
        throw refused(name, "after clip", "it must come before");
    }

    private boolean undoes(Postprocessing after) {
        Scaling before = scaling.orElseThrow();
        return before.kind() == Scaling.Kind.FIXED
                && !(before.low() == 0 && before.high() == 1)
                && after.activation() == Activation.NONE
                && after.isOpen()
                && near(after.gain(), before.high() - before.low())
                && near(after.offset(), before.low());
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) <= 1e-5 * Math.max(1e-3, Math.abs(b));
    }

    private Optional<Scaling> scaling(String name, Map<?, ?> arguments)
            throws ForeignModelException {
        return switch (name) {
            case "scale_range" -> {
                requireOwn(name, arguments);
                yield Optional.of(
                        measured(
                                name,
                                arguments,
                                new Scaling(
                                        Scaling.Kind.PERCENTILES,
                                        number(arguments, "min_percentile", 0),
                                        number(arguments, "max_percentile", 100),
                                        number(arguments, "eps", EPSILON))));
            }
            case "zero_mean_unit_variance" -> {
                if ("fixed".equals(arguments.get("mode")))
                    yield Optional.of(fixed(arguments, "mean", "std"));
                requireOwn(name, arguments);
                yield Optional.of(
                        measured(
                                name,
                                arguments,
                                Scaling.deviation(number(arguments, "eps", EPSILON))));
            }
            case "fixed_zero_mean_unit_variance" -> Optional.of(fixed(arguments, "mean", "std"));
            case "n2v" -> Optional.of(fixed(arguments, "mean", "stdDev"));
            case "scale_linear" -> {
                double gain = number(arguments, "gain", 1);
                double offset = number(arguments, "offset", 0);
                if (!(gain > 0))
                    throw refused(name, "with the gain " + gain, "gains must be positive");
                yield Optional.of(Scaling.fixed(-offset / gain, (1 - offset) / gain));
            }
            default -> Optional.empty();
        };
    }

    /**
     * By the axes that are measured together; where they are not named, all are.
     *
     * @see <a href="https://bioimage-io.github.io/spec-bioimage-io/">{@code axes} of the steps</a>
     */
    private Scaling measured(String name, Map<?, ?> arguments, Scaling scaling)
            throws ForeignModelException {
        Object stated = arguments.get("axes");
        if (stated == null) return scaling.overChannels();
        Set<String> axes = new HashSet<>();
        if (stated instanceof List<?> list) list.forEach(axis -> axes.add(String.valueOf(axis)));
        else for (char axis : stated.toString().toCharArray()) axes.add(String.valueOf(axis));
        if (!axes.contains("x") || !axes.contains("y"))
            throw refused(
                    name,
                    "measured along the axes " + stated,
                    "it is measured over whole planes, so x and y must be among them");
        return axes.stream().anyMatch(channelAxis::contains) ? scaling.overChannels() : scaling;
    }

    /** Not by another tensor's numbers, nor by those of many images. */
    private void requireOwn(String name, Map<?, ?> arguments) throws ForeignModelException {
        for (String reference : new String[] {"reference_tensor", "reference_implementation"})
            if (arguments.get(reference) != null)
                throw refused(
                        name,
                        "by the numbers of " + arguments.get(reference),
                        "those of the image itself are possible");
        if ("per_dataset".equals(arguments.get("mode")))
            notes.add(
                    "The package normalises by the numbers of a whole data set (%s); Mulligan takes those of each image"
                            .formatted(name));
    }

    private Scaling fixed(Map<?, ?> arguments, String mean, String deviation)
            throws ForeignModelException {
        double low = number(arguments, mean, 0);
        double spread = number(arguments, deviation, 1);
        if (!(spread > 0))
            throw refused(
                    deviation + " = " + spread, "before the network", "it must be more than 0");
        return Scaling.fixed(low, low + spread);
    }

    /** Of a fixed scaling that follows one: together they are one. */
    private Scaling after(Scaling first, Scaling second) throws ForeignModelException {
        if (first.kind() != Scaling.Kind.FIXED)
            throw refused("a second scaling", "before the network", "one scaling is possible");
        double span = first.high() - first.low();
        return Scaling.fixed(first.low() + second.low() * span, first.low() + second.high() * span);
    }

    private ForeignModelException refused(String step, String where, String possible) {
        return new ForeignModelException(
                "The model in %s asks for %s %s, which Mulligan does not do (%s); import the SavedModel inside of the package and give normalisation and units yourself"
                        .formatted(place, step, where, possible));
    }

    private static List<Map<?, ?>> steps(Object list) {
        List<Map<?, ?>> steps = new ArrayList<>();
        if (list instanceof List<?> all)
            for (Object each : all) if (each instanceof Map<?, ?> step) steps.add(step);
        return steps;
    }

    /** {@code id} from 0.5 on, {@code name} before; 0.2 names a Java method. */
    private static String name(Map<?, ?> step) {
        for (String key : new String[] {"id", "name"})
            if (step.get(key) != null) return String.valueOf(step.get(key));
        String method = String.valueOf(step.get("spec"));
        return method.contains("N2VPrediction") ? "n2v" : method;
    }

    private static Map<?, ?> arguments(Map<?, ?> step) {
        return step.get("kwargs") instanceof Map<?, ?> arguments ? arguments : Map.of();
    }

    /** Of a list of one its only number. */
    private double number(Map<?, ?> arguments, String key, double otherwise)
            throws ForeignModelException {
        Object value = arguments.get(key);
        if (value instanceof List<?> list) {
            if (list.stream().distinct().count() > 1)
                throw refused(
                        key + " of " + list, "for each channel its own", "one for all is possible");
            value = list.isEmpty() ? null : list.get(0);
        }
        if (value == null) return otherwise;
        if (value instanceof Number number && Double.isFinite(number.doubleValue()))
            return number.doubleValue();
        throw refused(key + " = " + value, "in a step", "it must be a finite number");
    }
}
