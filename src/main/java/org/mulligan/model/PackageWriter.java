package org.mulligan.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mulligan.disk.WholeFiles;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.model.Descriptor.Part;
import org.mulligan.model.ModelDescription.PercentileRange;
import org.mulligan.model.archive.Npy;
import org.mulligan.model.archive.Zips;

/** Lays the files of a package out and puts them on disk, all or none. */
public final class PackageWriter {
    /** Of the test input's normalisation. */
    private static final double TOLERANCE = 1e-4;

    public static final String TEST_INPUT = "test_input.npy";
    public static final String TEST_OUTPUT = "test_output.npy";
    public static final String COVER = "cover.png";

    /** Looks at what was written, under another name, before it gets its own. */
    public interface Check {
        void check(Path written) throws IOException;
    }

    private PackageWriter() {}

    /** Names and bytes, {@code rdf.yaml} first. */
    static Map<String, byte[]> files(ModelContents contents) throws IOException {
        check(contents);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(ModelFile.RDF, new byte[0]);
        files.put(ModelFile.CARD, contents.card().getBytes(StandardCharsets.UTF_8));
        files.put(COVER, Cover.png(contents.cover()));
        Npy[] tensors =
                testTensors(
                        contents.description(),
                        contents.testInput(),
                        contents.testOutput(),
                        contents.testWidth());
        files.put(TEST_INPUT, tensors[0].bytes());
        files.put(TEST_OUTPUT, tensors[1].bytes());
        Map<Weights, Part> weights = new EnumMap<>(Weights.class);
        for (Map.Entry<Weights, byte[]> graph : new EnumMap<>(contents.graphs()).entrySet()) {
            String name = graph.getKey() + ".zip";
            files.put(name, Zips.bundle(graph.getValue()));
            weights.put(graph.getKey(), Part.of(name, files.get(name)));
        }
        Descriptor descriptor =
                new Descriptor(
                        contents.description(),
                        weights,
                        Part.of(TEST_INPUT, files.get(TEST_INPUT)),
                        Part.of(TEST_OUTPUT, files.get(TEST_OUTPUT)),
                        Part.of(COVER, files.get(COVER)));
        files.put(ModelFile.RDF, DescriptorYaml.bytes(descriptor));
        return files;
    }

    /** What goes in, and what comes out. */
    public static Npy[] testTensors(
            ModelDescription description, float[] input, float[] output, int width) {
        int given = description.given();
        if (description.takesRows()) {
            int size = description.synthesis().orElseThrow().size();
            return new Npy[] {
                new Npy(input, List.of(1, input.length)),
                new Npy(output, List.of(1, size, size, given))
            };
        }
        int scale = description.scale();
        if (description.volume()) {
            int depth = input.length / (width * width);
            return new Npy[] {
                new Npy(input, List.of(1, depth, width, width, 1)),
                new Npy(output, List.of(1, depth, scale * width, scale * width, 1))
            };
        }
        int height = input.length / width / description.taken();
        return new Npy[] {
            new Npy(input, List.of(1, height, width, description.taken())),
            new Npy(output, List.of(1, scale * height, scale * width, given))
        };
    }

    private static void check(ModelContents contents) {
        if (contents.card().lines().noneMatch(line -> line.matches("#+ Validation\\s*")))
            throw new IllegalArgumentException(
                    "A model's card must have a heading \"# Validation\": how well does it do?");
        boolean guided = contents.description().isGuided();
        if (contents.description().synthesis().isPresent() && !guided) return;
        int stride = contents.description().stride();
        int smallest = contents.description().smallestSide();
        int width = contents.testWidth();
        int height =
                guided
                        ? contents.testOutput().length / width
                        : contents.description().volume()
                                ? width
                                : contents.testInput().length
                                        / width
                                        / contents.description().taken();
        if (contents.description().imported().isPresent()) return;
        if (width % stride != 0 || height % stride != 0 || Math.min(width, height) < smallest)
            throw new IllegalArgumentException(
                    "Test tensors of %d x %d px do not fit the network; take multiples of %d px from %d px on"
                            .formatted(width, height, stride, smallest));
        if (guided || contents.description().told()) return;
        PercentileRange percentiles = contents.description().percentiles();
        Normalisation found = percentiles.of(contents.testInput());
        if (Math.abs(found.low()) > TOLERANCE || Math.abs(found.high() - 1) > TOLERANCE)
            throw new IllegalArgumentException(
                    "The test input's own percentiles %s and %s must be 0 and 1, as other programs normalise it again, but are %s and %s; see PercentileRange.of"
                            .formatted(
                                    percentiles.low(),
                                    percentiles.high(),
                                    found.low(),
                                    found.high()));
    }

    /** Writes to a hidden sibling, reads that back with all hashes, and renames it. */
    public static void write(Path target, Map<String, byte[]> files) throws IOException {
        write(target, files, ModelFile::open);
    }

    /**
     * Writes to a hidden sibling and renames it.
     *
     * @param target a zip where it ends in {@code .zip}, else a folder
     */
    public static void write(Path target, Map<String, byte[]> files, Check check)
            throws IOException {
        refuseExisting(target);
        Path whole = target.toAbsolutePath().normalize();
        boolean zip = whole.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip");
        try {
            Files.createDirectories(whole.getParent());
            WholeFiles.create(
                    whole,
                    partial -> {
                        if (zip) writeZip(partial, files);
                        else writeFolder(partial, files);
                        check.check(partial);
                        refuseExisting(target);
                    });
        } catch (IOException e) {
            if (Files.exists(whole, LinkOption.NOFOLLOW_LINKS)) throw e;
            throw new IOException(
                    "Cannot write the model %s (%s); make room there or choose another folder"
                            .formatted(whole, reason(e)),
                    e);
        }
    }

    /** A file system's exceptions have a path for a message, and their class for a reason. */
    private static String reason(IOException e) {
        return e instanceof FileSystemException broken && broken.getReason() == null
                ? e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage()
                : e.getMessage();
    }

    public static void refuseExisting(Path target) throws FileAlreadyExistsException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS))
            throw new FileAlreadyExistsException(
                    target.toString(),
                    null,
                    "exists already and is never overwritten; choose another name or delete it");
    }

    private static void writeZip(Path file, Map<String, byte[]> files) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            Zips.write(files, out);
        }
    }

    private static void writeFolder(Path folder, Map<String, byte[]> files) throws IOException {
        Files.createDirectory(folder);
        for (Map.Entry<String, byte[]> file : files.entrySet())
            Files.write(folder.resolve(file.getKey()), file.getValue());
    }
}
