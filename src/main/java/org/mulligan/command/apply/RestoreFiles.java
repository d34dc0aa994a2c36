package org.mulligan.command.apply;

import java.util.Optional;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.MaskChoice;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link Restore} for the command line. */
@Plugin(
        type = Command.class,
        label = "Restore files",
        description = "Restores an image file, or every image of a folder.",
        visible = false)
public class RestoreFiles extends RestoreImageFiles {
    @Parameter(
            label = "Missing pixels",
            description =
                    "For a model that fills in: an image file that is not 0 where pixels are"
                            + " missing (any other number counts, 0 = known), or a folder with one for"
                            + " each input of the same stem; or"
                            + " saturated; or nan = pixels that are not numbers",
            persist = false,
            required = false)
    private String mask = "";

    public RestoreFiles() {
        super(Purpose.RESTORE, "deblur");
    }

    @Override
    protected MaskChoice mask() {
        return new MaskChoice(mask == null ? "" : mask.trim(), Optional.empty());
    }
}
