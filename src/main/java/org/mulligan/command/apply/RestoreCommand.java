package org.mulligan.command.apply;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mulligan.command.InputTexts;
import org.mulligan.door.CommandForm;
import org.mulligan.door.DescribesValues;
import org.mulligan.door.InputImage;
import org.mulligan.door.Watcher;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.predict.Repairs;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.MappedImage;
import org.mulligan.service.restore.MaskChoice;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;
import org.mulligan.service.restore.TrustFigures;
import org.mulligan.service.restore.interval.IntervalFigures;
import org.scijava.ItemIO;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** Applies a model to the active image, or to files. */
abstract class RestoreCommand extends PartCommand implements DescribesValues {
    /** What matters most; which part of an image comes behind it. */
    static final String ORDER = "model sharpness";

    /** On the command line: what is restored, and where it goes. */
    static final String COMMAND_LINE_ORDER = "input output";

    private final Purpose purpose;

    @Parameter(
            label = "Model",
            description =
                    "Name from the list of models, or a path to a package (a folder or a zip)",
            persist = false,
            required = false)
    private String model;

    @Parameter(
            label = "Sharpness",
            description =
                    "From 0 (faithful: the network before the adversary) to 1 (as the adversary"
                            + " wants it)",
            min = "0",
            max = "1",
            stepSize = "0.1",
            persist = false,
            required = false)
    private double sharpness = 0;

    @Parameter(
            label = "Tile [px]",
            description = "Side of a tile, its halo included; 0 = chosen from memory and cache",
            min = "0",
            persist = false,
            required = false)
    private int tile = 0;

    @Parameter(
            label = "Precision",
            description =
                    "Arithmetic of the network; auto = bf16 where a probe shows that it is faster",
            choices = {"auto", "fp32", "bf16"},
            persist = false,
            required = false)
    private String precision = "auto";

    @Parameter(
            label = "Device",
            description =
                    "auto = the faster one, measured; cpu; gpu or gpu:N = this one or an error",
            persist = false,
            required = false)
    private String device = "auto";

    @Parameter(
            label = "Bit depth",
            description =
                    "Of the result: same = that of the input, clipped to its range, but 32-bit where"
                            + " rounding would change a mean by more than 1 %; 32-bit. In"
                            + " either, what is far outside of the input's range is clipped and"
                            + " counted",
            choices = {"same", "32-bit"},
            persist = false,
            required = false)
    private String depth = "same";

    @Parameter(
            label = "Hot pixels",
            description =
                    "Single pixels far brighter or darker than all around them: replace = by the"
                            + " median of their neighbours in what the network is given; keep = the"
                            + " network is given them",
            choices = {"replace", "keep"},
            persist = false,
            required = false)
    private String hotpixels = "replace";

    @Parameter(
            label = "Line offsets",
            description =
                    "Whole rows or columns brighter or darker than their neighbours: remove = their"
                            + " offsets are taken out of what the network is given, and are not in"
                            + " the result; keep = the network is given them",
            choices = {"remove", "keep"},
            persist = false,
            required = false)
    private String lineoffsets = "remove";

    @Parameter(
            label = "Maps of trust",
            description =
                    "Also maps what the adversary added, whether the result explains the input, and"
                            + " how stable it is; takes about 13 times as long",
            persist = false,
            required = false)
    private boolean maps = false;

    @Parameter(
            label = "Image",
            description = "8, 16 or 32 bit, any number of planes; it is kept",
            attrs = {
                @Attr(name = CommandForm.ONLY, value = CommandForm.IMAGEJ),
                @Attr(name = CommandForm.NEEDED)
            },
            persist = false,
            required = false)
    private InputImage input;

    @Parameter(
            label = "Save to",
            description =
                    "A name ending in .tif or .ome.zarr, or a folder for a TIFF file; empty = only a"
                            + " new window",
            style = "file",
            attrs = @Attr(name = CommandForm.ONLY, value = CommandForm.IMAGEJ),
            persist = false,
            required = false)
    private String output = "";

    @Parameter(
            label = "Output",
            description =
                    "A name ending in .tif or .ome.zarr; for a folder as input a folder, with one"
                            + " file per image, same stem, .tif. Nothing is overwritten",
            attrs = {
                @Attr(name = CommandForm.ONLY, value = CommandForm.COMMAND_LINE),
                @Attr(name = CommandForm.KEY, value = "output"),
                @Attr(name = CommandForm.NEEDED)
            },
            persist = false,
            required = false)
    private String target;

    /** Shown before the restored image, which is then the active one. */
    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus trust;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus restored;

    /**
     * @param model shipped with Mulligan
     */
    protected RestoreCommand(Purpose purpose, String model) {
        super(purpose);
        this.purpose = purpose;
        this.model = model;
    }

    @Override
    public String title() {
        return purpose.command().replace("...", "");
    }

    @Override
    protected void onImage(Watcher watcher) throws IOException {
        ImagePlus image = InputImage.required(input, "work on");
        RestoreSettings settings = settings(imageMask());
        if (!maps) {
            restored = mulligan().restore(image, settings, tiff(image), watcher);
            return;
        }
        MappedImage mapped = mulligan().restoreWithMaps(image, settings, tiff(image), watcher);
        restored = mapped.restored();
        trust = mapped.maps();
        show(mapped.figures());
    }

    @Override
    protected void onFiles(String files, Watcher watcher) throws IOException {
        Path from = path("input", files);
        Path to = path("output", target);
        RestoreSettings settings = settings(fileMask());
        if (maps)
            mulligan()
                    .restoreWithMaps(
                            from, settings, to, figures -> watcher.result(figures.line()), watcher);
        else mulligan().restore(from, settings, to, watcher);
    }

    /** Which pixels of the open image are missing. */
    protected MaskChoice imageMask() {
        return MaskChoice.NONE;
    }

    /** Which pixels of the files are missing. */
    protected MaskChoice fileMask() {
        return MaskChoice.NONE;
    }

    private RestoreSettings settings(MaskChoice mask) {
        return new RestoreSettings(
                purpose,
                model,
                sharpness,
                tile,
                Precision.of(precision),
                DeviceChoice.of(device),
                BitDepth.of(depth),
                mask,
                new Repairs(
                        isRepaired("Hot pixels (hotpixels)", "replace", hotpixels),
                        isRepaired("Line offsets (lineoffsets)", "remove", lineoffsets)),
                strength(),
                true,
                cut(),
                skips());
    }

    /** How strong the noise is said to be; 1 = as it is. */
    protected double strength() {
        return 1;
    }

    private static boolean isRepaired(String key, String repair, String value) {
        if (!value.equals(repair) && !value.equals("keep"))
            throw new IllegalArgumentException(
                    "%s are %s or keep, got \"%s\"".formatted(key, repair, value));
        return value.equals(repair);
    }

    private Optional<Path> tiff(ImagePlus image) {
        return InputTexts.path(output)
                .map(path -> ImageFiles.isFolder(path) ? path.resolve(stem(image) + ".tif") : path);
    }

    private static String stem(ImagePlus image) {
        return image.getTitle()
                .replaceFirst("(?i)(\\.ome\\.(tiff?|zarr)|\\.\\w{1,4})$", "")
                .replaceAll("[\\\\/:*?\"<>|]", "_");
    }

    private static Path path(String key, String value) {
        return InputTexts.path(value)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s must be a file or a folder, got \"%s\""
                                                .formatted(key, value)));
    }

    private static void show(IntervalFigures interval, ResultsTable table) {
        table.addValue("Half-width", interval.halfWidth());
        table.addValue("Coverage", interval.coverage());
        for (int q = 0; q < interval.quartiles().size(); q++)
            table.addValue("Coverage Q" + (q + 1), interval.quartiles().get(q));
        table.addValue("Interval", interval.holds());
    }

    private static void show(List<TrustFigures> channels) {
        ResultsTable table = ResultsTable.getResultsTable();
        for (TrustFigures figures : channels) {
            table.addRow();
            table.addValue("Image", figures.image());
            table.addValue("Channel", figures.channel());
            table.addValue("RSP", figures.rsp());
            table.addValue("RSE", figures.rse());
            table.addValue("Inconsistent", figures.inconsistent());
            table.addValue("Added", figures.added());
            figures.interval().ifPresent(interval -> show(interval, table));
        }
        table.show("Results");
    }
}
