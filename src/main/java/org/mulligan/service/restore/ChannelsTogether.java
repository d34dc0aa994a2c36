package org.mulligan.service.restore;

import java.io.IOException;
import java.util.Optional;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.predict.NetworkInput;

/**
 * All channels of a plane, or the colours of an RGB image, go through the network of another tool
 * together.
 *
 * @param channels that come out
 */
record ChannelsTogether(PlaneSource planes, int channels, RestoreSettings settings)
        implements RestoreMode {
    @Override
    public Optional<RoundingBias> rounding(NetworkInput input) throws IOException {
        return RoundingBias.worst(planes, input.channels());
    }
}
