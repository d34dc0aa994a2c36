package org.mulligan.command.synthesis;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.command.InputTexts;
import org.mulligan.door.CommandForm;
import org.mulligan.door.InputImage;
import org.mulligan.door.Watcher;
import org.mulligan.service.generate.Drawn;
import org.mulligan.service.latent.Explored;
import org.mulligan.service.latent.LatentSettings;
import org.mulligan.service.latent.LatentWork;
import org.mulligan.service.report.Purpose;
import org.mulligan.ui.LatentWindow;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Walks in the latent space of a synthesiser. */
@Plugin(
        type = Command.class,
        label = "Explore Latent Space...",
        visible = false,
        description =
                "Walks in the latent space of a synthesiser: ways between images, sums of images,"
                        + " directions that change them, and the nearest image to a real one.",
        attrs = {
            @Attr(name = CommandForm.FIRST, value = "model do from to image output"),
            @Attr(
                    name = CommandForm.ORDER,
                    value = "model do from to frames plus minus count image"),
            @Attr(name = CommandForm.COMMAND_LINE, value = "Latent files"),
            @Attr(
                    name = CommandForm.COMMAND_LINE_ORDER,
                    value = "model output do from to frames plus minus count image")
        })
public class Latent extends DrawCommand {
    @Parameter(
            label = "Do",
            description =
                    "interpolate = the way from one seed's image to another's; arithmetic = mean of"
                            + " plus - mean of minus + to; directions = what changes the images"
                            + " most; project = the nearest image to a real one",
            choices = {"interpolate", "arithmetic", "directions", "project"},
            attrs = @Attr(name = CommandForm.KEY, value = "do"),
            persist = false,
            required = false)
    private String work = "interpolate";

    @Parameter(
            label = "From",
            description =
                    "Seed where an interpolation starts, or whose image directions change; a latent"
                            + " file works too",
            persist = false,
            required = false)
    private String from = "1";

    @Parameter(
            label = "To",
            description =
                    "Seed where an interpolation ends, or seeds (with commas between them) that"
                            + " arithmetic adds to; a latent file works too",
            persist = false,
            required = false)
    private String to = "2";

    @Parameter(
            label = "Frames",
            description = "Of an interpolation, with both ends",
            min = "2",
            persist = false,
            required = false)
    private int frames = 16;

    @Parameter(
            label = "Plus",
            description =
                    "For arithmetic: seeds with commas between them, whose mean is added; latent"
                            + " files work too",
            persist = false,
            required = false)
    private String plus = "";

    @Parameter(
            label = "Minus",
            description =
                    "For arithmetic: seeds with commas between them, whose mean is taken off;"
                            + " latent files work too",
            persist = false,
            required = false)
    private String minus = "";

    @Parameter(
            label = "Count",
            description = "Directions, those that change most first",
            min = "1",
            max = "64",
            persist = false,
            required = false)
    private int count = 8;

    @Parameter(
            label = "Image",
            description =
                    "To project: the title of an open image, or the path of a file, of the size"
                            + " that the model draws; empty = the active image. Of a stack the"
                            + " current slice",
            persist = false,
            required = false)
    private String image = "";

    /** The active one: only the thread that called knows it in batch mode. */
    @Parameter(
            label = "Active image",
            description = "The active image",
            attrs = @Attr(name = CommandForm.ONLY, value = CommandForm.IMAGEJ),
            persist = false,
            required = false)
    private InputImage input;

    @Parameter(
            label = "Save to",
            description =
                    "A file ending in .tif; empty = only a new window. A projection's latent point"
                            + " goes to NAME-latent.txt beside it. Nothing is overwritten",
            style = "file",
            attrs = @Attr(name = CommandForm.ONLY, value = CommandForm.IMAGEJ),
            persist = false,
            required = false)
    private String output = "";

    @Parameter(
            label = "Output",
            description =
                    "A file ending in .tif; a projection's latent point goes to NAME-latent.txt"
                            + " beside it. Nothing is overwritten",
            attrs = {
                @Attr(name = CommandForm.ONLY, value = CommandForm.COMMAND_LINE),
                @Attr(name = CommandForm.KEY, value = "output"),
                @Attr(name = CommandForm.NEEDED)
            },
            persist = false,
            required = false)
    private String target;

    @Parameter(
            label = "Show sliders",
            description =
                    "Of directions, open a window with a slider for each; never without a display"
                            + " or in batch mode",
            attrs = @Attr(name = CommandForm.ONLY, value = CommandForm.IMAGEJ),
            persist = false,
            required = false)
    private boolean show = true;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus drawn;

    public Latent() {
        super(Purpose.LATENT);
    }

    @Override
    public void work(Watcher watcher) throws IOException {
        if (target == null) toWindow(watcher);
        else toFiles(Path.of(InputTexts.required("output", target)), watcher);
    }

    private void toWindow(Watcher watcher) throws IOException {
        Explored result =
                mulligan().synthesisers().explore(settings(), InputTexts.path(output), watcher);
        result.drawn().lines().forEach(watcher::log);
        drawn = result.drawn().image().orElse(null);
        if (show && !GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode())
            result.explorer().ifPresent(LatentWindow::open);
    }

    private void toFiles(Path target, Watcher watcher) throws IOException {
        Drawn result =
                mulligan().synthesisers().explore(settings(), Optional.of(target), watcher).drawn();
        result.lines().forEach(watcher::result);
        for (Path file : result.files()) watcher.result(file.toString());
    }

    /**
     * The image to work on where none is named; where none is open SciJava gives one without
     * pixels.
     */
    private Optional<ImagePlus> active() {
        return Optional.ofNullable(input)
                .map(InputImage::imagePlus)
                .filter(image -> image.getWidth() > 0);
    }

    /** The path of a file is for a macro or the command line. */
    @Override
    public List<String> choices(String name) {
        int[] open = WindowManager.getIDList();
        if (!name.equals("image") || open == null) return super.choices(name);
        List<String> choices = new ArrayList<>(List.of(""));
        for (int id : open) choices.add(WindowManager.getImage(id).getTitle());
        return choices;
    }

    /**
     * @throws IllegalArgumentException when a value is none; the text says which are
     */
    private LatentSettings settings() {
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
