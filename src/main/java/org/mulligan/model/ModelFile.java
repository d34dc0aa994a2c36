package org.mulligan.model;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mulligan.model.Descriptor.Part;
import org.mulligan.model.archive.ModelLimits;
import org.mulligan.model.archive.Npy;
import org.mulligan.model.archive.PackageFiles;
import org.mulligan.model.archive.Sha256;
import org.mulligan.model.archive.Yaml;
import org.mulligan.model.archive.Zips;

/**
 * A model package on disk: a bioimage.io folder or flat zip, opened and checked. Weights and
 * pictures are read from disk when they are asked for; nothing is held open.
 */
public final class ModelFile {
    public static final String RDF = "rdf.yaml";
    public static final String CARD = "README.md";

    private final PackageFiles files;
    private final Descriptor descriptor;
    private final String hash;

    private ModelFile(PackageFiles files, Descriptor descriptor, String hash) {
        this.files = files;
        this.descriptor = descriptor;
        this.hash = hash;
    }

    /**
     * Opens a package and checks the hash of every file it names.
     *
     * @param path the package, or the {@code rdf.yaml} in a folder
     * @throws IOException when it is missing, broken, truncated, of another format, or a hash is
     *     wrong; the text names the file, what was expected, and what to do
     */
    public static ModelFile open(Path path) throws IOException {
        Path place = path.endsWith(RDF) ? path.toAbsolutePath().getParent() : path;
        PackageFiles files = PackageFiles.at(place);
        String rdf =
                List.of(RDF, "bioimageio.yaml", "model.yaml").stream()
                        .filter(files::has)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new ForeignModelException(
                                                "%s is no model package of Mulligan: it has no %s"
                                                        .formatted(place, RDF)));
        byte[] bytes = files.bytes(rdf, ModelLimits.TEXT);
        Descriptor descriptor = descriptor(place, rdf, bytes);
        for (Part part : descriptor.parts())
            check(part, files, files.read(part.source(), Sha256::of));
        return new ModelFile(files, descriptor, Sha256.of(bytes));
    }

    private static Descriptor descriptor(Path place, String rdf, byte[] bytes) throws IOException {
        try {
            return Descriptor.parse(Yaml.parse(bytes));
        } catch (ForeignModelException e) {
            throw new ForeignModelException("Cannot open %s: %s".formatted(place, e.getMessage()));
        } catch (IOException e) {
            throw new IOException("%s in %s: %s".formatted(rdf, place, e.getMessage()), e);
        }
    }

    private static void check(Part part, PackageFiles files, String found) throws IOException {
        if (!found.equalsIgnoreCase(part.sha256()))
            throw new IOException(
                    "%s in %s is damaged: its SHA-256 should be %s... and is %s...; %s"
                            .formatted(
                                    part.source(),
                                    files.path(),
                                    Sha256.brief(part.sha256()),
                                    Sha256.brief(found),
                                    PackageFiles.REMEDY));
    }

    /**
     * Writes a package beside {@code target} and moves it into place; a failure leaves nothing.
     * Equal contents give equal bytes when their provenance holds an ISO 8601 {@code timestamp};
     * else the time of writing is in them.
     *
     * @param target a folder, or a file ending in {@code .zip}; missing parents are made
     * @throws java.nio.file.FileAlreadyExistsException when {@code target} exists
     * @throws IllegalArgumentException when the card has no {@code # Validation} heading, a test
     *     tensor's side is no multiple of the stride or below {@link
     *     ModelDescription#smallestSide()}, the test input is not normalised by its own
     *     percentiles, or the provenance holds more than plain values
     */
    public static ModelFile write(Path target, ModelContents contents) throws IOException {
        PackageWriter.write(target, PackageWriter.files(contents));
        return open(target);
    }

    /**
     * Copies the package beside {@code target} and moves it into place.
     *
     * @param target as for {@link #write}
     * @throws java.nio.file.FileAlreadyExistsException when {@code target} exists
     */
    public ModelFile copyTo(Path target) throws IOException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(RDF, files.bytes(RDF, ModelLimits.TEXT));
        all.put(CARD, files.bytes(CARD, ModelLimits.TEXT));
        for (Part part : descriptor.parts()) all.put(part.source(), bytes(part, ModelLimits.GRAPH));
        PackageWriter.write(target, all);
        return open(target);
    }

    public Path path() {
        return files.path();
    }

    /** What users type: the name of the folder, or that of the file without {@code .zip}. */
    public String name() {
        return name(path());
    }

    static String name(Path path) {
        String file = path.toAbsolutePath().normalize().getFileName().toString();
        return Files.isDirectory(path) ? file : file.replaceFirst("(?i)\\.zip$", "");
    }

    public ModelDescription description() {
        return descriptor.description();
    }

    /**
     * SHA-256 of {@code rdf.yaml}, which holds the hashes of all files that a program reads;
     * lower-case hex. The card is free to be edited.
     */
    public String hash() {
        return hash;
    }

    /**
     * The sets of weights inside; always {@link Weights#FAITHFUL}, of a synthesiser {@link
     * Weights#GENERATOR}.
     */
    public Set<Weights> weights() {
        return Collections.unmodifiableSet(descriptor.weights().keySet());
    }

    /**
     * A serialised TensorFlow {@code SavedModel} message with the weights as constants.
     *
     * @throws IllegalArgumentException when the model has no such weights
     */
    public byte[] graph(Weights weights) throws IOException {
        Part part = descriptor.weights().get(weights);
        if (part == null)
            throw new IllegalArgumentException(
                    "%s has no %s weights; it has %s".formatted(path(), weights, weights()));
        byte[] bundle = bytes(part, ModelLimits.GRAPH);
        try {
            return Zips.graph(bundle, ModelLimits.GRAPH);
        } catch (IOException e) {
            throw new IOException(
                    "%s in %s %s".formatted(part.source(), path(), e.getMessage()), e);
        }
    }

    /**
     * The tensors to check an engine with. Those of a synthesiser are a row of its input, one high,
     * and the image that it draws from that.
     */
    public TestTensors testTensors() throws IOException {
        Npy input = npy(descriptor.testInput());
        Npy output = npy(descriptor.testOutput());
        List<Integer> in = input.shape();
        List<Integer> out = output.shape();
        if (description().takesRows()) {
            Synthesis what = description().synthesis().orElseThrow();
            int width = what.space().width();
            if (!in.equals(List.of(1, width))
                    || !out.equals(List.of(1, what.size(), what.size(), what.channels())))
                throw misfits();
            return new TestTensors(input.values(), output.values(), width, 1);
        }
        long scale = description().scale();
        if (description().volume()) {
            if (in.size() != 5
                    || !out.equals(
                            List.of(
                                    1,
                                    in.get(1),
                                    (int) scale * in.get(2),
                                    (int) scale * in.get(3),
                                    1))
                    || in.get(0) != 1
                    || in.get(4) != 1) throw misfits();
            return new TestTensors(
                    input.values(), output.values(), in.get(1), in.get(3), in.get(2));
        }
        if (in.size() != 4
                || out.size() != 4
                || scale * in.get(2) != out.get(2)
                || scale * in.get(1) != out.get(1)
                || in.get(3) != description().taken()
                || out.get(3) != description().given()) throw misfits();
        TensorSpec tensorSpec = description().tensorSpec();
        return description().imported().isEmpty()
                ? new TestTensors(input.values(), output.values(), in.get(2), in.get(1))
                : new TestTensors(
                        tensorSpec.normalised(input.values()),
                        tensorSpec.unstated(output.values()),
                        in.get(2),
                        in.get(1));
    }

    /** The test input as the package has it: of an imported model in the units of an image. */
    public float[] statedTestInput() throws IOException {
        return npy(descriptor.testInput()).values();
    }

    private IOException misfits() {
        return new IOException(
                "The test tensors in %s have sizes that do not fit".formatted(path()));
    }

    private Npy npy(Part part) throws IOException {
        try {
            return Npy.parse(bytes(part, ModelLimits.TENSOR));
        } catch (IOException e) {
            throw new IOException(
                    "%s in %s %s".formatted(part.source(), path(), e.getMessage()), e);
        }
    }

    /** The README: where the model comes from and how well it does; Markdown. */
    public String card() throws IOException {
        return new String(files.bytes(CARD, ModelLimits.TEXT), StandardCharsets.UTF_8);
    }

    /** The picture: what comes in beside what comes out. */
    public BufferedImage cover() throws IOException {
        byte[] bytes = bytes(descriptor.cover(), ModelLimits.PICTURE);
        try {
            return Cover.read(bytes);
        } catch (IOException e) {
            throw new IOException(
                    "%s in %s %s".formatted(descriptor.cover().source(), path(), e.getMessage()),
                    e);
        }
    }

    /** Checked again: the file may have been replaced since the package was opened. */
    private byte[] bytes(Part part, long limit) throws IOException {
        byte[] bytes = files.bytes(part.source(), limit);
        check(part, files, Sha256.of(bytes));
        return bytes;
    }

    /** The name and the path. */
    @Override
    public String toString() {
        return name() + " (" + path() + ")";
    }
}
