package org.mulligan.data.pairs;

import java.util.List;

/**
 * What is expected of pairs, and done to them.
 *
 * @param measured key of the folder of measured images, for messages
 * @param target key of the folder of target images, for messages
 * @param sameDetail whether a target differs from its measured image by noise alone, so that the
 *     noisier one of the two must be the measured one
 * @param align whether a shift between the two is undone
 * @param leastSquares whether each pair is fitted by itself by least squares, which noise of the
 *     target images bends: as a training that began so must go on
 * @param distances from a measured plane to those of its stack that are taken for it, itself among
 *     them; empty: that one alone
 * @param slab planes of the volumes that are learnt from; 1 where planes are
 */
public record PairSettings(
        String measured,
        String target,
        boolean sameDetail,
        boolean align,
        boolean leastSquares,
        List<Integer> distances,
        int slab) {
    /** Of a denoiser. */
    public static final PairSettings DENOISING = new PairSettings("noisy", "clean", true, false);

    public PairSettings(String measured, String target, boolean sameDetail, boolean align) {
        this(measured, target, sameDetail, align, false, List.of(), 1);
    }

    public PairSettings aligning(boolean undone) {
        return new PairSettings(
                measured, target, sameDetail, undone, leastSquares, distances, slab);
    }

    public PairSettings fittedByLeastSquares(boolean asBefore) {
        return new PairSettings(measured, target, sameDetail, align, asBefore, distances, slab);
    }

    /**
     * With volumes.
     *
     * @param planes of each, 2 or more
     */
    public PairSettings ofVolumes(int planes) {
        return new PairSettings(
                measured, target, sameDetail, align, leastSquares, List.of(), planes);
    }

    /** With planes of a stack taken together. */
    public PairSettings taking(List<Integer> planes) {
        return new PairSettings(measured, target, sameDetail, align, leastSquares, planes, 1);
    }
}
