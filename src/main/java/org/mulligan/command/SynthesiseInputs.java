package org.mulligan.command;

import org.mulligan.service.DrawSettings;
import org.mulligan.service.Purpose;
import org.scijava.plugin.Parameter;

/** What every way to draw new images by their seeds asks for. */
abstract class SynthesiseInputs extends DrawInputs {
    @Parameter(
            label = "Count",
            description = "Images to draw",
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

    protected SynthesiseInputs() {
        super(Purpose.SYNTHESISE);
    }

    /**
     * @throws IllegalArgumentException when a value is none; the text says which are
     */
    protected DrawSettings settings() {
        return new DrawSettings(style(), count, seed, point());
    }
}
