package org.mulligan.data.pairs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mulligan.data.ImageFile;
import org.mulligan.noise.NoiseModel;

/**
 * The noise of the images that a training starts from, in one line of the audit: that of the image
 * in the middle, by the noise of flat areas, of the first few. So a card says for what noise its
 * model is.
 */
final class SetNoise {
    /** Images that are measured; each takes some 50 ms. */
    private static final int MOST = 9;

    private record Measured(String name, NoiseModel noise) {}

    private final List<Measured> measured = new ArrayList<>();

    /** Looks at the first plane of an image. */
    void add(ImageFile noisy) {
        if (measured.size() >= MOST) return;
        NoiseModel.of(noisy.planes().get(0), noisy.width(), noisy.height())
                .ifPresent(
                        noise ->
                                measured.add(
                                        new Measured(
                                                noisy.path().getFileName().toString(), noise)));
    }

    /** Empty where no image was large enough to measure. */
    Optional<String> note() {
        if (measured.isEmpty()) return Optional.empty();
        List<Measured> sorted =
                measured.stream()
                        .sorted(Comparator.comparingDouble(each -> each.noise().lag().sigma()))
                        .toList();
        Measured middle = sorted.get(sorted.size() / 2);
        long correlated = sorted.stream().filter(each -> !each.noise().isIndependent()).count();
        return Optional.of(
                "Noise of %s, the middle one of %d: %s%s"
                        .formatted(
                                middle.name(),
                                sorted.size(),
                                middle.noise().words(),
                                correlated == 0 || correlated == sorted.size()
                                        ? ""
                                        : "; %d of %d have noise that pixels share"
                                                .formatted(correlated, sorted.size())));
    }
}
