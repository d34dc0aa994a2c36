package org.mulligan.command.train;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.command.InputTexts;
import org.mulligan.command.WatchedCommand;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Watcher;
import org.mulligan.service.check.CheckPlan;
import org.mulligan.service.check.CheckPlan.Learning;
import org.mulligan.service.check.CheckReport;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Checks the images of a training before it. */
@Plugin(
        type = Command.class,
        label = "Check Images...",
        visible = false,
        description =
                "Checks folders of images before a training: a table, a contact sheet, and in words"
                        + " what is wrong.",
        attrs =
                @Attr(
                        name = CommandForm.ORDER,
                        value =
                                "noisy clean task scale patch output noisy2 measured wanted low"
                                        + " high images"))
public class CheckImages extends ContextCommand implements WatchedCommand {
    private static final String AUTO = "auto";
    private static final int PATCH = 64;
    private static final int PATCH_OF_LOW = 48;

    @Parameter(
            label = "Noisy images",
            description =
                    "Folder of noisy, measured or low-resolution images; empty = there are none",
            style = "directory",
            persist = false,
            required = false)
    private String noisy = "";

    @Parameter(
            label = "Clean images",
            description =
                    "Folder of clean, target or high-resolution images, named like their partners,"
                            + " or of the images of a synthesiser; empty = there are none",
            style = "directory",
            persist = false,
            required = false)
    private String clean = "";

    @Parameter(
            label = "Task",
            description =
                    "What is to be trained; auto = what the keys of the folders say, else denoise",
            choices = {
                AUTO,
                "denoise",
                "super-resolve",
                "deblur",
                "inpaint",
                "even-light",
                "synthesise"
            },
            persist = false,
            required = false)
    private String task = AUTO;

    @Parameter(
            label = "Scale",
            description = "For super-resolve: pixels of a target image along a measured one's",
            min = "2",
            max = "4",
            persist = false,
            required = false)
    private int scale = 2;

    @Parameter(
            label = "Patch [px]",
            description =
                    "Side of a training patch; 0 = what the training takes: 64, for super-resolve 48",
            min = "0",
            persist = false,
            required = false)
    private int patch = 0;

    @Parameter(
            label = "Save to",
            description =
                    "Folder for the table (check-images.csv) and the contact sheet"
                            + " (check-images.tif); empty = none. Nothing is overwritten",
            style = "directory",
            persist = false,
            required = false)
    private String output = "";

    @Parameter(
            label = "Second noisy images",
            description = "Folder, as for Train Denoiser",
            style = "directory",
            attrs = @Attr(name = CommandForm.UNASKED),
            persist = false,
            required = false)
    private String noisy2 = "";

    @Parameter(
            label = "Measured images",
            description = "Folder, as for Train Restorer: another name of noisy",
            style = "directory",
            attrs = @Attr(name = CommandForm.UNASKED),
            persist = false,
            required = false)
    private String measured = "";

    @Parameter(
            label = "Target images",
            description = "Folder, as for Train Restorer: another name of clean",
            style = "directory",
            attrs = @Attr(name = CommandForm.UNASKED),
            persist = false,
            required = false)
    private String wanted = "";

    @Parameter(
            label = "Low-resolution images",
            description = "Folder, as for Train Super-Resolver: another name of noisy",
            style = "directory",
            attrs = @Attr(name = CommandForm.UNASKED),
            persist = false,
            required = false)
    private String low = "";

    @Parameter(
            label = "High-resolution images",
            description = "Folder, as for Train Super-Resolver: another name of clean",
            style = "directory",
            attrs = @Attr(name = CommandForm.UNASKED),
            persist = false,
            required = false)
    private String high = "";

    @Parameter(
            label = "Images",
            description = "Folder or stack, as for Train Synthesiser: another name of clean",
            style = "file",
            attrs = @Attr(name = CommandForm.UNASKED),
            persist = false,
            required = false)
    private String images = "";

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus sheet;

    @Override
    public String title() {
        return "Check Images";
    }

    @Override
    public void work(Watcher watcher) throws IOException {
        CheckReport report = mulligan().checkImages(plan(), InputTexts.path(output), watcher);
        report.lines().forEach(watcher::result);
        show(report);
        sheet = report.sheet();
        Optional<String> error = report.error();
        if (error.isEmpty()) return;
        // A command that fails has no outputs.
        if (IJ.getInstance() != null) sheet.show();
        throw new IllegalArgumentException("A training would stop: " + error.get());
    }

    private static void show(CheckReport report) {
        List<String> headings = report.headings();
        ResultsTable table = ResultsTable.getResultsTable();
        table.reset();
        for (List<String> row : report.rows()) {
            table.addRow();
            for (int i = 0; i < row.size(); i++) {
                // Numbers as numbers, so that a macro can reckon with them; names may be some, too.
                boolean number = i != 1 && row.get(i).matches("-?\\d+(\\.\\d+)?");
                if (number) table.addValue(headings.get(i), Double.parseDouble(row.get(i)));
                else table.addValue(headings.get(i), row.get(i));
            }
        }
        if (!GraphicsEnvironment.isHeadless()) table.show("Results");
    }

    private CheckPlan plan() {
        Learning learning = learning();
        return new CheckPlan(
                learning,
                one("noisy", noisy, "measured", measured, "low", low),
                one(
                        "clean", clean, "wanted", wanted, "high", high, "images", images, "noisy2",
                        noisy2),
                learning == Learning.ENLARGE ? scale : 1,
                patch == 0 ? learning == Learning.ENLARGE ? PATCH_OF_LOW : PATCH : patch);
    }

    /** The folder that is given by one of its keys; each key is followed by its value. */
    private static Optional<Path> one(String... keysAndValues) {
        List<String> keys = new ArrayList<>();
        Optional<Path> given = Optional.empty();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            Optional<Path> path = InputTexts.path(keysAndValues[i + 1]);
            if (path.isEmpty()) continue;
            keys.add(keysAndValues[i]);
            given = path;
        }
        if (keys.size() > 1)
            throw new IllegalArgumentException(
                    "%s name one folder; give one of them".formatted(String.join(" and ", keys)));
        return given;
    }

    private Learning learning() {
        return switch (task) {
            case "denoise" -> Learning.DENOISE;
            case "super-resolve" -> Learning.ENLARGE;
            case "deblur", "inpaint", "even-light" -> Learning.RESTORE;
            case "synthesise" -> Learning.DRAW;
            default -> {
                if (any(low, high)) yield Learning.ENLARGE;
                if (any(measured, wanted)) yield Learning.RESTORE;
                yield any(images) ? Learning.DRAW : Learning.DENOISE;
            }
        };
    }

    private static boolean any(String... folders) {
        for (String folder : folders) if (InputTexts.given(folder).isPresent()) return true;
        return false;
    }
}
