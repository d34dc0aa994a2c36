package org.mulligan.command.synthesis;

import ij.ImagePlus;
import ij.WindowManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.door.CommandForm;
import org.mulligan.service.latent.LatentSettings;
import org.mulligan.service.latent.LatentWork;
import org.mulligan.service.report.Purpose;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** What every way to walk in a latent space asks for. */
abstract class LatentInputs extends DrawInputs {
    @Parameter(
            label = "Do",
            description =
                    "interpolate = the way from one seed's image to another's; arithmetic = mean of"
                            + " plus - mean of minus + to; directions = what changes the images"
                            + " most; project = the nearest image to a real one",
            choices = {"interpolate", "arithmetic", "directions", "project"},
            attrs = {
                @Attr(name = CommandForm.KEY, value = "do"),
                @Attr(name = CommandForm.FIRST, value = "then")
            },
            persist = false,
            required = false)
    private String work = "interpolate";

    @Parameter(
            label = "From",
            description =
                    "Seed where an interpolation starts, or whose image directions change; a latent"
                            + " file works too",
            attrs = @Attr(name = CommandForm.FIRST, value = "then"),
            persist = false,
            required = false)
    private String from = "1";

    @Parameter(
            label = "To",
            description =
                    "Seed where an interpolation ends, or seeds (with commas between them) that"
                            + " arithmetic adds to; a latent file works too",
            attrs = @Attr(name = CommandForm.FIRST, value = "then"),
            persist = false,
            required = false)
    private String to = "2";

    @Parameter(
            label = "Frames",
            description = "Of an interpolation, with both ends",
            min = "2",
            attrs = @Attr(name = CommandForm.FIRST, value = "then"),
            persist = false,
            required = false)
    private int frames = 16;

    @Parameter(
            label = "Plus",
            description =
                    "For arithmetic: seeds with commas between them, whose mean is added; latent"
                            + " files work too",
            attrs = @Attr(name = CommandForm.FIRST, value = "then"),
            persist = false,
            required = false)
    private String plus = "";

    @Parameter(
            label = "Minus",
            description =
                    "For arithmetic: seeds with commas between them, whose mean is taken off;"
                            + " latent files work too",
            attrs = @Attr(name = CommandForm.FIRST, value = "then"),
            persist = false,
            required = false)
    private String minus = "";

    @Parameter(
            label = "Count",
            description = "Directions, those that change most first",
            min = "1",
            max = "64",
            attrs = @Attr(name = CommandForm.FIRST, value = "then"),
            persist = false,
            required = false)
    private int count = 8;

    @Parameter(
            label = "Image",
            description =
                    "To project: the title of an open image, or the path of a file, of the size"
                            + " that the model draws; empty = the active image. Of a stack the"
                            + " current slice",
            attrs = @Attr(name = CommandForm.FIRST, value = "then"),
            initializer = "offerImages",
            persist = false,
            required = false)
    private String image = "";

    protected LatentInputs() {
        super(Purpose.LATENT);
    }

    /** The image to work on where none is named. */
    protected abstract Optional<ImagePlus> active();

    /** Fills the dialog's list; the path of a file is for a macro or the command line. */
    protected void offerImages() {
        int[] open = WindowManager.getIDList();
        if (isInputResolved("image") || open == null) return;
        List<String> choices = new ArrayList<>(List.of(""));
        for (int id : open) choices.add(WindowManager.getImage(id).getTitle());
        getInfo().getMutableInput("image", String.class).setChoices(choices);
    }

    /**
     * @throws IllegalArgumentException when a value is none; the text says which are
     */
    protected LatentSettings settings() {
        return new LatentSettings(style(), work());
    }

    private LatentWork work() {
        String file = point().map(Object::toString).orElse("");
        String start = file.isEmpty() ? from : file;
        return switch (work) {
            case "interpolate" -> new LatentWork.Interpolation(start, to, frames);
            case "arithmetic" -> new LatentWork.Arithmetic(plus, minus, file.isEmpty() ? to : file);
            case "directions" -> new LatentWork.Directions(start, count);
            case "project" -> new LatentWork.Projection(title(image), open(title(image)));
            default ->
                    throw new IllegalArgumentException(
                            "do must be one of interpolate, arithmetic, directions, project, got \"%s\""
                                    .formatted(work));
        };
    }

    private static String title(String text) {
        return text == null ? "" : text.strip();
    }

    private Optional<ImagePlus> open(String title) {
        return title.isEmpty() ? active() : Optional.ofNullable(WindowManager.getImage(title));
    }
}
