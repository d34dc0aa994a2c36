package org.mulligan.command.models;

import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.List;
import org.mulligan.command.InputTexts;
import org.mulligan.command.WatchedCommand;
import org.mulligan.door.Watcher;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.service.models.CheckedModel;
import org.mulligan.service.report.TextTable;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Says whether models are whole, compute what they should, leave no seams, and how fast. */
@Plugin(
        type = Command.class,
        label = "Check Mulligan Models...",
        visible = false,
        description =
                "Checks models: files and hashes, operations, test tensors, seams between tiles,"
                        + " speed on this machine.")
public class CheckModels extends ContextCommand implements WatchedCommand {
    private static final String WINDOW = "Checked models";

    @Parameter(
            label = "Models",
            description =
                    "A model (name, folder or zip) or a folder of models; empty = all that are"
                            + " installed",
            style = "file",
            persist = false,
            required = false)
    private String models = "";

    @Parameter(
            label = "Size [px]",
            description = "Side of the image whose time is taken; 0 = no time is taken",
            min = "0",
            persist = false,
            required = false)
    private int size = 1024;

    @Parameter(
            label = "Device",
            description =
                    "auto = the faster one, measured; cpu; gpu or gpu:N = this one or an error",
            persist = false,
            required = false)
    private String device = "auto";

    @Parameter(
            label = "Save to",
            description =
                    "A file ending in .csv; the same as text goes to NAME.txt beside it; empty ="
                            + " only shown. Nothing is overwritten",
            style = "file",
            persist = false,
            required = false)
    private String output = "";

    @Override
    public String title() {
        return "Check";
    }

    @Override
    public void work(Watcher watcher) throws IOException {
        List<CheckedModel> checked =
                mulligan()
                        .shelf()
                        .check(
                                models == null ? "" : models,
                                DeviceChoice.of(device),
                                size,
                                InputTexts.path(output),
                                watcher);
        TextTable table = CheckedModel.table(checked);
        if (GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode())
            table.lines().forEach(watcher::result);
        else show(table);
    }

    private static void show(TextTable table) {
        ResultsTable results = new ResultsTable();
        for (List<String> row : table.rows()) {
            results.addRow();
            for (int c = 0; c < row.size(); c++)
                results.addValue(table.header().get(c), row.get(c));
        }
        results.show(WINDOW);
    }
}
