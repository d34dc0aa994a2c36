package org.mulligan.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class MonotoneCurveTest {
    private static final float[] FROM = {-0.5f, 0, 0.25f, 1, 3};
    private static final float[] TO = {-2, 0, 0.5f, 1, 1.1f};

    private interface Network {
        Operand<TFloat32> of(MonotoneCurve curve, Operand<TFloat32> x);
    }

    private static float[] fixed(Network network, float... x) {
        try (Graph graph = new Graph();
                Feeds feeds = new Feeds()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> input =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 1)));
            Layers layers =
                    new Layers(
                            graph,
                            new Constants(tf, Map.of("c.from", FROM, "c.to", TO, "c.back", FROM)));
            Operand<TFloat32> made =
                    network.of(MonotoneCurve.fixed(layers, "c", FROM.length), input);
            try (Session session = Sessions.forPrediction(graph, true);
                    Result result =
                            session.runner()
                                    .feed(input, feeds.image(x, 1, 1, x.length))
                                    .fetch(made)
                                    .run()) {
                float[] values = new float[x.length];
                ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(values);
                return values;
            }
        }
    }

    @Test
    void runsThroughItsKnotsAndStraightOnBeyondThem() {
        float[] values = fixed(MonotoneCurve::of, -1, -0.5f, -0.25f, 0.125f, 1, 2, 5);

        assertThat(values)
                .containsExactly(new float[] {-4, -2, -1, 0.25f, 1, 1.05f, 1.2f}, within(1e-5f));
    }

    @Test
    void theWayBackGivesBackEveryValue() {
        float[] x = new float[5000];
        Random random = new Random(1);
        for (int i = 0; i < x.length; i++) x[i] = (float) (2 * random.nextGaussian());

        assertThat(fixed((curve, in) -> curve.back(curve.of(in)), x))
                .containsExactly(x, within(1e-4f));
    }

    /** Whatever is learnt: pieces twenty times as steep, and fifty times as flat. */
    @Test
    void risesWhateverIsLearnt() {
        float[] slopes = {3, -4, 0, -2};
        Map<String, float[]> learnt = new HashMap<>();
        learnt.put("c.first", new float[] {5});
        learnt.put("c.slopes", slopes);
        learnt.put("c.back.first", new float[1]);
        learnt.put("c.back.slopes", new float[4]);
        float[] x = new float[400];
        for (int i = 0; i < x.length; i++) x[i] = -1 + 0.0125f * i;
        try (Graph graph = new Graph();
                Feeds feeds = new Feeds()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> input =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(x.length)));
            Layers layers = new Layers(graph, new Constants(tf, learnt));
            Operand<TFloat32> made = MonotoneCurve.learnt(layers, "c", FROM, TO).of(input);
            try (Session session = Sessions.forPrediction(graph, false);
                    Result result =
                            session.runner()
                                    .feed(input, feeds.tensor(x, x.length))
                                    .fetch(made)
                                    .run()) {
                float[] values = new float[x.length];
                ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(values);
                for (int i = 1; i < values.length; i++)
                    assertThat(values[i]).isGreaterThan(values[i - 1]);
            }
        }
    }

    /** Of the mean square of back(2 curve(x)), against differences. */
    @Test
    void gradientsPassItAndTheWayBack() {
        float[] x = {-0.8f, -0.2f, 0.1f, 0.6f, 0.9f, 2.5f, 4};
        double[] analytic = loss(x, new float[4], true);
        for (int i = 0; i < 4; i++) {
            float[] up = new float[4];
            up[i] = 1e-2f;
            float[] down = new float[4];
            down[i] = -1e-2f;
            double numeric = (loss(x, up, false)[0] - loss(x, down, false)[0]) / 2e-2;
            assertThat(analytic[i]).isCloseTo(numeric, within(2e-2 * (1 + Math.abs(numeric))));
        }
    }

    private static double[] loss(float[] x, float[] slopes, boolean gradient) {
        try (Graph graph = new Graph();
                Feeds feeds = new Feeds()) {
            Ops tf = Ops.create(graph);
            Variables variables = new Variables(graph, 1);
            Layers layers = new Layers(graph, variables);
            Placeholder<TFloat32> input =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, 1, 7, 1)));
            MonotoneCurve curve = MonotoneCurve.learnt(layers, "c", FROM, TO);
            Operand<TFloat32> loss =
                    layers.mean(layers.square(curve.back(layers.multiply(curve.of(input), 2))));
            Operand<TFloat32> fetched =
                    gradient
                            ? Gradients.of(graph, "g", loss, variables.values(List.of("c.slopes")))
                                    .get(0)
                            : loss;
            try (Session session = Sessions.forTraining(graph, false)) {
                variables.initialise(session);
                variables.assign(session, Map.of("c.slopes", slopes));
                try (Result result =
                        session.runner()
                                .feed(input, feeds.image(x, 1, 1, 7))
                                .fetch(fetched)
                                .run()) {
                    TFloat32 tensor = (TFloat32) result.get(0);
                    float[] values = new float[(int) tensor.size()];
                    tensor.asRawTensor().data().asFloats().read(values);
                    double[] doubles = new double[values.length];
                    for (int i = 0; i < values.length; i++) doubles[i] = values[i];
                    return doubles;
                }
            }
        }
    }
}
