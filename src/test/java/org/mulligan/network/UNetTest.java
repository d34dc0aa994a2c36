package org.mulligan.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.tensor.FrozenGraph;
import org.mulligan.tensor.Initial;
import org.mulligan.tensor.Layers;
import org.mulligan.tensor.Networks;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class UNetTest {
    private final UNet unet = new UNet();

    @ParameterizedTest(name = "depth {0}")
    @ValueSource(ints = {1, 2, 3})
    void seesNoFurtherThanItsReceptiveField(int depth) throws Exception {
        int radius = unet.receptiveField(depth) / 2;
        int side = (2 * radius + 40) / unet.stride(depth) * unet.stride(depth);
        Random random = new Random(7);
        float[] image = new float[side * side];
        for (int i = 0; i < image.length; i++) image[i] = random.nextFloat();
        int x = side / 2 + 3;
        int y = side / 2 - 2;
        float[] changed = image.clone();
        changed[y * side + x] += 5;
        FrozenGraph frozen = freeze(4, depth);

        float[] before = Networks.run(frozen, image, side, side);
        float[] after = Networks.run(frozen, changed, side, side);

        int reached = 0;
        for (int i = 0; i < before.length; i++) {
            if (before[i] == after[i]) continue;
            int distance = Math.max(Math.abs(i % side - x), Math.abs(i / side - y));
            assertThat(distance).isLessThanOrEqualTo(radius);
            reached = Math.max(reached, distance);
        }
        // Where a pixel lies within the blocks of the pooling decides how far it reaches, by a
        // block at most.
        assertThat(reached).isGreaterThan(radius - unet.stride(depth));
    }

    private FrozenGraph freeze(int filters, int depth) throws Exception {
        Map<String, float[]> weights = new HashMap<>();
        Random random = new Random(3);
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Layers layers =
                    new Layers(
                            graph,
                            (name, initial, shape) -> {
                                int size = 1;
                                for (long length : shape) size *= (int) length;
                                float[] values = new float[size];
                                double scale =
                                        initial == Initial.ZERO
                                                ? 0.01
                                                : 1
                                                        / Math.sqrt(
                                                                size
                                                                        / (double)
                                                                                shape[
                                                                                        shape.length
                                                                                                - 1]);
                                for (int i = 0; i < size; i++)
                                    values[i] = (float) (scale * random.nextGaussian());
                                weights.put(name, values);
                                return tf.zeros(tf.constant(shape), TFloat32.class);
                            });
            unet.apply(
                    layers,
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 1))),
                    filters,
                    depth);
        }
        return FrozenGraph.of((layers, x) -> unet.apply(layers, x, filters, depth), weights);
    }
}
