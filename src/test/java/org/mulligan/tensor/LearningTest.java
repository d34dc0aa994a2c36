package org.mulligan.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** How variables change at a step: Adam, the moving average, clipping. */
class LearningTest {
    private static final Offset<Float> CLOSE = within(1e-6f);
    private static final List<String> NAMES = List.of("w");

    /**
     * m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w -= rate sqrt(1 - b2^t) / (1 - b1^t) m /
     * (sqrt(v) + 1e-8), with b1 = 0.9, b2 = 0.999, rate = 0.1: Kingma and Ba 2015, the end of
     * section 2. The numbers are that formula's in Python's float64.
     */
    @Test
    void adamIsThatOfThePaper() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Variables variables = new Variables(graph, 1);
            variables.get("w", Initializer.ZERO, 3);
            Placeholder<TFloat32> gradient = tf.placeholder(TFloat32.class);
            Adam adam = new Adam(graph, variables, NAMES);
            Updates updates = adam.apply(List.of(gradient));
            try (Session session = Sessions.forTraining(graph, false)) {
                variables.initialise(session);
                variables.assign(session, Map.of("w", new float[] {1, -2, 0}));

                adam(session, adam, updates, gradient, 1, 0.5f, -4, 1e-7f);
                float[] first = variables.read(session, NAMES).get("w");
                adam(session, adam, updates, gradient, 2, -1, 2, 1e-7f);
                float[] second = variables.read(session, NAMES).get("w");

                assertThat(first).containsExactly(new float[] {0.9f, -1.9f, -0.0240253f}, CLOSE);
                assertThat(second)
                        .containsExactly(new float[] {0.9366104f, -1.8733663f, -0.0549217f}, CLOSE);
                // 0.9 * 0.05 - 0.1; 0.999 * 0.00025 + 0.001
                assertThat(variables.read(session, List.of("m.w")).get("m.w")[0])
                        .isCloseTo(-0.055f, CLOSE);
                assertThat(variables.read(session, List.of("v.w")).get("v.w")[0])
                        .isCloseTo(0.00124975f, within(5e-8f));
            }
        }
    }

    /** A gradient a thousand times the usual one moves the weights as three usual ones do. */
    @Test
    void clippedAdamIsNotThrownByOneGradient() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Variables variables = new Variables(graph, 1);
            variables.get("w", Initializer.ZERO, 3);
            Placeholder<TFloat32> gradient = tf.placeholder(TFloat32.class);
            Adam adam = new Adam(graph, variables, NAMES);
            Updates plain = adam.apply(List.of(gradient));
            Updates clipped = adam.applyClipped(List.of(gradient));
            try (Session session = Sessions.forTraining(graph, false)) {
                float usual = afterThe(1, session, variables, adam, plain, gradient);
                assertThat(afterThe(1, session, variables, adam, clipped, gradient))
                        .isEqualTo(usual);
                float thrown = afterThe(1000, session, variables, adam, plain, gradient);
                float held = afterThe(1000, session, variables, adam, clipped, gradient);
                float three = afterThe(3, session, variables, adam, plain, gradient);
                assertThat(Math.abs(thrown - usual)).isGreaterThan(3 * Math.abs(three - usual));
                assertThat(held).isCloseTo(three, within(1e-3f));
            }
        }
    }

    /** Gradients of 1 and -1 in turns, then one of another size, then as before. */
    private static float afterThe(
            float size,
            Session session,
            Variables variables,
            Adam adam,
            Updates updates,
            Operand<TFloat32> gradient) {
        variables.initialise(session);
        for (int time = 1; time <= 100; time++) {
            float value = time == 81 ? size : time % 2 == 0 ? 1 : -1;
            adam(session, adam, updates, gradient, time, value, value, value);
        }
        return variables.read(session, NAMES).get("w")[0];
    }

    private static void adam(
            Session session,
            Adam adam,
            Updates updates,
            Operand<TFloat32> gradient,
            long time,
            float... values) {
        try (Feeds feeds = new Feeds()) {
            Session.Runner runner = session.runner().feed(gradient, feeds.tensor(values, 3));
            adam.feed(runner, 0.1, 0.9, time, feeds);
            updates.addTo(runner);
            runner.run().close();
        }
    }

    /** ema = decay ema + (1 - decay) w */
    @Test
    void theMovingAverageKeepsTheShareOfItsDecay() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Variables variables = new Variables(graph, 1);
            variables.get("w", Initializer.ZERO, 2);
            MovingAverage average = new MovingAverage(graph, variables, NAMES, tf.constant(0.75f));
            Updates alone = average.average();
            Updates after =
                    average.thenAverage(
                            variables.sets(Map.of("w", tf.constant(new float[] {20, -4}))));
            try (Session session = Sessions.forTraining(graph, false)) {
                variables.initialise(session);
                variables.assign(
                        session, Map.of("w", new float[] {8, 0}, "ema.w", new float[] {4, -2}));

                alone.run(session);
                // 0.75 * 4 + 0.25 * 8; 0.75 * -2 + 0.25 * 0
                assertThat(variables.read(session, List.of("ema.w")).get("ema.w"))
                        .containsExactly(new float[] {5, -1.5f}, CLOSE);

                after.run(session);
                // 0.75 * 5 + 0.25 * 20; 0.75 * -1.5 + 0.25 * -4: the values after the update
                assertThat(variables.read(session, List.of("ema.w")).get("ema.w"))
                        .containsExactly(new float[] {8.75f, -2.125f}, CLOSE);
                assertThat(variables.read(session, NAMES).get("w")).containsExactly(20, -4);
            }
        }
    }

    @Test
    void clippingCutsDownWhatAnUpdateMade() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Variables variables = new Variables(graph, 1);
            variables.get("w", Initializer.ZERO, 4);
            Updates clipped =
                    variables.thenClip(
                            variables.sets(
                                    Map.of("w", tf.constant(new float[] {3, -0.5f, 0.25f, -7}))),
                            NAMES,
                            0.5);
            try (Session session = Sessions.forTraining(graph, false)) {
                variables.initialise(session);
                clipped.run(session);
                assertThat(variables.read(session, NAMES).get("w"))
                        .containsExactly(0.5f, -0.5f, 0.25f, -0.5f);
            }
        }
    }
}
