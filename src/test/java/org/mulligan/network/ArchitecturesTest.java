package org.mulligan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.filter.Bicubic;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.Networks;

class ArchitecturesTest {
    private static Architecture named(String name) {
        return switch (name) {
            case "unet" -> new UNet();
            case "unet-noise-map" -> new ToldUNet();
            case "upscaling-unet" -> new UpscalingUNet();
            default -> new InpaintingUNet();
        };
    }

    @ParameterizedTest(name = "{0}, depth {1}, scale {2}")
    @CsvSource({
        "unet, 1, 1",
        "unet, 2, 1",
        "unet, 3, 1",
        "upscaling-unet, 2, 2",
        "upscaling-unet, 1, 3",
        "upscaling-unet, 1, 4",
        "inpainting-unet, 2, 1"
    })
    void seesNoFurtherThanItsReceptiveField(String name, int depth, int scale) throws Exception {
        Architecture network = named(name);
        NetworkSize networkSize = new NetworkSize(4, depth, scale);
        int radius = network.receptiveField(networkSize) / 2;
        int stride = network.stride(networkSize);
        int side = (2 * radius + 40) / stride * stride;
        Random random = new Random(7);
        float[] image = new float[side * side];
        for (int i = 0; i < image.length; i++) image[i] = random.nextFloat();
        int x = side / 2 + 3;
        int y = side / 2 - 2;
        float[] changed = image.clone();
        changed[y * side + x] += 5;
        // Only what is missing is drawn, and only that can change far away.
        if (name.equals("inpainting-unet"))
            for (int i = 0; i < image.length; i++)
                if (i % 5 != 0 && i != y * side + x) image[i] = changed[i] = Normalisation.MISSING;
        FrozenGraph frozen = freeze(network, networkSize);

        float[] before = Networks.run(frozen, image, side, side, scale);
        float[] after = Networks.run(frozen, changed, side, side, scale);

        int reached = 0;
        for (int i = 0; i < before.length; i++) {
            if (before[i] == after[i]) continue;
            int column = i % (scale * side) / scale;
            int row = i / (scale * side) / scale;
            int distance = Math.max(Math.abs(column - x), Math.abs(row - y));
            assertThat(distance).isLessThanOrEqualTo(radius);
            reached = Math.max(reached, distance);
        }
        // Where a pixel lies within the blocks of the pooling decides how far it reaches, by a
        // block at most.
        assertThat(reached).isGreaterThan(radius - stride - (scale > 1 ? 2 : 0));
    }

    @ParameterizedTest(name = "x{0}")
    @CsvSource({"2", "3", "4"})
    void beginsAtTheBicubicEnlargement(int scale) throws Exception {
        NetworkSize networkSize = new NetworkSize(2, 1, scale);
        int side = 12;
        Random random = new Random(1);
        float[] image = new float[side * side];
        for (int i = 0; i < image.length; i++) image[i] = random.nextFloat();
        Map<String, float[]> weights = weights(new UpscalingUNet(), networkSize);
        weights.values().forEach(values -> Arrays.fill(values, 0));
        FrozenGraph silent =
                FrozenGraph.of(
                        (layers, x) -> new UpscalingUNet().apply(layers, x, networkSize), weights);

        float[] found = Networks.run(silent, image, side, side, scale);

        float[] bicubic = Bicubic.enlarge(image, side, side, scale);
        // The network sees 0 beyond its border, where the enlargement mirrors.
        for (int y = 2 * scale; y < (side - 2) * scale; y++)
            for (int x = 2 * scale; x < (side - 2) * scale; x++)
                assertThat(found[y * side * scale + x])
                        .isCloseTo(bicubic[y * side * scale + x], within(1e-6f));
    }

    @Test
    void givesBackWhatIsNotMissingBitForBit() throws Exception {
        NetworkSize networkSize = new NetworkSize(2, 1, 1);
        float[] image = new float[32 * 32];
        Random random = new Random(1);
        for (int i = 0; i < image.length; i++)
            image[i] = i % 7 == 0 ? Normalisation.MISSING : random.nextFloat();
        float[] filled = Networks.run(freeze(new InpaintingUNet(), networkSize), image, 32, 32, 1);
        for (int i = 0; i < image.length; i++)
            if (i % 7 == 0) assertThat(filled[i]).isBetween(-3f, 3f);
            else assertThat(filled[i]).isEqualTo(image[i]);
    }

    private static FrozenGraph freeze(Architecture network, NetworkSize networkSize)
            throws Exception {
        return FrozenGraph.of(
                (layers, x) -> network.apply(layers, x, networkSize),
                weights(network, networkSize));
    }

    private static Map<String, float[]> weights(Architecture network, NetworkSize networkSize) {
        return RandomWeights.of(
                network,
                networkSize,
                (initial, shape) ->
                        initial == Initializer.ZERO
                                ? 0.01
                                : 1 / Math.sqrt(shape.size() / (double) shape.get(-1)));
    }
}
