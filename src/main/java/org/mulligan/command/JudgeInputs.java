package org.mulligan.command;

import java.util.List;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.service.MulliganService;
import org.mulligan.ui.CommandForm;
import org.mulligan.ui.ModelNames;
import org.mulligan.ui.WatcherService;
import org.scijava.command.DynamicCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** What every way to judge images asks for. */
abstract class JudgeInputs extends DynamicCommand {
    @Parameter protected MulliganService mulligan;
    @Parameter protected WatcherService watchers;

    @Parameter(
            label = "Model",
            description = "Synthesiser whose discriminator judges: a name or a path",
            attrs = @Attr(name = CommandForm.FIRST),
            initializer = "offerModels",
            persist = false)
    protected String model;

    @Parameter(
            label = "Class",
            description =
                    "As which the images are looked at, where the model has classes; empty = the one"
                            + " of all with which each scores highest",
            attrs = @Attr(name = CommandForm.KEY, value = "class"),
            persist = false,
            required = false)
    private String className = "";

    /** Names where there are any, so that a dialog can list them; a path is as good. */
    protected void offerModels() {
        if (isInputResolved("model")) return;
        List<String> names =
                mulligan.models().stream()
                        .filter(JudgeInputs::draws)
                        .map(ModelNames::of)
                        .distinct()
                        .toList();
        if (!names.isEmpty()) getInfo().getMutableInput("model", String.class).setChoices(names);
    }

    private static boolean draws(ModelFile file) {
        return file.description().task().equals(ModelDescription.SYNTHESISE);
    }

    protected String className() {
        return className == null ? "" : className.strip();
    }
}
