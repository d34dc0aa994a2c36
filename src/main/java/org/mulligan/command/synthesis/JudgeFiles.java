package org.mulligan.command.synthesis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.mulligan.command.InputTexts;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Failures;
import org.mulligan.door.Watcher;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link Judge} for the command line. */
@Plugin(
        type = Command.class,
        label = "Judge files",
        description =
                "Scores images with the discriminator of a synthesiser. It knows its own generator"
                        + " best: a low score is no proof that an image is false, nor a high one"
                        + " that it is true.",
        visible = false)
public class JudgeFiles extends JudgeInputs {
    @Parameter(
            label = "Input",
            description = "Image file of any format that ImageJ opens, or a folder of them",
            attrs = @Attr(name = CommandForm.FIRST),
            persist = false)
    private String input;

    @Parameter(
            label = "Output",
            description =
                    "TIFF file, for a folder as input a folder, for the maps of images larger than"
                            + " the model's; empty = none. Nothing is overwritten",
            persist = false,
            required = false)
    private String output = "";

    @Override
    public void run() {
        try (Watcher watcher = watchers.open("Judge")) {
            mulligan.synthesisers()
                    .judge(
                            Path.of(InputTexts.required("input", input)),
                            InputTexts.required("model", model),
                            className(),
                            InputTexts.path(output),
                            watcher::result,
                            watcher);
        } catch (CancellationException e) {
            cancel(null);
        } catch (IllegalArgumentException | IOException e) {
            cancel(Failures.text(e));
        }
    }
}
