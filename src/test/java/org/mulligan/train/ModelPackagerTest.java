package org.mulligan.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.model.ModelContents;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Packages;
import org.mulligan.model.Weights;

class ModelPackagerTest {
    @TempDir private Path folder;

    /** Has a model ready, and measures it as it is told. */
    private static class Ready extends ModelPackager {
        private final ModelContents contents = Packages.contents();
        private final Path model;
        boolean wasThere;

        Ready(Path model) {
            super(model, false);
            this.model = model;
        }

        @Override
        protected Network network() throws IOException {
            return new Network(
                    contents.graphs(),
                    contents.testInput(),
                    contents.testOutput(),
                    contents.testWidth(),
                    blankCover());
        }

        @Override
        protected Network measured(Network plain) throws IOException {
            wasThere = Files.exists(model) && ModelFile.open(model).weights().size() == 2;
            figures.add("33.3 dB");
            return plain;
        }

        @Override
        protected Map<String, Object> provenance() {
            return Map.of("figures", figures.size());
        }

        @Override
        protected ModelDescription description(Map<String, Object> provenance) {
            ModelDescription of = contents.description();
            return new ModelDescription(
                    of.name(),
                    of.summary(),
                    of.task(),
                    of.licence(),
                    of.receptiveField(),
                    of.stride(),
                    of.scale(),
                    of.percentiles(),
                    provenance);
        }

        @Override
        protected String card(ModelDescription description) {
            return "# Validation\n\n" + String.join("\n", figures) + "\n";
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"m.zip", "m"})
    void theModelIsThereBeforeItIsMeasuredAndCompletedAfterwards(String name) throws IOException {
        Ready packager = new Ready(folder.resolve(name));
        Path written = packager.write();
        assertThat(packager.wasThere).isTrue();
        assertThat(ModelFile.open(written).description().provenance()).containsEntry("figures", 1);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve(name));
        }
    }

    @Test
    void aFailingMeasurementIsSaidAndTheModelStays() throws IOException {
        Ready packager =
                new Ready(folder.resolve("m.zip")) {
                    @Override
                    protected Network measured(Network plain) {
                        throw new IllegalArgumentException("intensities run from 0.0 to 0.0");
                    }
                };
        ModelFile model = ModelFile.open(packager.write());
        assertThat(model.weights()).containsExactly(Weights.FAITHFUL, Weights.ADVERSARIAL);
        assertThat(packager.figures())
                .containsExactly(
                        "What was measured of the model could not be made and is left out: intensities run from 0.0 to 0.0");
    }

    @Test
    void aFailingPartIsLeftOutAndTheOthersAreMade() throws IOException {
        Ready packager =
                new Ready(folder.resolve("m.zip")) {
                    @Override
                    protected Network measured(Network plain) throws IOException {
                        attempt(
                                "The cover",
                                () -> {
                                    throw new IOException("no display");
                                });
                        return super.measured(plain);
                    }
                };
        ModelFile model = ModelFile.open(packager.write());
        assertThat(packager.figures())
                .containsExactly(
                        "The cover could not be made and is left out: no display", "33.3 dB");
        assertThat(model.description().provenance()).containsEntry("figures", 2);
    }

    @Test
    void aModelOfSomebodyElseIsNotReplaced() throws IOException {
        Path there = folder.resolve("m.zip");
        Files.writeString(there, "mine");
        assertThatThrownBy(() -> new Ready(there).write()).hasMessageContaining("exists already");
        assertThat(Arrays.equals(Files.readAllBytes(there), "mine".getBytes())).isTrue();
    }
}
