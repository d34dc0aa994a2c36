package org.mulligan.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.plane.RaiPlanes;

class PredictionTest {
    @ParameterizedTest(name = "{0} x {1} px, box of radius {2}")
    @CsvSource({
        "2, 1, 2",
        "1, 37, 2",
        "53, 1, 10",
        "3, 2, 20",
        "64, 64, 2",
        "67, 101, 2",
        "97, 61, 10",
        "131, 127, 20",
        "128, 40, 20",
        "17, 255, 3"
    })
    void tiledEqualsUntiled(int width, int height, int radius) throws IOException {
        float[] noise = noise(width * height, width);
        float[] whole = predict(noise, width, height, new BoxEngine(radius), 4096);
        for (int tile : new int[] {1, 29, 48, 64, 92, 0})
            assertThat(distance(predict(noise, width, height, new BoxEngine(radius), tile), whole))
                    .as("tile %d", tile)
                    .isLessThan(1e-5f);
    }

    @Test
    void leavesWhatALinearNetworkLeaves() throws IOException {
        float[] ramp = new float[40 * 24];
        for (int i = 0; i < ramp.length; i++) ramp[i] = 3 + 7 * (i % 40);
        float[] result = predict(ramp, 40, 24, new BoxEngine(2), 20);
        // The box keeps a ramp; half the distance to the centre of its block is added.
        assertThat(result[12 * 40 + 21]).isEqualTo(ramp[21] - 0.5f * 7 * 0.5f, within());
        assertThat(result[5 * 40 + 20]).isEqualTo(ramp[20] - 0.5f * 7 * 1.5f, within());
    }

    @Test
    void goesOnWithSmallerTilesWhenMemoryRunsOut() throws IOException {
        float[] noise = noise(120 * 90, 5);
        BoxEngine small = new BoxEngine(2, 40);
        List<String> log = new ArrayList<>();
        float[] result = predict(noise, 120, 90, small, 4096, logging(log));
        assertThat(distance(result, predict(noise, 120, 90, new BoxEngine(2), 4096)))
                .isLessThan(1e-5f);
        assertThat(log).anyMatch(line -> line.contains("does not fit (too large)"));
        assertThatThrownBy(() -> predict(noise, 120, 90, new BoxEngine(2, 8), 0))
                .hasMessageContaining("does not fit: too large");
    }

    @Test
    void tellsItsPlanAndTheTimeAndReusesItsBuffers() throws IOException {
        List<String> log = new ArrayList<>();
        BoxEngine engine = new BoxEngine(2);
        predict(noise(100 * 50, 5), 100, 50, engine, 40, logging(log));
        assertThat(log.get(0))
                .isEqualTo(
                        "Plan: 1 plane of 100 x 50 px, 8 tiles each of 36 x 36 px (halo 4 px), 0.0 MB in, 0.0 MB out, fp32 on CPU (test)");
        assertThat(log.get(1)).startsWith("3 of 8 tiles done; about ").endsWith(" to go");
        assertThat(log.stream().filter(line -> line.contains("to go"))).hasSize(1);
        assertThat(engine.allocations).isEqualTo(2);
        assertThat(engine.runs).isEqualTo(8);
    }

    @Test
    void bringsWhatIsFarOutsideOfTheImagesRangeBackAndCountsIt() throws IOException {
        float[] ramp = new float[40 * 24];
        for (int i = 0; i < ramp.length; i++) ramp[i] = 100 + i % 40;
        LoadedModel wild = new BoxEngine(2).loaded();
        LoadedModel tenfold =
                new LoadedModel(
                        wild.description(),
                        wild.hash(),
                        1,
                        new Tenfold(wild.network()),
                        wild.engine(),
                        wild.buffers());
        PlaneSource image = new RaiPlanes<>(ArrayImgs.floats(ramp.clone(), 40, 24));
        float[] result = new float[ramp.length];
        Prediction prediction =
                Prediction.plan(
                        new NetworkInput(image, tenfold.description(), Progress.SILENT),
                        tenfold,
                        "Denoising",
                        0,
                        32,
                        Progress.SILENT);
        prediction.plane(0, new Pixels.Floats(result, 40, 24));
        // The range is 100 to 139, a tenth of it 3.9.
        for (float value : result) assertThat(value).isBetween(96.1f, 142.9f);
        assertThat(prediction.clipped()).isGreaterThan(ramp.length / 4);
    }

    /** Answers with ten times what it is asked for. */
    private record Tenfold(Network inner) implements Network {
        @Override
        public void run(
                FloatBuffer input,
                FloatBuffer output,
                int height,
                int width,
                BooleanSupplier cancelled)
                throws EngineException {
            inner.run(input, output, height, width, cancelled);
            for (int i = 0; i < height * width; i++) output.put(i, 10 * output.get(i));
        }

        @Override
        public Precision precision() {
            return inner.precision();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    @Test
    void stopsBetweenTwoTiles() {
        BoxEngine engine = new BoxEngine(2);
        Progress impatient =
                new Progress() {
                    @Override
                    public boolean cancelled() {
                        return engine.runs >= 3;
                    }
                };
        assertThatThrownBy(() -> predict(noise(10000, 5), 100, 100, engine, 40, impatient))
                .isInstanceOf(CancellationException.class);
        assertThat(engine.runs).isEqualTo(3);
    }

    private static org.assertj.core.data.Offset<Float> within() {
        return org.assertj.core.data.Offset.offset(1e-3f);
    }

    private static Progress logging(List<String> lines) {
        return new Progress() {
            @Override
            public void log(String line) {
                lines.add(line);
            }
        };
    }

    private static float[] noise(int size, long seed) {
        Random random = new Random(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) values[i] = random.nextFloat();
        return values;
    }

    private static float distance(float[] a, float[] b) {
        float largest = 0;
        for (int i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
        return largest;
    }

    private static float[] predict(
            float[] values, int width, int height, BoxEngine engine, int tile) throws IOException {
        return predict(values, width, height, engine, tile, Progress.SILENT);
    }

    private static float[] predict(
            float[] values, int width, int height, BoxEngine engine, int tile, Progress progress)
            throws IOException {
        ArrayImg<FloatType, FloatArray> image = ArrayImgs.floats(values.clone(), width, height);
        PlaneSource planes = new RaiPlanes<>(image);
        Prediction prediction =
                Prediction.plan(
                        new NetworkInput(planes, engine.model(), progress),
                        engine.loaded(),
                        "Denoising",
                        tile,
                        32,
                        progress);
        float[] result = new float[values.length];
        prediction.plane(0, new Pixels.Floats(result, width, height));
        return result;
    }
}
