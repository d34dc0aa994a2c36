package org.mulligan.model.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.model.Cover;
import org.mulligan.model.Descriptor.Part;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.model.PackageWriter;
import org.mulligan.model.TestTensors;
import org.mulligan.model.archive.Npy;
import org.mulligan.model.archive.PackageFiles;
import org.mulligan.model.archive.Yaml;
import org.mulligan.model.archive.Zips;

/** Writes models as other programs open them. */
public final class ModelExport {
    static final String SAMPLE_INPUT = "sample_input.tif";
    static final String SAMPLE_OUTPUT = "sample_output.tif";
    private static final String META = "meta.json";

    private ModelExport() {}

    /**
     * Looks before the work whether the result can be put there.
     *
     * @throws FileAlreadyExistsException when {@code target} exists
     * @throws IllegalArgumentException when the readers of the format cannot run such a model
     */
    public static void require(Path target, ExportFormat format, ModelDescription model)
            throws FileAlreadyExistsException {
        format.require(model, target);
        PackageWriter.refuseExisting(target);
    }

    /**
     * Writes beside {@code target} and moves into place; a failure leaves nothing. Equal contents
     * give equal bytes.
     *
     * @param target a folder, or a file ending in {@code .zip}; missing parents are made
     * @throws FileAlreadyExistsException when {@code target} exists
     */
    public static void write(Path target, ExportFormat format, ExportContents contents)
            throws IOException {
        require(target, format, contents.description());
        PackageWriter.write(
                target, files(format, contents), written -> check(written, format, contents));
    }

    private static Map<String, byte[]> files(ExportFormat format, ExportContents contents)
            throws IOException {
        return format.isBioimage() ? bioimage(format, contents) : bare(format, contents);
    }

    private static Map<String, byte[]> bioimage(ExportFormat format, ExportContents contents)
            throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(ModelFile.RDF, new byte[0]);
        addText(files, format, contents);
        files.put(PackageWriter.COVER, Cover.png(contents.cover()));
        addTensors(files, contents, true);
        String weights = contents.weights() + ".zip";
        files.put(weights, Zips.bundle(contents.graph()));
        Map<String, Part> parts = new LinkedHashMap<>();
        files.forEach((name, bytes) -> parts.put(name, Part.of(name, bytes)));
        ExportYaml yaml = new ExportYaml(contents, parts, parts.get(weights));
        files.put(
                ModelFile.RDF,
                Yaml.dump(
                        format == ExportFormat.BIOIMAGE_05 ? yaml.version05() : yaml.version04()));
        return files;
    }

    /** The graph at the root; what else is there, TensorFlow does not look at. */
    private static Map<String, byte[]> bare(ExportFormat format, ExportContents contents)
            throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(Zips.GRAPH, contents.graph());
        if (format == ExportFormat.CSBDEEP)
            files.put(META, meta(contents.description()).getBytes(StandardCharsets.UTF_8));
        addText(files, format, contents);
        files.put(PackageWriter.COVER, Cover.png(contents.cover()));
        addTensors(files, contents, false);
        return files;
    }

    private static void addText(
            Map<String, byte[]> files, ExportFormat format, ExportContents contents) {
        files.put(
                ModelFile.CARD,
                new ExportCard(format, contents).text().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param stated as a package states them, which says how images are normalised; else as the
     *     network takes and gives them
     */
    private static void addTensors(
            Map<String, byte[]> files, ExportContents contents, boolean stated) throws IOException {
        TestTensors tensors = contents.tensors();
        ModelDescription description = contents.description();
        boolean units = stated && description.imported().isPresent();
        Npy[] both =
                PackageWriter.testTensors(
                        description,
                        units ? contents.model().statedTestInput() : tensors.input(),
                        units
                                ? description.tensorSpec().stated(tensors.output())
                                : tensors.output(),
                        tensors.width());
        files.put(PackageWriter.TEST_INPUT, both[0].bytes());
        files.put(PackageWriter.TEST_OUTPUT, both[1].bytes());
        if (contents.sampleInput().length > 0) files.put(SAMPLE_INPUT, contents.sampleInput());
        files.put(SAMPLE_OUTPUT, contents.sampleOutput());
    }

    /** As Python's csbdeep writes it beside the graph; all of it is plain ASCII. */
    private static String meta(ModelDescription model) {
        int stride = model.stride();
        int halo = model.roundedHalo();
        return "{\"type\": \"CARE\", \"version\": \"0.8.2\", \"probabilistic\": false, \"axes\": \"YXC\", \"axes_div_by\": %s, \"tile_overlap\": %s}"
                .formatted(List.of(stride, stride, 1), List.of(halo, halo, 0));
    }

    /** Reads back what can be. */
    private static void check(Path written, ExportFormat format, ExportContents contents)
            throws IOException {
        if (format == ExportFormat.BIOIMAGE_05 && contents.sharpness() == 0)
            ModelFile.open(written);
        byte[] graph =
                format.isBioimage()
                        ? Zips.graph(
                                PackageFiles.at(written)
                                        .bytes(contents.weights() + ".zip", Integer.MAX_VALUE),
                                Integer.MAX_VALUE)
                        : PackageFiles.at(written).bytes(Zips.GRAPH, Integer.MAX_VALUE);
        if (!java.util.Arrays.equals(graph, contents.graph()))
            throw new IOException("the graph reads back otherwise than it was written");
    }

    /** Bytes of a file or of all files in a folder; links are not followed. */
    public static long size(Path place) throws IOException {
        if (!Files.isDirectory(place)) return Files.size(place);
        try (java.util.stream.Stream<Path> below = Files.walk(place)) {
            long sum = 0;
            for (Path file : below.filter(Files::isRegularFile).toList()) sum += Files.size(file);
            return sum;
        }
    }
}
