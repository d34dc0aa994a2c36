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
 * @param calibration fields of view that are held back for nothing but intervals; 0 = none
 * @param slab planes of the volumes that are learnt from; 1 where planes are
 */
public record PairSettings(
        String measured,
        String target,
        boolean sameDetail,
        boolean align,
        boolean leastSquares,
        List<Integer> distances,
        int calibration,
        int slab) {
    /** Of a denoiser. */
    public static final PairSettings DENOISING = new PairSettings("noisy", "clean", true, false);

    public PairSettings(String measured, String target, boolean sameDetail, boolean align) {
        this(measured, target, sameDetail, align, false, List.of(), 0, 1);
    }

    public PairSettings aligning(boolean undone) {
        return new PairSettings(
                measured, target, sameDetail, undone, leastSquares, distances, calibration, slab);
    }

    public PairSettings fittedByLeastSquares(boolean asBefore) {
        return new PairSettings(
                measured, target, sameDetail, align, asBefore, distances, calibration, slab);
    }

    /**
     * With volumes.
     *
     * @param planes of each, 2 or more
     */
    public PairSettings ofVolumes(int planes) {
        return new PairSettings(
                measured, target, sameDetail, align, leastSquares, List.of(), calibration, planes);
    }

    /** With planes of a stack taken together. */
    public PairSettings taking(List<Integer> planes) {
        return new PairSettings(
                measured, target, sameDetail, align, leastSquares, planes, calibration, 1);
    }

    /** With fields of view held back for intervals. */
    public PairSettings calibratedOn(int fields) {
        return new PairSettings(
                measured, target, sameDetail, align, leastSquares, distances, fields, slab);
    }
}
