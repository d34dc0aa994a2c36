package org.mulligan.command.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mulligan.command.InputTexts;
import org.mulligan.command.ModelCommand;
import org.mulligan.door.DescribesValues;
import org.mulligan.door.Watcher;
import org.mulligan.model.export.ExportFormat;
import org.mulligan.service.models.ExportSettings;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Writes a model as other programs open it. */
@Plugin(
        type = Command.class,
        label = "Export Mulligan Model...",
        visible = false,
        description =
                "Writes a model for other programs: bioimage.io, CARE (CSBDeep) in Fiji, or anything"
                        + " with TensorFlow.")
public class ExportModel extends ModelCommand implements DescribesValues {
    @Parameter(
            label = "Model",
            description =
                    "Name from the list of models, or a path to a package (a folder or a zip)",
            persist = false)
    private String model;

    @Parameter(
            label = "Output",
            description =
                    "A zip where the name ends in .zip, else a folder; nothing is overwritten",
            style = "file",
            persist = false)
    private String output;

    @Parameter(
            label = "Format",
            description =
                    "bioimage.io-0.5; bioimage.io-0.4 for readers that do not know 0.5 or enlarge"
                            + " wrongly with it (deepImageJ); csbdeep = the zip that CARE opens in"
                            + " Fiji; savedmodel = TensorFlow's own",
            choices = {"bioimage.io-0.5", "bioimage.io-0.4", "csbdeep", "savedmodel"},
            persist = false,
            required = false)
    private String format = "bioimage.io-0.5";

    @Parameter(
            label = "Sharpness",
            description =
                    "Which weights: 0 = faithful, 1 = adversarial, in between a mixture; other"
                            + " programs have no dial",
            min = "0",
            max = "1",
            stepSize = "0.1",
            persist = false,
            required = false)
    private double sharpness = 0;

    @Parameter(
            label = "Authors",
            description = "Names with semicolons between them; empty = those that the model states",
            persist = false,
            required = false)
    private String authors = "";

    public ExportModel() {
        super(Optional.empty());
    }

    @Override
    public String title() {
        return "Export";
    }

    @Override
    public void work(Watcher watcher) throws IOException {
        Path target = Path.of(InputTexts.required("output", output));
        mulligan()
                .shelf()
                .export(
                        new ExportSettings(
                                InputTexts.required("model", model),
                                ExportFormat.of(format),
                                sharpness,
                                names(),
                                target),
                        watcher);
        watcher.result(target.toString());
    }

    private List<String> names() {
        return authors == null
                ? List.of()
                : Arrays.stream(authors.split(";"))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }
}
