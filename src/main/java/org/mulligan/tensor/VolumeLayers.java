package org.mulligan.tensor;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Layers of networks that take volumes: the planes of a volume lie one after the other in the
 * batch, [volumes planes, h, w, c], so that all layers but {@link #besides} and {@link #alongDepth}
 * see single planes. Convolutions of 3x3 within the planes and of 3 along depth are what is called
 * (2+1)D.
 *
 * @see <a href="https://arxiv.org/abs/1711.11248">Tran et al. 2018</a>
 */
public final class VolumeLayers extends Layers {
    private final Operand<TInt32> planes;

    private VolumeLayers(Graph graph, WeightSource parameters, Operand<TInt32> planes) {
        super(graph, parameters);
        this.planes = planes;
    }

    /**
     * For batches of volumes.
     *
     * @param planes of each volume, 2 or more
     */
    public static VolumeLayers of(Graph graph, WeightSource parameters, int planes) {
        return new VolumeLayers(graph, parameters, Ops.create(graph).constant(planes));
    }

    /**
     * For one volume of any number of planes from 2 on.
     *
     * @param volume [planes, h, w, c]
     */
    public static VolumeLayers ofAll(
            Graph graph, WeightSource parameters, Operand<TFloat32> volume) {
        return new VolumeLayers(graph, parameters, size(Ops.create(graph), volume, 0));
    }

    /**
     * For batches of volumes as other programs have them.
     *
     * @param volumes [n, planes, h, w, c]
     */
    public static VolumeLayers ofVolumes(
            Graph graph, WeightSource parameters, Operand<TFloat32> volumes) {
        return new VolumeLayers(graph, parameters, size(Ops.create(graph), volumes, 1));
    }

    /** [n, planes, h, w, 1] to [n planes, h, w, 1]. */
    public Operand<TFloat32> apart(Operand<TFloat32> volumes) {
        return tf.reshape(
                volumes,
                tf.stack(
                        List.of(
                                tf.constant(-1),
                                size(tf, volumes, 2),
                                size(tf, volumes, 3),
                                tf.constant(1))));
    }

    /** [n planes, h, w, 1] to [n, planes, h, w, 1]. */
    public Operand<TFloat32> together(Operand<TFloat32> images) {
        return tf.reshape(
                images,
                tf.stack(
                        List.of(
                                tf.constant(-1),
                                planes,
                                size(tf, images, 1),
                                size(tf, images, 2),
                                tf.constant(1))));
    }

    /** At the ends of a volume the planes are mirrored, the last one not repeated. */
    @Override
    public Operand<TFloat32> besides(Operand<TFloat32> x) {
        Operand<TFloat32> columns = columns(x);
        Operand<TInt32> places = tf.range(tf.constant(0), planes, tf.constant(1));
        Operand<TInt32> last = tf.math.sub(planes, tf.constant(1));
        Operand<TInt32> period = tf.math.mul(last, tf.constant(2));
        List<Operand<TFloat32>> shifted = new ArrayList<>();
        for (int distance = -BESIDE; distance <= BESIDE; distance++) {
            Operand<TInt32> along =
                    tf.math.floorMod(tf.math.add(places, tf.constant(distance)), period);
            Operand<TInt32> mirrored = tf.math.sub(last, tf.math.abs(tf.math.sub(along, last)));
            shifted.add(tf.gather(columns, mirrored, tf.constant(1)));
        }
        return tf.reshape(
                tf.concat(shifted, tf.constant(3)),
                tf.stack(
                        List.of(
                                tf.constant(-1),
                                size(tf, x, 1),
                                size(tf, x, 2),
                                tf.constant(2 * BESIDE + 1))));
    }

    /** What a convolution of three planes with bias finds is added; the ends are mirrored. */
    @Override
    public Operand<TFloat32> alongDepth(String name, Operand<TFloat32> x) {
        long channels = x.shape().get(3);
        Operand<TFloat32> kernel =
                parameters.get(name + ".kernel", Initializer.SMALL, 3, 1, channels, channels);
        Operand<TFloat32> bias = parameters.get(name + ".bias", Initializer.ZERO, channels);
        Operand<TFloat32> y =
                tf.nn.conv2d(mirrored(columns(x)), kernel, List.of(1L, 1L, 1L, 1L), "VALID");
        return add(x, tf.reshape(tf.nn.biasAdd(y, bias), tf.shape(x)));
    }

    /** [n planes, h, w, c] to [n, planes, h w, c]. */
    private Operand<TFloat32> columns(Operand<TFloat32> x) {
        return tf.reshape(
                x,
                tf.stack(
                        List.of(
                                tf.constant(-1),
                                planes,
                                tf.math.mul(size(tf, x, 1), size(tf, x, 2)),
                                tf.constant(Math.toIntExact(x.shape().get(3))))));
    }

    /** [n, planes, pixels, c] with one plane more at either end. */
    private Operand<TFloat32> mirrored(Operand<TFloat32> columns) {
        return tf.concat(
                List.of(
                        plane(columns, tf.constant(1)),
                        columns,
                        plane(columns, tf.math.sub(planes, tf.constant(2)))),
                tf.constant(1));
    }

    /** One plane of [n, planes, pixels, c]. */
    private Operand<TFloat32> plane(Operand<TFloat32> columns, Operand<TInt32> place) {
        return tf.slice(
                columns,
                tf.stack(List.of(tf.constant(0), place, tf.constant(0), tf.constant(0))),
                tf.array(-1, 1, -1, -1));
    }

    private static Operand<TInt32> size(Ops tf, Operand<TFloat32> x, int axis) {
        Operand<TInt32> one = tf.slice(tf.shape(x), tf.array(axis), tf.array(1));
        return tf.reshape(one, tf.constant(new int[0]));
    }
}
