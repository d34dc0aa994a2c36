package org.mulligan.command.synthesis;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.mulligan.command.InputTexts;
import org.mulligan.door.Failures;
import org.mulligan.door.Watcher;
import org.mulligan.service.evaluate.Judged;
import org.mulligan.service.evaluate.Judgement;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Asks a synthesiser's discriminator how the active image looks to it. */
@Plugin(
        type = Command.class,
        label = "Judge...",
        description =
                "Scores images with the discriminator of a synthesiser. It knows its own generator"
                        + " best: a low score is no proof that an image is false, nor a high one"
                        + " that it is true.")
public class Judge extends JudgeInputs {
    @Parameter(label = "Image", description = "Each plane of it is judged; it is kept")
    private ImagePlus input;

    @Parameter(
            label = "Save the map to",
            description =
                    "TIFF file for the map of an image larger than the model's; empty = only a new"
                            + " window",
            style = "file",
            persist = false,
            required = false)
    private String output = "";

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus map;

    @Override
    public void run() {
        try (Watcher watcher = watchers.open("Judge")) {
            if (input == null || input.getProcessor() == null)
                throw new IllegalArgumentException("There is no image to judge; open one first");
            Judged judged =
                    mulligan.synthesisers()
                            .judge(
                                    input,
                                    InputTexts.required("model", model),
                                    className(),
                                    InputTexts.path(output),
                                    watcher);
            judged.map().ifPresent(image -> map = image);
            ResultsTable table = ResultsTable.getResultsTable();
            for (Judgement judgement : judged.planes()) add(judgement, table);
            table.show("Results");
        } catch (CancellationException e) {
            cancel(null);
        } catch (IllegalArgumentException | IOException e) {
            cancel(Failures.text(e));
        }
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
