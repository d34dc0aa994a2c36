package org.mulligan.command.synthesis;

import java.nio.file.Path;
import java.util.Optional;
import org.mulligan.command.InputTexts;
import org.mulligan.command.ModelChoices;
import org.mulligan.door.CommandForm;
import org.mulligan.door.DescribesValues;
import org.mulligan.door.WatcherService;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.service.MulliganService;
import org.mulligan.service.generate.DrawStyle;
import org.mulligan.service.generate.DrawStyle.Depth;
import org.mulligan.service.report.Purpose;
import org.scijava.command.DynamicCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** What every way to draw images asks for. */
abstract class DrawInputs extends DynamicCommand implements DescribesValues {
    private final Purpose purpose;

    private final ModelChoices models = new ModelChoices();

    @Parameter protected MulliganService mulligan;
    @Parameter protected WatcherService watchers;

    @Parameter(
            label = "Model",
            description =
                    "A synthesiser: a name from the list of models, or a path to a package (a"
                            + " folder or a zip)",
            initializer = "offerModels",
            attrs = @Attr(name = CommandForm.FIRST),
            persist = false)
    private String model;

    @Parameter(
            label = "Class",
            description =
                    "A name, or several with commas between them, which take turns; empty = all"
                            + " of the model's classes take turns, seed by seed",
            attrs = @Attr(name = CommandForm.KEY, value = "class"),
            persist = false,
            required = false)
    private String classes = "";

    @Parameter(
            label = "Truncation",
            description =
                    "What latent points are multiplied by: 1 = nothing is changed; small values"
                            + " give typical images that are all alike",
            min = "0",
            max = "1",
            stepSize = "0.1",
            persist = false,
            required = false)
    private double truncation = 1;

    @Parameter(
            label = "Latent point",
            description =
                    "File of a latent point, from a projection with Latent..., in place of the"
                            + " seed; empty = none",
            style = "file",
            persist = false,
            required = false)
    private String point = "";

    @Parameter(
            label = "Stamp",
            description =
                    "Say \"synthetic\" in titles and labels. Info and the files' metadata always"
                            + " say it",
            persist = false,
            required = false)
    private boolean stamp = true;

    @Parameter(
            label = "Bit depth",
            description =
                    "auto = 8 or 16 bit where the training images' range was that of such, else"
                            + " 32-bit; 32-bit",
            choices = {"auto", "32-bit"},
            persist = false,
            required = false)
    private String depth = "auto";

    @Parameter(
            label = "Device",
            description =
                    "auto = the faster one, measured; cpu; gpu or gpu:N = this one or an error",
            persist = false,
            required = false)
    private String device = "auto";

    protected DrawInputs(Purpose purpose) {
        this.purpose = purpose;
    }

    /** For the title of the progress: the command's name. */
    protected String title() {
        return purpose.command().replace("...", "");
    }

    protected void offerModels() {
        models.offer(this, purpose, mulligan.models());
    }

    @Override
    public String describe(String key, String value) {
        return models.describe(key, value);
    }

    /**
     * @throws IllegalArgumentException when a value is none; the text says which are
     */
    protected DrawStyle style() {
        return new DrawStyle(
                model == null ? "" : model,
                classes == null ? "" : classes,
                truncation,
                stamp,
                Depth.of(depth),
                DeviceChoice.of(device));
    }

    protected Optional<Path> point() {
        return InputTexts.path(point);
    }
}
