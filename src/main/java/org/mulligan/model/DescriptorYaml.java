package org.mulligan.model;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.image.intensity.NoiseChannels;
import org.mulligan.model.archive.Yaml;

/**
 * A descriptor as bioimage.io wants it written.
 *
 * @see <a href="https://github.com/bioimage-io/spec-bioimage-io">the specification</a>
 */
public final class DescriptorYaml {
    private static final String INTENSITY = "intensity";

    /**
     * The last version in which {@code documentation} is a plain file name, as older readers want.
     */
    private static final String FORMAT_VERSION = "0.5.7";

    /** The TensorFlow that TensorFlow Java 1.1.0 carries. */
    public static final String TENSORFLOW_VERSION = "2.18.0";

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private DescriptorYaml() {}

    static byte[] bytes(Descriptor descriptor) {
        return Yaml.dump(document(descriptor));
    }

    /** In the order of writing; the sections of input and output can be added to. */
    public static Map<String, Object> document(Descriptor descriptor) {
        ModelDescription description = descriptor.description();
        Map<String, Object> rdf = new LinkedHashMap<>();
        rdf.put("format_version", FORMAT_VERSION);
        rdf.put("type", "model");
        rdf.put("name", description.name());
        rdf.put("description", description.summary());
        rdf.put("documentation", "README.md");
        if (!description.licence().equals(ModelDescription.NO_LICENCE))
            rdf.put("license", description.licence());
        rdf.put("timestamp", timestamp(description));
        rdf.put("authors", authors(description));
        rdf.put("cite", cite(description));
        rdf.put("tags", tags(description));
        rdf.put("covers", List.of(descriptor.cover().source()));
        Weights main = Weights.main(description);
        List<Map<String, Object>> others =
                descriptor.weights().entrySet().stream()
                        .filter(entry -> entry.getKey() != main)
                        .map(entry -> entry.getValue().yaml())
                        .toList();
        if (!others.isEmpty()) rdf.put("attachments", others);
        rdf.put("inputs", List.of(input(descriptor)));
        rdf.put("outputs", List.of(output(descriptor)));
        Map<String, Object> bundle = descriptor.weights().get(main).yaml();
        bundle.put("tensorflow_version", TENSORFLOW_VERSION);
        rdf.put("weights", Map.of("tensorflow_saved_model_bundle", bundle));
        rdf.put("config", Map.of(Descriptor.SECTION, ours(descriptor)));
        return rdf;
    }

    public static List<? extends Map<?, ?>> authors(ModelDescription description) {
        return stated(
                description, description.facts().authors(), List.of(Map.of("name", "Mulligan")));
    }

    public static List<? extends Map<?, ?>> cite(ModelDescription description) {
        return stated(description, description.facts().cite(), Citations.of(description));
    }

    /** What the maker of an imported model states, else ours. */
    private static List<? extends Map<?, ?>> stated(
            ModelDescription description, List<Map<?, ?>> theirs, List<Map<String, Object>> ours) {
        return description.imported().isEmpty() || theirs.isEmpty() ? ours : theirs;
    }

    public static List<String> tags(ModelDescription description) {
        List<String> tags =
                new ArrayList<>(
                        List.of(
                                description.task().word(),
                                description.volume() ? "3d" : "2d",
                                "tensorflow",
                                "fiji",
                                "mulligan"));
        if (description.facts().isGan()) tags.add("gan");
        return tags;
    }

    public static Map<String, Object> ours(Descriptor descriptor) {
        ModelDescription description = descriptor.description();
        Map<String, Object> ours = new LinkedHashMap<>();
        ours.put("format", Descriptor.formatOf(description));
        ours.put("task", description.task().word());
        ours.put("summary", description.summary());
        ours.put("receptive_field", description.receptiveField());
        ours.put("stride", description.stride());
        ours.put("scale", description.scale());
        ours.put(
                "percentiles",
                ordered(
                        "low", description.percentiles().low(),
                        "high", description.percentiles().high()));
        description.synthesis().ifPresent(what -> ours.put("synthesis", synthesis(what)));
        description.imported().ifPresent(how -> ours.put("imported", ImportedYaml.ours(how)));
        if (description.takesNeighbours()) ours.put("neighbours", description.neighbours());
        if (description.volume()) ours.put("volume", true);
        if (description.told()) ours.put("noise_map", true);
        Map<String, Object> weights = new LinkedHashMap<>();
        descriptor.weights().forEach((which, part) -> weights.put(which.toString(), part.yaml()));
        ours.put("weights", weights);
        ours.put("cover", descriptor.cover().yaml());
        ours.put("provenance", Yaml.plain(description.provenance(), "provenance"));
        return ours;
    }

    private static Map<String, Object> synthesis(Synthesis synthesis) {
        Map<String, Object> values =
                ordered(
                        "system", synthesis.system(),
                        "latent", synthesis.space().numbers(),
                        "classes", synthesis.space().classes(),
                        "size", synthesis.size(),
                        "channels", synthesis.channels(),
                        "low", synthesis.low(),
                        "high", synthesis.high(),
                        "pixel", synthesis.pixel(),
                        "unit", synthesis.unit());
        synthesis
                .guide()
                .ifPresent(
                        guide ->
                                values.put(
                                        "guide",
                                        ordered(
                                                "low", guide.low(),
                                                "high", guide.high(),
                                                "labels", guide.labels())));
        return values;
    }

    /** A row of normal numbers, and of classes. */
    private static Map<String, Object> code(Descriptor descriptor) {
        List<String> names = codes(descriptor);
        Map<String, Object> input =
                ordered(
                        "id",
                        "latent",
                        "axes",
                        List.of(
                                ordered("type", "batch"),
                                ordered("type", "channel", "channel_names", names)),
                        "data",
                        ordered("type", "float32"));
        input.put("test_tensor", descriptor.testInput().yaml());
        return input;
    }

    private static List<String> codes(Descriptor descriptor) {
        LatentSpace space = descriptor.description().synthesis().orElseThrow().space();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < space.numbers(); i++) names.add("z" + i);
        for (int i = 0; i < space.classes().size(); i++) names.add("class" + i);
        return names;
    }

    /** An image, noise, and the same code at each pixel. */
    private static Map<String, Object> guide(Descriptor descriptor) {
        List<String> names = new ArrayList<>(List.of("image", "noise"));
        names.addAll(codes(descriptor));
        Map<String, Object> size =
                ordered(
                        "min",
                        descriptor.description().smallestSide(),
                        "step",
                        descriptor.description().stride());
        Map<String, Object> input = tensor("input", size, size, 1, 0, names);
        input.put("test_tensor", descriptor.testInput().yaml());
        return input;
    }

    private static Map<String, Object> drawing(Descriptor descriptor) {
        Synthesis synthesis = descriptor.description().synthesis().orElseThrow();
        List<String> names =
                synthesis.channels() == 1 ? List.of("intensity") : List.of("red", "green", "blue");
        Map<String, Object> output =
                ordered(
                        "id",
                        "output",
                        "axes",
                        List.of(
                                ordered("type", "batch"),
                                ordered("type", "space", "id", "y", "size", synthesis.size()),
                                ordered("type", "space", "id", "x", "size", synthesis.size()),
                                ordered("type", "channel", "channel_names", names)),
                        "data",
                        ordered("type", "float32"));
        output.put("test_tensor", descriptor.testOutput().yaml());
        return output;
    }

    private static Map<String, Object> input(Descriptor descriptor) {
        ModelDescription description = descriptor.description();
        if (description.isGuided()) return guide(descriptor);
        if (description.synthesis().isPresent()) return code(descriptor);
        TensorSpec tensorSpec = description.tensorSpec();
        Object size =
                tensorSpec.side() > 0
                        ? tensorSpec.side()
                        : ordered("min", description.smallestSide(), "step", description.stride());
        if (description.imported().isPresent()) {
            Map<String, Object> input =
                    tensor(
                            "input",
                            size,
                            size,
                            1,
                            0,
                            ImportedYaml.names(tensorSpec.inputChannels()));
            List<Map<String, Object>> steps = ImportedYaml.preprocessing(tensorSpec.scaling());
            if (!steps.isEmpty()) input.put("preprocessing", steps);
            input.put("test_tensor", descriptor.testInput().yaml());
            return input;
        }
        Map<String, Object> kwargs =
                ordered(
                        "axes",
                                description.volume()
                                        ? List.of("z", "y", "x", "channel")
                                        : List.of("y", "x", "channel"),
                        "min_percentile", description.percentiles().low(),
                        "max_percentile", description.percentiles().high());
        Map<String, Object> input =
                description.volume()
                        ? volume(
                                "input",
                                ordered("min", description.smallestDepth(), "step", 1),
                                size,
                                size,
                                1,
                                0,
                                0)
                        : tensor("input", size, size, 1, 0, names(description));
        // What is known of the noise is in units of the normalised image, and goes in as it is.
        if (!description.told())
            input.put("preprocessing", List.of(ordered("id", "scale_range", "kwargs", kwargs)));
        input.put("test_tensor", descriptor.testInput().yaml());
        return input;
    }

    /**
     * Of the channels that go in: the plane itself, with what is known of its noise where the
     * network is told, or with those before and after it, or those alone.
     */
    private static List<String> names(ModelDescription description) {
        if (description.told()) return NoiseChannels.NAMES;
        return description.takesNeighbours()
                ? description.neighbours().stream()
                        .map(d -> d == 0 ? INTENSITY : (d < 0 ? "before" : "after") + Math.abs(d))
                        .toList()
                : List.of(INTENSITY);
    }

    private static Map<String, Object> output(Descriptor descriptor) {
        ModelDescription description = descriptor.description();
        if (description.synthesis().isPresent() && !description.isGuided())
            return drawing(descriptor);
        int halo =
                description.halo() < description.smallestSide() / 2
                        ? description.scale() * description.roundedHalo()
                        : 0;
        Map<String, Object> output =
                description.volume()
                        ? volume(
                                "output",
                                like("z"),
                                like("y"),
                                like("x"),
                                description.scale(),
                                description.reach(),
                                halo)
                        : tensor(
                                "output",
                                like("y"),
                                like("x"),
                                description.scale(),
                                halo,
                                ImportedYaml.names(description.tensorSpec().outputChannels()));
        List<Map<String, Object>> steps =
                description.imported().map(ImportedYaml::postprocessing).orElse(List.of());
        if (!steps.isEmpty()) output.put("postprocessing", steps);
        output.put("test_tensor", descriptor.testOutput().yaml());
        return output;
    }

    /** Axes batch, y, x, channel, float32; {@code scale} pixels lie along one of the input. */
    private static Map<String, Object> tensor(
            String id, Object height, Object width, int scale, int halo, List<String> channels) {
        return ordered(
                "id",
                id,
                "axes",
                List.of(
                        ordered("type", "batch"),
                        space("y", height, scale, halo),
                        space("x", width, scale, halo),
                        ordered("type", "channel", "channel_names", channels)),
                "data",
                ordered("type", "float32"));
    }

    private static Map<String, Object> like(String axis) {
        return ordered("tensor_id", "input", "axis_id", axis, "offset", 0);
    }

    /** Axes batch, z, y, x, channel, float32. */
    private static Map<String, Object> volume(
            String id, Object depth, Object height, Object width, int scale, int reach, int halo) {
        return ordered(
                "id",
                id,
                "axes",
                List.of(
                        ordered("type", "batch"),
                        space("z", depth, 1, reach),
                        space("y", height, scale, halo),
                        space("x", width, scale, halo),
                        ordered("type", "channel", "channel_names", List.of(INTENSITY))),
                "data",
                ordered("type", "float32"));
    }

    private static Map<String, Object> space(String id, Object size, int scale, int halo) {
        Map<String, Object> axis = ordered("type", "space", "id", id, "size", size);
        // Of two axes that refer to each other the sizes are as the scales, inversely.
        if (scale > 1) axis.put("scale", 1.0 / scale);
        if (halo > 0) axis.put("halo", halo);
        return axis;
    }

    /** The provenance's own, so that equal content gives equal bytes; else now. */
    public static String timestamp(ModelDescription description) {
        Optional<String> given = description.facts().timestamp();
        if (given.isEmpty())
            return TIMESTAMP.format(
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
        try {
            return TIMESTAMP.format(
                    OffsetDateTime.parse(given.get()).withOffsetSameInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "The provenance's timestamp must look like 2026-01-31T12:00:00Z, got \"%s\""
                            .formatted(given.get()),
                    e);
        }
    }

    public static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2)
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        return map;
    }
}
