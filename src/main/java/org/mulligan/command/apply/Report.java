package org.mulligan.command.apply;

import ij.IJ;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import org.mulligan.command.InputTexts;
import org.mulligan.command.WatchedCommand;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Watcher;
import org.mulligan.service.report.html.ReportFiles;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Writes a page on what a restoration did. */
@Plugin(
        type = Command.class,
        label = "Report on a Restoration...",
        visible = false,
        description =
                "Writes a page (HTML) on a restored image: before and after, what was taken off, noise, how to repeat it, methods.",
        attrs = {
            @Attr(name = CommandForm.ORDER, value = "input result output maps"),
            @Attr(name = CommandForm.COMMAND_LINE, value = "Report on a restored file")
        })
public class Report extends ContextCommand implements WatchedCommand {
    @Parameter(
            label = "Raw image",
            description = "File of the image that was restored",
            style = "file",
            persist = false)
    private String input;

    @Parameter(
            label = "Result",
            description = "File of the result, as Mulligan saved it",
            style = "file",
            persist = false)
    private String result;

    @Parameter(
            label = "Output",
            description = "Name of the page, ending in .html. Nothing is overwritten",
            style = "file",
            persist = false)
    private String output;

    @Parameter(
            label = "Maps of trust",
            description =
                    "File of maps; empty = NAME-maps.tif beside the result, where there is one",
            style = "file",
            persist = false,
            required = false)
    private String maps = "";

    @Override
    public String title() {
        return "Report";
    }

    @Override
    public void work(Watcher watcher) throws IOException {
        Path page = Path.of(InputTexts.required("output", output));
        mulligan()
                .report(
                        new ReportFiles(
                                Path.of(InputTexts.required("input", input)),
                                Path.of(InputTexts.required("result", result)),
                                InputTexts.path(maps),
                                page),
                        watcher);
        watcher.result(page.toString());
        if (!GraphicsEnvironment.isHeadless() && !IJ.isMacro() && !Interpreter.isBatchMode())
            IJ.runPlugIn("ij.plugin.BrowserLauncher", page.toUri().toString());
    }
}
