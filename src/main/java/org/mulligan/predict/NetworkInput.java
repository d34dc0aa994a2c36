package org.mulligan.predict;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.model.ModelDescription;

/**
 * What a network is given of an image: its planes, and how each of their channels is normalised.
 * The whole image is read for that once, when it is first asked for; no plane is kept.
 */
public final class NetworkInput {
    private final PlaneSource planes;
    private final ModelDescription model;
    private final Progress progress;
    private List<ChannelIntensities.Channel> channels = List.of();

    /** Nothing is read yet. */
    public NetworkInput(PlaneSource planes, ModelDescription model, Progress progress) {
        this.planes = planes;
        this.model = model;
        this.progress = progress;
    }

    public PlaneSource planes() {
        return planes;
    }

    /**
     * How each channel is normalised for the model.
     *
     * @throws IllegalArgumentException when a channel is constant, saturated or not finite
     * @throws CancellationException when the progress cancels
     */
    public List<ChannelIntensities.Channel> channels() throws IOException {
        if (channels.isEmpty())
            channels =
                    ChannelIntensities.measure(
                            planes,
                            model.tensorSpec().scaling(),
                            plane -> {
                                if (progress.cancelled())
                                    throw new CancellationException("Cancelled");
                                progress.update("Reading intensities", 0, -1);
                            });
        return channels;
    }

    /** Of {@link #channels()}. */
    public List<Normalisation> normalisations() throws IOException {
        return channels().stream().map(ChannelIntensities.Channel::normalisation).toList();
    }
}
