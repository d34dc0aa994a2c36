package org.mulligan.tensor.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.model.format.ForeignModel;
import org.mulligan.model.format.ForeignTensor;
import org.mulligan.model.format.ModelFormat;
import org.scijava.Context;
import org.scijava.plugin.PluginService;

/**
 * Changes descriptors and test tensors of other tools by chance and reads them as the import does:
 * they are read, or refused with words. {@code -Dmulligan.fuzz=N} and {@code -Dmulligan.fuzz.seed}
 * as in {@link PackageFuzzTest}.
 */
class ForeignFuzzTest {
    private static final int CASES = Integer.getInteger("mulligan.fuzz", 2000);
    private static final long SEED = Long.getLong("mulligan.fuzz.seed", 1);

    private static final String OLD =
            """
            format_version: 0.4.9
            name: Nice denoiser
            description: It removes noise
            license: MIT
            tags: [unet, denoising]
            authors: [{name: A. Person, affiliation: Here}]
            cite: [{text: A paper, doi: 10.1000/1}]
            test_inputs: [in.npy]
            test_outputs: [out.npy]
            inputs:
            - name: raw
              axes: bcyx
              data_type: float32
              shape: {min: [1, 1, 8, 8], step: [0, 0, 8, 8]}
              preprocessing:
              - name: scale_range
                kwargs: {min_percentile: 1, max_percentile: 99.8, mode: per_sample, axes: yx}
            outputs:
            - name: out
              axes: bcyx
              data_type: float32
              postprocessing:
              - name: scale_linear
                kwargs: {gain: 2.5, offset: 0.5, axes: yx}
            weights:
              tensorflow_saved_model_bundle: {source: ./tf.zip, tensorflow_version: 1.15}
            """;

    private static final String NEW =
            """
            format_version: 0.5.4
            name: Enlarger
            description: twice as large
            inputs:
            - id: raw
              axes:
              - {type: batch}
              - {type: channel, id: c, channel_names: [r]}
              - {type: space, id: y, size: {min: 8, step: 8}}
              - {type: space, id: x, size: {min: 8, step: 4}}
              test_tensor: {source: in.npy}
              preprocessing:
              - id: fixed_zero_mean_unit_variance
                kwargs: {mean: 103.5, std: 12.25}
            outputs:
            - id: out
              axes:
              - {type: batch}
              - {type: channel, channel_names: [r]}
              - {type: space, id: y, size: {tensor_id: raw, axis_id: y}}
              - {type: space, id: x, size: {tensor_id: raw, axis_id: x}}
              test_tensor: {source: out.npy}
              postprocessing:
              - id: scale_linear
                kwargs: {gain: 12.25, offset: 103.5}
            weights:
              tensorflow_saved_model_bundle: {source: tf.zip}
            """;

    private static final String CARE =
            """
            {
              "type": "CARE",
              "version": "0.8.2",
              "probabilistic": false,
              "axes": "YXC",
              "axes_div_by": [4, 4, 1],
              "tile_overlap": [16, 16, 0]
            }
            """;

    @TempDir private Path folder;

    private static byte[] numpy(String header, int bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.write(header.length());
        out.write(0);
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[bytes]);
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Map<String, byte[]>> sources() throws IOException {
        byte[] in = numpy("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 8, 8), }", 256);
        byte[] out = numpy("{'descr': '>u2', 'fortran_order': True, 'shape': (1, 1, 8, 8), }", 128);
        List<Map<String, byte[]>> sources = new ArrayList<>();
        for (String descriptor : List.of(OLD, NEW))
            sources.add(
                    Map.of(
                            "rdf.yaml",
                            bytes(descriptor),
                            "in.npy",
                            in,
                            "out.npy",
                            out,
                            "tf.zip",
                            new byte[9]));
        sources.add(Map.of("meta.json", bytes(CARE), "saved_model.pb", bytes("graph")));
        Path zoo =
                Path.of(
                                Optional.ofNullable(System.getenv("MULLIGAN_DATA"))
                                        .orElse("../shared/data"))
                        .resolve("bioimageio_descriptors");
        if (Files.isDirectory(zoo))
            try (var all = Files.walk(zoo)) {
                for (Path file : all.filter(Files::isRegularFile).toList())
                    if (file.getFileName().toString().matches("(rdf|bioimageio|model).*\\.yaml"))
                        sources.add(
                                Map.of(
                                        "rdf.yaml",
                                        Files.readAllBytes(file),
                                        "tf.zip",
                                        new byte[9]));
            }
        return sources;
    }

    @Test
    void readsOrRefusesInWords() throws IOException {
        List<ModelFormat> formats;
        try (Context context = new Context(PluginService.class)) {
            formats = context.service(PluginService.class).createInstancesOfType(ModelFormat.class);
        }
        List<Map<String, byte[]>> sources = sources();
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int i = 0; i < CASES; i++) {
            Random random = new Random(SEED * 1_000_003 + i);
            Path place = Files.createDirectory(folder.resolve("case" + i));
            String changed = write(sources.get(i % sources.size()), random, place);
            outcomes.merge(
                    outcome(formats, place, "case %d, %s".formatted(i, changed)), 1, Integer::sum);
        }
        System.out.printf("Fuzz of other tools' descriptors (seed %d): %s%n", SEED, outcomes);
        assertThat(outcomes.keySet()).containsExactly("read", "refused", "tensor refused");
    }

    /**
     * @return the name of the file that was changed
     */
    private static String write(Map<String, byte[]> source, Random random, Path place)
            throws IOException {
        Mutations mutations = new Mutations(random);
        Map<String, byte[]> files = new LinkedHashMap<>(new TreeMap<>(source));
        String name = mutations.any(new ArrayList<>(files.keySet()));
        byte[] bytes = files.get(name);
        if (name.endsWith(".npy"))
            bytes = random.nextInt(3) > 0 ? header(bytes, random) : mutations.bytes(bytes);
        else if (random.nextInt(8) == 0) bytes = mutations.bytes(bytes);
        else bytes = mutations.yaml(bytes);
        files.put(name, bytes);
        for (Map.Entry<String, byte[]> file : files.entrySet())
            Files.write(place.resolve(file.getKey()), file.getValue());
        return name;
    }

    /** A character of the header becomes another that headers have. */
    private static byte[] header(byte[] bytes, Random random) {
        byte[] copy = bytes.clone();
        int length = Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(8)) >> 8;
        String letters = "0123456789-,() 'fiub<>|TrueFalse";
        for (int i = 0; i <= random.nextInt(3); i++)
            copy[10 + random.nextInt(length)] =
                    (byte) letters.charAt(random.nextInt(letters.length()));
        return copy;
    }

    private static String outcome(List<ModelFormat> formats, Path place, String what) {
        return Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> read(formats, place, what), what);
    }

    private static String read(List<ModelFormat> formats, Path place, String what) {
        String tried = "refused";
        try {
            for (ModelFormat format : formats) {
                Optional<ForeignModel> model = format.read(place);
                if (model.isEmpty()) continue;
                ForeignModel.Network network = model.get().network();
                tried = "tensor refused";
                if (model.get().test().isPresent()) {
                    ForeignTensor.read(model.get().test().get().input()).image(network.inputAxes());
                    ForeignTensor.read(model.get().test().get().output())
                            .image(network.outputAxes());
                }
                return "read";
            }
            return "refused";
        } catch (IOException | IllegalArgumentException e) {
            boolean parser =
                    e instanceof NumberFormatException
                            || e instanceof java.nio.file.InvalidPathException;
            if (parser || e.getMessage() == null || !e.getMessage().matches("(?s).{15,}.* .*"))
                throw new AssertionError("No message for a user: " + what, e);
            return tried;
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }
}
