package org.mulligan.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.TurnedPixels;

class PlanePredictionTest {
    @Test
    void turnsAPlaneOfSixPixelsInEightWays() {
        float[] plane = {1, 2, 3, 4, 5, 6};
        assertThat(TurnedPixels.all(plane, 3, 2).stream().map(PlanePredictionTest::rows))
                .containsExactly(
                        "123 456",
                        "321 654",
                        "456 123",
                        "654 321",
                        "14 25 36",
                        "36 25 14",
                        "41 52 63",
                        "63 52 41");
    }

    @Test
    void turnsBackWhatIsWrittenThroughTheSameView() {
        float[] plane = {1, 2, 3, 4, 5, 6};
        for (int i = 0; i < 8; i++) {
            float[] copy = new float[6];
            Pixels from = TurnedPixels.all(plane, 3, 2).get(i);
            Pixels to = TurnedPixels.all(copy, 3, 2).get(i);
            float[] row = new float[from.width()];
            for (int y = 0; y < from.height(); y++) {
                from.get(0, y, row.length, row);
                to.set(0, y, row.length, row);
            }
            assertThat(copy).as("view %d", i).containsExactly(plane);
        }
    }

    @ParameterizedTest(name = "{0} x {1} px in tiles of {2}")
    @CsvSource({"48, 32, 0", "64, 40, 28", "40, 64, 28", "36, 36, 20"})
    void givesTheSameInEverySymmetryWhereTheNetworksBlocksFit(int width, int height, int tile)
            throws IOException {
        List<float[]> results = results(noise(width * height), width, height, tile);
        for (float[] result : results)
            for (int i = 0; i < result.length; i++)
                assertThat(result[i]).isCloseTo(results.get(0)[i], within(1e-5f));
    }

    @Test
    void makesNoSeamsInATurnedPlane() throws IOException {
        float[] noise = noise(61 * 43);
        List<float[]> whole = results(noise, 61, 43, 4096);
        List<float[]> tiled = results(noise, 61, 43, 20);
        for (int i = 0; i < 8; i++)
            for (int p = 0; p < noise.length; p++)
                assertThat(tiled.get(i)[p]).isCloseTo(whole.get(i)[p], within(1e-5f));
    }

    @Test
    void differsBetweenSymmetriesByTheNetworksBlocks() throws IOException {
        // A ramp of 1 per px along 42 px. The box keeps it; of the mean of the 4 x 4 block half is
        // taken away. Pixel 20 begins its block: 1.5 x 20 - 0.5 x 21.5. Mirrored it is pixel 21,
        // the second of its block, which spans 18 to 21 of the ramp: 1.5 x 20 - 0.5 x 19.5.
        float[] ramp = new float[42 * 24];
        for (int i = 0; i < ramp.length; i++) ramp[i] = i % 42;
        List<float[]> results = results(ramp, 42, 24, 0);
        int pixel = 12 * 42 + 20;
        for (int i = 0; i < 8; i++) {
            boolean mirrored = i % 2 == 1;
            assertThat(results.get(i)[pixel])
                    .as("view %d", i)
                    .isCloseTo(mirrored ? 20.25f : 19.25f, within(1e-3f));
        }
    }

    private static List<float[]> results(float[] plane, int width, int height, int tile)
            throws IOException {
        PlanePrediction prediction =
                new PlanePrediction(
                        new BoxEngine(2).loaded(), width, height, tile, Progress.SILENT);
        TileProgress done = new TileProgress(Progress.SILENT, 8L * prediction.tiles(), "Testing");
        List<TurnedPixels> views = TurnedPixels.all(plane, width, height);
        List<float[]> results = views.stream().map(view -> new float[plane.length]).toList();
        for (int i = 0; i < views.size(); i++)
            prediction.run(
                    views.get(i),
                    new ChannelIntensities.Channel(new Normalisation(0, 10), -100, 100),
                    TurnedPixels.all(results.get(i), width, height).get(i),
                    done);
        assertThat(done.tiles()).isEqualTo(8L * prediction.tiles());
        return results;
    }

    private static String rows(Pixels pixels) {
        StringBuilder text = new StringBuilder();
        float[] row = new float[pixels.width()];
        for (int y = 0; y < pixels.height(); y++) {
            pixels.get(0, y, row.length, row);
            for (float value : row) text.append((int) value);
            text.append(' ');
        }
        return text.toString().trim();
    }

    private static float[] noise(int size) {
        Random random = new Random(size);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) values[i] = random.nextFloat();
        return values;
    }
}
