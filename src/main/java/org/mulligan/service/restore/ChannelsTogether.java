package org.mulligan.service.restore;

import java.io.IOException;
import org.mulligan.engine.Progress;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Restoration;

/**
 * All channels of a plane, or the colours of an RGB image, go through the network of another tool
 * together.
 *
 * @param channels that come out
 */
record ChannelsTogether(PlaneSource planes, int channels, RestoreSettings settings)
        implements RestoreMode {
    @Override
    public Restoration plan(NetworkInput input, LoadedModel model, int depth, Progress progress)
            throws IOException {
        return CheckedPrediction.plan(input, model, settings, depth, progress);
    }
}
