package org.mulligan.service.restore;

import java.io.IOException;
import java.util.Optional;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.model.ModelDescription;
import org.mulligan.predict.NetworkInput;

/**
 * Each plane of each channel goes through the network by itself; or all channels of a plane, or the
 * colours of an RGB image, through that of another tool together.
 *
 * @param channels that come out
 */
record ThroughNetwork(PlaneSource planes, int channels, RestoreSettings settings)
        implements RestoreMode {
    static ThroughNetwork of(PlaneSource planes, ModelDescription model, RestoreSettings settings) {
        return new ThroughNetwork(
                planes,
                model.tensorSpec().isOneByOne()
                        ? planes.channels()
                        : model.tensorSpec().outputChannels(),
                settings);
    }

    @Override
    public boolean byBlocks(ModelDescription model) {
        return model.tensorSpec().isOneByOne() && !model.seesWholeImages();
    }

    @Override
    public Optional<RoundingBias> rounding(NetworkInput input) throws IOException {
        return RoundingBias.worst(input.measured(), input.channels());
    }
}
