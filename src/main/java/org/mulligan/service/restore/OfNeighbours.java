package org.mulligan.service.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.series.SeriesAxis;
import org.mulligan.model.ModelDescription;
import org.mulligan.predict.DrawnKept;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Restoration;
import org.mulligan.predict.block.BlockFolder;
import org.mulligan.predict.series.SeriesRestoration;
import org.mulligan.predict.series.VolumeRestoration;

/**
 * Each plane of a series is made of those before and after it. Noise that is correlated within a
 * plane does not hurt such a network, so nobody is warned of it; but where the plane itself is
 * among them.
 *
 * @param axis along which the neighbours lie
 */
record OfNeighbours(PlaneSource planes, SeriesAxis axis, RestoreSettings settings)
        implements RestoreMode {
    /**
     * @throws IllegalArgumentException when the series is too short for the model
     */
    static OfNeighbours of(
            PlaneSource planes, SeriesAxis axis, ModelDescription model, RestoreSettings settings) {
        SeriesRestoration.require(axis, model);
        return new OfNeighbours(planes, axis, settings);
    }

    @Override
    public Optional<RoundingBias> rounding(NetworkInput input) throws IOException {
        return RoundingBias.worst(input.measured(), input.channels());
    }

    @Override
    public Restoration plan(
            NetworkInput input,
            LoadedModel model,
            int depth,
            Optional<BlockFolder> blocks,
            Progress progress)
            throws IOException {
        List<String> lines =
                new ArrayList<>(
                        OutOfDistributionCheck.warnings(
                                input.planes(), input.normalisations(), model.description()));
        if (model.description().takesItself())
            lines.addAll(
                    NoiseCheck.of(input.whole(), planes.whole(), model.description(), false)
                            .warnings());
        lines.addAll(input.notes());
        Restoration series = plan(input, model, depth, lines, progress);
        return input.outliers().hasDrawn()
                ? new DrawnKept(series, planes, input, model.description().scale())
                : series;
    }

    private Restoration plan(
            NetworkInput input,
            LoadedModel model,
            int depth,
            List<String> warnings,
            Progress progress)
            throws IOException {
        String verb = settings.purpose().verb();
        if (model.description().volume()) {
            VolumeRestoration volume =
                    VolumeRestoration.plan(input, axis, model, verb, settings.tile(), progress);
            volume.warn(warnings);
            return volume;
        }
        SeriesRestoration series =
                SeriesRestoration.plan(input, axis, model, verb, settings.tile(), depth, progress);
        series.warn(warnings);
        return series;
    }
}
