package org.mulligan.command.synthesis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.command.InputTexts;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Failures;
import org.mulligan.door.Watcher;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link Synthesise} for the command line. */
@Plugin(
        type = Command.class,
        label = "Synthesise files",
        description = "Draws new images with a trained synthesiser: inventions, no measurements.",
        visible = false)
public class SynthesiseFiles extends SynthesiseInputs {
    @Parameter(
            label = "Output",
            description =
                    "A file ending in .tif for a stack, written plane by plane; else a folder, with"
                            + " a file per image named MODEL-CLASS-SEED.tif. Nothing is overwritten",
            attrs = @Attr(name = CommandForm.FIRST),
            persist = false)
    private String output;

    @Override
    public void run() {
        try (Watcher watcher = watchers.open(title())) {
            Path target = Path.of(InputTexts.required("output", output));
            for (Path file :
                    mulligan.synthesisers().draw(settings(), Optional.of(target), watcher).files())
                watcher.result(file.toString());
        } catch (CancellationException e) {
            cancel(null);
        } catch (IllegalArgumentException | IOException e) {
            cancel(Failures.text(e));
        }
    }
}
