package org.mulligan.command.synthesis;

import java.io.IOException;
import java.nio.file.Path;
import org.mulligan.command.InputTexts;
import org.mulligan.command.WatchedCommand;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Watcher;
import org.mulligan.service.evaluate.EvaluationPlan;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Tells how near drawn images are to real ones, beside how near real ones are to each other. */
@Plugin(
        type = Command.class,
        label = "Evaluate Synthesis...",
        visible = false,
        description =
                "Compares drawn images with real ones: distances, precision, recall, diversity,"
                        + " learning by heart. Writes a summary of several models.",
        attrs = @Attr(name = CommandForm.FIRST, value = "images output model fakes features"))
public class EvaluateSynthesis extends ContextCommand implements WatchedCommand {
    @Parameter(
            label = "Real images",
            description =
                    "Folder of images, a stack or an idx file; best those that the model has learnt"
                            + " from",
            style = "file",
            persist = false)
    private String images;

    @Parameter(
            label = "Output",
            description =
                    "Folder for GANs_summary.txt, GANs_summary.csv and the pictures; a summary that"
                            + " lies there is added to",
            style = "directory",
            persist = false)
    private String output;

    @Parameter(
            label = "Model",
            description = "Synthesiser, name or path; several are separated by semicolons",
            persist = false,
            required = false)
    private String model = "";

    @Parameter(
            label = "Drawn images",
            description = "Instead of a model: folder of square images, a stack or an idx file",
            style = "file",
            persist = false,
            required = false)
    private String fakes = "";

    @Parameter(
            label = "Real images of another size",
            description =
                    "exact = they are an error; crop = patches of them; scale = their middle square"
                            + " made smaller or larger; best as in training",
            choices = {"exact", "crop", "scale"},
            persist = false,
            required = false)
    private String fit = "exact";

    @Parameter(
            label = "Classes",
            description =
                    "Of the real images, as in training: empty = none; folders; or a file: lines of"
                            + " name,class, a class a line, or idx labels",
            style = "file",
            persist = false,
            required = false)
    private String classes = "";

    @Parameter(
            label = "Count",
            description =
                    "Images of either kind, at most half of the real ones: the other half gives the"
                            + " floor",
            min = "8",
            persist = false,
            required = false)
    private int count = 10_000;

    @Parameter(
            label = "Features",
            description =
                    "Folder or zip of a TensorFlow SavedModel that describes images; empty = plain"
                            + " features, which need no network",
            style = "file",
            persist = false,
            required = false)
    private String features = "";

    @Parameter(
            label = "Seed",
            description = "Of the images that are drawn and of all sub-samples",
            persist = false,
            required = false)
    private long seed = 1;

    @Override
    public String title() {
        return "Evaluate synthesis";
    }

    @Override
    public void work(Watcher watcher) throws IOException {
        EvaluationPlan plan =
                new EvaluationPlan(
                        InputTexts.list(model),
                        InputTexts.path(fakes),
                        Path.of(InputTexts.required("images", images)),
                        InputTexts.given(classes),
                        InputTexts.fit(fit),
                        count,
                        InputTexts.path(features),
                        seed,
                        Path.of(InputTexts.required("output", output)));
        mulligan().synthesisers().evaluate(plan, watcher).forEach(watcher::result);
    }
}
