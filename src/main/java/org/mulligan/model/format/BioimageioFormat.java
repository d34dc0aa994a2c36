package org.mulligan.model.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mulligan.model.ForeignModelException;
import org.mulligan.model.Task;
import org.mulligan.model.archive.PackageFiles;
import org.mulligan.model.archive.Sha256;
import org.mulligan.model.archive.Yaml;
import org.mulligan.model.archive.ZipRules;
import org.mulligan.model.format.ForeignModel.About;
import org.mulligan.model.format.ForeignModel.Network;
import org.mulligan.model.format.ForeignModel.Test;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/**
 * Packages of the bioimage.io model zoo, 0.2-csbdeep (which N2V for Fiji wrote) to 0.5, with
 * TensorFlow weights.
 *
 * @see <a href="https://github.com/bioimage-io/spec-bioimage-io">the specification</a>
 */
@Plugin(type = ModelFormat.class, name = "bioimage.io", priority = Priority.HIGH)
public final class BioimageioFormat implements ModelFormat {
    private static final String BUNDLE = "tensorflow_saved_model_bundle";
    private static final int TEXT_LIMIT = 1 << 20;

    @Override
    public Optional<ForeignModel> read(Path place) throws IOException {
        Optional<Path> found = descriptor(place);
        if (found.isEmpty()) return Optional.empty();
        Path file = found.get();
        Map<?, ?> rdf;
        try {
            rdf =
                    Yaml.parse(
                                    PackageFiles.at(file.getParent())
                                            .bytes(file.getFileName().toString(), TEXT_LIMIT))
                            .map();
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
        }
        if (!rdf.containsKey("format_version")) return Optional.empty();
        return Optional.of(read(file.getParent(), rdf));
    }

    private static Optional<Path> descriptor(Path place) throws IOException {
        if (Files.isRegularFile(place))
            return place.toString().toLowerCase(Locale.ROOT).matches(".*\\.ya?ml")
                    ? Optional.of(place.toAbsolutePath())
                    : Optional.empty();
        try (Stream<Path> files = Files.walk(place, holdsOneFolder(place) ? 2 : 1)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> isDescriptor(file.getFileName().toString()))
                    .min(
                            java.util.Comparator.comparingInt(Path::getNameCount)
                                    .thenComparing(Path::toString));
        }
    }

    /** As a zip of a folder does; a folder of several models does not. */
    private static boolean holdsOneFolder(Path place) throws IOException {
        try (Stream<Path> below = Files.list(place)) {
            return below.filter(Files::isDirectory)
                            .filter(path -> !path.endsWith("__MACOSX"))
                            .filter(path -> !path.getFileName().toString().startsWith("."))
                            .count()
                    == 1;
        }
    }

    /**
     * @param name of a file
     */
    static boolean isDescriptor(String name) {
        return name.toLowerCase(Locale.ROOT).matches("([^/]*\\.)?(rdf|bioimageio|model)\\.ya?ml");
    }

    private static ForeignModel read(Path folder, Map<?, ?> rdf) throws IOException {
        String version = String.valueOf(rdf.get("format_version"));
        Map<?, ?> input = only(rdf, "inputs", folder);
        BioimageioProcessing steps = BioimageioProcessing.of(input, folder.toString());
        Map<?, ?> output = only(rdf, "outputs", folder);
        boolean old = version.startsWith("0.2");
        Path graph = old ? folder : weights(folder, rdf);
        About about = about(rdf);
        Map<?, ?> prediction = rdf.get("prediction") instanceof Map<?, ?> map ? map : Map.of();
        steps.before(old ? prediction.get("preprocess") : input.get("preprocessing"));
        steps.after(old ? prediction.get("postprocess") : output.get("postprocessing"));
        BioimageioShape shape = BioimageioShape.of(input, folder);
        Optional<Task> task = task(about.tags(), about.summary());
        List<String> notes = new ArrayList<>(steps.notes());
        Network network =
                new Network(
                        shape.axes(),
                        BioimageioShape.axes(output, folder),
                        steps.scaling(),
                        steps.inUnits().or(() -> task.map(each -> true)),
                        steps.postprocessing(),
                        shape.stride(),
                        shape.side(),
                        task);
        return new ForeignModel(
                "bioimage.io " + version,
                graph,
                about,
                network,
                test(folder, rdf, old, steps),
                notes);
    }

    private static Map<?, ?> only(Map<?, ?> rdf, String key, Path folder) throws IOException {
        if (!(rdf.get(key) instanceof List<?> list)
                || list.isEmpty()
                || !(list.get(0) instanceof Map<?, ?> first))
            throw new IOException(
                    "The descriptor in %s has no list of %s; %s"
                            .formatted(folder, key, PackageFiles.REMEDY));
        if (list.size() > 1)
            throw new ForeignModelException(
                    "The model in %s has %d %s, and Mulligan's networks turn one image into one; %s"
                            .formatted(
                                    folder,
                                    list.size(),
                                    key,
                                    key.equals("outputs")
                                            ? "import the SavedModel inside of the package and name one with output=NAME"
                                            : "there is no way to apply it here"));
        return first;
    }

    /** The bundle; of a package without one, what it has instead. */
    private static Path weights(Path folder, Map<?, ?> rdf) throws IOException {
        Map<?, ?> weights = rdf.get("weights") instanceof Map<?, ?> map ? map : Map.of();
        if (!(weights.get(BUNDLE) instanceof Map<?, ?> bundle))
            throw new ForeignModelException(
                    "The package in %s has weights for %s only, and Mulligan runs TensorFlow: it needs %s. %s"
                            .formatted(folder, weights.keySet(), BUNDLE, wayOut(weights)));
        String source = String.valueOf(bundle.get("source"));
        Path file = inside(folder, source);
        if (!Files.exists(file))
            throw new IOException(
                    "The package in %s lacks its weights, the file %s; %s"
                            .formatted(folder, source, PackageFiles.REMEDY));
        if (bundle.get("sha256") instanceof String wanted && Files.isRegularFile(file)) {
            String found;
            try (var in = Files.newInputStream(file)) {
                found = Sha256.of(in);
            }
            if (!found.equalsIgnoreCase(wanted))
                throw new IOException(
                        "%s in %s is damaged: its SHA-256 should be %s... and is %s...; %s"
                                .formatted(
                                        source,
                                        folder,
                                        Sha256.brief(wanted),
                                        Sha256.brief(found),
                                        PackageFiles.REMEDY));
        }
        return file;
    }

    private static String wayOut(Map<?, ?> weights) {
        if (weights.containsKey("keras_hdf5") || weights.containsKey("keras_v3"))
            return "Open the Keras weights in Python with keras.models.load_model, write them with model.export('FOLDER'), and import that folder";
        return "Look whether its page offers TensorFlow weights, or convert them in Python (ONNX: onnx2tf; PyTorch: torch.onnx.export, then onnx2tf)";
    }

    /** A file of the package; nothing outside of it. */
    private static Path inside(Path folder, String source) throws IOException {
        Path file = folder.resolve(source).normalize();
        if (source.isBlank()
                || ZipRules.isOutside(source)
                || !file.startsWith(folder.normalize())
                || isLinked(file, folder.normalize()))
            throw new IOException(
                    "The descriptor in %s names \"%s\", which is no file of the package; do not use it"
                            .formatted(folder, source));
        return file;
    }

    private static boolean isLinked(Path file, Path folder) {
        for (Path at = file; !at.equals(folder); at = at.getParent())
            if (Files.isSymbolicLink(at)) return true;
        return false;
    }

    private static About about(Map<?, ?> rdf) {
        List<String> tags =
                rdf.get("tags") instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.of();
        return new About(
                text(rdf, "name"),
                text(rdf, "description"),
                text(rdf, "license"),
                maps(rdf.get("authors"), List.of("name", "affiliation", "orcid", "github_user")),
                maps(rdf.get("cite"), List.of("text", "doi", "url")),
                tags);
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key) == null ? "" : String.valueOf(map.get(key)).strip();
    }

    /** What a list says under these keys, as texts. */
    private static List<Map<String, Object>> maps(Object value, List<String> keys) {
        List<Map<String, Object>> maps = new ArrayList<>();
        if (value instanceof List<?> list)
            for (Object each : list)
                if (each instanceof Map<?, ?> map) {
                    Map<String, Object> kept = new LinkedHashMap<>();
                    for (String key : keys)
                        if (map.get(key) instanceof String text && !text.isBlank())
                            kept.put(key, text.strip());
                    if (!kept.isEmpty()) maps.add(kept);
                }
        return maps;
    }

    private static Optional<Task> task(List<String> tags, String summary) {
        String words = (String.join(" ", tags) + " " + summary).toLowerCase(Locale.ROOT);
        return Task.hinted(words);
    }

    private static Optional<Test> test(
            Path folder, Map<?, ?> rdf, boolean old, BioimageioProcessing steps)
            throws IOException {
        String input = testFile(rdf, "inputs", "test_inputs", "test_input");
        String output = testFile(rdf, "outputs", "test_outputs", "test_output");
        if (input.isEmpty() || output.isEmpty()) return Optional.empty();
        Path from = inside(folder, input);
        Path to = inside(folder, output);
        // Those of N2V for Fiji are as its network takes them.
        return Files.isRegularFile(from) && Files.isRegularFile(to)
                ? Optional.of(new Test(from, to, old, steps.undoes()))
                : Optional.empty();
    }

    private static String testFile(Map<?, ?> rdf, String list, String plural, String single) {
        if (rdf.get(list) instanceof List<?> tensors
                && !tensors.isEmpty()
                && tensors.get(0) instanceof Map<?, ?> tensor
                && tensor.get("test_tensor") instanceof Map<?, ?> test) return text(test, "source");
        if (rdf.get(plural) instanceof List<?> files && !files.isEmpty())
            return String.valueOf(files.get(0));
        return text(rdf, single);
    }
}
