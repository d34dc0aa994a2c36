package org.mulligan.model;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.model.ModelDescription.PercentileRange;
import org.mulligan.model.archive.Zips;

/** Small packages for tests; their graphs are arbitrary bytes. */
public final class Packages {
    static final byte[] FAITHFUL = bytes(5000, 1);
    static final byte[] ADVERSARIAL = bytes(5000, 2);

    private Packages() {}

    public static ModelContents contents() {
        return contents(Map.of(Weights.FAITHFUL, FAITHFUL, Weights.ADVERSARIAL, ADVERSARIAL));
    }

    static ModelContents contents(Map<Weights, byte[]> graphs) {
        return contents(graphs, provenance());
    }

    static ModelContents contents(Map<Weights, byte[]> graphs, Map<String, Object> provenance) {
        float[] input = new float[96 * 80];
        float[] output = new float[96 * 80];
        Random random = new Random(3);
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
            output[i] = i / (float) input.length;
        }
        ModelDescription description =
                new ModelDescription(
                        "Fluorescence denoiser (test)",
                        "Denoises: 2D \"fluorescence\" images",
                        Task.DENOISE,
                        "CC0-1.0",
                        43,
                        16,
                        1,
                        new PercentileRange(1, 99.8),
                        provenance);
        Normalisation own = description.percentiles().of(input);
        for (int i = 0; i < input.length; i++) input[i] = own.apply(input[i]);
        return new ModelContents(
                description,
                graphs,
                input,
                output,
                96,
                new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB),
                "# Fluorescence\n\nFor tests.\n\n# Validation\n\nNone: 33.5 dB ± ∞.\n");
    }

    static Map<String, Object> provenance() {
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("timestamp", "2026-11-21T05:06:07.89Z");
        provenance.put("seed", 42);
        provenance.put("big", 1L << 40);
        provenance.put("psnr", 33.25);
        provenance.put("resumed", false);
        provenance.put("no", "yes");
        provenance.put("hash", "1234e5678");
        provenance.put("losses", List.of(0.5, 0.25, 1e-7));
        provenance.put("plan", Map.of("noisy", "C:\\a: b\n#c", "patch", 64));
        return provenance;
    }

    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            Zips.write(entries, out);
        }
        return file;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
