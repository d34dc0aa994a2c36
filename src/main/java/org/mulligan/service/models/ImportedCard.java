package org.mulligan.service.models;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.model.ConvertedModel;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.TensorSpec;
import org.mulligan.model.format.ForeignModel;
import org.mulligan.model.format.ForeignTensor.Image;
import org.mulligan.service.report.Purpose;

/** What people see of an imported model: its card and its cover. */
final class ImportedCard {
    private static final int SMALLEST = 192;

    private ImportedCard() {}

    static String text(
            ModelDescription description, ForeignModel foreign, String source, List<String> lines) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(description.name()).append("\n\n");
        if (!description.summary().isBlank())
            text.append(description.summary().strip()).append("\n\n");
        text.append("Imported with Mulligan from ").append(source);
        text.append(" (").append(foreign.format()).append(").\n\n");
        text.append("# Validation\n\n");
        text.append("Mulligan knows no figures of how well it does; ask its maker, or compare\n");
        text.append(
                "results with known images (*Plugins > Mulligan > Evaluate Restoration...*).\n\n");
        lines.forEach(line -> text.append("- ").append(line).append('\n'));
        if (!foreign.about().authors().isEmpty() || !foreign.about().cite().isEmpty()) {
            text.append("\n# Whom to thank\n\n");
            foreign.about().authors().forEach(who -> text.append("- ").append(credit(who)));
            foreign.about().cite().forEach(what -> text.append("- ").append(credit(what)));
        }
        return text.toString();
    }

    private static String credit(Map<String, Object> map) {
        return String.join(", ", map.values().stream().map(String::valueOf).toList()) + "\n";
    }

    /** What goes in beside what comes out. */
    static BufferedImage cover(Image in, Image out) {
        int height = Math.max(SMALLEST, Math.max(in.height(), out.height()));
        BufferedImage left = picture(in, height);
        BufferedImage right = picture(out, height);
        BufferedImage both =
                new BufferedImage(
                        left.getWidth() + right.getWidth() + 2, height, BufferedImage.TYPE_INT_RGB);
        both.createGraphics().drawImage(left, 0, 0, null);
        both.createGraphics().drawImage(right, left.getWidth() + 2, 0, null);
        return both;
    }

    /** From the lowest to the highest value; three channels as colours, else the first. */
    private static BufferedImage picture(Image image, int height) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : image.values())
            if (Float.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        float span = high > low ? high - low : 1;
        int width = Math.max(1, image.width() * height / image.height());
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int at =
                        (y * image.height() / height * image.width() + x * image.width() / width)
                                * image.channels();
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    float value = image.values()[at + (image.channels() == 3 ? c : 0)];
                    float grey = Float.isFinite(value) ? (value - low) / span : 0;
                    rgb = rgb << 8 | Math.round(255 * grey);
                }
                picture.setRGB(x, y, rgb);
            }
        return picture;
    }

    /** What was found, for people. */
    static List<String> lines(
            ModelDescription model, ForeignModel foreign, ConvertedModel converted, String test) {
        List<String> lines = new ArrayList<>();
        TensorSpec tensorSpec = model.tensorSpec();
        lines.add(
                "%s, TensorFlow %s: %s %s -> %s %s"
                        .formatted(
                                foreign.format(),
                                converted.tensorFlow(),
                                converted.input(),
                                converted.inputAxes(),
                                converted.output(),
                                converted.outputAxes()));
        lines.add(
                "%d channel%s in, %d out, result %s; sizes: %s; %s"
                        .formatted(
                                tensorSpec.inputChannels(),
                                tensorSpec.inputChannels() == 1 ? "" : "s",
                                tensorSpec.outputChannels(),
                                model.scale() == 1
                                        ? "as large as the image"
                                        : model.scale() + " times as wide and high",
                                tensorSpec.side() > 0
                                        ? "tiles of %d px only".formatted(tensorSpec.side())
                                        : "multiples of %d px".formatted(model.stride()),
                                Importing.seesAllOfItsTile(converted)
                                        ? "an output pixel sees all of a tile, so seams may show between tiles"
                                        : converted.receptiveField() == ConvertedModel.WHOLE
                                                ? "it looks at all of an image, so it is run without tiles"
                                                : "an output pixel sees %d px"
                                                        .formatted(model.receptiveField())));
        lines.add(
                "Normalisation: %s; result %s"
                        .formatted(
                                words(tensorSpec.scaling()),
                                tensorSpec.inUnits()
                                        ? "in the units of the image"
                                        : "as the network gives it, 32-bit"));
        lines.add(test);
        lines.addAll(foreign.notes());
        lines.add("Open it with Plugins > Mulligan > " + Purpose.opening(model).command());
        return lines;
    }

    private static String words(Scaling scaling) {
        return switch (scaling.kind()) {
            case PERCENTILES ->
                    String.format(
                            Locale.ROOT,
                            "percentiles %s and %s of %s become 0 and 1",
                            scaling.low(),
                            scaling.high(),
                            measured(scaling));
            case DEVIATION ->
                    "the mean of %s becomes 0, one deviation more 1".formatted(measured(scaling));
            case FIXED ->
                    scaling.low() == 0 && scaling.high() == 1
                            ? "none"
                            : String.format(
                                    Locale.ROOT,
                                    "%.6g and %.6g become 0 and 1",
                                    scaling.low(),
                                    scaling.high());
        };
    }

    private static String measured(Scaling scaling) {
        return scaling.together() ? "all channels together" : "each channel";
    }
}
