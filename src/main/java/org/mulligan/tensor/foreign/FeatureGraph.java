package org.mulligan.tensor.foreign;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mulligan.tensor.Sessions;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

/**
 * A stranger's network that describes images. It has been judged before it was loaded; see {@link
 * ForeignGraph}. Always as many images are computed together, so that each is described alike
 * whatever the others are.
 */
public final class FeatureGraph implements AutoCloseable {
    private static final int TOGETHER = 32;
    private static final String FEATURES = "features";
    private static final String LOGITS = "logits";

    private final SavedModelBundle bundle;
    private final Shape shape;
    private final String input;
    private final String featuresName;
    private final Optional<String> logitsName;
    private final int features;
    private final int classes;

    private FeatureGraph(
            SavedModelBundle bundle, SignatureDef signature, Shape shape, String name) {
        this.bundle = bundle;
        this.shape = shape;
        this.input = signature.getInputsMap().values().iterator().next().getName();
        this.featuresName = output(signature.getOutputsMap(), name);
        this.logitsName =
                Optional.ofNullable(signature.getOutputsMap().get(LOGITS))
                        .map(TensorInfo::getName)
                        .filter(tensor -> !tensor.equals(featuresName));
        // Shapes in a signature may be open; one run tells.
        int values = Math.toIntExact(shape.size() / TOGETHER);
        try (TFloat32 nothing =
                        TFloat32.tensorOf(
                                shape, DataBuffers.of(new float[TOGETHER * values], true, false));
                Result results = run(nothing)) {
            features = width(results, 0, FEATURES, name);
            classes = logitsName.isPresent() ? width(results, 1, LOGITS, name) : 0;
        } catch (TensorFlowException e) {
            throw new IllegalArgumentException(
                    "%s cannot describe images of %d x %d px and %d channels: %s"
                            .formatted(
                                    name, shape.get(2), shape.get(1), shape.get(3), e.getMessage()),
                    e);
        }
    }

    /**
     * Judges a model and loads it.
     *
     * @param savedModel a folder with {@code saved_model.pb}, or a zip of it
     * @param size side of the images, px
     * @throws IllegalArgumentException when it is refused or does not take such images
     * @throws IOException when it cannot be read
     */
    public static FeatureGraph open(Path savedModel, int size, int channels) throws IOException {
        String name = savedModel.toString();
        try (SavedModelFiles files = SavedModelFiles.copy(savedModel)) {
            ForeignGraph graph = new ForeignGraph(files.graph(), name);
            Shape shape = Shape.of(TOGETHER, size, size, channels);
            requireImages(graph.signature(), size, channels, name);
            files.replace(graph.validated());
            files.judgeWeights(name);
            SavedModelBundle bundle =
                    SavedModelBundle.loader(files.folder().toString())
                            .withTags("serve")
                            .withConfigProto(Sessions.predictionConfig())
                            .load();
            try {
                return new FeatureGraph(bundle, graph.signature(), shape, name);
            } catch (RuntimeException e) {
                bundle.close();
                throw e;
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(
                    "The graph of %s is damaged or none; export it again".formatted(name), e);
        } catch (TensorFlowException e) {
            throw new IOException("%s cannot be loaded: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static void requireImages(SignatureDef signature, int size, int channels, String name) {
        Map<String, TensorInfo> inputs = signature.getInputsMap();
        if (inputs.size() != 1)
            throw new IllegalArgumentException(
                    "%s must take one input, images [n, y, x, channels]; it takes %s"
                            .formatted(name, inputs.keySet()));
        TensorInfo images = inputs.values().iterator().next();
        TensorShapeProto shape = images.getTensorShape();
        int[] wanted = {TOGETHER, size, size, channels};
        boolean fits = images.getDtype() == DataType.DT_FLOAT;
        if (!shape.getUnknownRank()) {
            fits &= shape.getDimCount() == wanted.length;
            for (int i = 1; fits && i < wanted.length; i++)
                fits = shape.getDim(i).getSize() < 0 || shape.getDim(i).getSize() == wanted[i];
        }
        if (!fits)
            throw new IllegalArgumentException(
                    "%s takes %s %s, and the images here are float [n, %d, %d, %d]; give a feature network for images of this size"
                            .formatted(
                                    name,
                                    images.getDtype()
                                            .name()
                                            .replace("DT_", "")
                                            .toLowerCase(java.util.Locale.ROOT),
                                    shape.getDimList().stream()
                                            .map(
                                                    side ->
                                                            side.getSize() < 0
                                                                    ? "n"
                                                                    : "" + side.getSize())
                                            .toList(),
                                    size,
                                    size,
                                    channels));
    }

    private static String output(Map<String, TensorInfo> outputs, String name) {
        if (outputs.containsKey(FEATURES)) return outputs.get(FEATURES).getName();
        if (outputs.size() == 1 && !outputs.containsKey(LOGITS))
            return outputs.values().iterator().next().getName();
        throw new IllegalArgumentException(
                "%s must give an output named %s; it gives %s"
                        .formatted(name, FEATURES, outputs.keySet()));
    }

    private static int width(Result results, int index, String what, String name) {
        if (!(results.get(index) instanceof TFloat32 values)
                || values.shape().numDimensions() < 2
                || values.shape().get(0) != TOGETHER)
            throw new IllegalArgumentException(
                    "The output %s of %s must be float [n, ...], and is %s of %d images"
                            .formatted(what, name, results.get(index).shape(), TOGETHER));
        return Math.toIntExact(values.size() / TOGETHER);
    }

    private Result run(TFloat32 images) {
        Session.Runner runner = bundle.session().runner().feed(input, images).fetch(featuresName);
        logitsName.ifPresent(runner::fetch);
        return runner.run();
    }

    /** Values that describe an image. */
    public int features() {
        return features;
    }

    /** Logits of an image; 0 = none. */
    public int classes() {
        return classes;
    }

    /**
     * Describes images.
     *
     * @param images NHWC, one after the other
     * @param to of each its features, then its logits
     */
    public void run(FloatBuffer images, FloatBuffer to, int count) {
        int values = Math.toIntExact(shape.size() / TOGETHER);
        for (int row = 0; row < count; row += TOGETHER) {
            int rows = Math.min(TOGETHER, count - row);
            float[] part = new float[TOGETHER * values];
            images.duplicate().clear().position(row * values).get(part, 0, rows * values);
            try (TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(part, true, false));
                    Result results = run(tensor)) {
                copy((TFloat32) results.get(0), to, row, rows, 0, features);
                if (classes > 0) copy((TFloat32) results.get(1), to, row, rows, features, classes);
            }
        }
    }

    private void copy(TFloat32 results, FloatBuffer to, int row, int rows, int at, int count) {
        float[] all = new float[TOGETHER * count];
        results.asRawTensor().data().asFloats().read(all);
        FloatBuffer out = to.duplicate().clear();
        for (int i = 0; i < rows; i++)
            out.position((row + i) * (features + classes) + at).put(all, i * count, count);
    }

    @Override
    public void close() {
        bundle.close();
    }
}
