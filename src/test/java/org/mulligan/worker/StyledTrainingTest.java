package org.mulligan.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.SynthesisPlan.Guides;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingReport;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Synthesis;
import org.mulligan.model.Weights;
import org.mulligan.service.generate.StyledPairs;

/** Short trainings of the system that draws from images. */
@Tag("slow")
class StyledTrainingTest {
    @TempDir private static Path folder;

    private static final SameProcessEngine engine =
            new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));

    @BeforeAll
    static void write() throws IOException {
        StyledPairs.write(folder);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static ModelFile train(SynthesisPlan plan) throws IOException {
        return ModelFile.open(engine.train(plan, TrainingListener.SILENT).model());
    }

    @Test
    void learnsTheGrainOfEachStyleAndTheirCommonStructure() throws IOException {
        ModelFile model = train(StyledPairs.plan(folder, "pairs.zip", 300, false));
        assertThat(model.weights()).containsExactly(Weights.GENERATOR);
        Synthesis what = model.description().synthesis().orElseThrow();
        assertThat(what.space().classes()).containsExactly("calm", "loud");
        assertThat(what.guide()).contains(new Synthesis.Guide(0, 255, true));
        assertThat(model.description().stride()).isEqualTo(4);
        Map<?, ?> styles =
                (Map<?, ?>)
                        ((Map<?, ?>) model.description().provenance().get("validation"))
                                .get("styles");
        Map<?, ?> calm = (Map<?, ?>) styles.get("calm");
        Map<?, ?> loud = (Map<?, ?>) styles.get("loud");
        assertThat(number(loud, "grain")).isGreaterThan(1.5 * number(calm, "grain"));
        assertThat(number(loud, "structure")).isGreaterThan(0.9);
        assertThat(number(loud, "seeds_means")).isGreaterThan(0.9);
        assertThat(number(loud, "seeds_detail")).isLessThan(number(loud, "seeds_means") - 0.1);
        assertThat(model.card()).contains("a label image or mask", "a style (calm, loud)");
    }

    private static double number(Map<?, ?> values, String key) {
        return ((Number) values.get(key)).doubleValue();
    }

    @Test
    void goesOnBitForBitWhereItWasStopped() throws IOException {
        byte[] whole =
                train(StyledPairs.plan(folder, "whole.zip", 24, false)).graph(Weights.GENERATOR);
        AtomicLong asked = new AtomicLong();
        TrainingReport part =
                engine.train(
                        StyledPairs.plan(folder, "parts.zip", 24, false),
                        new TrainingListener() {
                            @Override
                            public boolean cancelled() {
                                return asked.incrementAndGet() > 13;
                            }
                        });
        assertThat(part.complete()).isFalse();
        byte[] resumed =
                train(StyledPairs.plan(folder, "parts.zip", 24, true)).graph(Weights.GENERATOR);
        assertThat(Arrays.equals(resumed, whole)).isTrue();
    }

    @Test
    void exposesCleanImagesWhereThereAreNoPairs() throws IOException {
        SynthesisPlan pairs = StyledPairs.plan(folder, "exposed.zip", 12, false);
        ModelFile model =
                train(
                        with(
                                pairs,
                                folder.resolve("images/calm"),
                                Optional.empty(),
                                new Guides(Optional.empty(), false, List.of(100.0, 5.0), 1),
                                "styled"));
        assertThat(model.description().synthesis().orElseThrow().space().classes())
                .containsExactly("5", "100");
        Map<?, ?> styles =
                (Map<?, ?>)
                        ((Map<?, ?>) model.description().provenance().get("validation"))
                                .get("styles");
        // Noise of sqrt(n) photons in a range of n.
        assertThat(number((Map<?, ?>) styles.get("5"), "grain_real"))
                .isGreaterThan(2 * number((Map<?, ?>) styles.get("100"), "grain_real"));
    }

    private static SynthesisPlan with(
            SynthesisPlan plan,
            Path images,
            Optional<String> classes,
            Guides guides,
            String system) {
        return new SynthesisPlan(
                new SynthesisPlan.Images(
                        images,
                        classes,
                        plan.images().size(),
                        1,
                        plan.images().fit(),
                        false,
                        guides),
                new SynthesisPlan.Drawing(system, "", 6, 0, 0, 0, false, 0),
                plan.schedule(),
                1,
                plan.precision(),
                plan.device(),
                plan.model(),
                false);
    }

    private static void refuses(SynthesisPlan plan, String... words) {
        assertThatThrownBy(() -> engine.train(plan, TrainingListener.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void refusesWhatItCannotDrawFrom() throws IOException {
        SynthesisPlan pairs = StyledPairs.plan(folder, "never.zip", 12, false);
        Path images = folder.resolve("images/calm");
        Optional<String> none = Optional.empty();
        refuses(
                with(pairs, images, none, Guides.NONE, "styled"),
                "draws images from other images",
                "give inputs",
                "photons");
        refuses(
                with(
                        pairs,
                        images,
                        none,
                        new Guides(none.map(Path::of), false, List.of(5.0), 0),
                        "resnet"),
                "are for system=styled");
        refuses(
                with(
                        pairs,
                        folder.resolve("images"),
                        Optional.of("folders"),
                        new Guides(Optional.empty(), false, List.of(5.0), 0),
                        "styled"),
                "leave classes empty");
        Path one = folder.resolve("one");
        StyledPairs.save(
                one.resolve("calm/fielda.tif"),
                StyledPairs.labels(StyledPairs.SIZE, StyledPairs.SIZE, new java.util.Random(1)));
        StyledPairs.save(
                one.resolve("calm/fieldb.tif"),
                StyledPairs.labels(StyledPairs.SIZE, StyledPairs.SIZE, new java.util.Random(2)));
        Guides masks = new Guides(Optional.of(folder.resolve("masks")), true, List.of(), 0);
        refuses(
                with(pairs, one, Optional.of("folders"), masks, "styled"),
                "are of one class",
                "leave classes empty");
        assertThatThrownBy(() -> new Guides(Optional.empty(), false, List.of(5.0, 5.0), 0))
                .hasMessageContaining("none may come twice");
        assertThatThrownBy(
                        () ->
                                new Guides(
                                        Optional.of(folder.resolve("masks")),
                                        false,
                                        List.of(5.0),
                                        0))
                .hasMessageContaining("not both");
    }
}
