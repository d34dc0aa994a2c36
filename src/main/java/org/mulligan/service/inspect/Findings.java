package org.mulligan.service.inspect;

import java.util.Optional;
import java.util.OptionalDouble;
import org.mulligan.noise.LagCorrelation;
import org.mulligan.noise.LineOffsets;
import org.mulligan.noise.PhotonTransfer;
import org.mulligan.noise.spectrum.JpegBlocks;
import org.mulligan.noise.spectrum.PeriodicPattern;

/**
 * What was measured in one channel of an image. Intensities are in the units of the image, those
 * that ImageJ shows under the pointer.
 *
 * @param image its title
 * @param channel from 1
 * @param channels of the image
 * @param width px
 * @param height px
 * @param planes of the channel
 * @param measured of these, how many were looked at
 * @param bitDepth 8, 16 or 32
 * @param restored whether its Info says that a network made it
 * @param levels of what was looked at
 * @param lag of the noise; empty where the planes are small or have none
 * @param lines empty where the planes are small
 * @param hot pixels of the plane, or that at least half of four planes or more agree on
 * @param dead likewise
 * @param drawn pixels of the middle plane that belong to a scale bar or text
 * @param jpeg the grid of JPEG in the middle plane; empty where there is none
 * @param transfer how the noise grows with the light; empty where that cannot be told
 * @param pattern the wave that runs over the middle plane; empty where none stands out
 * @param resolution period of the finest detail that stands out of the noise, px; empty where that
 *     cannot be told, as where the noise is correlated and nothing is repeated
 * @param series what the planes say together; empty where there is one
 */
public record Findings(
        String image,
        int channel,
        int channels,
        int width,
        int height,
        int planes,
        int measured,
        int bitDepth,
        boolean restored,
        GreyLevels levels,
        Optional<LagCorrelation> lag,
        Optional<LineOffsets> lines,
        int hot,
        int dead,
        int drawn,
        Optional<JpegBlocks> jpeg,
        Optional<PhotonTransfer> transfer,
        Optional<PeriodicPattern> pattern,
        OptionalDouble resolution,
        Optional<Series> series) {

    /** With what the planes say together: repeats tell the photon transfer better than one does. */
    Findings with(Series planes) {
        return new Findings(
                image,
                channel,
                channels,
                width,
                height,
                this.planes,
                measured,
                bitDepth,
                restored,
                levels,
                lag,
                lines,
                hot,
                dead,
                drawn,
                jpeg,
                planes.transfer().isPresent() ? planes.transfer() : transfer,
                pattern,
                planes.resolution().isPresent() ? planes.resolution() : resolution,
                Optional.of(planes));
    }

    /** The image, and of several channels which. */
    public String name() {
        return channels == 1 ? image : "%s, channel %d".formatted(image, channel);
    }
}
