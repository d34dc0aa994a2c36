package org.mulligan.model.export;

import static org.mulligan.model.DescriptorYaml.ordered;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.model.Descriptor;
import org.mulligan.model.Descriptor.Part;
import org.mulligan.model.DescriptorYaml;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.model.PackageWriter;
import org.mulligan.model.Synthesis;
import org.mulligan.model.Weights;
import org.mulligan.model.archive.Yaml;

/**
 * The {@code rdf.yaml} of an export, in two versions of bioimage.io's format.
 *
 * @param parts the other files, by name
 * @param weights the bundle
 * @see <a href="https://github.com/bioimage-io/spec-bioimage-io">the specification</a>
 */
record ExportYaml(ExportContents contents, Map<String, Part> parts, Part weights) {
    /** Our section under {@code config:}: where it comes from. */
    static final String SECTION = "mulligan_export";

    private static final String FORMAT_04 = "0.4.10";

    /**
     * That of our own packages with one set of weights and sample images. Faithful weights keep our
     * own section, so that Mulligan opens the package as its own; others are not to pass for them.
     */
    Map<String, Object> version05() {
        Descriptor descriptor = descriptor();
        Map<String, Object> rdf = DescriptorYaml.document(descriptor);
        rdf.put("description", contents.summary());
        rdf.put("authors", contents.stated());
        addSample(rdf, "inputs", ModelExport.SAMPLE_INPUT);
        addSample(rdf, "outputs", ModelExport.SAMPLE_OUTPUT);
        rdf.put("config", config(descriptor));
        return rdf;
    }

    private Descriptor descriptor() {
        return new Descriptor(
                contents.description(),
                Map.of(Weights.main(contents.description()), weights),
                parts.get(PackageWriter.TEST_INPUT),
                parts.get(PackageWriter.TEST_OUTPUT),
                parts.get(PackageWriter.COVER));
    }

    @SuppressWarnings("unchecked") // what DescriptorYaml puts there
    private void addSample(Map<String, Object> rdf, String key, String file) {
        if (!parts.containsKey(file)) return;
        Map<String, Object> tensor = ((List<Map<String, Object>>) rdf.get(key)).get(0);
        tensor.put("sample_tensor", parts.get(file).yaml());
    }

    private Map<String, Object> config(Descriptor descriptor) {
        Map<String, Object> config = new LinkedHashMap<>();
        if (contents.sharpness() == 0)
            config.put(Descriptor.SECTION, DescriptorYaml.ours(descriptor));
        config.put(SECTION, origin());
        return config;
    }

    private Map<String, Object> origin() {
        ModelDescription description = contents.description();
        return ordered(
                "model", contents.model().name(),
                "sha256", contents.model().hash(),
                "weights", contents.weights(),
                "sharpness", contents.sharpness(),
                "task", description.task().word(),
                "receptive_field", description.receptiveField(),
                "provenance", Yaml.plain(description.provenance(), "provenance"));
    }

    /** Scales are factors here, and halos and shapes have a number for each axis. */
    Map<String, Object> version04() {
        ModelDescription description = contents.description();
        Map<String, Object> rdf = new LinkedHashMap<>();
        rdf.put("format_version", FORMAT_04);
        rdf.put("type", "model");
        rdf.put("name", description.name());
        rdf.put("description", contents.summary());
        rdf.put("documentation", ModelFile.CARD);
        rdf.put("license", description.licence());
        rdf.put("timestamp", DescriptorYaml.timestamp(description));
        rdf.put("authors", contents.stated());
        rdf.put("cite", DescriptorYaml.cite(description));
        rdf.put("tags", DescriptorYaml.tags(description));
        rdf.put("covers", List.of(PackageWriter.COVER));
        Map<String, Object> newer = DescriptorYaml.document(descriptor());
        rdf.put("inputs", List.of(contents.takesRows() ? code04() : input04(newer)));
        rdf.put("outputs", List.of(contents.takesRows() ? drawing04() : output04(newer)));
        rdf.put("test_inputs", List.of(PackageWriter.TEST_INPUT));
        rdf.put("test_outputs", List.of(PackageWriter.TEST_OUTPUT));
        // A pair or none: a row of numbers is no image.
        if (!contents.takesRows()) {
            rdf.put("sample_inputs", List.of(ModelExport.SAMPLE_INPUT));
            rdf.put("sample_outputs", List.of(ModelExport.SAMPLE_OUTPUT));
        }
        Map<String, Object> bundle = weights.yaml();
        bundle.put("tensorflow_version", DescriptorYaml.TENSORFLOW_VERSION);
        rdf.put("weights", Map.of("tensorflow_saved_model_bundle", bundle));
        rdf.put("config", Map.of(SECTION, origin()));
        return rdf;
    }

    private static Map<String, Object> tensor04(String name, String axes, Object shape) {
        return ordered(
                "name",
                name,
                "axes",
                axes,
                "data_type",
                "float32",
                "data_range",
                List.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                "shape",
                shape);
    }

    private Map<String, Object> input04(Map<String, Object> newer) {
        ModelDescription description = contents.description();
        int smallest = description.smallestSide();
        int stride = description.stride();
        int taken = description.taken();
        if (description.volume()) {
            Map<String, Object> volume =
                    tensor04(
                            "input",
                            "bzyxc",
                            ordered(
                                    "min",
                                            List.of(
                                                    1,
                                                    description.smallestDepth(),
                                                    smallest,
                                                    smallest,
                                                    taken),
                                    "step", List.of(0, 1, stride, stride, 0)));
            addSteps(volume, newer, "inputs", "preprocessing");
            return volume;
        }
        Object shape =
                description.tensorSpec().side() > 0
                        ? List.of(1, smallest, smallest, taken)
                        : ordered(
                                "min", List.of(1, smallest, smallest, taken),
                                "step", List.of(0, stride, stride, 0));
        Map<String, Object> input = tensor04("input", "byxc", shape);
        addSteps(input, newer, "inputs", "preprocessing");
        return input;
    }

    private Map<String, Object> output04(Map<String, Object> newer) {
        ModelDescription description = contents.description();
        double scale = description.scale();
        int halo = description.scale() * description.roundedHalo();
        if (description.volume()) {
            Map<String, Object> volume =
                    tensor04(
                            "output",
                            "bzyxc",
                            ordered(
                                    "reference_tensor", "input",
                                    "scale", List.of(1.0, 1.0, scale, scale, 1.0),
                                    "offset", List.of(0, 0, 0, 0, 0)));
            volume.put("halo", List.of(0, description.reach(), halo, halo, 0));
            return volume;
        }
        boolean same = description.taken() == description.given();
        Object shape =
                same
                        ? ordered(
                                "reference_tensor", "input",
                                "scale", List.of(1.0, scale, scale, 1.0),
                                "offset", List.of(0, 0, 0, 0))
                        : ordered(
                                "reference_tensor",
                                "input",
                                "scale",
                                List.of(1.0, scale, scale, 0.0),
                                // Twice this is added: so many channels whatever comes in.
                                "offset",
                                List.of(0.0, 0.0, 0.0, description.given() / 2.0));
        Map<String, Object> output = tensor04("output", "byxc", shape);
        if (halo > 0 && description.halo() < description.smallestSide() / 2)
            output.put("halo", List.of(0, halo, halo, 0));
        addSteps(output, newer, "outputs", "postprocessing");
        return output;
    }

    /** The steps of the newer format, whose names and axes are written otherwise here. */
    @SuppressWarnings("unchecked") // what DescriptorYaml puts there
    private static void addSteps(
            Map<String, Object> tensor, Map<String, Object> newer, String tensors, String key) {
        Object steps = ((List<Map<String, Object>>) newer.get(tensors)).get(0).get(key);
        if (steps == null) return;
        List<Map<String, Object>> older = new ArrayList<>();
        for (Map<String, Object> step : (List<Map<String, Object>>) steps) {
            Map<String, Object> kwargs = new LinkedHashMap<>();
            ((Map<String, Object>) step.get("kwargs"))
                    .forEach((name, value) -> kwargs.put(name, older(value)));
            if (kwargs.containsKey("axes")) kwargs.put("mode", "per_sample");
            older.add(ordered("name", step.get("id"), "kwargs", kwargs));
        }
        tensor.put(key, older);
    }

    /** Axes as letters in one word. */
    private static Object older(Object value) {
        return value instanceof List<?> axes
                ? String.join(
                        "", axes.stream().map(axis -> axis.toString().substring(0, 1)).toList())
                : value;
    }

    private Map<String, Object> code04() {
        Synthesis what = contents.description().synthesis().orElseThrow();
        return tensor04("latent", "bc", List.of(1, what.space().width()));
    }

    private Map<String, Object> drawing04() {
        Synthesis what = contents.description().synthesis().orElseThrow();
        List<Integer> shape = new ArrayList<>(Collections.nCopies(2, what.size()));
        shape.add(0, 1);
        shape.add(what.channels());
        return tensor04("output", "byxc", shape);
    }
}
