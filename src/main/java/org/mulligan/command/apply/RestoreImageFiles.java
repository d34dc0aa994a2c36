package org.mulligan.command.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Failures;
import org.mulligan.door.Watcher;
import org.mulligan.service.report.Purpose;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** {@link RestoreImage} for the command line, where an image is a file and many are a folder. */
abstract class RestoreImageFiles extends RestoreInputs {
    @Parameter(
            label = "Input",
            description = "Image file of any format that ImageJ opens, or a folder of them",
            attrs = @Attr(name = CommandForm.FIRST),
            persist = false)
    private String input;

    @Parameter(
            label = "Output",
            description =
                    "TIFF file; for a folder as input a folder, with one file per image, same"
                            + " stem, .tif. Nothing is overwritten",
            attrs = @Attr(name = CommandForm.FIRST),
            persist = false)
    private String output;

    protected RestoreImageFiles(Purpose purpose, String model) {
        super(purpose, model);
    }

    @Override
    public void run() {
        try (Watcher watcher = watchers.open(title())) {
            Path from = path("input", input);
            Path to = path("output", output);
            List<Path> written =
                    maps
                            ? mulligan.restoreWithMaps(
                                    from,
                                    settings(),
                                    to,
                                    figures -> watcher.result(figures.line()),
                                    watcher)
                            : mulligan.restore(from, settings(), to, watcher);
            for (Path file : written) watcher.result(file.toString());
        } catch (CancellationException e) {
            cancel(null);
        } catch (IllegalArgumentException | IOException e) {
            cancel(Failures.text(e));
        }
    }

    private static Path path(String key, String value) {
        if (value == null || value.isBlank())
            throw new IllegalArgumentException(
                    "%s must be a file or a folder, got \"%s\"".formatted(key, value));
        return Path.of(value.trim());
    }
}
