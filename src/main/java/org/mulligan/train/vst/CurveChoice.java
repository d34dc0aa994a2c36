package org.mulligan.train.vst;

import java.io.IOException;
import java.util.List;
import org.mulligan.tensor.frozen.RunningGraph;

/**
 * The learnt curve, where it tells hidden pixels clearly better than the one it began with; else
 * that one. What is learnt of hidden pixels need not be better where none is hidden.
 *
 * @param curve that is taken
 * @param takesLearnt whether it is the learnt one
 * @param start how well the one of the start tells hidden pixels
 * @param learnt how well the learnt one does
 */
record CurveChoice(
        StabilisingCurve curve, boolean takesLearnt, HiddenError start, HiddenError learnt) {
    static CurveChoice of(
            FrozenDenoiser denoiser,
            StabilisingCurve start,
            StabilisingCurve learnt,
            List<NoisyImage> images)
            throws IOException {
        HiddenError before = error(denoiser, start, images);
        HiddenError after = error(denoiser, learnt, images);
        boolean better = after.isClearlyBelow(before);
        return new CurveChoice(better ? learnt : start, better, before, after);
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
        return takesLearnt
                ? "The learnt curve is taken: it tells hidden pixels clearly better."
                : "The learnt curve tells hidden pixels no better than chance would have it, so the curve of the start is kept.";
    }
}
