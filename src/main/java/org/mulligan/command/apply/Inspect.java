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
import org.mulligan.service.inspect.Figure;
import org.mulligan.service.inspect.Figures;
import org.mulligan.service.inspect.Findings;
import org.mulligan.service.inspect.InspectedFiles;
import org.mulligan.service.inspect.NoisePlots;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Measures the noise of the active image, or of files, and says what to do about it. */
@Plugin(
        type = Command.class,
        label = "Inspect Noise...",
        visible = false,
        description =
                "Measures noise, light and defects of an image, and says which command to use.",
        attrs = {
            @Attr(name = CommandForm.COMMAND_LINE, value = "Inspect files"),
            @Attr(name = CommandForm.COMMAND_LINE_ORDER, value = "input output")
        })
public class Inspect extends ImageCommand {
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
            label = "Save to",
            description =
                    "Folder for the table (inspect.csv) and the plots (PNG); empty = none. Nothing"
                            + " is overwritten",
            style = "directory",
            persist = false,
            required = false)
    private String output = "";

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus autocorrelation;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus photonTransfer;

    @Override
    public String title() {
        return "Inspect Noise";
    }

    @Override
    protected void onImage(Watcher watcher) throws IOException {
        List<Findings> channels =
                mulligan()
                        .inspect(
                                InputImage.required(input, "inspect"),
                                InputTexts.path(output),
                                watcher);
        NoisePlots.autocorrelation(channels).ifPresent(plot -> autocorrelation = plot);
        NoisePlots.photonTransfer(channels).ifPresent(plot -> photonTransfer = plot);
        ResultsTable table = ResultsTable.getResultsTable();
        for (Findings channel : channels) {
            add(channel, table);
            watcher.result(InspectedFiles.sentences(channel));
        }
        table.show("Results");
    }

    @Override
    protected void onFiles(String files, Watcher watcher) throws IOException {
        mulligan()
                .inspect(
                        Path.of(InputTexts.required("input", files)),
                        InputTexts.path(output),
                        watcher::result,
                        watcher);
    }

    private static void add(Findings channel, ResultsTable table) {
        table.addRow();
        table.addValue("Image", channel.image());
        table.addValue("Channel", channel.channel());
        for (Figure figure : Figures.of(channel)) table.addValue(figure.heading(), figure.value());
    }
}
