package org.mulligan.tensor;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** What is fed to the graph of a GAN at each step. */
public final class RestorationInputs {
    private final int batch;
    private final int patch;
    private final int scale;
    private final int planes;
    private final Placeholder<TFloat32> noisy;
    private final Placeholder<TFloat32> target;
    private final Placeholder<TFloat32> whole;
    private final Placeholder<TFloat32> decay;
    private final Placeholder<TInt64> realNoise;
    private final Placeholder<TInt64> fakeNoise;

    /**
     * Patches of a fixed size, and whole images of any size.
     *
     * @param batch patches; in volumes each of their planes is one
     * @param patch side of a noisy patch, px
     * @param scale pixels of a clean patch along one of a noisy patch
     * @param planes channels of what is noisy
     */
    public RestorationInputs(Graph graph, int batch, int patch, int scale, int planes) {
        this.batch = batch;
        this.patch = patch;
        this.scale = scale;
        this.planes = planes;
        Ops tf = Ops.create(graph);
        long side = (long) scale * patch;
        noisy =
                tf.placeholder(
                        TFloat32.class, Placeholder.shape(Shape.of(batch, patch, patch, planes)));
        target = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(batch, side, side, 1)));
        whole = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, planes)));
        decay = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        realNoise = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
        fakeNoise = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
    }

    public Operand<TFloat32> noisy() {
        return noisy;
    }

    public Operand<TFloat32> target() {
        return target;
    }

    /** A whole image for validation, [1, h, w, planes], or a volume, [n, h, w, 1]. */
    public Operand<TFloat32> whole() {
        return whole;
    }

    /** How much of the moving average stays at a step. */
    public Operand<TFloat32> decay() {
        return decay;
    }

    public Operand<TInt64> realNoise() {
        return realNoise;
    }

    public Operand<TInt64> fakeNoise() {
        return fakeNoise;
    }

    /** Feeds the patches of a step and the decay. */
    public void feed(
            Session.Runner runner, float[] noisy, float[] target, double decay, Feeds feeds) {
        runner.feed(this.noisy, feeds.tensor(noisy, batch, patch, patch, planes))
                .feed(this.target, feeds.image(target, batch, scale * patch, scale * patch))
                .feed(this.decay, feeds.scalar(decay));
    }

    /** Feeds the seeds of the noise that the discriminator sees: functions of seed and step. */
    public void feedNoise(Session.Runner runner, long seed, long step, Feeds feeds) {
        runner.feed(realNoise, feeds.pair(seed, 2 * step))
                .feed(fakeNoise, feeds.pair(seed, 2 * step + 1));
    }
}
