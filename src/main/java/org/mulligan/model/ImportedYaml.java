package org.mulligan.model;

import static org.mulligan.model.DescriptorYaml.ordered;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.mulligan.image.intensity.Scaling;

/** The parts of a descriptor in which the package of an imported network differs from ours. */
final class ImportedYaml {
    private ImportedYaml() {}

    /** Our own section. */
    static Map<String, Object> ours(TensorSpec tensorSpec) {
        Scaling scaling = tensorSpec.scaling();
        return ordered(
                "input_channels",
                tensorSpec.inputChannels(),
                "output_channels",
                tensorSpec.outputChannels(),
                "in_units",
                tensorSpec.inUnits(),
                "side",
                tensorSpec.side(),
                "scaling",
                ordered(
                        "kind", scaling.kind().name().toLowerCase(java.util.Locale.ROOT),
                        "low", scaling.low(),
                        "high", scaling.high(),
                        "epsilon", scaling.epsilon(),
                        "together", scaling.together()));
    }

    /** The names of channels, as the field has them. */
    static List<String> names(int channels) {
        if (channels == 1) return List.of("intensity");
        if (channels == 3) return List.of("red", "green", "blue");
        return IntStream.range(0, channels).mapToObj(i -> "channel" + i).toList();
    }

    /** What another reader does with an image. */
    static List<Map<String, Object>> preprocessing(Scaling scaling) {
        return switch (scaling.kind()) {
            case PERCENTILES ->
                    step(
                            "scale_range",
                            ordered(
                                    "axes", axes(scaling),
                                    "min_percentile", scaling.low(),
                                    "max_percentile", scaling.high(),
                                    "eps", epsilon(scaling)));
            case DEVIATION ->
                    step(
                            "zero_mean_unit_variance",
                            ordered("axes", axes(scaling), "eps", epsilon(scaling)));
            case FIXED ->
                    linear(
                            1 / (scaling.high() - scaling.low()),
                            -scaling.low() / (scaling.high() - scaling.low()));
        };
    }

    /** Those that are measured together. */
    private static List<String> axes(Scaling scaling) {
        return scaling.together() ? List.of("channel", "y", "x") : List.of("y", "x");
    }

    /** The specification wants more than 0. */
    private static double epsilon(Scaling scaling) {
        return Math.min(0.1, Math.max(scaling.epsilon(), 1e-12));
    }

    /** What brings a result back into units; only a fixed scaling has a way to say so. */
    static List<Map<String, Object>> postprocessing(TensorSpec tensorSpec) {
        Scaling scaling = tensorSpec.scaling();
        return tensorSpec.inUnits() && scaling.kind() == Scaling.Kind.FIXED
                ? linear(scaling.high() - scaling.low(), scaling.low())
                : List.of();
    }

    private static List<Map<String, Object>> linear(double gain, double offset) {
        if (gain == 1 && offset == 0) return List.of();
        return step("scale_linear", ordered("gain", gain, "offset", offset));
    }

    private static List<Map<String, Object>> step(String id, Map<String, Object> kwargs) {
        return List.of(ordered("id", id, "kwargs", kwargs));
    }
}
