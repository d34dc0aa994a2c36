package org.mulligan.train.synthesis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.network.SynthesisShape;
import org.mulligan.network.SynthesisSystem;
import org.mulligan.tensor.Adam;
import org.mulligan.tensor.Feeds;
import org.mulligan.tensor.Gradients;
import org.mulligan.tensor.Layers;
import org.mulligan.tensor.NormedLayers;
import org.mulligan.tensor.Updates;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/**
 * A decoder and its encoder, which learn by the evidence lower bound. Pixels are normal around the
 * decoded image with one variance, the best one for each batch: there is no weight to choose.
 *
 * @see <a href="https://arxiv.org/abs/1312.6114">Kingma and Welling 2014</a>
 * @see <a href="https://arxiv.org/abs/2006.13202">Rybkin et al. 2021</a>, the variance
 */
final class VariationalSynthesis extends SynthesisGraph {
    private final Adam adam;
    private final Adam encoderAdam;
    private final Updates updates;
    private final List<Operand<TFloat32>> figures;
    private final Map<String, Operand<TFloat32>> moments;

    VariationalSynthesis(
            SynthesisSystem system, SynthesisShape canvas, int batch, long seed, boolean bf16) {
        super(system, canvas, batch, seed, bf16);
        Layers layers = new Layers(graph, variables);
        NormedLayers encoder = discriminatorLayers();
        Optional<Operand<TFloat32>> classes = inputs.realClasses();
        Operand<TFloat32> code =
                system.observe(encoder, inputs.real(), classes, canvas, true, chance.next());
        int latent = canvas.latent();
        Operand<TFloat32> mean = encoder.part(code, 0, latent);
        Operand<TFloat32> logarithm = encoder.part(code, latent, latent);
        Operand<TFloat32> z =
                layers.add(
                        mean,
                        layers.multiply(
                                chance.normal(batch, latent),
                                layers.exponential(layers.multiply(logarithm, 0.5))));
        NormedLayers decoder = generatorLayers();
        Operand<TFloat32> decoded =
                system.draw(
                        decoder, classes.map(which -> decoder.join(z, which)).orElse(z), canvas);
        generatorNames();
        Operand<TFloat32> error =
                layers.mean(layers.square(layers.subtract(decoded, inputs.real())));
        // 0.5 sum(mean^2 + variance - log variance - 1), in nats an image
        Operand<TFloat32> divergence =
                layers.multiply(
                        layers.sum(
                                layers.subtract(
                                        layers.add(
                                                layers.square(mean), layers.exponential(logarithm)),
                                        layers.add(logarithm, 1))),
                        0.5 / batch);
        Operand<TFloat32> bound =
                layers.add(
                        layers.multiply(
                                layers.logarithm(layers.add(error, 1e-6)), canvas.values() / 2.0),
                        divergence);
        List<String> encoderNames = discriminatorNames();
        adam = adam(generatorNames());
        encoderAdam = adam(encoderNames);
        updates =
                adam.apply(
                                Gradients.of(
                                        graph,
                                        "decoder",
                                        bound,
                                        variables.values(generatorNames())))
                        .and(
                                encoderAdam.apply(
                                        Gradients.of(
                                                graph,
                                                "encoder",
                                                bound,
                                                variables.values(encoderNames))));
        figures = List.of(error, divergence);
        moments = encoder.moments();
        open();
    }

    @Override
    void prepare(
            Session.Runner runner,
            Pace pace,
            long time,
            long discriminatorTime,
            boolean both,
            Feeds feeds) {
        adam.feed(runner, pace.rate(), pace.beta1(), time, feeds);
        encoderAdam.feed(runner, pace.discriminatorRate(), pace.beta1(), discriminatorTime, feeds);
        updates.addTo(runner);
    }

    @Override
    List<Operand<TFloat32>> figures() {
        return figures;
    }

    @Override
    Losses losses(double[] figures) {
        return new Losses(figures[0], figures[1], Double.NaN, Double.NaN);
    }

    @Override
    boolean isSmooth() {
        return true;
    }

    @Override
    Map<String, Operand<TFloat32>> discriminatorMoments() {
        return moments;
    }
}
