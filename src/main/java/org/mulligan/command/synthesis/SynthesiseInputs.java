package org.mulligan.command.synthesis;

import ij.ImagePlus;
import ij.WindowManager;
import java.nio.file.Path;
import java.util.Optional;
import org.mulligan.command.InputTexts;
import org.mulligan.door.CommandForm;
import org.mulligan.service.generate.DrawFrom;
import org.mulligan.service.generate.DrawSettings;
import org.mulligan.service.report.Purpose;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** What every way to draw new images by their seeds asks for. */
abstract class SynthesiseInputs extends DrawInputs {
    @Parameter(
            label = "Input",
            description =
                    "For models that draw from images: an image file, a folder of them, or the"
                            + " title of an open image; empty for the others",
            style = "file",
            attrs = @Attr(name = CommandForm.FIRST),
            persist = false,
            required = false)
    private String input = "";

    @Parameter(
            label = "Count",
            description = "Images to draw, from each input where there are inputs",
            min = "1",
            attrs = @Attr(name = CommandForm.FIRST, value = "then"),
            persist = false,
            required = false)
    private int count = 16;

    @Parameter(
            label = "Seed",
            description =
                    "Of the first image; each following has the next number. A seed gives the"
                            + " same image always",
            attrs = @Attr(name = CommandForm.FIRST, value = "then"),
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

    protected SynthesiseInputs() {
        super(Purpose.SYNTHESISE);
    }

    /**
     * @throws IllegalArgumentException when a value is none; the text says which are
     */
    protected DrawSettings settings() {
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
