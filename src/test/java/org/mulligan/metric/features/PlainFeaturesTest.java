package org.mulligan.metric.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.filter.GaussianBlur;

class PlainFeaturesTest {
    /**
     * Expected numbers: src/test/python/synthesis_reference.py, made from the Javadoc's formulas.
     */
    @ParameterizedTest(name = "{0} px, {1} channels")
    @CsvSource({
        "8, 1, -0.6000000238418579, -1.399687552677979, -0.6644028323275465, -1.6617030456207524, -220.21865605890184",
        "37, 1, -0.550000011920929, -1.1613315345687956, -1.5451078916871792, -1.7098912064445624, -205.1337279992206",
        "64, 1, -0.550000011920929, -0.5629174865168511, -1.6214203968678917, -1.8831778433412387, -193.316208418523",
        "28, 3, -0.2666666507720947, -1.1844278110292894, -0.49352806735310745, -1.436041878280429, -212.95841986982714",
        "71, 3, -0.2666666507720947, -1.029222387661699, -0.49877360077153093, -1.6259731504841937, -206.55309553825828"
    })
    void agreesWithNumpyInEachGroupAndInTheSumOfAll(
            int size,
            int channels,
            double quantile,
            double ring,
            double texture,
            double layout,
            double weighted) {
        float[] values = PlainFeatures.of(image(size, channels), size, channels);
        assertThat(values).hasSize(PlainFeatures.VALUES);
        assertThat(values[3]).isCloseTo((float) quantile, within(1e-6f));
        assertThat(values[20]).isCloseTo((float) ring, within(1e-6f));
        assertThat(values[35]).isCloseTo((float) texture, within(1e-6f));
        assertThat(values[60]).isCloseTo((float) layout, within(1e-6f));
        double sum = 0;
        for (int i = 0; i < values.length; i++) sum += values[i] * (1 + i % 7);
        assertThat(sum).isCloseTo(weighted, within(1e-4));
    }

    /** Stored numbers are worth something only while these stay. */
    @ParameterizedTest(name = "{0} px, {1} channels")
    @CsvSource({
        "8, 1, -1841155691",
        "37, 1, 1985974335",
        "64, 1, 239180680",
        "28, 3, -361301005",
        "71, 3, 1921355671"
    })
    void hasTheSameBitsForEver(int size, int channels, int hash) {
        assertThat(Arrays.hashCode(PlainFeatures.of(image(size, channels), size, channels)))
                .isEqualTo(hash);
    }

    @Test
    void theSpectrumOfWhiteNoiseIsItsVarianceEverywhere() {
        float[] values = PlainFeatures.of(noise(128, 0.1, 1), 128, 1);
        for (int ring = 16; ring < 32; ring++)
            assertThat(values[ring]).isCloseTo(-2, within(ring == 16 ? 0.2f : 0.1f));
    }

    @Test
    void quantilesAreThePixelsInOrder() {
        float[] ramp = new float[64];
        for (int i = 0; i < ramp.length; i++) ramp[(i * 37) % 64] = i / 64f;
        float[] values = PlainFeatures.of(ramp, 8, 1);
        for (int i = 0; i < 16; i++) assertThat(values[i]).isEqualTo((4 * i + 2) / 64f);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(floats = {-1, 0, 0.5f})
    void anEvenImageHasNeitherSpectrumNorTexture(float level) {
        float[] even = new float[20 * 20];
        Arrays.fill(even, level);
        float[] values = PlainFeatures.of(even, 20, 1);
        assertThat(Arrays.copyOf(values, 16)).containsOnly(level);
        for (int i = 16; i < 32; i++) assertThat(values[i]).isCloseTo(-6, within(1e-5f));
        for (int i = 32; i < 64; i++) assertThat(values[i]).isCloseTo(-2, within(1e-5f));
    }

    @Test
    void tellsColoursApartThatHaveOneBrightness() {
        float[] red = new float[24 * 24 * 3];
        float[] blue = new float[24 * 24 * 3];
        for (int i = 0; i < red.length; i += 3) {
            red[i] = 0.9f;
            blue[i + 2] = 0.9f;
        }
        float[] one = PlainFeatures.of(red, 24, 3);
        float[] other = PlainFeatures.of(blue, 24, 3);
        assertThat(Arrays.copyOf(other, 32)).containsExactly(Arrays.copyOf(one, 32), within(1e-5f));
        float most = 0;
        for (int i = 32; i < 64; i++) most = Math.max(most, Math.abs(one[i] - other[i]));
        assertThat(most).isGreaterThan(0.2f);
    }

    @Test
    void setsOfOneTextureAreNearerThanThoseOfTwo() {
        Features fine = textures(0, 60, 1);
        Features alsoFine = textures(0, 60, 1000);
        Features coarse = textures(1, 60, 2000);
        double alike = KernelDistance.of(fine, alsoFine, 1, 2, 1).whole();
        double different = KernelDistance.of(fine, coarse, 1, 2, 1).whole();
        assertThat(different).isGreaterThan(100 * Math.abs(alike));
        assertThat(PrecisionRecall.of(fine, alsoFine, 1).precision()).isGreaterThan(0.5);
        assertThat(PrecisionRecall.of(fine, coarse, 1).precision()).isZero();
    }

    @Test
    void isNotCalledFid() {
        assertThat(PlainFeatures.NAME).doesNotContainIgnoringCase("fid").contains("64 values");
    }

    @Test
    void saysWhatIsWrongWithAnImage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlainFeatures.of(new float[49], 7, 1))
                .withMessageContaining("8 px")
                .withMessageContaining("got 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlainFeatures.of(new float[128], 8, 2))
                .withMessageContaining("1 or 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlainFeatures.of(new float[65], 8, 1))
                .withMessageContaining("64")
                .withMessageContaining("65");
        float[] broken = new float[64];
        broken[9] = Float.POSITIVE_INFINITY;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlainFeatures.of(broken, 8, 1))
                .withMessageContaining("Value 9");
    }

    private static float[] image(int size, int channels) {
        float[] pixels = new float[size * size * channels];
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++)
                for (int c = 0; c < channels; c++)
                    pixels[(y * size + x) * channels + c] =
                            (float) ((7 * x + 13 * y + x * y + 29 * c + 3 * c * x) % 41 / 20.0 - 1);
        return pixels;
    }

    private static float[] noise(int size, double sigma, long seed) {
        Random random = new Random(seed);
        float[] pixels = new float[size * size];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (float) (sigma * random.nextGaussian());
        return pixels;
    }

    /** Noise of one strength that was blurred more or less. */
    private static Features textures(int coarseness, int count, long seed) {
        float[][] images = new float[count][];
        for (int i = 0; i < count; i++)
            images[i] =
                    GaussianBlur.blur(
                            noise(32, 0.3 * (1 + 2 * coarseness), seed + i),
                            32,
                            32,
                            1 + coarseness);
        return PlainFeatures.of(List.of(images), 32, 1);
    }
}
