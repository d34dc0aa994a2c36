package org.mulligan.command.apply;

import java.util.ArrayList;
import java.util.List;
import org.mulligan.door.CommandForm;
import org.mulligan.service.compare.AutoChoice;
import org.mulligan.service.report.Purpose;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Denoises the active image, or files. */
@Plugin(
        type = Command.class,
        label = "Denoise with Mulligan...",
        visible = false,
        description = "Denoises an image or a stack of planes with a trained network.",
        attrs = {
            @Attr(name = CommandForm.FIRST, value = "model sharpness strength maps output"),
            @Attr(
                    name = CommandForm.COMMAND_LINE,
                    value =
                            "Denoise files: Denoises an image file, or every image of a folder,"
                                    + " with a trained network."),
            @Attr(name = CommandForm.ORDER, value = Denoise.ORDER),
            @Attr(
                    name = CommandForm.COMMAND_LINE_ORDER,
                    value = RestoreCommand.COMMAND_LINE_ORDER + " " + Denoise.ORDER)
        })
public class Denoise extends RestoreCommand {
    static final String ORDER = RestoreCommand.ORDER + " strength";

    @Parameter(
            label = "Strength",
            description =
                    "Of a model that is told of the noise: 1 = as the noise was measured, down to"
                            + " 0.5 smooths less, up to 2 more",
            min = "0.5",
            max = "2",
            stepSize = "0.1",
            persist = false,
            required = false)
    private double strength = 1;

    public Denoise() {
        super(Purpose.DENOISE, AutoChoice.SHIPPED);
    }

    @Override
    protected double strength() {
        return strength;
    }

    /** The models, and the one word that has them judged. */
    @Override
    public List<String> choices(String input) {
        List<String> choices = new ArrayList<>(super.choices(input));
        if (!choices.isEmpty() && input.equals("model")) choices.add(AutoChoice.AUTO);
        return choices;
    }

    @Override
    public String describe(String key, String value) {
        return key.equals("model") && value.equals(AutoChoice.AUTO)
                ? "Judges all of these, Gaussian and median on the image, and takes the best"
                : super.describe(key, value);
    }
}
