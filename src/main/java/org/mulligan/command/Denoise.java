package org.mulligan.command;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.ui.Failures;
import org.mulligan.ui.Watcher;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Denoises the active image. */
@Plugin(
        type = Command.class,
        label = "Denoise...",
        description = "Denoises an image or a stack of planes with a trained network.")
public class Denoise extends DenoiseInputs {
    @Parameter(label = "Image", description = "8, 16 or 32 bit, any number of planes; it is kept")
    private ImagePlus input;

    @Parameter(
            label = "Save to",
            description = "TIFF file, or a folder for it; empty = only a new window",
            style = "file",
            persist = false,
            required = false)
    private String output = "";

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus denoised;

    @Override
    public void run() {
        try (Watcher watcher = watchers.open("Denoise")) {
            if (input == null || input.getProcessor() == null)
                throw new IllegalArgumentException("There is no image to denoise; open one first");
            denoised = mulligan.denoise(input, settings(), target(), watcher);
        } catch (CancellationException e) {
            cancel(null);
        } catch (IllegalArgumentException | IOException e) {
            cancel(Failures.text(e));
        }
    }

    private Optional<Path> target() {
        if (output == null || output.isBlank()) return Optional.empty();
        Path path = Path.of(output.trim());
        return Optional.of(Files.isDirectory(path) ? path.resolve(stem() + ".tif") : path);
    }

    private String stem() {
        return input.getTitle().replaceFirst("\\.\\w{1,4}$", "").replaceAll("[\\\\/:*?\"<>|]", "_");
    }
}
