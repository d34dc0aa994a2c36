package org.mulligan.tensor.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.model.ModelContents;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Task;
import org.mulligan.model.Weights;
import org.mulligan.model.archive.PackageFiles;

/**
 * Changes real packages by chance and opens them: whatever comes of it, it comes soon, with a
 * message when it is a refusal, and leaves nothing behind. {@code -Dmulligan.fuzz=N} makes N
 * changes, {@code -Dmulligan.fuzz.seed=S} others.
 */
@Tag("alone")
class PackageFuzzTest {
    private static final int CASES = Integer.getInteger("mulligan.fuzz", 2000);
    private static final long SEED = Long.getLong("mulligan.fuzz.seed", 1);

    /** Of one case; an honest package opens in some ms. */
    private static final int MOST_SECONDS = 20;

    private static final String RDF = "rdf.yaml";
    private static final String GRAPH = "saved_model.pb";
    private static final long LIMIT = 1L << 28;

    @TempDir Path folder;

    /** Names and bytes; a package of a model, or a SavedModel. */
    private record Source(String name, Map<String, byte[]> files, boolean isPackage) {}

    private List<Source> sources() throws IOException {
        List<Source> sources = new ArrayList<>();
        Path small = folder.resolve("small");
        ModelFile.write(small, small());
        Source own = new Source("small", files(small), true);
        for (int i = 0; i < 40; i++) sources.add(own);
        Source saved =
                new Source("saved", Map.of(GRAPH, HostileGraphs.honest().toByteArray()), false);
        for (int i = 0; i < 12; i++) sources.add(saved);
        for (String shipped : List.of("deblur", "fluorescence"))
            sources.add(
                    new Source(
                            shipped,
                            files(Path.of(System.getProperty("mulligan.home"), "models", shipped)),
                            true));
        for (String foreign : List.of("mnist_features/saved_model", "esrgan_slim_x2/saved_model"))
            data(foreign).ifPresent(path -> sources.add(new Source(foreign, path, false)));
        for (String foreign :
                List.of(
                        "csbdeep_care_w2s/TF_SavedModel.zip",
                        "n2v_bioimageio_020_zip/format-0.2.0-csbdeep.bioimage.io.zip"))
            data(foreign).ifPresent(path -> sources.add(new Source(foreign, path, false)));
        data("bioimageio_onnx_unet_nuclei")
                .ifPresent(path -> sources.add(new Source("onnx", path, true)));
        return sources;
    }

    private static Optional<Map<String, byte[]>> data(String name) {
        Path path =
                Path.of(
                                Optional.ofNullable(System.getenv("MULLIGAN_DATA"))
                                        .orElse("../shared/data"))
                        .resolve("models")
                        .resolve(name);
        try {
            return Files.exists(path) ? Optional.of(files(path)) : Optional.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> files(Path path) throws IOException {
        PackageFiles files = PackageFiles.at(path);
        Map<String, byte[]> all = new TreeMap<>();
        // Large weights of another kind only take time here: nothing of ours reads them.
        for (String name : files.names())
            if (!name.endsWith(".onnx")) all.put(name, files.bytes(name, LIMIT));
        return all;
    }

    static ModelContents small() throws IOException {
        ModelDescription.PercentileRange range = new ModelDescription.PercentileRange(0, 100);
        float[] image = new float[64];
        for (int i = 0; i < 64; i++) image[i] = i / 63f;
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("timestamp", "2026-11-21T05:06:07Z");
        provenance.put("overshoot", 0.5);
        provenance.put("psf", Map.of("na", 1.4, "wavelength", 520, "index", 1.5, "pixel", 65));
        provenance.put(
                "appearance",
                Map.of("images", 3, "mean", Map.of("low", List.of(1.0), "high", List.of(2.0))));
        byte[] graph = HostileGraphs.honest().toByteArray();
        return new ModelContents(
                new ModelDescription(
                        "small", "for tests", Task.DENOISE, "CC0-1.0", 3, 1, 1, range, provenance),
                Map.of(Weights.FAITHFUL, graph, Weights.ADVERSARIAL, graph),
                image,
                image,
                8,
                new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB),
                "# Validation\n");
    }

    @Test
    void nothingHappensButARefusalWithAMessage() throws Exception {
        List<Source> sources = sources();
        Map<String, Integer> outcomes = new TreeMap<>();
        ExecutorService one = Executors.newSingleThreadExecutor();
        Set<String> temporary = temporary();
        long start = System.nanoTime();
        for (int i = 0; i < CASES; i++) {
            int number = i;
            Source source = sources.get(i % sources.size());
            Path place = Files.createDirectory(folder.resolve("case" + i));
            var outcome = one.submit(() -> run(source, place, number));
            try {
                outcomes.merge(outcome.get(MOST_SECONDS, TimeUnit.SECONDS), 1, Integer::sum);
            } catch (TimeoutException e) {
                throw new AssertionError("Case %d of %s hangs".formatted(i, source.name()), e);
            } catch (java.util.concurrent.ExecutionException e) {
                throw new AssertionError(
                        "Case %d, seed %d, of %s".formatted(i, SEED, source.name()), e.getCause());
            }
            requireOnly(place);
        }
        long processor =
                one.submit(() -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime())
                        .get();
        one.shutdown();
        assertThat(temporary()).as("what is left in the temporary folder").isEqualTo(temporary);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("small");
        }
        assertThat(outcomes.keySet()).as("both kinds of outcome").hasSizeGreaterThan(2);
        System.out.printf(
                "Fuzz: %d changed packages (seed %d, %d sources, %.1f s, %.1f s of a processor): %s%n",
                CASES,
                SEED,
                sources.stream().map(Source::name).distinct().count(),
                (System.nanoTime() - start) / 1e9,
                processor / 1e9,
                outcomes);
    }

    private static Set<String> temporary() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("mulligan-model"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The package alone is there, and goes. */
    private void requireOnly(Path place) throws IOException {
        try (Stream<Path> all = Files.list(place)) {
            assertThat(all.map(path -> path.getFileName().toString()).toList())
                    .isSubsetOf("m", "m.zip")
                    .hasSize(1);
        }
        try (Stream<Path> all = Files.walk(place)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList())
                Files.delete(path);
        }
    }

    private static String run(Source source, Path place, int number) throws IOException {
        Random random = new Random(SEED * 1_000_003 + number);
        Path path = write(source, new Mutations(random), random, place);
        try {
            if (source.isPackage()) open(path, number);
            else validator(path, number);
            return "opened";
        } catch (IOException e) {
            requireMessage(e);
            return "refused (IOException)";
        } catch (IllegalArgumentException e) {
            requireMessage(e);
            return "refused (IllegalArgumentException)";
        }
    }

    /** Words, and not the ones of a number's or a path's parser. */
    private static void requireMessage(Exception e) {
        boolean parser =
                e instanceof NumberFormatException
                        || e instanceof java.nio.file.InvalidPathException;
        if (parser || e.getMessage() == null || !e.getMessage().matches("(?s).{15,}.* .*"))
            throw new AssertionError("No message for a user: " + e, e);
        if (e.getMessage().length() > 4000)
            throw new AssertionError("A message of " + e.getMessage().length(), e);
    }

    private static void open(Path path, int number) throws IOException {
        ModelFile model = ModelFile.open(path);
        ModelDescription description = model.description();
        assertThat(description.halo()).isNotNegative();
        assertThat(description.smallestSide()).isPositive();
        assertThat(description.facts().margin()).isPositive();
        assertThat(description.facts().isGan() || description.facts().mixesOutputs())
                .isIn(true, false);
        description.facts().psf();
        description.facts().appearance();
        model.card();
        model.cover();
        if (description.synthesis().isEmpty()) model.testTensors();
        for (Weights weights : model.weights())
            FrozenGraphReader.read(model.graph(weights), "case %d (%s)".formatted(number, weights));
    }

    private static void validator(Path path, int number) throws IOException {
        try (SavedModelFiles files = SavedModelFiles.copy(path)) {
            files.judgeWeights("case " + number);
            files.replace(new ForeignGraph(files.graph(), "case " + number).validated());
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IOException("The graph of case %d is damaged".formatted(number), e);
        }
    }

    private static Path write(Source source, Mutations mutations, Random random, Path place)
            throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(source.files());
        String name = mutations.any(new ArrayList<>(files.keySet()));
        if (random.nextInt(3) == 0 && files.containsKey(RDF)) name = RDF;
        byte[] before = files.get(name);
        byte[] after = changed(name, before, mutations, random);
        files.put(name, after);
        // Without it every change ends at the hash; with it what lies behind is reached.
        if (files.containsKey(RDF) && !name.equals(RDF) && random.nextInt(4) > 0)
            files.put(
                    RDF,
                    new String(files.get(RDF), StandardCharsets.UTF_8)
                            .replace(hash(before), hash(after))
                            .getBytes(StandardCharsets.UTF_8));
        if (random.nextBoolean() && files.keySet().stream().noneMatch(each -> each.contains(":")))
            return folder(files, place.resolve("m"));
        byte[] zip = zip(files);
        if (random.nextInt(4) == 0) zip = mutations.bytes(zip);
        return Files.write(place.resolve("m.zip"), zip);
    }

    private static byte[] changed(String name, byte[] bytes, Mutations mutations, Random random)
            throws IOException {
        if (name.endsWith(".yaml") || name.endsWith(".json")) return mutations.yaml(bytes);
        if (name.endsWith(GRAPH)) return mutations.graph(bytes);
        if (!name.endsWith(".zip") || random.nextInt(4) == 0) return mutations.bytes(bytes);
        Map<String, byte[]> inner = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                inner.put(entry.getName(), mutations.graph(zip.readAllBytes()));
        }
        return zip(inner);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path folder(Map<String, byte[]> files, Path to) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = to.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
        return to;
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(0);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
