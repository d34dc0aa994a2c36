package org.mulligan.command.apply;

import org.mulligan.command.ImageCommand;
import org.mulligan.door.CommandForm;
import org.mulligan.image.io.ImageCut;
import org.mulligan.service.report.Purpose;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/**
 * A command that makes an image of an image, or of a part of one. A dialog does not ask for the
 * part: there one selects and duplicates it, and sees what it is.
 */
abstract class PartCommand extends ImageCommand {
    @Parameter(
            label = "Region",
            description =
                    "Part of each plane: x,y,width,height in px; or roi = the rectangle around the"
                            + " selection; empty = all",
            attrs = @Attr(name = CommandForm.UNASKED),
            persist = false,
            required = false)
    private String region = "";

    @Parameter(
            label = "Channels",
            description =
                    "Numbers from 1 and ranges, such as 1,3 or 2-5; empty = all. Only these are read",
            attrs = @Attr(name = CommandForm.UNASKED),
            persist = false,
            required = false)
    private String channels = "";

    @Parameter(
            label = "Slices",
            description =
                    "Numbers from 1 and ranges, such as 10-40 or 10- for the rest; empty = all",
            attrs = @Attr(name = CommandForm.UNASKED),
            persist = false,
            required = false)
    private String slices = "";

    @Parameter(
            label = "Frames",
            description = "Numbers from 1 and ranges, such as 1-100:5 for every fifth; empty = all",
            attrs = @Attr(name = CommandForm.UNASKED),
            persist = false,
            required = false)
    private String frames = "";

    @Parameter(
            label = "Skip damaged parts",
            description =
                    "Strips, tiles and chunks that cannot be read are named and have the fill value,"
                            + " where else it stops",
            attrs = {
                @Attr(name = CommandForm.ONLY, value = CommandForm.COMMAND_LINE),
                @Attr(name = CommandForm.UNASKED)
            },
            persist = false,
            required = false)
    private boolean skip = false;

    /** Without a model. */
    PartCommand() {}

    PartCommand(Purpose purpose) {
        super(purpose);
    }

    /** Whether parts of a file that cannot be read are left out. */
    boolean skips() {
        return skip;
    }

    /**
     * The part that is asked for.
     *
     * @throws IllegalArgumentException when a text does not say one
     */
    ImageCut cut() {
        return ImageCut.of(region, channels, slices, frames);
    }
}
