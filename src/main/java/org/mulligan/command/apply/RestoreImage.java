package org.mulligan.command.apply;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.door.Failures;
import org.mulligan.door.Watcher;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.MappedImage;
import org.mulligan.service.restore.TrustFigures;
import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;

/** Applies a model to the active image. */
abstract class RestoreImage extends RestoreInputs {
    @Parameter(label = "Image", description = "8, 16 or 32 bit, any number of planes; it is kept")
    private ImagePlus input;

    @Parameter(
            label = "Save to",
            description = "TIFF file, or a folder for it; empty = only a new window",
            style = "file",
            persist = false,
            required = false)
    private String output = "";

    /** Shown before the restored image, which is then the active one. */
    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus trust;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus restored;

    protected RestoreImage(Purpose purpose, String model) {
        super(purpose, model);
    }

    @Override
    public void run() {
        try (Watcher watcher = watchers.open(title())) {
            if (input == null || input.getProcessor() == null)
                throw new IllegalArgumentException("There is no image to work on; open one first");
            if (maps) restoreWithMaps(watcher);
            else restored = mulligan.restore(input, settings(), target(), watcher);
        } catch (CancellationException e) {
            cancel(null);
        } catch (IllegalArgumentException | IOException e) {
            cancel(Failures.text(e));
        }
    }

    private void restoreWithMaps(Watcher watcher) throws IOException {
        MappedImage mapped = mulligan.restoreWithMaps(input, settings(), target(), watcher);
        restored = mapped.restored();
        trust = mapped.maps();
        ResultsTable table = ResultsTable.getResultsTable();
        for (TrustFigures figures : mapped.figures()) {
            table.addRow();
            table.addValue("Image", figures.image());
            table.addValue("Channel", figures.channel());
            table.addValue("RSP", figures.rsp());
            table.addValue("RSE", figures.rse());
            table.addValue("Inconsistent", figures.inconsistent());
            table.addValue("Added", figures.added());
        }
        table.show("Results");
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
