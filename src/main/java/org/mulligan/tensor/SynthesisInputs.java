package org.mulligan.tensor;

import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** What is fed to the graph of a synthesiser at each step. */
public final class SynthesisInputs {
    private final int batch;
    private final int size;
    private final int channels;
    private final int classes;
    private final int codes;
    private final Placeholder<TFloat32> real;
    private final Placeholder<TFloat32> realClasses;
    private final Placeholder<TFloat32> fakeClasses;
    private final Placeholder<TFloat32> code;
    private final Placeholder<TFloat32> decay;

    /**
     * @param batch real images in a step
     * @param codes numbers that an image is drawn from, classes included
     */
    public SynthesisInputs(Graph graph, int batch, int size, int channels, int classes, int codes) {
        this.batch = batch;
        this.size = size;
        this.channels = channels;
        this.classes = classes;
        this.codes = codes;
        Ops tf = Ops.create(graph);
        real =
                tf.placeholder(
                        TFloat32.class, Placeholder.shape(Shape.of(batch, size, size, channels)));
        realClasses = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(batch, classes)));
        fakeClasses = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(batch, classes)));
        code = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, codes)));
        decay = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    }

    /** [batch, size, size, channels] */
    public Operand<TFloat32> real() {
        return real;
    }

    /** [batch, classes]; empty where there are none. */
    public Optional<Operand<TFloat32>> realClasses() {
        return classes == 0 ? Optional.empty() : Optional.of(realClasses);
    }

    /** The classes that are to be drawn, likewise. */
    public Optional<Operand<TFloat32>> fakeClasses() {
        return classes == 0 ? Optional.empty() : Optional.of(fakeClasses);
    }

    /** What given images are drawn from, [n, codes]. */
    public Operand<TFloat32> code() {
        return code;
    }

    /** How much of the moving average stays. */
    public Operand<TFloat32> decay() {
        return decay;
    }

    /** Feeds real images and their classes. */
    public void feedReal(Session.Runner runner, float[] images, int[] labels, Feeds feeds) {
        runner.feed(real, feeds.tensor(images, batch, size, size, channels));
        if (classes > 0) runner.feed(realClasses, feeds.tensor(hot(labels), batch, classes));
    }

    /** Feeds the classes that are to be drawn. */
    public void feedFake(Session.Runner runner, int[] labels, Feeds feeds) {
        if (classes > 0) runner.feed(fakeClasses, feeds.tensor(hot(labels), batch, classes));
    }

    /** Feeds how much of the moving average stays. */
    public void feedDecay(Session.Runner runner, double decay, Feeds feeds) {
        runner.feed(this.decay, feeds.scalar(decay));
    }

    /** Feeds what given images are drawn from, row by row. */
    public void feedCode(Session.Runner runner, float[] rows, Feeds feeds) {
        runner.feed(code, feeds.tensor(rows, rows.length / codes, codes));
    }

    private float[] hot(int[] labels) {
        float[] hot = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) hot[i * classes + labels[i]] = 1;
        return hot;
    }
}
