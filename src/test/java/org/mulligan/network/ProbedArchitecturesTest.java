package org.mulligan.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.model.ConversionRequest;
import org.mulligan.model.ConvertedModel;
import org.mulligan.model.Postprocessing;
import org.mulligan.tensor.foreign.ModelConversion;
import org.mulligan.tensor.frozen.FrozenGraph;

/** What an import finds out of our own networks, of which it is known. */
class ProbedArchitecturesTest {
    @TempDir private Path folder;

    @ParameterizedTest(name = "{0}, depth {1}, scale {2}")
    @CsvSource({
        "unet, 1, 1",
        "unet, 2, 1",
        "unet, 3, 1",
        "upscaling-unet, 2, 2",
        "upscaling-unet, 1, 3"
    })
    void areMeasuredAsTheySay(String name, int depth, int scale) throws Exception {
        Architecture network = name.equals("unet") ? new UNet() : new UpscalingUNet();
        NetworkSize networkSize = new NetworkSize(4, depth, scale);
        Files.write(folder.resolve("saved_model.pb"), freeze(network, networkSize).bytes());
        ConvertedModel found =
                ModelConversion.convert(
                        new ConversionRequest(
                                folder,
                                "",
                                "",
                                "",
                                "",
                                Postprocessing.NONE,
                                0,
                                0,
                                folder.resolve("adopted.pb")),
                        () -> false);
        assertThat(found.stride()).isEqualTo(network.stride(networkSize));
        assertThat(found.scale()).isEqualTo(scale);
        // What they say is rounded up where the pixels of a cell see differently far.
        int stated = network.receptiveField(networkSize);
        assertThat(found.receptiveField())
                .isLessThanOrEqualTo(stated)
                .isGreaterThanOrEqualTo(stated - 2 * network.stride(networkSize));
    }

    private static FrozenGraph freeze(Architecture network, NetworkSize networkSize)
            throws Exception {
        Map<String, float[]> weights =
                RandomWeights.of(network, networkSize, (initial, shape) -> 0.2);
        return FrozenGraph.of((layers, x) -> network.apply(layers, x, networkSize), weights);
    }
}
