package org.mulligan.image.intensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.intensity.Appearance.Trait;
import org.mulligan.image.intensity.TypicalAppearance.Difference;

class TypicalAppearanceTest {
    @Test
    void saysWhichNumberIsFarthestAndWhereThoseOfTheTrainingLie() {
        // From 0.2 to 0.6 with 101 images: 0.22 to 0.58 in 90 of 100.
        List<Appearance> training = new ArrayList<>();
        for (int i = 0; i <= 100; i++) training.add(appearance(0.2 + 0.004 * i, flat(-2)));
        TypicalAppearance known = TypicalAppearance.of(training);

        assertThat(known.difference(appearance(0.91, flat(-2)))).isEmpty();
        Difference found = known.difference(appearance(0.92, flat(-2))).orElseThrow();

        // Beyond 0.58 by 0.75 of 0.36 and 0.05, and a twentieth more for 101 images: 0.916.
        assertThat(found.trait()).isEqualTo(Trait.QUANTILES);
        assertThat(found.value()).isEqualTo(0.92);
        assertThat(found.low()).isEqualTo(0.22);
        assertThat(found.high()).isEqualTo(0.58);
    }

    @Test
    void tellsAChangedShapeOfTheSpectrumThoughEachOfItsEnergiesIsKnown() {
        List<Appearance> training = new ArrayList<>();
        for (int i = 0; i < 50; i++) training.add(appearance(0.5, flat(-3 + 2 * i / 49.0)));
        List<Double> falling = new ArrayList<>(flat(-1));
        for (int ring = 4; ring < falling.size(); ring++) falling.set(ring, -2.5);

        Difference found =
                TypicalAppearance.of(training).difference(appearance(0.5, falling)).orElseThrow();

        assertThat(found.trait()).isEqualTo(Trait.STEPS);
        assertThat(found.index()).isEqualTo(3);
        assertThat(found.value()).isCloseTo(-1.5, within(1e-12));
        assertThat(found.high()).isZero();
    }

    @ParameterizedTest(name = "{0} images, all the same: energy {1} times higher warns: {2}")
    @CsvSource({"1, 7.5, false", "1, 8.5, true", "100, 1.4, false", "100, 1.5, true"})
    void fewImagesThatAgreeAreTrustedLess(int count, double factor, boolean warns) {
        TypicalAppearance known =
                TypicalAppearance.of(Collections.nCopies(count, appearance(0.5, flat(-2))));

        assertThat(known.difference(appearance(0.5, flat(-2 + Math.log10(factor)))).isPresent())
                .isEqualTo(warns);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theSpreadOfTheTrainingDecidesWhatIsFar(long seed) {
        TypicalAppearance alike = TypicalAppearance.of(images(60, 0.1, seed));
        TypicalAppearance motley = TypicalAppearance.of(images(60, 0.5, seed));

        assertThat(strangers(alike, images(500, 0.1, seed + 10))).isLessThan(10);
        assertThat(strangers(alike, images(500, 0.5, seed + 10))).isGreaterThan(400);
        assertThat(strangers(motley, images(500, 0.5, seed + 10))).isLessThan(10);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void comesBackFromItsPlainValues(long seed) {
        TypicalAppearance known = TypicalAppearance.of(images(9, 0.3, seed));

        assertThat(TypicalAppearance.parse(known.values())).isEqualTo(known);
        assertThat(known.values()).containsOnlyKeys("images", "quantiles", "energies", "steps");
    }

    @Test
    void saysWhatIsWrongWithPlainValues() {
        TypicalAppearance known = TypicalAppearance.of(images(3, 0.3, 1));
        refuses(known, "images", "many", "needs a number of images, got many");
        refuses(known, "images", 0, "1 image or more, got 0");
        refuses(known, "energies", Map.of("low", List.of(1.0)), "8 numbers low");
        refuses(known, "quantiles", "none", "5 numbers low and as many high for QUANTILES");
        refuses(
                known,
                "steps",
                Map.of("low", Collections.nCopies(7, 2), "high", Collections.nCopies(7, 1)),
                "none lower than low");
    }

    private static void refuses(TypicalAppearance known, String key, Object value, String text) {
        Map<String, Object> values = new HashMap<>(known.values());
        values.put(key, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypicalAppearance.parse(values))
                .withMessageContaining(text);
    }

    private static long strangers(TypicalAppearance known, List<Appearance> images) {
        return images.stream().filter(image -> known.difference(image).isPresent()).count();
    }

    /** Each number normally distributed. */
    private static List<Appearance> images(int count, double spread, long seed) {
        Random random = new Random(seed);
        List<Appearance> images = new ArrayList<>();
        for (int i = 0; i < count; i++)
            images.add(new Appearance(around(5, spread, random), around(8, spread, random)));
        return images;
    }

    private static List<Double> around(int count, double spread, Random random) {
        return Stream.generate(() -> spread * random.nextGaussian()).limit(count).toList();
    }

    private static Appearance appearance(double quantile, List<Double> energies) {
        return new Appearance(Collections.nCopies(5, quantile), energies);
    }

    private static List<Double> flat(double energy) {
        return Collections.nCopies(8, energy);
    }
}
