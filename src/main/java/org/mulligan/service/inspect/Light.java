package org.mulligan.service.inspect;

import java.util.List;
import java.util.Optional;
import org.mulligan.noise.LagCorrelation;
import org.mulligan.noise.PhotonTransfer;

/**
 * What the photon transfer says of the light in an image.
 *
 * @param gain units of the image per photon
 * @param offset units of the image
 * @param readNoise standard deviation, units of the image
 * @param median photons of the median pixel
 * @param bright photons of the 99th percentile
 */
record Light(double gain, double offset, double readNoise, double median, double bright) {
    /** Standard errors that a gain must stand out of 0. */
    private static final double CERTAIN = 3;

    /**
     * Empty where the noise does not grow with the light; where nothing as dark as half of the
     * pixels could be measured, so that the offset is not known; and where the noise is correlated,
     * as what mixes pixels makes the gain too small.
     */
    static Optional<Light> of(Findings findings) {
        return of(findings.transfer(), findings.lag(), findings.levels());
    }

    /** As of a channel. */
    static Optional<Light> of(float[] plane, int width, int height, LagCorrelation lag) {
        return of(
                PhotonTransfer.of(plane, width, height),
                Optional.of(lag),
                GreyLevels.of(List.of(plane), 1, 0));
    }

    private static Optional<Light> of(
            Optional<PhotonTransfer> found, Optional<LagCorrelation> lag, GreyLevels levels) {
        return found.filter(t -> t.gain() > 0 && t.gain() > CERTAIN * t.gainError())
                .filter(t -> lag.map(LagCorrelation::isWhite).orElse(true))
                .filter(t -> t.offset() - levels.step() <= levels.median())
                .map(transfer -> of(transfer, levels));
    }

    private static Light of(PhotonTransfer transfer, GreyLevels levels) {
        return new Light(
                transfer.gain(),
                transfer.offset(),
                transfer.readNoise(),
                Math.max(0, levels.median() - transfer.offset()) / transfer.gain(),
                (levels.bright() - transfer.offset()) / transfer.gain());
    }

    /** Of the camera, in photons. */
    double readPhotons() {
        return readNoise / gain;
    }

    /** Signal by noise of a pixel of so many photons. */
    double snr(double photons) {
        return photons == 0 ? 0 : photons / Math.sqrt(photons + readPhotons() * readPhotons());
    }
}
