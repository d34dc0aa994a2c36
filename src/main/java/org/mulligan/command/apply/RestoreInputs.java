package org.mulligan.command.apply;

import org.mulligan.command.ModelChoices;
import org.mulligan.door.DescribesValues;
import org.mulligan.door.WatcherService;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.service.MulliganService;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.MaskChoice;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;
import org.scijava.command.DynamicCommand;
import org.scijava.plugin.Parameter;

/** What every way to apply a model asks for. */
abstract class RestoreInputs extends DynamicCommand implements DescribesValues {
    private final Purpose purpose;

    private final ModelChoices models = new ModelChoices();

    @Parameter protected MulliganService mulligan;
    @Parameter protected WatcherService watchers;

    @Parameter(
            label = "Model",
            description =
                    "Name from the list of models, or a path to a package (a folder or a zip)",
            initializer = "offerModels",
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
                    "Of the result: same = that of the input, clipped to its range; 32-bit. In"
                            + " either, what is far outside of the input's range is clipped and"
                            + " counted",
            choices = {"same", "32-bit"},
            persist = false,
            required = false)
    private String depth = "same";

    @Parameter(
            label = "Maps of trust",
            description =
                    "Also maps what the adversary added, whether the result explains the input, and"
                            + " how stable it is; takes about 13 times as long",
            persist = false,
            required = false)
    protected boolean maps = false;

    /**
     * @param model shipped with Mulligan
     */
    protected RestoreInputs(Purpose purpose, String model) {
        this.purpose = purpose;
        this.model = model;
    }

    /** Which pixels are missing. */
    protected MaskChoice mask() {
        return MaskChoice.NONE;
    }

    /** For the title of the progress: the command's name. */
    protected String title() {
        return purpose.command().replace("...", "");
    }

    protected void offerModels() {
        // To list the models is to open them all.
        if (!isInputResolved("model")) models.offer(this, purpose, mulligan.models());
    }

    @Override
    public String describe(String key, String value) {
        return models.describe(key, value);
    }

    /**
     * @throws IllegalArgumentException when a value is none; the text says which are
     */
    protected RestoreSettings settings() {
        return new RestoreSettings(
                purpose,
                model,
                sharpness,
                tile,
                Precision.of(precision),
                DeviceChoice.of(device),
                BitDepth.of(depth),
                mask());
    }
}
