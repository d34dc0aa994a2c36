package org.mulligan.command.synthesis;

import ij.ImagePlus;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.command.InputTexts;
import org.mulligan.door.Failures;
import org.mulligan.door.Watcher;
import org.mulligan.service.latent.Explored;
import org.mulligan.ui.LatentWindow;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Walks in the latent space of a synthesiser. */
@Plugin(
        type = Command.class,
        label = "Latent...",
        description =
                "Walks in the latent space of a synthesiser: ways between images, sums of images,"
                        + " directions that change them, and the nearest image to a real one.")
public class Latent extends LatentInputs {
    /** The active one: only the thread that called knows it in batch mode. */
    @Parameter(label = "Active image", description = "The active image", required = false)
    private ImagePlus input;

    @Parameter(
            label = "Save to",
            description =
                    "A file ending in .tif; empty = only a new window. A projection's latent point"
                            + " goes to NAME-latent.txt beside it. Nothing is overwritten",
            style = "file",
            persist = false,
            required = false)
    private String output = "";

    @Parameter(
            label = "Show sliders",
            description =
                    "Of directions, open a window with a slider for each; never without a display"
                            + " or in batch mode",
            persist = false,
            required = false)
    private boolean show = true;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus drawn;

    @Override
    protected Optional<ImagePlus> active() {
        // Where no image is open SciJava gives one without pixels.
        return Optional.ofNullable(input).filter(image -> image.getWidth() > 0);
    }

    @Override
    public void run() {
        try (Watcher watcher = watchers.open(title())) {
            Explored result =
                    mulligan.synthesisers().explore(settings(), InputTexts.path(output), watcher);
            result.drawn().lines().forEach(watcher::log);
            drawn = result.drawn().image().orElse(null);
            if (show && !GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode())
                result.explorer().ifPresent(LatentWindow::open);
        } catch (CancellationException e) {
            cancel(null);
        } catch (IllegalArgumentException | IOException e) {
            cancel(Failures.text(e));
        }
    }
}
