package org.mulligan.service.check;

import java.util.Optional;
import org.mulligan.data.Plane;
import org.mulligan.noise.HotPixels;
import org.mulligan.noise.LagCorrelation;
import org.mulligan.noise.LineOffsets;
import org.mulligan.noise.PhotonTransfer;

/**
 * The noise of the middle of a plane.
 *
 * @param lag empty where it is too small, or has none
 * @param lines empty where it is small
 * @param hot pixels that are hot or dead
 * @param transfer how the noise grows with the light; empty where that cannot be told
 */
record NoiseFigures(
        Optional<LagCorrelation> lag,
        Optional<LineOffsets> lines,
        int hot,
        Optional<PhotonTransfer> transfer) {
    /** Of the middle, px. */
    private static final int SIDE = 768;

    /** Standard errors that a gain must stand out of 0. */
    private static final double CERTAIN = 3;

    static NoiseFigures of(float[] plane, int width, int height) {
        int wide = Math.min(SIDE, width);
        int high = Math.min(SIDE, height);
        float[] middle =
                Plane.cut(plane, width, (width - wide) / 2, (height - high) / 2, wide, high);
        Optional<LagCorrelation> lag = LagCorrelation.of(middle, wide, high);
        HotPixels hot = HotPixels.of(middle, wide, high);
        return new NoiseFigures(
                lag,
                LineOffsets.of(middle, wide, high),
                hot.hot().length + hot.dead().length,
                lag.map(LagCorrelation::isWhite).orElse(false)
                        ? PhotonTransfer.of(middle, wide, high)
                                .filter(t -> t.gain() > CERTAIN * t.gainError())
                        : Optional.empty());
    }

    void putInto(CheckedImage row) {
        lag.ifPresent(
                found -> {
                    row.put("Noise of flat areas [counts]", found.sigma());
                    row.put("Correlation X 1", found.x());
                    row.put("Correlation Y 1", found.y());
                    lines.ifPresent(
                            each -> {
                                row.put("Row offsets [noise sd]", each.rows() / found.sigma());
                                row.put(
                                        "Column offsets [noise sd]",
                                        each.columns() / found.sigma());
                            });
                });
        transfer.ifPresent(
                found -> {
                    row.put("Gain [counts/photon]", found.gain());
                    row.put("Read noise [counts]", found.readNoise());
                });
        row.put("Hot and dead pixels", hot);
    }
}
