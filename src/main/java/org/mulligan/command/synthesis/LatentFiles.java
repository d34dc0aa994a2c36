package org.mulligan.command.synthesis;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.command.InputTexts;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Failures;
import org.mulligan.door.Watcher;
import org.mulligan.service.generate.Drawn;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link Latent} for the command line. */
@Plugin(
        type = Command.class,
        label = "Latent files",
        description =
                "Walks in the latent space of a synthesiser: ways between images, sums of images,"
                        + " directions that change them, and the nearest image to a real one.",
        visible = false)
public class LatentFiles extends LatentInputs {
    @Parameter(
            label = "Output",
            description =
                    "A file ending in .tif; a projection's latent point goes to NAME-latent.txt"
                            + " beside it. Nothing is overwritten",
            attrs = @Attr(name = CommandForm.FIRST),
            persist = false)
    private String output;

    @Override
    protected Optional<ImagePlus> active() {
        return Optional.empty();
    }

    @Override
    public void run() {
        try (Watcher watcher = watchers.open(title())) {
            Path target = Path.of(InputTexts.required("output", output));
            Drawn drawn =
                    mulligan.synthesisers()
                            .explore(settings(), Optional.of(target), watcher)
                            .drawn();
            drawn.lines().forEach(watcher::result);
            for (Path file : drawn.files()) watcher.result(file.toString());
        } catch (CancellationException e) {
            cancel(null);
        } catch (IllegalArgumentException | IOException e) {
            cancel(Failures.text(e));
        }
    }
}
