package org.mulligan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Against scikit-image and CSBDeep on real images. */
class ReferenceValuesTest {
    private static final int SIDE = 512;

    @Test
    void agreesWithScikitImageAndCsbdeep() throws IOException {
        Path file = SharedData.folder("metric_reference").resolve("reference.json");
        Map<?, ?> reference =
                (Map<?, ?>)
                        new Load(LoadSettings.builder().build())
                                .loadFromString(Files.readString(file));
        Map<?, ?> pairs = (Map<?, ?>) reference.get("pairs");
        assertThat(pairs).isNotEmpty();
        for (Object pair : pairs.values()) {
            Map<?, ?> wanted = (Map<?, ?>) pair;
            float[] clean = SharedData.gray(SharedData.folder(".").resolve(text(wanted, "gt")));
            float[] noisy = SharedData.gray(SharedData.folder(".").resolve(text(wanted, "test")));
            is(wanted, "psnr_255", new Psnr(), clean, noisy, 1e-6);
            is(wanted, "ssim_wang_gauss1.5_11x11_L255", new Ssim(), clean, noisy, 1e-6);
            is(
                    wanted,
                    "ssim_skimage_uniform7_samplecov_L255",
                    Ssim.uniform(255),
                    clean,
                    noisy,
                    1e-6);
            CareFit fit = CareFit.of(clean, noisy);
            is(
                    wanted,
                    "care_ssim_uniform7_range",
                    Ssim.uniform(fit.range()),
                    fit.reference(),
                    fit.test(),
                    1e-6);
            double[] rings = Frc.curve(clean, noisy, SIDE, SIDE);
            List<?> first = (List<?>) wanted.get("frc_hann_ring1px_first8");
            for (int ring = 0; ring < first.size(); ring++)
                assertThat(rings[ring])
                        .isCloseTo(((Number) first.get(ring)).doubleValue(), within(1e-6));
            double resolution = new Frc().compare(clean, noisy, SIDE, SIDE);
            if (wanted.get("frc_first_ring_below_1_7") instanceof Number below)
                assertThat(resolution).isEqualTo(SIDE / below.doubleValue());
            else assertThat(resolution).isEqualTo(2);
            // torchmetrics mirrors at the border where scikit-image crops.
            is(wanted, "ssim_torchmetrics_gauss1.5_L255", new Ssim(), clean, noisy, 1e-3);
            is(wanted, "care_psnr_range_p0.1_99.9", new CarePsnr(), clean, noisy, 1e-6);
        }
    }

    private static void is(
            Map<?, ?> wanted, String key, Metric metric, float[] clean, float[] noisy, double by) {
        assertThat(metric.compare(clean, noisy, SIDE, SIDE))
                .as(key)
                .isCloseTo(((Number) wanted.get(key)).doubleValue(), within(by));
    }

    private static String text(Map<?, ?> map, String key) {
        return (String) map.get(key);
    }
}
