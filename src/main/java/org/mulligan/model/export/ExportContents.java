package org.mulligan.model.export;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.mulligan.model.DescriptorYaml;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.model.TestTensors;
import org.mulligan.model.Weights;

/**
 * A model on its way to other programs: one set of weights, and what was measured with exactly
 * these.
 *
 * @param model where it comes from
 * @param sharpness of the weights: 0 = faithful, 1 = adversarial, in between a mixture; 0 for a
 *     synthesiser
 * @param graph a {@code SavedModel} message, weights as constants, signature {@code
 *     serving_default} from {@code input} to {@code output}
 * @param tensors the model's test input and what this graph makes of it
 * @param sampleInput TIFF file; empty for a synthesiser, whose input is no image
 * @param sampleOutput TIFF file
 * @param authors names; empty = those that the model states
 * @param cover the model's
 * @param card the model's, Markdown
 */
public record ExportContents(
        ModelFile model,
        double sharpness,
        byte[] graph,
        TestTensors tensors,
        byte[] sampleInput,
        byte[] sampleOutput,
        List<String> authors,
        BufferedImage cover,
        String card) {
    public ExportContents {
        authors = List.copyOf(authors);
    }

    /** As a descriptor has them. */
    List<? extends Map<?, ?>> stated() {
        return authors.isEmpty()
                ? DescriptorYaml.authors(description())
                : authors.stream().map(name -> Map.of("name", name)).toList();
    }

    ModelDescription description() {
        return model.description();
    }

    boolean draws() {
        return description().synthesis().isPresent();
    }

    /** Whether what goes in is a row of numbers. */
    boolean takesRows() {
        return description().takesRows();
    }

    /** What the weights are called: a file's name without its end. */
    String weights() {
        if (draws()) return Weights.GENERATOR.toString();
        if (sharpness == 0) return Weights.FAITHFUL.toString();
        return sharpness == 1 ? Weights.ADVERSARIAL.toString() : "sharpness-" + sharpness;
    }

    /** One line on the model with these weights. */
    String summary() {
        return sharpness == 0
                ? description().summary()
                : "%s; weights of sharpness %s: what they add is plausible texture, no measurement"
                        .formatted(description().summary(), sharpness);
    }
}
