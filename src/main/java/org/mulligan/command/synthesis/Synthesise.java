package org.mulligan.command.synthesis;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.mulligan.command.InputTexts;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Watcher;
import org.mulligan.service.generate.DrawFrom;
import org.mulligan.service.generate.DrawSettings;
import org.mulligan.service.generate.Drawn;
import org.mulligan.service.report.Purpose;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Draws new images with a trained generator, by their seeds. */
@Plugin(
        type = Command.class,
        label = "Synthesise with Mulligan...",
        visible = false,
        description = "Draws new images with a trained synthesiser: inventions, no measurements.",
        attrs = {
            @Attr(name = CommandForm.FIRST, value = "model count seed class output"),
            @Attr(name = CommandForm.ORDER, value = "model input count seed"),
            @Attr(name = CommandForm.COMMAND_LINE, value = "Synthesise files"),
            @Attr(name = CommandForm.COMMAND_LINE_ORDER, value = "model input output count seed")
        })
public class Synthesise extends DrawCommand {
    @Parameter(
            label = "Input",
            description =
                    "For models that draw from images: an image file, a folder of them, or the"
                            + " title of an open image; empty for the others",
            style = "file",
            persist = false,
            required = false)
    private String input = "";

    @Parameter(
            label = "Count",
            description = "Images to draw, from each input where there are inputs",
            min = "1",
            persist = false,
            required = false)
    private int count = 16;

    @Parameter(
            label = "Seed",
            description =
                    "Of the first image; each following has the next number. A seed gives the"
                            + " same image always",
            persist = false,
            required = false)
    private long seed = 1;

    @Parameter(
            label = "Tile [px]",
            description =
                    "Side of the tiles that are drawn from an input at a time; 0 = automatic. The"
                            + " image is the same",
            min = "0",
            persist = false,
            required = false)
    private int tile = 0;

    @Parameter(
            label = "Save to",
            description =
                    "A file ending in .tif for a stack that is written plane by plane; else a"
                            + " folder for a file per image; empty = only a new window. Nothing"
                            + " is overwritten",
            style = "file",
            attrs = @Attr(name = CommandForm.ONLY, value = CommandForm.IMAGEJ),
            persist = false,
            required = false)
    private String output = "";

    @Parameter(
            label = "Output",
            description =
                    "A file ending in .tif for a stack, written plane by plane; else a folder, with"
                            + " a file per image named MODEL-CLASS-SEED.tif. Nothing is overwritten",
            attrs = {
                @Attr(name = CommandForm.ONLY, value = CommandForm.COMMAND_LINE),
                @Attr(name = CommandForm.KEY, value = "output"),
                @Attr(name = CommandForm.NEEDED)
            },
            persist = false,
            required = false)
    private String target;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus drawn;

    public Synthesise() {
        super(Purpose.SYNTHESISE);
    }

    @Override
    public void work(Watcher watcher) throws IOException {
        if (target == null) toWindow(watcher);
        else toFiles(Path.of(InputTexts.required("output", target)), watcher);
    }

    private void toWindow(Watcher watcher) throws IOException {
        Drawn result = mulligan().synthesisers().draw(settings(), InputTexts.path(output), watcher);
        if (result.image().isPresent()) drawn = result.image().get();
        else watcher.log("%d images in %s".formatted(result.files().size(), output.strip()));
    }

    private void toFiles(Path target, Watcher watcher) throws IOException {
        Drawn result = mulligan().synthesisers().draw(settings(), Optional.of(target), watcher);
        for (Path file : result.files()) watcher.result(file.toString());
    }

    /**
     * @throws IllegalArgumentException when a value is none; the text says which are
     */
    private DrawSettings settings() {
        return new DrawSettings(style(), count, seed, point(), from());
    }

    /** An open image has its title before a file has its name. */
    private Optional<DrawFrom> from() {
        Optional<String> given = InputTexts.given(input);
        if (given.isEmpty()) return Optional.empty();
        Optional<ImagePlus> open = Optional.ofNullable(WindowManager.getImage(given.get()));
        return Optional.of(
                new DrawFrom(
                        open,
                        open.isPresent() ? Optional.empty() : Optional.of(Path.of(given.get())),
                        tile));
    }
}
