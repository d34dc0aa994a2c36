package org.mulligan.command.models;

import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.command.WatchedCommand;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Watcher;
import org.mulligan.service.training.StartedTraining;
import org.mulligan.service.training.StartedTrainings;
import org.mulligan.ui.TrainingsWindow;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Shows the trainings that have not reached their end, goes on with one, and removes. */
@Plugin(
        type = Command.class,
        label = "List Mulligan Trainings...",
        visible = false,
        description =
                "Shows the trainings that were interrupted, with how far they got, and resumes or removes them.")
public class ListTrainings extends ContextCommand implements WatchedCommand {
    @Parameter(
            label = "Resume",
            description =
                    "Name or path of the model whose training goes on, with all that it was started with",
            attrs = @Attr(name = CommandForm.UNASKED),
            persist = false,
            required = false)
    private String resume = "";

    @Parameter(
            label = "Remove",
            description =
                    "Name or path of the model whose interrupted training is removed, without a question",
            attrs = @Attr(name = CommandForm.UNASKED),
            persist = false,
            required = false)
    private String remove = "";

    @Override
    public String title() {
        return "List";
    }

    @Override
    public void work(Watcher watcher) throws IOException {
        StartedTrainings trainings = mulligan().trainings();
        boolean resumes = resume != null && !resume.isBlank();
        boolean removes = remove != null && !remove.isBlank();
        if (resumes && removes)
            throw new IllegalArgumentException("resume and remove exclude each other; give one");
        if (resumes) resume(trainings.named(resume.strip()));
        else if (removes) {
            StartedTraining training = trainings.named(remove.strip());
            trainings.delete(training);
            watcher.result("Removed the training of " + training.model());
        } else if (GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode())
            list(trainings.all(), watcher);
        else TrainingsWindow.open(trainings, this::resume);
    }

    private static void list(List<StartedTraining> trainings, Watcher watcher) {
        if (trainings.isEmpty()) watcher.result("No training was interrupted");
        for (StartedTraining training : trainings)
            watcher.result(
                    "%s: %s, %s".formatted(training.name(), training.state(), training.model()));
    }

    private void resume(StartedTraining training) {
        CommandForm form = form(training.command());
        Map<String, String> inputs = new LinkedHashMap<>(training.inputs());
        inputs.put("resume", "true");
        form.run(form.values(inputs));
    }
}
