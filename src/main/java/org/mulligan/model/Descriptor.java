package org.mulligan.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.model.ModelDescription.PercentileRange;
import org.mulligan.model.archive.Sha256;
import org.mulligan.model.archive.Yaml.Section;

/**
 * What {@code rdf.yaml} says: the description and the files that belong to it.
 *
 * @param weights bundles, by the weights in them
 */
public record Descriptor(
        ModelDescription description,
        Map<Weights, Part> weights,
        Part testInput,
        Part testOutput,
        Part cover) {
    /** Version of our own section; a reader refuses higher ones. */
    static final int FORMAT = 5;

    /** What a package has whose network takes a plane with its neighbours. */
    private static final int STACK_FORMAT = 4;

    /** What a package has whose network is told of the noise. */
    private static final int TOLD_FORMAT = 3;

    /** What a package has whose network takes neighbouring planes. */
    private static final int NEIGHBOURS_FORMAT = 2;

    /** What a package has that says nothing which readers of before did not know. */
    private static final int FIRST_FORMAT = 1;

    /**
     * The lowest version that knows all a description says: readers of before would take a model of
     * neighbouring planes for one of single planes, feed one that is told of the noise with nothing
     * else than the image, refuse a plane among its own neighbours, and give a network of volumes
     * single planes.
     */
    static int formatOf(ModelDescription description) {
        if (description.volume()) return FORMAT;
        if (description.takesItself()) return STACK_FORMAT;
        if (description.told()) return TOLD_FORMAT;
        return description.takesNeighbours() ? NEIGHBOURS_FORMAT : FIRST_FORMAT;
    }

    /** Our section under {@code config:}. */
    public static final String SECTION = "mulligan";

    /**
     * A file of the package.
     *
     * @param source its name
     * @param sha256 of its bytes, lower-case hex
     */
    public record Part(String source, String sha256) {
        public static Part of(String source, byte[] bytes) {
            return new Part(source, Sha256.of(bytes));
        }

        public Map<String, Object> yaml() {
            Map<String, Object> yaml = new LinkedHashMap<>();
            yaml.put("source", source);
            yaml.put("sha256", sha256);
            return yaml;
        }

        private static Part parse(Section section) throws IOException {
            String source = section.text("source");
            if (!source.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*"))
                throw new IOException(
                        "%ssource must be a file of the package, but is %s"
                                .formatted(section.where(), source));
            return new Part(source, section.text("sha256"));
        }
    }

    List<Part> parts() {
        List<Part> parts = new ArrayList<>(weights.values());
        parts.addAll(List.of(testInput, testOutput, cover));
        return parts;
    }

    /**
     * @throws IOException when {@code rdf} is another program's, or a key is missing or wrong; the
     *     text is a sentence about {@code rdf}
     */
    static Descriptor parse(Section rdf) throws IOException {
        if (!(rdf.map().get("config") instanceof Map<?, ?> config) || !config.containsKey(SECTION))
            throw new ForeignModelException(foreign(rdf));
        Section ours = rdf.section("config").section(SECTION);
        int format = ours.integer("format");
        if (format > FORMAT)
            throw new IOException(
                    "it has Mulligan's format %d, and this Mulligan reads up to %d; update Mulligan"
                            .formatted(format, FORMAT));
        ModelDescription description = description(rdf, ours);
        Map<Weights, Part> weights = new EnumMap<>(Weights.class);
        Section bundles = ours.section("weights");
        for (Weights which : Weights.values())
            if (which == Weights.main(description) || bundles.has(which.toString()))
                weights.put(which, Part.parse(bundles.section(which.toString())));
        return new Descriptor(
                description,
                weights,
                Part.parse(rdf.first("inputs").section("test_tensor")),
                Part.parse(rdf.first("outputs").section("test_tensor")),
                Part.parse(ours.section("cover")));
    }

    private static ModelDescription description(Section rdf, Section ours) throws IOException {
        Section percentiles = ours.section("percentiles");
        Map<String, Object> provenance = new LinkedHashMap<>();
        ours.section("provenance").map().forEach((k, v) -> provenance.put(String.valueOf(k), v));
        try {
            return new ModelDescription(
                    rdf.text("name"),
                    ours.text("summary"),
                    Task.of(ours.text("task")),
                    rdf.has("license") || !ours.has("imported")
                            ? rdf.text("license")
                            : ModelDescription.NO_LICENCE,
                    ours.integer("receptive_field"),
                    ours.integer("stride"),
                    ours.has("scale") ? ours.integer("scale") : 1,
                    new PercentileRange(percentiles.number("low"), percentiles.number("high")),
                    ours.has("synthesis")
                            ? Optional.of(synthesis(ours.section("synthesis")))
                            : Optional.empty(),
                    ours.has("imported")
                            ? Optional.of(tensorSpec(ours.section("imported")))
                            : Optional.empty(),
                    ours.has("neighbours") ? neighbours(ours) : List.of(),
                    Boolean.TRUE.equals(ours.map().get("volume")),
                    Boolean.TRUE.equals(ours.map().get("noise_map")),
                    provenance);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static List<Integer> neighbours(Section ours) throws IOException {
        if (!(ours.map().get("neighbours") instanceof List<?> distances)
                || distances.isEmpty()
                || !distances.stream().allMatch(Integer.class::isInstance))
            throw new IOException(
                    "%sneighbours must be a list of whole numbers".formatted(ours.where()));
        return distances.stream().map(Integer.class::cast).toList();
    }

    private static TensorSpec tensorSpec(Section section) throws IOException {
        Section scaling = section.section("scaling");
        String kind = scaling.text("kind").toUpperCase(Locale.ROOT);
        boolean known = Arrays.stream(Scaling.Kind.values()).anyMatch(k -> k.name().equals(kind));
        if (!known || !(section.map().get("in_units") instanceof Boolean inUnits))
            throw new IOException(
                    "%sscaling.kind must be one of %s, and in_units true or false"
                            .formatted(section.where(), Arrays.toString(Scaling.Kind.values())));
        return new TensorSpec(
                section.integer("input_channels"),
                section.integer("output_channels"),
                new Scaling(
                        Scaling.Kind.valueOf(kind),
                        scaling.number("low"),
                        scaling.number("high"),
                        scaling.number("epsilon"),
                        Boolean.TRUE.equals(scaling.map().get("together"))),
                inUnits,
                section.integer("side"));
    }

    private static Synthesis synthesis(Section section) throws IOException {
        if (!(section.map().get("classes") instanceof List<?> classes))
            throw new IOException("%sclasses must be a list".formatted(section.where()));
        return new Synthesis(
                section.text("system"),
                new LatentSpace(
                        section.integer("latent"), classes.stream().map(String::valueOf).toList()),
                section.integer("size"),
                section.integer("channels"),
                section.number("low"),
                section.number("high"),
                section.number("pixel"),
                section.text("unit"),
                section.has("guide")
                        ? Optional.of(guide(section.section("guide")))
                        : Optional.empty());
    }

    private static Synthesis.Guide guide(Section section) throws IOException {
        return new Synthesis.Guide(
                section.number("low"),
                section.number("high"),
                Boolean.TRUE.equals(section.map().get("labels")));
    }

    private static String foreign(Section rdf) {
        String kind =
                rdf.has("format_version")
                        ? "a bioimage.io package of another program (%s \"%s\", format %s, weights %s)"
                                .formatted(
                                        rdf.map().get("type"),
                                        rdf.map().get("name"),
                                        rdf.map().get("format_version"),
                                        rdf.map().get("weights") instanceof Map<?, ?> weights
                                                ? weights.keySet()
                                                : "none")
                        : "no bioimage.io package";
        return "it is %s; Mulligan opens only its own packages for now".formatted(kind);
    }
}
