package org.mulligan.service.restore;

import java.io.IOException;
import org.mulligan.engine.Progress;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Restoration;

/** Each plane of each channel goes through the network by itself. */
record EachChannel(PlaneSource planes, RestoreSettings settings) implements RestoreMode {
    @Override
    public Restoration plan(NetworkInput input, LoadedModel model, int depth, Progress progress)
            throws IOException {
        return CheckedPrediction.plan(input, model, settings, depth, progress);
    }
}
