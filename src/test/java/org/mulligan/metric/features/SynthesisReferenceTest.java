package org.mulligan.metric.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mulligan.metric.SharedData;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Against SciPy and torchmetrics' kernel on two tables of features. */
class SynthesisReferenceTest {
    @Test
    void agreesWithScipyAndTorchmetrics() throws IOException {
        Path folder = SharedData.folder("metric_reference");
        Map<?, ?> reference =
                (Map<?, ?>)
                        new Load(LoadSettings.builder().build())
                                .loadFromString(Files.readString(folder.resolve("reference.json")));
        Map<?, ?> wanted = (Map<?, ?>) reference.get("features");
        Features a = read(folder.resolve("feat_a.csv"));
        Features b = read(folder.resolve("feat_b.csv"));
        assertThat(a.rows()).isEqualTo(300);
        assertThat(b.columns()).isEqualTo(16);
        double frechet = number(wanted, "fid_unbiased_cov");
        assertThat(FrechetDistance.of(a, b).value()).isCloseTo(frechet, within(1e-6 * frechet));
        // Of all rows, each sum with its own count; torchmetrics itself only takes subsets.
        double kernel = number(wanted, "kid_poly3_gamma1/d_coef1_full_set_unbiased");
        KernelDistance distance = KernelDistance.of(a, b, 200, 100, 1);
        assertThat(distance.whole()).isCloseTo(kernel, within(1e-6 * kernel));
        assertThat(distance.mean()).isCloseTo(kernel, within(0.05 * kernel));
    }

    private static double number(Map<?, ?> map, String key) {
        return ((Number) map.get(key)).doubleValue();
    }

    private static Features read(Path file) throws IOException {
        return Features.of(
                Files.readAllLines(file).stream()
                        .map(
                                line ->
                                        Arrays.stream(line.split(","))
                                                .mapToDouble(Double::parseDouble)
                                                .toArray())
                        .toArray(double[][]::new));
    }
}
