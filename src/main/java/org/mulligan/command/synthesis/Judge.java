package org.mulligan.command.synthesis;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.file.Path;
import org.mulligan.command.ImageCommand;
import org.mulligan.command.InputTexts;
import org.mulligan.door.CommandForm;
import org.mulligan.door.InputImage;
import org.mulligan.door.Watcher;
import org.mulligan.service.evaluate.Judged;
import org.mulligan.service.evaluate.Judgement;
import org.mulligan.service.report.Purpose;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Asks a synthesiser's discriminator how the active image, or files, look to it. */
@Plugin(
        type = Command.class,
        label = "Judge with Mulligan...",
        visible = false,
        description =
                "Scores images with the discriminator of a synthesiser. It knows its own generator"
                        + " best: a low score is no proof that an image is false, nor a high one"
                        + " that it is true.",
        attrs = {
            @Attr(name = CommandForm.COMMAND_LINE, value = "Judge files"),
            @Attr(name = CommandForm.COMMAND_LINE_ORDER, value = "model input")
        })
public class Judge extends ImageCommand {
    @Parameter(
            label = "Model",
            description = "Synthesiser whose discriminator judges: a name or a path",
            persist = false)
    private String model;

    @Parameter(
            label = "Class",
            description =
                    "As which the images are looked at, where the model has classes; empty = the one"
                            + " of all with which each scores highest",
            attrs = @Attr(name = CommandForm.KEY, value = "class"),
            persist = false,
            required = false)
    private String className = "";

    @Parameter(
            label = "Image",
            description = "Each plane of it is judged; it is kept",
            attrs = {
                @Attr(name = CommandForm.ONLY, value = CommandForm.IMAGEJ),
                @Attr(name = CommandForm.NEEDED)
            },
            persist = false,
            required = false)
    private InputImage input;

    @Parameter(
            label = "Save the map to",
            description =
                    "TIFF file for the map of an image larger than the model's; empty = only a new"
                            + " window",
            style = "file",
            attrs = @Attr(name = CommandForm.ONLY, value = CommandForm.IMAGEJ),
            persist = false,
            required = false)
    private String output = "";

    @Parameter(
            label = "Output",
            description =
                    "TIFF file, for a folder as input a folder, for the maps of images larger than"
                            + " the model's; empty = none. Nothing is overwritten",
            attrs = {
                @Attr(name = CommandForm.ONLY, value = CommandForm.COMMAND_LINE),
                @Attr(name = CommandForm.KEY, value = "output")
            },
            persist = false,
            required = false)
    private String target = "";

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus map;

    public Judge() {
        super(Purpose.SYNTHESISE);
    }

    @Override
    public String title() {
        return "Judge";
    }

    @Override
    protected void onImage(Watcher watcher) throws IOException {
        Judged judged =
                mulligan()
                        .synthesisers()
                        .judge(
                                InputImage.required(input, "judge"),
                                InputTexts.required("model", model),
                                className(),
                                InputTexts.path(output),
                                watcher);
        judged.map().ifPresent(image -> map = image);
        ResultsTable table = ResultsTable.getResultsTable();
        for (Judgement judgement : judged.planes()) add(judgement, table);
        table.show("Results");
    }

    @Override
    protected void onFiles(String files, Watcher watcher) throws IOException {
        mulligan()
                .synthesisers()
                .judge(
                        Path.of(InputTexts.required("input", files)),
                        InputTexts.required("model", model),
                        className(),
                        InputTexts.path(target),
                        watcher::result,
                        watcher);
    }

    private String className() {
        return className == null ? "" : className.strip();
    }

    private static void add(Judgement judgement, ResultsTable table) {
        table.addRow();
        table.addValue("Image", judgement.image());
        table.addValue("Score", judgement.score());
        table.addValue("Among real [%]", judgement.real());
        table.addValue("Among drawn [%]", judgement.drawn());
        table.addValue("Verdict", judgement.verdict());
        table.addValue("Class", judgement.className());
        table.addValue("Windows", judgement.windows());
        table.addValue("Lowest [%]", judgement.lowest());
        table.addValue("X", judgement.x());
        table.addValue("Y", judgement.y());
        table.addValue("Clipped [%]", 100 * judgement.clipped());
    }
}
