package org.mulligan.command.apply;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.mulligan.command.ImageCommand;
import org.mulligan.command.InputTexts;
import org.mulligan.door.CommandForm;
import org.mulligan.door.InputImage;
import org.mulligan.door.Watcher;
import org.mulligan.service.compare.Comparison;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Ranks denoisers on the active image, or on files, without their truth. */
@Plugin(
        type = Command.class,
        label = "Compare on This Image...",
        visible = false,
        description =
                "Estimates which denoiser is best for an image, and shows them beside each other.",
        attrs = {
            @Attr(name = CommandForm.COMMAND_LINE, value = "Compare files"),
            @Attr(name = CommandForm.COMMAND_LINE_ORDER, value = "input output")
        })
public class Compare extends ImageCommand {
    @Parameter(
            label = "Image",
            description = "8, 16 or 32 bit, any number of planes; it is kept",
            attrs = {
                @Attr(name = CommandForm.ONLY, value = CommandForm.IMAGEJ),
                @Attr(name = CommandForm.NEEDED)
            },
            persist = false,
            required = false)
    private InputImage input;

    @Parameter(
            label = "Second shot",
            description =
                    "File of a second shot of the same field; for a folder as input a folder of"
                            + " them under the same names. Empty = the noise of the image is used",
            style = "file",
            persist = false,
            required = false)
    private String repeat = "";

    @Parameter(
            label = "Save to",
            description =
                    "Folder for NAME-compare.tif (the sheet) and NAME-compare.csv (the table);"
                            + " empty = none. Nothing is overwritten",
            style = "directory",
            persist = false,
            required = false)
    private String output = "";

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus sheet;

    @Override
    public String title() {
        return "Compare on This Image";
    }

    @Override
    protected void onImage(Watcher watcher) throws IOException {
        ImagePlus image = InputImage.required(input, "compare on");
        Comparison comparison =
                mulligan()
                        .compare(image, InputTexts.path(repeat), InputTexts.path(output), watcher);
        sheet = comparison.sheet();
        ResultsTable table = ResultsTable.getResultsTable();
        for (List<String> row : comparison.rows()) {
            table.addRow();
            for (int i = 0; i < row.size(); i++) add(table, Comparison.HEADER.get(i), row.get(i));
        }
        table.show("Results");
        comparison.sentences().forEach(watcher::result);
    }

    /** Numbers as numbers, so that a macro can reckon with them. */
    private static void add(ResultsTable table, String heading, String text) {
        if (text.matches("-?\\d+(\\.\\d+)?")) table.addValue(heading, Double.parseDouble(text));
        else table.addValue(heading, text);
    }

    @Override
    protected void onFiles(String files, Watcher watcher) throws IOException {
        mulligan()
                .compare(
                        Path.of(InputTexts.required("input", files)),
                        InputTexts.path(repeat),
                        InputTexts.path(output),
                        watcher::result,
                        watcher);
    }
}
