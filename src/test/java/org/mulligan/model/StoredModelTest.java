package org.mulligan.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mulligan.model.ModelDescription.PercentileRange;

/** Files that were written once and must open for ever; never write them anew. */
class StoredModelTest {
    @Test
    void opensFormat1() throws IOException, URISyntaxException {
        ModelFile model =
                ModelFile.open(Path.of(getClass().getResource("/models/format1.zip").toURI()));
        assertThat(model.description())
                .isEqualTo(
                        new ModelDescription(
                                "Stored model format 1",
                                "Opens for ever",
                                Task.DENOISE,
                                "CC0-1.0",
                                7,
                                4,
                                1,
                                new PercentileRange(1, 99.8),
                                Map.of(
                                        "timestamp",
                                        "2026-11-21T06:00:00Z",
                                        "seed",
                                        42,
                                        "losses",
                                        List.of(0.5, 1e-7),
                                        "plan",
                                        Map.of("patch", 64, "noisy", "a: b"))));
        assertThat(model.graph(Weights.FAITHFUL)).asString().isEqualTo("faithful graph");
        assertThat(model.graph(Weights.ADVERSARIAL)).asString().isEqualTo("adversarial graph");
        TestTensors tensors = model.testTensors();
        assertThat(tensors.width()).isEqualTo(16);
        assertThat(tensors.output()[191]).isEqualTo(1.91f);
        assertThat(model.cover().getWidth()).isEqualTo(20);
        assertThat(model.card()).startsWith("# Validation");
    }
}
