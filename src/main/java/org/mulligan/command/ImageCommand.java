package org.mulligan.command;

import java.io.IOException;
import java.util.Optional;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Watcher;
import org.mulligan.service.report.Purpose;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/**
 * A command on the open image or, from the command line, on a file or a folder of them. What only
 * one of the two asks for says so in its attributes.
 */
public abstract class ImageCommand extends ModelCommand {
    @Parameter(
            label = "Input",
            description =
                    "Image file of any format that ImageJ opens, an OME-Zarr, or a folder of them",
            attrs = {
                @Attr(name = CommandForm.ONLY, value = CommandForm.COMMAND_LINE),
                @Attr(name = CommandForm.KEY, value = "input"),
                @Attr(name = CommandForm.NEEDED)
            },
            persist = false,
            required = false)
    private String files;

    /** Without a model. */
    protected ImageCommand() {
        super(Optional.empty());
    }

    protected ImageCommand(Purpose purpose) {
        super(Optional.of(purpose));
    }

    /** Works on the open image. */
    protected abstract void onImage(Watcher watcher) throws IOException;

    /**
     * Works on files.
     *
     * @param input a file or a folder, as it was given
     */
    protected abstract void onFiles(String input, Watcher watcher) throws IOException;

    @Override
    public void work(Watcher watcher) throws IOException {
        if (files == null) onImage(watcher);
        else onFiles(files, watcher);
    }
}
