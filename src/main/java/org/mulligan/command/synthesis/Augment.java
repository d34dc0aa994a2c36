package org.mulligan.command.synthesis;

import java.io.IOException;
import java.nio.file.Path;
import org.mulligan.command.InputTexts;
import org.mulligan.command.WatchedCommand;
import org.mulligan.door.Watcher;
import org.mulligan.service.generate.AugmentPlan;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Enlarges a folder of images by turned and by drawn ones. */
@Plugin(
        type = Command.class,
        label = "Augment with Mulligan...",
        visible = false,
        description =
                "Enlarges a folder of images by turned, mirrored and drawn ones into a new folder,"
                        + " with a table that says which are real.")
public class Augment extends ContextCommand implements WatchedCommand {
    @Parameter(
            label = "Images",
            description = "Folder of images, possibly with one sub-folder for each class",
            style = "directory",
            persist = false)
    private String images;

    @Parameter(
            label = "Output",
            description = "A new folder; it appears when it is whole",
            style = "directory",
            persist = false)
    private String output;

    @Parameter(
            label = "Symmetries",
            description =
                    "Add the 7 turned and mirrored copies of each image (3 where it is not square);"
                            + " only for images that have no up",
            persist = false,
            required = false)
    private boolean symmetries = true;

    @Parameter(
            label = "Model",
            description = "Synthesiser to draw images with, name or path; empty = none",
            persist = false,
            required = false)
    private String model = "";

    @Parameter(
            label = "Count",
            description =
                    "Images to draw of each class, or in all where there are no classes; with"
                            + " balance of the largest class",
            min = "0",
            persist = false,
            required = false)
    private int count = 0;

    @Parameter(
            label = "Balance",
            description = "Draw so many that all classes are equally many",
            persist = false,
            required = false)
    private boolean balance = false;

    @Parameter(
            label = "Classes",
            description =
                    "File of lines name,class, or the word folders; empty = the sub-folders, where"
                            + " there are some",
            style = "file",
            persist = false,
            required = false)
    private String classes = "";

    @Parameter(
            label = "Seed",
            description = "Of the first image that is drawn; each following has the next number",
            persist = false,
            required = false)
    private long seed = 1;

    @Override
    public String title() {
        return "Augment";
    }

    @Override
    public void work(Watcher watcher) throws IOException {
        Path target = Path.of(InputTexts.required("output", output));
        AugmentPlan plan =
                new AugmentPlan(
                        Path.of(InputTexts.required("images", images)),
                        InputTexts.given(classes),
                        InputTexts.given(model),
                        count,
                        balance,
                        symmetries,
                        seed,
                        target);
        mulligan().synthesisers().augment(plan, watcher).forEach(watcher::result);
        watcher.result(target.toString());
    }
}
