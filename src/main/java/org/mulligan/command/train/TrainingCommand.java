package org.mulligan.command.train;

import java.io.IOException;
import java.nio.file.Path;
import org.mulligan.command.InputTexts;
import org.mulligan.command.WatchedCommand;
import org.mulligan.door.Watcher;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.TrainingReport;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;

/** What a training of any kind asks for. Stopping it keeps what it has learnt. */
public abstract class TrainingCommand extends ContextCommand implements WatchedCommand {
    @Parameter(
            label = "Name of the model",
            description =
                    "Name in your folder of models, or a path (a folder, or a file ending in .zip)",
            persist = false)
    private String name;

    @Parameter(
            label = "Seed",
            description = "All randomness comes from it",
            persist = false,
            required = false)
    protected long seed = 1;

    @Parameter(
            label = "Resume",
            description = "Go on from the checkpoint of an earlier run with the same settings",
            persist = false,
            required = false)
    protected boolean resume = false;

    @Parameter(
            label = "Device",
            description =
                    "auto = the faster one, measured; cpu; gpu or gpu:N = this one or an error",
            persist = false,
            required = false)
    private String device = "auto";

    /** Trains as all inputs say. */
    protected abstract TrainingReport train(Watcher watcher) throws IOException;

    /**
     * Where the model goes.
     *
     * @throws IllegalArgumentException when it has no name
     */
    protected Path model() {
        return mulligan().modelPath(InputTexts.required("name", name));
    }

    protected DeviceChoice device() {
        return DeviceChoice.of(device);
    }

    @Override
    public String title() {
        return "Train " + name;
    }

    @Override
    public void work(Watcher watcher) throws IOException {
        watcher.keepsWhenStopped();
        TrainingReport report = train(watcher);
        report.lines().forEach(watcher::result);
        watcher.result(report.model().toString());
    }
}
