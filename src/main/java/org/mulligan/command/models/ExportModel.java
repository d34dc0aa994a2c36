package org.mulligan.command.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.mulligan.command.InputTexts;
import org.mulligan.command.ModelChoices;
import org.mulligan.door.CommandForm;
import org.mulligan.door.DescribesValues;
import org.mulligan.door.Failures;
import org.mulligan.door.Watcher;
import org.mulligan.door.WatcherService;
import org.mulligan.model.export.ExportFormat;
import org.mulligan.service.MulliganService;
import org.mulligan.service.models.ExportSettings;
import org.scijava.command.Command;
import org.scijava.command.DynamicCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Writes a model as other programs open it. */
@Plugin(
        type = Command.class,
        label = "Export...",
        description =
                "Writes a model for other programs: bioimage.io, CARE (CSBDeep) in Fiji, or anything"
                        + " with TensorFlow.")
public class ExportModel extends DynamicCommand implements DescribesValues {
    private final ModelChoices models = new ModelChoices();

    @Parameter private MulliganService mulligan;
    @Parameter private WatcherService watchers;

    @Parameter(
            label = "Model",
            description =
                    "Name from the list of models, or a path to a package (a folder or a zip)",
            initializer = "offerModels",
            attrs = @Attr(name = CommandForm.FIRST),
            persist = false)
    private String model;

    @Parameter(
            label = "Output",
            description =
                    "A zip where the name ends in .zip, else a folder; nothing is overwritten",
            style = "file",
            attrs = @Attr(name = CommandForm.FIRST),
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

    @Override
    public void run() {
        try (Watcher watcher = watchers.open("Export")) {
            Path target = Path.of(InputTexts.required("output", output));
            mulligan.shelf()
                    .export(
                            new ExportSettings(
                                    InputTexts.required("model", model),
                                    ExportFormat.of(format),
                                    sharpness,
                                    names(),
                                    target),
                            watcher);
            watcher.result(target.toString());
        } catch (CancellationException e) {
            cancel(null);
        } catch (IllegalArgumentException | IOException e) {
            cancel(Failures.text(e));
        }
    }

    private List<String> names() {
        return authors == null
                ? List.of()
                : Arrays.stream(authors.split(";"))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    protected void offerModels() {
        models.offer(this, mulligan.models());
    }

    @Override
    public String describe(String key, String value) {
        return models.describe(key, value);
    }
}
