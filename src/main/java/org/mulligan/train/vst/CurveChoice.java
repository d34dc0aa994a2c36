package org.mulligan.train.vst;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.tensor.frozen.RunningGraph;

/**
 * What the model is made of: the learnt curve around its denoiser; or, where that tells hidden
 * pixels no better than chance would have it, the denoiser that knows fluorescence, as it is. What
 * tells hidden pixels a little better need not be better where none is hidden.
 *
 * @param denoiser that is taken
 * @param curve that is taken
 * @param takesLearnt whether it is the learnt one
 * @param learnt how well the learnt one tells hidden pixels
 * @param other the one that it was compared with
 * @param others how well that one tells them
 */
record CurveChoice(
        FrozenDenoiser denoiser,
        StabilisingCurve curve,
        boolean takesLearnt,
        HiddenError learnt,
        FrozenDenoiser other,
        HiddenError others) {
    /**
     * @param denoiser that the curve was learnt around
     * @param known a denoiser for any noise; empty: the curve is compared with that of the start
     */
    static CurveChoice of(
            FrozenDenoiser denoiser,
            StabilisingCurve start,
            StabilisingCurve learnt,
            Optional<FrozenDenoiser> known,
            List<NoisyImage> images)
            throws IOException {
        FrozenDenoiser other = known.orElse(denoiser);
        StabilisingCurve alone =
                known.isPresent() ? StabilisingCurve.start(images, other.sigma()) : start;
        HiddenError after = error(denoiser, learnt, images);
        HiddenError before = error(other, alone, images);
        boolean better = after.isClearlyBelow(before);
        return new CurveChoice(
                better ? denoiser : other, better ? learnt : alone, better, after, other, before);
    }

    private static HiddenError error(
            FrozenDenoiser denoiser, StabilisingCurve curve, List<NoisyImage> images)
            throws IOException {
        try (RunningGraph network = new RunningGraph(VstPackager.freeze(denoiser, curve), false)) {
            return HiddenError.of(network, images, denoiser.stride());
        }
    }

    /** For people. */
    String words() {
        return String.format(
                Locale.ROOT,
                takesLearnt
                        ? "The learnt curve is taken: it tells hidden pixels clearly better than %s does, %.3f against %.3f dB with their noise."
                        : "The learnt curve tells hidden pixels no better than %s does, or no more than by chance (%3$.3f against %2$.3f dB with their noise): the model is %1$s as it is.",
                other.name(),
                takesLearnt ? learnt.decibels() : others.decibels(),
                takesLearnt ? others.decibels() : learnt.decibels());
    }
}
