package org.mulligan.train.synthesis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.network.SynthesisShape;
import org.mulligan.network.VaeSystem;
import org.mulligan.tensor.Adam;
import org.mulligan.tensor.Feeds;
import org.mulligan.tensor.Gradients;
import org.mulligan.tensor.LastLayer;
import org.mulligan.tensor.Layers;
import org.mulligan.tensor.NormedLayers;
import org.mulligan.tensor.Updates;
import org.mulligan.train.LearningRates;
import org.mulligan.train.StepLosses;
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
    private final VaeSystem system;
    private final Adam adam;
    private final Adam encoderAdam;
    private final Updates updates;
    private final LastLayer last;
    private final List<Operand<TFloat32>> measured;
    private final Map<String, Operand<TFloat32>> moments;

    VariationalSynthesis(
            VaeSystem system, SynthesisShape shape, int batch, long seed, boolean bf16) {
        super(shape, batch, seed, bf16);
        this.system = system;
        Layers layers = new Layers(graph, variables);
        NormedLayers encoder = discriminatorLayers();
        Optional<Operand<TFloat32>> classes = inputs.realClasses();
        Operand<TFloat32> code =
                system.encoder(encoder, inputs.real(), classes, shape, chance.next());
        int latent = shape.latent();
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
                draw(decoder, classes.map(which -> decoder.append(z, which)).orElse(z));
        last = LastLayer.of(decoded);
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
                                layers.logarithm(layers.add(error, 1e-6)), shape.values() / 2.0),
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
        measured = List.of(error, divergence);
        moments = encoder.moments();
        addAverageAndOpen();
    }

    @Override
    Operand<TFloat32> draw(NormedLayers layers, Operand<TFloat32> code) {
        return system.decoder(layers, code, shape);
    }

    @Override
    LastLayer last() {
        return last;
    }

    @Override
    void prepare(Session.Runner runner, LearningRates rates, boolean both, Feeds feeds) {
        rates.generator().feed(adam, runner, feeds);
        rates.discriminator().feed(encoderAdam, runner, feeds);
        updates.addTo(runner);
    }

    @Override
    List<Operand<TFloat32>> measured() {
        return measured;
    }

    @Override
    StepLosses losses(double[] measured) {
        return new StepLosses(measured[0], measured[1], Double.NaN, Double.NaN);
    }

    @Override
    Map<String, Operand<TFloat32>> discriminatorMoments() {
        return moments;
    }
}
