package org.mulligan.command.synthesis;

import java.nio.file.Path;
import java.util.Optional;
import org.mulligan.command.InputTexts;
import org.mulligan.command.ModelCommand;
import org.mulligan.door.CommandForm;
import org.mulligan.door.DescribesValues;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.service.generate.DrawStyle;
import org.mulligan.service.generate.DrawStyle.Depth;
import org.mulligan.service.report.Purpose;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** Draws images, into a new window or, from the command line, into files. */
abstract class DrawCommand extends ModelCommand implements DescribesValues {
    private final Purpose purpose;

    @Parameter(
            label = "Model",
            description =
                    "A synthesiser: a name from the list of models, or a path to a package (a"
                            + " folder or a zip)",
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
                    "File of a latent point, from a projection with Explore Latent Space..., in place of the"
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

    protected DrawCommand(Purpose purpose) {
        super(Optional.of(purpose));
        this.purpose = purpose;
    }

    @Override
    public String title() {
        return purpose.command().replace("...", "");
    }

    /**
     * @throws IllegalArgumentException when a value is none; the text says which are
     */
    DrawStyle style() {
        return new DrawStyle(
                model == null ? "" : model,
                classes == null ? "" : classes,
                truncation,
                stamp,
                Depth.of(depth),
                DeviceChoice.of(device));
    }

    Optional<Path> point() {
        return InputTexts.path(point);
    }
}
