package org.mulligan.command.apply;

import ij.WindowManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.door.CommandForm;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.MaskChoice;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Restores the active image, or files: deblurs it, fills in what is missing, evens its light. */
@Plugin(
        type = Command.class,
        label = "Restore with Mulligan...",
        visible = false,
        description =
                "Deblurs an image, fills in missing pixels, evens its light, or makes a stack as fine"
                        + " along its depth as in its planes. A dim image is for Denoise with"
                        + " Mulligan... instead.",
        attrs = {
            @Attr(name = CommandForm.FIRST, value = "model sharpness mask maps output"),
            @Attr(
                    name = CommandForm.COMMAND_LINE,
                    value = "Restore files: Restores an image file, or every image of a folder."),
            @Attr(name = CommandForm.ORDER, value = RestoreCommand.ORDER),
            @Attr(
                    name = CommandForm.COMMAND_LINE_ORDER,
                    value = RestoreCommand.COMMAND_LINE_ORDER + " " + RestoreCommand.ORDER)
        })
public class Restore extends RestoreCommand {
    @Parameter(
            label = "Missing pixels",
            description =
                    "For a model that fills in: the title of an open image or the path of a file"
                            + " that is not 0 where pixels are missing (any other number counts, 0 ="
                            + " known); or saturated; or roi = inside the selection; or nan ="
                            + " those that are not numbers",
            attrs = @Attr(name = CommandForm.ONLY, value = CommandForm.IMAGEJ),
            persist = false,
            required = false)
    private String mask = "";

    @Parameter(
            label = "Missing pixels",
            description =
                    "For a model that fills in: an image file that is not 0 where pixels are"
                            + " missing (any other number counts, 0 = known), or a folder with one for"
                            + " each input of the same stem; or"
                            + " saturated; or nan = pixels that are not numbers",
            attrs = {
                @Attr(name = CommandForm.ONLY, value = CommandForm.COMMAND_LINE),
                @Attr(name = CommandForm.KEY, value = "mask")
            },
            persist = false,
            required = false)
    private String masks = "";

    public Restore() {
        super(Purpose.RESTORE, "deblur");
    }

    @Override
    public List<String> choices(String input) {
        if (!input.equals("mask")) return super.choices(input);
        List<String> choices = new ArrayList<>(List.of("", "saturated", "roi", "nan"));
        int[] open = WindowManager.getIDList();
        if (open != null) for (int id : open) choices.add(WindowManager.getImage(id).getTitle());
        return choices;
    }

    @Override
    protected MaskChoice imageMask() {
        String which = mask == null ? "" : mask.trim();
        return new MaskChoice(
                which,
                which.isEmpty()
                        ? Optional.empty()
                        : Optional.ofNullable(WindowManager.getImage(which)));
    }

    @Override
    protected MaskChoice fileMask() {
        return new MaskChoice(masks == null ? "" : masks.trim(), Optional.empty());
    }
}
