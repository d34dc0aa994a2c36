package org.mulligan.train.vst;

import java.util.List;
import java.util.Map;
import org.mulligan.data.pairs.Batch;
import org.mulligan.loss.MeanSquaredError;
import org.mulligan.tensor.Adam;
import org.mulligan.tensor.Constants;
import org.mulligan.tensor.Feeds;
import org.mulligan.tensor.Gradients;
import org.mulligan.tensor.LastLayer;
import org.mulligan.tensor.Layers;
import org.mulligan.tensor.MonotoneCurve;
import org.mulligan.tensor.MovingAverage;
import org.mulligan.tensor.RestorationInputs;
import org.mulligan.tensor.Updates;
import org.mulligan.tensor.WeightSource;
import org.mulligan.train.LearningRates;
import org.mulligan.train.StepLosses;
import org.mulligan.train.TrainingGraph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/** The curve, the denoiser and the curve's inverse. Only the curve is learnt. */
final class VstGraph extends TrainingGraph {
    private final RestorationInputs inputs;
    private final Adam adam;
    private final Operand<TFloat32> loss;
    private final Updates updates;
    private final LastLayer lastOfPatches;

    /**
     * @param start what the curve begins as
     * @param bf16 whether the denoiser's convolutions are computed in bfloat16
     */
    VstGraph(
            FrozenDenoiser denoiser,
            StabilisingCurve start,
            int batch,
            int patch,
            long seed,
            boolean bf16) {
        super(seed, bf16);
        inputs = new RestorationInputs(graph, batch, patch, 1, 1);
        Layers learnt = new Layers(graph, variables.within("g."));
        Operand<TFloat32> made = network(denoiser, start, learnt);
        lastOfPatches = LastLayer.of(made);
        loss = new MeanSquaredError().of(learnt, made, inputs.target());
        List<String> names = generatorNames();
        adam = adam(names);
        updates =
                new MovingAverage(graph, variables, names, inputs.decay())
                        .thenAverage(
                                adam.apply(
                                        Gradients.of(
                                                graph, "curve", loss, variables.values(names))));
        open();
    }

    private Operand<TFloat32> network(
            FrozenDenoiser denoiser, StabilisingCurve start, Layers learnt) {
        MonotoneCurve curve =
                MonotoneCurve.learnt(learnt, StabilisingCurve.NAME, start.from(), start.to());
        WeightSource kept = new Constants(graph, denoiser.weights());
        return curve.back(denoiser.apply(new Layers(graph, kept), curve.of(inputs.noisy())));
    }

    /** The curve learns to tell the pixels that were hidden. */
    StepLosses step(Batch data, LearningRates rates) {
        try (Feeds feeds = new Feeds()) {
            Session.Runner runner = runner(lastOfPatches);
            inputs.feed(runner, data.noisy(), data.target(), rates.decay(), feeds);
            rates.generator().feed(adam, runner, feeds);
            updates.addTo(runner);
            double[] losses = measure("The step", runner, List.of(loss));
            return new StepLosses(losses[0], 0, Double.NaN, Double.NaN);
        }
    }

    /** What was learnt of the curve, averaged over the last steps. */
    Map<String, float[]> curve() {
        return weightsOf("ema.g.");
    }
}
