package org.mulligan.service.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mulligan.engine.Progress;
import org.mulligan.image.plane.Pixels;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Prediction;
import org.mulligan.predict.Restoration;

/**
 * A prediction for an image that was compared with those of the training.
 *
 * @param warnings a line each; none where the image is like them
 */
record CheckedPrediction(Prediction prediction, List<String> warnings) implements Restoration {
    /** Plans the prediction, then looks at the image; logs both. */
    static CheckedPrediction plan(
            NetworkInput input,
            LoadedModel model,
            RestoreSettings settings,
            int depth,
            Progress progress)
            throws IOException {
        Prediction prediction =
                Prediction.plan(
                        input, model, settings.purpose().verb(), settings.tile(), depth, progress);
        List<String> warnings =
                OutOfDistributionCheck.warnings(
                        input.planes(), input.normalisations(), model.description());
        warnings.forEach(progress::log);
        return new CheckedPrediction(prediction, warnings);
    }

    @Override
    public void plane(int plane, Pixels result) throws IOException {
        prediction.plane(plane, result);
    }

    @Override
    public List<String> notes() {
        List<String> lines = new ArrayList<>(warnings);
        lines.addAll(prediction.notes());
        return lines;
    }

    @Override
    public String outcome(long pixels) {
        return prediction.outcome(pixels);
    }
}
