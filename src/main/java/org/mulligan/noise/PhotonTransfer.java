package org.mulligan.noise;

import java.util.List;
import java.util.Optional;

/**
 * Photon transfer: how the variance of the noise grows with the mean. Its slope is the gain, what
 * it is without light the read noise.
 *
 * <p>From one plane, cells of 8 x 8 px are put into bins by their brightness; of the flatter half
 * of each bin the noise is measured by a filter that is next to blind to structure. From repeated
 * frames the noise is that of their differences. A line through the bins' points, robust and
 * weighted, gives the gain. Bins that are cut off at black or white, and noise that is finer than
 * the steps of the values, are left out.
 *
 * <p>The line alone does not tell the read noise: a lower offset with less read noise gives the
 * same line. Where the offset is not given, it is taken to be the mean of the darkest cells, as if
 * no light fell there; where some did, both are too high, the read noise's square by the photons
 * there times the squared gain. Read noise is therefore at most what is stated. A frame taken with
 * the shutter closed tells the offset.
 *
 * <p>Known error, on 200 simulated fields of ten kinds, 384 x 384 px, gain 0.2 to 50, read noise
 * 0.3 to 10 photons, peaks of 2 to 1000 photons, 8, 12 or 16 bit: where the stated error of the
 * gain is below 2.5 %, at worst 5 % from one plane and 6 % from two frames; where the stated error
 * of the read noise is below 5 % and the offset is known, at worst 8 % and 10 %. With few photons
 * for the read noise the stated error of the gain is large, and is exceeded up to 3.6 times.
 * Structure as fine as a pixel that covers everything counts as noise in one plane; frames do not
 * mind it.
 *
 * <p>Where the noise is correlated (beyond {@value TransferCurve#WHITE}) the gain is variance per
 * brightness of one pixel, which the correlation has made smaller than counts per photon.
 *
 * @param gain counts per photon, in units of the plane
 * @param gainError standard error
 * @param offset counts without light, at most
 * @param lowestOffset what the offset would be if there were no read noise at all; the offset again
 *     where that was given
 * @param readNoise standard deviation at the offset, counts, without that of rounding
 * @param readNoiseError standard error, if the offset is right
 * @param points of the curve, by rising mean
 * @see <a href="https://doi.org/10.1117/3.725073">Janesick 2007</a>
 * @see <a href="https://doi.org/10.1109/TIP.2008.2001399">Foi et al. 2008</a>
 */
public record PhotonTransfer(
        double gain,
        double gainError,
        double offset,
        double lowestOffset,
        double readNoise,
        double readNoiseError,
        List<Point> points) {
    /**
     * @param mean of the cells, units of the plane
     * @param variance of the noise of a pixel, squared units of the plane, without that of rounding
     * @param count pixels
     */
    public record Point(double mean, double variance, int count) {}

    public PhotonTransfer {
        points = List.copyOf(points);
    }

    /** Of one plane; empty where there is no range of brightness, or too little to measure. */
    public static Optional<PhotonTransfer> of(float[] plane, int width, int height) {
        return of(plane, width, height, Double.NaN);
    }

    /**
     * Of one plane.
     *
     * @param plane row by row, not modified; what is not a number is passed over
     * @param offset counts without light, measured; not a number where it is not known
     */
    public static Optional<PhotonTransfer> of(float[] plane, int width, int height, double offset) {
        return TransferCurve.ofPlanes(List.of(plane), width, height)
                .flatMap(curve -> through(curve, offset));
    }

    /** Of frames that show the same, the offset not known. */
    public static Optional<PhotonTransfer> ofRepeats(List<float[]> frames, int width, int height) {
        return ofRepeats(frames, width, height, Double.NaN);
    }

    /**
     * Of frames that show the same; each is compared with the next. A change of the light, or a
     * bleaching of all alike, is taken off. Cells that moved are outliers of their bin.
     *
     * @param frames two or more, each {@code width * height}, row by row, not modified
     * @param offset counts without light, measured; not a number where it is not known
     */
    public static Optional<PhotonTransfer> ofRepeats(
            List<float[]> frames, int width, int height, double offset) {
        return TransferCurve.ofRepeats(frames, width, height)
                .flatMap(curve -> through(curve, offset));
    }

    private static Optional<PhotonTransfer> through(TransferCurve curve, double offset) {
        return curve.line().map(line -> of(line, curve.points(), offset));
    }

    private static PhotonTransfer of(TransferLine line, List<Point> points, double given) {
        boolean known = !Double.isNaN(given);
        double offset = known ? given : line.dark();
        double variance = Math.max(0, line.at(offset));
        double error = line.errorAt(offset);
        double read = Math.sqrt(variance);
        return new PhotonTransfer(
                line.slope(),
                line.slopeError(),
                offset,
                known ? given : offset - variance / line.slope(),
                read,
                Math.min(error / (2 * read), Math.sqrt(error)),
                points);
    }
}
