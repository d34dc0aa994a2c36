package org.mulligan.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.Appearance.Trait;
import org.mulligan.image.TypicalAppearance.Difference;

class TypicalAppearanceTest {
    @Test
    void saysWhichNumberIsFarthestAndWhereTheOthersLie() {
        TypicalAppearance known = TypicalAppearance.of(images(200, 0.3, 1), List.of());
        List<Double> spectrum = new ArrayList<>(Collections.nCopies(12, -2.0));
        spectrum.set(7, 1.0);

        List<Difference> differences =
                known.differences(
                        new Appearance(Collections.nCopies(7, 0.5), spectrum, Math.log10(0.1)));

        assertThat(differences).hasSize(1);
        Difference found = differences.get(0);
        assertThat(found.trait()).isEqualTo(Trait.SPECTRUM);
        assertThat(found.index()).isEqualTo(7);
        assertThat(found.value()).isEqualTo(1);
        assertThat(found.mean()).isCloseTo(-2, within(0.1));
        assertThat(found.high() - found.low()).isCloseTo(4 * Math.hypot(0.3, 0.1), within(0.15));
    }

    @ParameterizedTest(name = "{0} images, all the same: noise {1} times higher warns: {2}")
    @CsvSource({"1, 3, false", "1, 5, true", "100, 1.4, false", "100, 1.8, true"})
    void fewImagesThatAgreeAreTrustedLess(int count, double factor, boolean warns) {
        TypicalAppearance known = TypicalAppearance.of(images(count, 0, 1), List.of());
        Appearance noisier =
                new Appearance(
                        Collections.nCopies(7, 0.5),
                        Collections.nCopies(12, -2.0),
                        Math.log10(0.1 * factor));

        assertThat(known.differences(noisier)).hasSize(warns ? 1 : 0);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void heldOutImagesThatVaryMoreWidenTheLimit(long seed) {
        List<Appearance> held = images(100, 0.9, seed + 10);
        TypicalAppearance strict = TypicalAppearance.of(images(100, 0.1, seed), List.of());
        TypicalAppearance wide = TypicalAppearance.of(images(100, 0.1, seed), held);

        assertThat(held.stream().filter(image -> !strict.differences(image).isEmpty()).count())
                .isGreaterThan(50);
        assertThat(held.stream().filter(image -> !wide.differences(image).isEmpty()).count())
                .isLessThanOrEqualTo(5);
        assertThat(strict.ranges().get(Trait.NOISE).limit()).isEqualTo(4);
    }

    /** Around half the range, a power of 0.01 and a noise of 0.1. */
    private static List<Appearance> images(int count, double spread, long seed) {
        Random random = new Random(seed);
        List<Appearance> images = new ArrayList<>();
        for (int i = 0; i < count; i++)
            images.add(
                    new Appearance(
                            around(7, 0.5, spread, random),
                            around(12, -2, spread, random),
                            around(1, -1, spread, random).get(0)));
        return images;
    }

    private static List<Double> around(int count, double mean, double spread, Random random) {
        return Stream.generate(() -> mean + spread * random.nextGaussian()).limit(count).toList();
    }
}
