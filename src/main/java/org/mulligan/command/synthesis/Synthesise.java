package org.mulligan.command.synthesis;

import ij.ImagePlus;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.mulligan.command.InputTexts;
import org.mulligan.door.Failures;
import org.mulligan.door.Watcher;
import org.mulligan.service.generate.Drawn;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Draws new images with a trained generator. */
@Plugin(
        type = Command.class,
        label = "Synthesise...",
        description = "Draws new images with a trained synthesiser: inventions, no measurements.")
public class Synthesise extends SynthesiseInputs {
    @Parameter(
            label = "Save to",
            description =
                    "A file ending in .tif for a stack that is written plane by plane; else a"
                            + " folder for a file per image; empty = only a new window. Nothing"
                            + " is overwritten",
            style = "file",
            persist = false,
            required = false)
    private String output = "";

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus drawn;

    @Override
    public void run() {
        try (Watcher watcher = watchers.open(title())) {
            Drawn result =
                    mulligan.synthesisers().draw(settings(), InputTexts.path(output), watcher);
            if (result.image().isPresent()) drawn = result.image().get();
            else watcher.log("%d images in %s".formatted(result.files().size(), output.strip()));
        } catch (CancellationException e) {
            cancel(null);
        } catch (IllegalArgumentException | IOException e) {
            cancel(Failures.text(e));
        }
    }
}
