package org.mulligan.model.export;

import java.util.ArrayList;
import java.util.List;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.Synthesis;
import org.mulligan.model.TensorSpec;

/**
 * The README of an export: what a reader of the format must do with sizes and intensities, and then
 * the model's own card.
 */
record ExportCard(ExportFormat format, ExportContents contents) {
    String text() {
        List<String> lines = new ArrayList<>();
        ModelDescription model = contents.description();
        lines.add("# %s, exported as %s".formatted(model.name(), format));
        lines.add("");
        lines.add(contents.summary() + ".");
        lines.add("");
        lines.add(weights());
        lines.add("");
        lines.add("Licence: %s. Authors: %s.".formatted(model.licence(), authors()));
        lines.add("");
        lines.add("# How to run it");
        lines.add("");
        if (contents.takesRows()) addDrawing(lines);
        else if (contents.draws()) addGuided(lines);
        else addImages(lines);
        if (format == ExportFormat.CSBDEEP) addCsbdeep(lines);
        if (format == ExportFormat.SAVED_MODEL) addPython(lines);
        lines.add("");
        lines.add("The card that follows is the model's own, as it was trained.");
        lines.add("");
        return String.join("\n", lines) + "\n" + contents.card();
    }

    private String weights() {
        String which =
                contents.draws()
                        ? "the generator"
                        : "%s (sharpness %s)".formatted(contents.weights(), contents.sharpness());
        return "Made by Mulligan from its model `%s` (SHA-256 of its rdf.yaml: `%s`). Weights: %s, as constants, float32; the test tensors were computed with exactly these."
                .formatted(contents.model().name(), contents.model().hash(), which);
    }

    private String authors() {
        return String.join(
                ", ",
                contents.stated().stream()
                        .map(author -> String.valueOf(author.get("name")))
                        .toList());
    }

    private void addImages(List<String> lines) {
        ModelDescription model = contents.description();
        TensorSpec how = model.tensorSpec();
        lines.add(
                "- **Input** `input`: float32 [n, %sy, x, %d]; %s In tiles, throw %d px away on each inner side."
                        .formatted(
                                model.volume() ? "z, " : "",
                                model.taken(),
                                how.side() > 0
                                        ? "squares of %d px only.".formatted(how.side())
                                        : "sides are multiples of %d px, %d px or more."
                                                .formatted(model.stride(), model.smallestSide()),
                                model.roundedHalo()));
        lines.add(
                "- **Intensities in**: of each channel of the whole image, %s, nothing is clipped: `(image - low) / (high - low)`. %s"
                        .formatted(lowAndHigh(how.scaling()), whoNormalises()));
        lines.add(
                "- **Output** `output`: float32 [n, %s%sy, %<sx, %d]%s"
                        .formatted(
                                model.volume() ? "z, " : "",
                                model.scale() == 1 ? "" : model.scale() + " ",
                                model.given(),
                                how.inUnits()
                                        ? ", in the same normalised units. To get back to the units of your image: `output * (high - low) + low`. "
                                                + whoUndoes(how.scaling())
                                        : "; what the network says, not in the units of the image."));
        if (model.volume())
            lines.add(
                    "- **Planes** are 2 or more of a series in depth, or in time. A plane sees %d on either side: where a series goes on, throw so many away. One low and one high for the whole series."
                            .formatted(model.reach()));
        else if (model.takesNeighbours())
            lines.add(
                    "- **Channels in** are planes of a series in time or depth, at the distances %s from the one that comes out. One low and one high for the whole series. %s"
                            .formatted(
                                    model.neighbours(),
                                    model.takesItself()
                                            ? "Beyond an end of the series Mulligan takes the plane that is as far away on the other side."
                                            : "Mulligan also adds what only the plane itself shows; this network does not."));
        if (model.told())
            lines.add(
                    "- **Channels in** are the normalised image, with `high` raised where the brightest pixel would be above 3, so that it is 3; the standard deviation of its noise at each pixel, divided by `high - low`; the correlation of that noise with the next pixel along X and along Y, the same for all pixels (0 = of each pixel by itself); and the standard deviation of the finest detail in that of white noise (1 = white).");
        if (model.task().fills())
            lines.add(
                    "- **Missing pixels** are given as %s after the normalisation; everything below %s is filled in."
                            .formatted(Normalisation.MISSING, Normalisation.MISSING / 2));
        if (model.task().evensLight())
            lines.add(
                    "- **Not on the image itself**: it was trained on planes reduced to 64 x 64 px by means over areas, with their minimum and maximum as 0 and 1. Mulligan finds a smooth gain and offset from what goes in and what comes out, and applies only those.");
        if (model.task().finerDepth())
            lines.add(
                    "- **Not on the planes of a stack**: it sees sections along the depth, which runs along y, of a stack with planes interpolated linearly until they are as far apart as pixels. Mulligan takes the mean of what it makes of all XZ and all YZ sections, with one low and one high for the whole stack.");
        lines.add(
                "- `sample_input.tif` is an example%s, `sample_output.tif` what this network makes of it; `test_input.npy` and `test_output.npy` are the same numbers."
                        .formatted(
                                model.imported().isPresent() && format.isBioimage()
                                        ? " in the units of an image"
                                        : " that is normalised already"));
    }

    private static String lowAndHigh(Scaling scaling) {
        return switch (scaling.kind()) {
            case PERCENTILES ->
                    "low, the percentile %s, becomes 0 and high, the percentile %s, becomes 1"
                            .formatted(scaling.low(), scaling.high());
            case DEVIATION ->
                    "low, the mean, becomes 0 and high, the mean and one standard deviation, becomes 1";
            case FIXED ->
                    "low = %s becomes 0 and high = %s becomes 1"
                            .formatted(scaling.low(), scaling.high());
        };
    }

    private String whoUndoes(Scaling scaling) {
        return format.isBioimage() && scaling.kind() == Scaling.Kind.FIXED
                ? "Readers of bioimage.io do this (`scale_linear` in rdf.yaml)."
                : "No reader does this by itself; without it intensities of different images cannot be compared.";
    }

    private String whoNormalises() {
        return switch (format) {
            case BIOIMAGE_05, BIOIMAGE_04 ->
                    "Readers of bioimage.io do this (`preprocessing` in rdf.yaml).";
            case CSBDEEP -> "CSBDeep does this when it is told the two percentiles (below).";
            case SAVED_MODEL -> "You must do this.";
        };
    }

    private void addGuided(List<String> lines) {
        Synthesis what = contents.description().synthesis().orElseThrow();
        lines.add(
                "- **Input** `input`: float32 [n, y, x, %d]: an image, independent normal numbers, and at each pixel the same %d normal numbers%s; sides are multiples of %d px, %d px or more."
                        .formatted(
                                contents.description().taken(),
                                what.space().numbers(),
                                classes(what),
                                contents.description().stride(),
                                contents.description().smallestSide()));
        addIntensities(lines, what);
    }

    private static String classes(Synthesis what) {
        return what.space().classes().isEmpty()
                ? ""
                : ", then a 1 at the place of the class among "
                        + String.join(", ", what.space().classes())
                        + " and 0 elsewhere";
    }

    private static void addIntensities(List<String> lines, Synthesis what) {
        lines.add(
                "- **Output** `output`: float32 in -1 to 1; the training images' intensities are `%s + (output + 1) / 2 * %s`."
                        .formatted(what.low(), what.high() - what.low()));
        lines.add("- **Its images are inventions**, none was ever seen by a microscope.");
    }

    private void addDrawing(List<String> lines) {
        Synthesis what = contents.description().synthesis().orElseThrow();
        lines.add(
                "- **Input** `input`: float32 [n, %d]: %d independent normal numbers%s."
                        .formatted(what.space().width(), what.space().numbers(), classes(what)));
        addIntensities(lines, what);
    }

    private void addCsbdeep(List<String> lines) {
        ModelDescription model = contents.description();
        lines.add("");
        lines.add(
                "In Fiji with the update site CSBDeep: *Plugins > CSBDeep > Run your network*. It ignores `meta.json`, so type these; its own defaults are others:");
        lines.add("");
        lines.add("```");
        Scaling scaling = model.tensorSpec().scaling();
        boolean percentiles = scaling.kind() == Scaling.Kind.PERCENTILES;
        lines.add(
                "run(\"Run your network\", \"normalizeinput=%s percentilebottom=%s percentiletop=%s clip=false ntiles=8 blockmultiple=%d overlap=%d batchsize=1 modelfile=/path/to/this.zip showprogressdialog=true\");"
                        .formatted(
                                percentiles,
                                percentiles ? scaling.low() : 0,
                                percentiles ? scaling.high() : 100,
                                model.stride(),
                                model.roundedHalo()));
        lines.add("```");
        if (!percentiles) {
            lines.add("");
            lines.add(
                    "It cannot normalise as this network wants it: do it before, as said above (*Process > Math*), in 32 bit.");
        }
        lines.add("");
        lines.add(
                "CSBDeep takes the nearest value for a percentile and sets what is below 0 to 0, so its pixels differ a little from Mulligan's, and it leaves the result in normalised units: *Process > Math > Multiply* and *Add* bring it back.");
    }

    private static void addPython(List<String> lines) {
        lines.add("");
        lines.add("```python");
        lines.add("import numpy, tensorflow");
        lines.add("model = tensorflow.saved_model.load('this folder')");
        lines.add("run = model.signatures['serving_default']");
        lines.add(
                "output = run(input=tensorflow.constant(numpy.load('test_input.npy')))['output'].numpy()");
        lines.add("```");
    }
}
