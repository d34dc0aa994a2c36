package org.mulligan.command.apply;

import ij.WindowManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.MaskChoice;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Restores the active image: deblurs it, fills in what is missing, evens its light. */
@Plugin(
        type = Command.class,
        label = "Restore...",
        description = "Deblurs an image, fills in missing pixels, or evens its light.")
public class Restore extends RestoreImage {
    @Parameter(
            label = "Missing pixels",
            description =
                    "For a model that fills in: the title of an open image or the path of a file"
                            + " that is not 0 where pixels are missing (any other number counts, 0 ="
                            + " known); or saturated; or roi = inside the selection; or nan ="
                            + " those that are not numbers",
            initializer = "offerMasks",
            persist = false,
            required = false)
    private String mask = "";

    public Restore() {
        super(Purpose.RESTORE, "deblur");
    }

    /** Fills the dialog's list. */
    protected void offerMasks() {
        if (isInputResolved("mask")) return;
        List<String> choices = new ArrayList<>(List.of("", "saturated", "roi", "nan"));
        int[] open = WindowManager.getIDList();
        if (open != null) for (int id : open) choices.add(WindowManager.getImage(id).getTitle());
        getInfo().getMutableInput("mask", String.class).setChoices(choices);
    }

    @Override
    protected MaskChoice mask() {
        String which = mask == null ? "" : mask.trim();
        return new MaskChoice(
                which,
                which.isEmpty()
                        ? Optional.empty()
                        : Optional.ofNullable(WindowManager.getImage(which)));
    }
}
