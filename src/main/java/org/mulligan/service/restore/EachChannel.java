package org.mulligan.service.restore;

import java.io.IOException;
import java.util.Optional;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.predict.NetworkInput;

/** Each plane of each channel goes through the network by itself. */
record EachChannel(PlaneSource planes, RestoreSettings settings) implements RestoreMode {
    @Override
    public Optional<RoundingBias> rounding(NetworkInput input) throws IOException {
        return RoundingBias.worst(planes, input.channels());
    }
}
