package org.mulligan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a provenance says, as its maker meant it and as a stranger wrote it. */
class ModelFactsTest {
    private static ModelFacts facts(Map<String, Object> provenance) {
        return new ModelFacts(provenance);
    }

    @Test
    void saysWhatASynthesisersTrainingWrote() {
        ModelFacts facts =
                facts(
                        Map.of(
                                "timestamp",
                                "2026-11-21T05:06:07Z",
                                "plan",
                                Map.of("seed", 7, "fit", "crop"),
                                "images_sha256",
                                "abc",
                                "steps",
                                400,
                                "seconds",
                                12.5,
                                "parameters",
                                1L << 33,
                                "judge",
                                Map.of("real", List.of(-1, 0.5), "fake", List.of()),
                                "discriminator",
                                Map.of("state", "awake")));
        assertThat(facts.timestamp()).contains("2026-11-21T05:06:07Z");
        assertThat(facts.day()).contains("2026-11-21");
        assertThat(facts.planSeed()).hasValue(7);
        assertThat(facts.seed()).isEmpty();
        assertThat(facts.learntFrom("abc", "crop")).isTrue();
        assertThat(facts.learntFrom("abc", "scale")).isFalse();
        assertThat(facts.learntFrom("abd", "crop")).isFalse();
        assertThat(facts.steps()).isEqualTo(400);
        assertThat(facts.seconds()).isEqualTo(12.5);
        assertThat(facts.parameters()).hasValue(1L << 33);
        assertThat(facts.realScores()).contains(List.of(-1.0, 0.5));
        assertThat(facts.drawnScores()).contains(List.of());
        assertThat(facts.isGan()).isTrue();
        assertThat(facts.importedFrom()).isEmpty();
    }

    @Test
    void theScaleOfTheNoiseIsOneWhereNothingIsSaid() {
        assertThat(facts(Map.of()).noiseScale()).isEqualTo(1);
        assertThat(facts(Map.of("noise_scale", 0.7)).noiseScale()).isEqualTo(0.7);
        assertThat(facts(Map.of("noise_scale", "much")).noiseScale()).isEqualTo(1);
        for (Object wrong : new Object[] {0, -1, 100, Double.NaN})
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> facts(Map.of("noise_scale", wrong)).noiseScale())
                    .withMessageContaining("noise_scale");
    }

    @Test
    void saysWhatAnImportWrote() {
        ModelFacts facts =
                facts(
                        Map.of(
                                "imported", Map.of("from", "care.zip"),
                                "test", Map.of("passed", false, "largest_difference", 0.25),
                                "authors", List.of(Map.of("name", "A"), Map.of("orcid", "0"), "B"),
                                "cite",
                                        List.of(
                                                Map.of("text", "good", "doi", "10.1038/x"),
                                                Map.of("text", "good too", "url", "https://a.b"),
                                                Map.of("text", "bad", "doi", "doi:10.1"),
                                                Map.of("text", "neither"),
                                                Map.of("doi", "10.1038/x"))));
        assertThat(facts.importedFrom()).contains("care.zip");
        assertThat(facts.margin()).isInfinite();
        assertThat(facts.importTest())
                .contains(new ModelFacts.ImportTest(OptionalDouble.of(0.25), true));
        assertThat(facts.authors()).containsExactly(Map.of("name", "A"));
        assertThat(facts.cite().stream().<Object>map(each -> each.get("text")))
                .containsExactly("good", "good too");
    }

    static Stream<Object> strange() {
        return Stream.of(
                "text", 5, -0.5, true, List.of(), List.of("x", 1), Map.of(), Map.of("x", 1));
    }

    @ParameterizedTest
    @MethodSource("strange")
    void whatAStrangerWroteInAnotherTypeIsNotThere(Object value) {
        Map<String, Object> provenance = new HashMap<>();
        for (String key :
                List.of(
                        "timestamp",
                        "test",
                        "authors",
                        "cite",
                        "plan",
                        "images_sha256",
                        "judge",
                        "discriminator",
                        "psf",
                        "dial")) provenance.put(key, value);
        ModelFacts facts = facts(provenance);
        assertThat(facts.timestamp().isPresent()).isEqualTo(value.equals("text"));
        assertThat(facts.day()).isPresent();
        assertThat(facts.importTest().flatMap(test -> test.difference().stream().boxed().findAny()))
                .isEmpty();
        assertThat(facts.authors()).isEmpty();
        assertThat(facts.cite()).isEmpty();
        assertThat(facts.planSeed()).isEmpty();
        assertThat(facts.learntFrom("abc", "crop")).isFalse();
        assertThat(facts.realScores()).isEmpty();
        assertThat(facts.isGan()).isFalse();
        assertThat(facts.mixesOutputs()).isFalse();
        assertThat(facts.psf()).isEmpty();
        assertThat(facts.margin()).isEqualTo(0.1);
    }

    @Test
    void aListOfScoresWithOneThatIsNoneIsNotThere() {
        assertThat(facts(Map.of("judge", Map.of("real", List.of(1, "2", 3)))).realScores())
                .isEmpty();
    }

    @Test
    void ofARangeOfPsfsNoneIsTheOne() {
        assertThat(facts(Map.of("psf", Map.of("fwhm", "2.0-6.0"))).psf()).isEmpty();
    }

    @Test
    void knowsTheFewestPhotonsOfWhatItLearntToSharpen() {
        Map<String, Object> psf = Map.of("fwhm", 3.0);
        assertThat(
                        facts(Map.of("psf", psf, "plan", Map.of("photons", "20.0-2000.0")))
                                .fewestPhotons())
                .hasValue(20);
        assertThat(
                        facts(Map.of("psf", psf, "plan", Map.of("photons", "1.0E7-2.0E7")))
                                .fewestPhotons())
                .hasValue(1e7);
        assertThat(facts(Map.of("psf", psf, "plan", Map.of("photons", "many"))).fewestPhotons())
                .isEmpty();
        assertThat(facts(Map.of("psf", psf)).fewestPhotons()).isEmpty();
        assertThat(facts(Map.of("plan", Map.of("photons", "20.0-2000.0"))).fewestPhotons())
                .isEmpty();
    }

    @Test
    void anImpossiblePsfIsRefusedWhenItIsAskedFor() {
        ModelFacts facts = facts(Map.of("psf", Map.of("fwhm", -3), "overshoot", 0.25));
        assertThat(facts.margin()).isEqualTo(0.35);
        assertThatIllegalArgumentException().isThrownBy(facts::psf);
    }

    @Test
    void anImportThatDoesNotSayFromWhereIsAnImport() {
        assertThat(facts(Map.of("imported", Map.of())).importedFrom()).contains("null");
        assertThat(facts(Map.of("imported", "yes")).importedFrom()).isEmpty();
        assertThat(facts(Map.of("imported", "yes")).margin()).isInfinite();
    }

    @Test
    void aDiscriminatorWithoutAStateHasTaughtNothing() {
        assertThat(facts(Map.of("discriminator", Map.of("loss", 1))).isGan()).isFalse();
    }
}
