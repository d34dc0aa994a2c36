package org.mulligan.command.synthesis;

import org.mulligan.command.ModelChoices;
import org.mulligan.door.CommandForm;
import org.mulligan.door.WatcherService;
import org.mulligan.service.MulliganService;
import org.mulligan.service.report.Purpose;
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

    protected void offerModels() {
        new ModelChoices().offer(this, Purpose.SYNTHESISE, mulligan.models());
    }

    protected String className() {
        return className == null ? "" : className.strip();
    }
}
