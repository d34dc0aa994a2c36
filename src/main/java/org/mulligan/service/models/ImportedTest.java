package org.mulligan.service.models;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.mulligan.engine.Engine;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.model.ModelContents;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.model.TensorSpec;
import org.mulligan.model.Weights;
import org.mulligan.model.format.ForeignModel;
import org.mulligan.model.format.ForeignTensor;
import org.mulligan.model.format.ForeignTensor.Image;

/**
 * Runs an imported network on the test tensors of its package, where it has some, else on an image
 * made up; either becomes the test tensor of ours.
 */
final class ImportedTest {
    /** As bioimage.io has it: relative and absolute. */
    private static final double TOLERANCE = 1e-3;

    /** Of a made-up test image, px. */
    private static final int SIDE = 64;

    private final Engine engine;
    private final ModelDescription description;
    private final TensorSpec tensorSpec;
    private final Path scratch;
    private byte[] graph;
    private int trials;

    ImportedTest(Engine engine, ModelDescription description, Path scratch) {
        this.engine = engine;
        this.description = description;
        this.tensorSpec = description.tensorSpec();
        this.scratch = scratch;
    }

    /**
     * What came of it.
     *
     * @param input in the units of an image
     * @param output as a package states it
     * @param difference the largest to what the package states; empty = it states nothing
     */
    record Outcome(
            Image input, Image output, Optional<Double> difference, boolean passed, String why) {
        Map<String, Object> provenance() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("stated", difference.isPresent());
            difference.ifPresent(
                    most -> {
                        map.put("passed", passed);
                        map.put("largest_difference", most);
                    });
            return map;
        }

        String line() {
            if (difference.isEmpty())
                return "Test tensors: " + (why.isEmpty() ? "the model brings none" : why);
            return "Test tensors: %s, the largest difference is %.3g%s"
                    .formatted(
                            passed ? "passed" : "FAILED",
                            difference.get(),
                            passed
                                    ? ""
                                    : "; the model gives other results here than where it was made, do not trust it");
        }
    }

    /**
     * @param savedModel the network, adopted
     */
    Outcome run(ForeignModel foreign, byte[] savedModel) throws IOException {
        graph = savedModel;
        return foreign.test().isEmpty() ? madeUp("") : theirs(foreign);
    }

    /** On what the package brings, in the way that the package states. */
    private Outcome theirs(ForeignModel foreign) throws IOException {
        // The user's word on normalisation and units is for images, not for the package's tensors.
        boolean undone = foreign.test().get().undone();
        TensorSpec stating =
                new TensorSpec(
                        tensorSpec.inputChannels(),
                        tensorSpec.outputChannels(),
                        foreign.network().scaling().orElse(tensorSpec.scaling()),
                        undone,
                        tensorSpec.side());
        Image input;
        Image stated;
        try {
            ForeignModel.Network network = foreign.network();
            input = ForeignTensor.read(foreign.test().get().input()).image(network.inputAxes());
            stated = ForeignTensor.read(foreign.test().get().output()).image(network.outputAxes());
            requireFit(input, stated);
        } catch (IOException e) {
            return madeUp(e.getMessage());
        }
        boolean scaled = foreign.test().get().scaled();
        if (scaled) {
            // N2V for Fiji wrote them with x and y exchanged.
            input = input.transposed();
            stated = stated.transposed();
            Scaling scaling = stating.scaling();
            double span = scaling.high() - scaling.low();
            input = each(input, span, scaling.low());
            stated = each(stated, undone ? span : 1, undone ? scaling.low() : 0);
        }
        Image output;
        try {
            output = compute(input, stating);
        } catch (IOException | IllegalArgumentException e) {
            return madeUp("those of the package do not go through the network: " + e.getMessage());
        }
        double most = 0;
        boolean passed = true;
        for (int i = 0; i < output.values().length; i++) {
            double difference = Math.abs(output.values()[i] - stated.values()[i]);
            most = Math.max(most, Double.isNaN(difference) ? Double.MAX_VALUE : difference);
            passed &= difference <= TOLERANCE * (1 + Math.abs(stated.values()[i]));
        }
        Outcome theirs = new Outcome(input, output, Optional.of(most), passed, "");
        boolean large = Math.min(input.width(), input.height()) >= description.smallestSide();
        if (large && stating.equals(tensorSpec)) return theirs;
        // Other tools want them as large as the smallest image that the package allows.
        Outcome larger = madeUp("");
        return new Outcome(larger.input(), larger.output(), Optional.of(most), passed, "");
    }

    private static Image each(Image image, double gain, double offset) {
        float[] values = new float[image.values().length];
        for (int i = 0; i < values.length; i++)
            values[i] = (float) (image.values()[i] * gain + offset);
        return new Image(values, image.height(), image.width(), image.channels());
    }

    private void requireFit(Image input, Image output) throws IOException {
        int scale = description.scale();
        if (input.channels() != tensorSpec.inputChannels()
                || output.channels() != tensorSpec.outputChannels()
                || output.height() != scale * input.height()
                || output.width() != scale * input.width())
            throw new IOException(
                    "those of the package do not fit the network (%d x %d px, %d channels, and %d x %d px, %d channels), so they were not run"
                            .formatted(
                                    input.width(),
                                    input.height(),
                                    input.channels(),
                                    output.width(),
                                    output.height(),
                                    output.channels()));
    }

    /** Smooth spots, in the middle of what the scaling expects. */
    private Outcome madeUp(String why) throws IOException {
        int stride = description.stride();
        int side =
                tensorSpec.side() > 0
                        ? tensorSpec.side()
                        : Math.max(
                                description.smallestSide(), (SIDE + stride - 1) / stride * stride);
        int channels = tensorSpec.inputChannels();
        float[] values = new float[side * side * channels];
        Random random = new Random(1);
        for (int spot = 0; spot < 24; spot++) {
            double x = side * random.nextDouble();
            double y = side * random.nextDouble();
            double width = 2 + 4 * random.nextDouble();
            for (int i = 0; i < values.length; i++) {
                double dx = i / channels % side - x;
                double dy = i / channels / side - y;
                values[i] += (float) Math.exp(-(dx * dx + dy * dy) / (2 * width * width));
            }
        }
        Scaling scaling = tensorSpec.scaling();
        boolean fixed = scaling.kind() == Scaling.Kind.FIXED;
        Image input =
                each(
                        new Image(values, side, side, channels),
                        fixed ? (scaling.high() - scaling.low()) / 2 : 1,
                        fixed ? scaling.low() : 0);
        return new Outcome(input, compute(input, tensorSpec), Optional.empty(), true, why);
    }

    /** In a package of its own, which is thrown away. */
    private Image compute(Image input, TensorSpec how) throws IOException {
        int scale = description.scale();
        int height = scale * input.height();
        int width = scale * input.width();
        float[] nothing = new float[height * width * tensorSpec.outputChannels()];
        Image blank = new Image(nothing, height, width, tensorSpec.outputChannels());
        ModelFile trial =
                write(
                        scratch.resolve("trial" + trials++ + ".zip"),
                        new Outcome(input, blank, Optional.empty(), true, ""),
                        new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB),
                        "# Validation\n");
        float[] values = how.normalised(input.values());
        FloatBuffer from = engine.allocate(values.length);
        FloatBuffer to = engine.allocate(nothing.length);
        from.put(0, values);
        try (Network network = engine.load(trial, 0, Precision.FP32)) {
            network.run(from, to, input.height(), input.width(), () -> false);
        }
        float[] output = new float[nothing.length];
        to.get(0, output);
        return new Image(how.stated(output), height, width, tensorSpec.outputChannels());
    }

    /** The package, with the outcome's tensors. */
    ModelFile write(Path target, Outcome outcome, BufferedImage cover, String card)
            throws IOException {
        return ModelFile.write(
                target,
                new ModelContents(
                        description,
                        Map.of(Weights.FAITHFUL, graph),
                        outcome.input().values(),
                        outcome.output().values(),
                        outcome.input().width(),
                        cover,
                        card));
    }
}
