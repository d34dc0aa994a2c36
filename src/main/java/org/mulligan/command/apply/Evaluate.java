package org.mulligan.command.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.command.WatchedCommand;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Watcher;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Tells how near folders of images are to their targets, beside the best Gaussian blur. */
@Plugin(
        type = Command.class,
        label = "Evaluate Restoration...",
        visible = false,
        description =
                "Compares a folder of results with the target images of the same names: PSNR, SSIM,"
                        + " sharpness, coherence.")
public class Evaluate extends ContextCommand implements WatchedCommand {
    @Parameter(
            label = "Results",
            description = "Folder of images; several are separated by semicolons",
            style = "directory",
            persist = false)
    private String result;

    @Parameter(
            label = "Target images",
            description = "Folder of images of the same names",
            style = "directory",
            persist = false)
    private String truth;

    @Parameter(
            label = "Noisy images",
            description = "Folder; adds rows for them and for the best Gaussian blur of them",
            style = "directory",
            persist = false,
            required = false)
    private String noisy = "";

    @Parameter(
            label = "Faithful results",
            description =
                    "Folder; adds to each other result a row of an unsharp mask of these that is as"
                            + " sharp",
            style = "directory",
            persist = false,
            required = false)
    private String faithful = "";

    @Parameter(
            label = "Further metrics",
            description = "Names with commas between them; each adds a column",
            attrs = {
                @Attr(name = CommandForm.EXTENSION, value = "metric"),
                @Attr(name = CommandForm.SEVERAL)
            },
            persist = false,
            required = false)
    private String metrics = "";

    @Override
    public String title() {
        return "Evaluate";
    }

    @Override
    public void work(Watcher watcher) throws IOException {
        List<Path> results = new ArrayList<>();
        for (String folder : result.split(";"))
            if (!folder.isBlank()) results.add(Path.of(folder.trim()));
        mulligan()
                .evaluate(
                        results,
                        Path.of(truth.trim()),
                        folder(noisy),
                        folder(faithful),
                        CommandForm.names(metrics),
                        watcher::result,
                        watcher);
    }

    private static Optional<Path> folder(String text) {
        return text == null || text.isBlank()
                ? Optional.empty()
                : Optional.of(Path.of(text.trim()));
    }
}
