package org.mulligan.command.models;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mulligan.command.WatchedCommand;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Watcher;
import org.mulligan.service.models.ImportSettings;
import org.mulligan.service.models.Imported;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Makes a model of another tool one that Mulligan runs. */
@Plugin(
        type = Command.class,
        label = "Import Mulligan Model...",
        visible = false,
        description =
                "Makes a model of another tool (bioimage.io, CSBDeep, TensorFlow, Keras) one that"
                        + " Mulligan runs.")
public class ImportModel extends ContextCommand implements WatchedCommand {
    private static final String AUTO = "auto";

    @Parameter(
            label = "Model",
            description =
                    "Zip, folder or .pb file; or an address (http or https), which is then fetched",
            style = "file",
            persist = false)
    private String source;

    @Parameter(
            label = "Name",
            description =
                    "Under which it is installed, or a path (a folder, or a file ending in .zip);"
                            + " empty = its own",
            persist = false,
            required = false)
    private String name = "";

    @Parameter(
            label = "Task",
            description = "What it does; auto = as it says, else found out",
            choices = {AUTO, "denoise", "super-resolve", "deblur", "image-to-image"},
            persist = false,
            required = false)
    private String task = AUTO;

    @Parameter(
            label = "Normalisation",
            description =
                    "Of an image before the network: auto = as it says; none; mean-deviation;"
                            + " percentiles LOW HIGH; range LOW HIGH = these intensities become 0"
                            + " and 1; fixed MEAN DEVIATION",
            persist = false,
            required = false)
    private String normalisation = AUTO;

    @Parameter(
            label = "Units of the result",
            description =
                    "image = normalisation is undone; network = what the network gives, e.g."
                            + " probabilities; auto = as it says",
            choices = {AUTO, "image", "network"},
            persist = false,
            required = false)
    private String units = AUTO;

    @Parameter(
            label = "Axes of its input",
            description =
                    "Letters b, y, x and c in their order, e.g. byxc; empty = as it says, else told"
                            + " from the shape",
            persist = false,
            required = false)
    private String axes = "";

    @Parameter(
            label = "Input",
            description = "Which of its inputs takes the image; empty = the only one",
            persist = false,
            required = false)
    private String input = "";

    @Parameter(
            label = "Output",
            description = "Which of its outputs is wanted; empty = the only one",
            persist = false,
            required = false)
    private String output = "";

    @Parameter(
            label = "Multiple [px]",
            description = "What sizes of images must be multiples of; 0 = found out",
            min = "0",
            persist = false,
            required = false)
    private int multiple = 0;

    @Parameter(
            label = "Only infer",
            description =
                    "Says what neither the model nor the keys say and would be inferred; nothing is"
                            + " written",
            attrs = {@Attr(name = CommandForm.UNASKED), @Attr(name = CommandForm.INFERS)},
            persist = false,
            required = false)
    private boolean infer = false;

    @Parameter(type = ItemIO.OUTPUT)
    private String inferred = "";

    @Override
    public String title() {
        return "Import";
    }

    @Override
    public void work(Watcher watcher) throws IOException {
        if (source == null || source.isBlank())
            throw new IllegalArgumentException(
                    "source must be a file, a folder or an address, and is empty");
        if (infer) {
            inferred = inferred(watcher);
            watcher.result(
                    inferred.isEmpty() ? "Nothing has to be inferred" : "Inferred: " + inferred);
            return;
        }
        Imported imported = mulligan().shelf().importModel(source.strip(), settings(), watcher);
        imported.lines().forEach(watcher::log);
        watcher.result(imported.model().toString());
    }

    /** In the form of a macro's options. */
    private String inferred(Watcher watcher) throws IOException {
        return mulligan()
                .shelf()
                .inferImport(source.strip(), settings(), watcher)
                .entrySet()
                .stream()
                .map(
                        each ->
                                each.getKey()
                                        + (each.getValue().contains(" ")
                                                ? "=[" + each.getValue() + "]"
                                                : "=" + each.getValue()))
                .collect(Collectors.joining(" "));
    }

    private ImportSettings settings() {
        return new ImportSettings(
                name.strip(),
                input.strip(),
                output.strip(),
                axes.strip().toLowerCase(Locale.ROOT),
                ImportSettings.scaling(normalisation),
                switch (units) {
                    case AUTO -> Optional.empty();
                    case "image" -> Optional.of(true);
                    case "network" -> Optional.of(false);
                    default ->
                            throw new IllegalArgumentException(
                                    "units must be auto, image or network, got \"%s\""
                                            .formatted(units));
                },
                ImportSettings.task(task),
                multiple);
    }
}
