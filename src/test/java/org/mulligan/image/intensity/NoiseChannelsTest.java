package org.mulligan.image.intensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NoiseChannelsTest {
    private static final int WIDTH = 9;
    private static final int HEIGHT = 7;
    private static final NoiseLaw LAW = new NoiseLaw(0.2, 0.01, 0.04, 0.3, 0.1, 0.7);

    private static float[] image() {
        Random random = new Random(1);
        float[] image = new float[WIDTH * HEIGHT];
        for (int i = 0; i < image.length; i++) image[i] = random.nextFloat();
        return image;
    }

    private static float[] channel(float[] channels, int channel) {
        float[] one = new float[channels.length / NoiseChannels.COUNT];
        for (int i = 0; i < one.length; i++) one[i] = channels[i * NoiseChannels.COUNT + channel];
        return one;
    }

    @Test
    void holdsTheImageAndWhatIsKnownOfItsNoise() {
        float[] channels = NoiseChannels.of(image(), WIDTH, HEIGHT, LAW);
        assertThat(channel(channels, 0)).containsExactly(image());
        assertThat(channel(channels, 2)).containsOnly(0.3f);
        assertThat(channel(channels, 3)).containsOnly(0.1f);
        assertThat(channel(channels, 4)).containsOnly(0.7f);
    }

    @Test
    void theLevelIsThatOfTheBrightnessAround() {
        float[] image = image();
        float[] level = channel(NoiseChannels.of(image, WIDTH, HEIGHT, LAW), 1);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++) {
                double sum = 0;
                int count = 0;
                for (int j = Math.max(0, y - 2); j <= Math.min(HEIGHT - 1, y + 2); j++)
                    for (int i = Math.max(0, x - 2); i <= Math.min(WIDTH - 1, x + 2); i++) {
                        sum += image[j * WIDTH + i];
                        count++;
                    }
                double variance = Math.max(0.04, 0.2 * sum / count + 0.01);
                assertThat(level[y * WIDTH + x])
                        .isCloseTo((float) Math.sqrt(variance), within(1e-5f));
            }
    }

    @Test
    void aNormalisedImageHasANormalisedLaw() {
        Normalisation normalisation = new Normalisation(100, 300);
        NoiseLaw law = new NoiseLaw(2, -150, 30, 0.3, 0.1, 0.7);
        NoiseLaw normalised = law.normalised(normalisation);
        for (double brightness : new double[] {80, 100, 170, 400})
            assertThat(normalised.sigma(normalisation.apply(brightness)))
                    .isCloseTo(law.sigma(brightness) / 200, within(1e-6));
    }

    @Test
    void twiceTheNoiseIsTwiceAtEachBrightness() {
        for (double brightness : new double[] {-1, 0, 0.5, 3})
            assertThat(LAW.times(2).sigma(brightness))
                    .isCloseTo(2 * LAW.sigma(brightness), within(1e-9));
    }

    @Test
    void rowsThatBecomeColumnsSwapTheirCorrelation() {
        assertThat(LAW.turned()).isEqualTo(new NoiseLaw(0.2, 0.01, 0.04, 0.1, 0.3, 0.7));
    }

    @Test
    void aLawThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new NoiseLaw(-1, 0, 1, 0, 0, 1)).hasMessageContaining("-1.0");
        assertThatThrownBy(() -> new NoiseLaw(1, 0, 0, 0, 0, 1)).hasMessageContaining("floor");
        assertThatThrownBy(() -> new NoiseLaw(1, Double.NaN, 1, 0, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
