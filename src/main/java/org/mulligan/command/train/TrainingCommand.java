package org.mulligan.command.train;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.mulligan.command.InputTexts;
import org.mulligan.command.WatchedCommand;
import org.mulligan.door.Failures;
import org.mulligan.door.FormField;
import org.mulligan.door.Watcher;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.TrainingReport;
import org.mulligan.service.training.StartedTrainings;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.util.ClassUtils;

/** What a training of any kind asks for. Stopping it keeps what it has learnt. */
public abstract class TrainingCommand extends ContextCommand implements WatchedCommand {
    /** Keys of models, which may be names or paths. */
    private static final Set<String> PATHS = Set.of("start", "teacher", "model");

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

    /** A training that ends before its end can be resumed from the list of trainings. */
    private TrainingReport noted(Watcher watcher) throws IOException {
        StartedTrainings trainings = mulligan().trainings();
        try {
            trainings.begin(model(), getClass().getName(), inputs());
        } catch (IOException e) {
            // A note is not worth a training.
            watcher.log("The list of trainings will not have this one: " + Failures.text(e));
        }
        try {
            return train(watcher);
        } finally {
            forget(trainings);
        }
    }

    private void forget(StartedTrainings trainings) {
        try {
            trainings.forgetEnded(model());
        } catch (IOException e) {
            // What is left over leads to no checkpoint, and so is in no list.
        }
    }

    /** By the keys of a macro; paths so that they mean the same from any folder. */
    private Map<String, String> inputs() {
        Map<String, Object> values = new HashMap<>();
        for (Field field : ClassUtils.getAnnotatedFields(getClass(), Parameter.class))
            values.put(field.getName(), ClassUtils.getValue(field, this));
        Map<String, String> inputs = new LinkedHashMap<>();
        for (FormField field : form(getClass().getName()).inputs()) {
            Object value = values.get(field.name());
            if (value == null || field.key().equals("resume")) continue;
            boolean isPath = !field.style().isEmpty() || PATHS.contains(field.key());
            inputs.put(field.key(), isPath ? absolute(value.toString()) : value.toString());
        }
        inputs.put("name", model().toAbsolutePath().toString());
        return inputs;
    }

    private static String absolute(String path) {
        if (path.isBlank() || !Files.exists(Path.of(path.strip()))) return path;
        return Path.of(path.strip()).toAbsolutePath().toString();
    }

    @Override
    public String title() {
        return "Train " + name;
    }

    @Override
    public void work(Watcher watcher) throws IOException {
        watcher.keepsWhenStopped();
        TrainingReport report = noted(watcher);
        report.lines().forEach(watcher::result);
        watcher.result(report.model().toString());
    }
}
