package org.mulligan.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mulligan.Close.assertClose;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.model.ModelDescription;

/** Networks whose output has more pixels than their input, and such as fill in what is missing. */
@Tag("slow")
class ScaledPredictionTest {
    private final List<String> log = new ArrayList<>();

    @ParameterizedTest(name = "x{0}, {1} bit, {2} x {3} px, box of radius {4}")
    @CsvSource({
        "2, 32, 67, 101, 2",
        "2, 16, 53, 1, 10",
        "2, 8, 1, 37, 2",
        "3, 32, 97, 61, 10",
        "3, 16, 131, 127, 20",
        "3, 8, 3, 2, 20",
        "4, 32, 64, 64, 3"
    })
    void tiledEqualsUntiled(int scale, int depth, int width, int height, int radius)
            throws IOException {
        ImageProcessor noise = noise(depth, width, height);
        float[] whole = predict(noise, new BoxEngine(radius, 4096, scale), 4096);
        assertThat(whole).hasSize(scale * width * scale * height);
        // Where a float falls between two integers, either may come out.
        float tolerance = depth == 32 ? 1e-5f : 1;
        for (int tile : new int[] {1, 29, 48, 64, 0})
            assertClose(predict(noise, new BoxEngine(radius, 4096, scale), tile), whole, tolerance);
    }

    @ParameterizedTest(name = "x{0}")
    @ValueSource(ints = {2, 3, 4})
    void eachPixelBecomesItsOwnSquare(int scale) throws IOException {
        FloatProcessor ramp = new FloatProcessor(40, 24);
        for (int i = 0; i < 960; i++) ramp.setf(i, 3 + 7 * (i % 40));
        float[] result = predict(ramp, new BoxEngine(2, 4096, scale), 20);
        // The box keeps a ramp; the centre of pixel 21's block is half a pixel to its right.
        for (int sub = 0; sub < scale * scale; sub++) {
            int at = (scale * 12 + sub / scale) * scale * 40 + scale * 21 + sub % scale;
            double share = 0.5 * (sub + 1) / (scale * scale);
            assertThat(result[at])
                    .as("sub-pixel %d", sub)
                    .isCloseTo((float) (ramp.getf(21, 12) - share * 7 * 0.5), within(1e-3f));
        }
    }

    @Test
    void goesOnWithSmallerTilesWhenMemoryRunsOut() throws IOException {
        ImageProcessor noise = noise(32, 120, 90);
        float[] result = predict(noise, new BoxEngine(2, 40, 2), 4096);
        assertClose(result, predict(noise, new BoxEngine(2, 4096, 2), 4096), 1e-5f);
        assertThat(log).anyMatch(line -> line.contains("does not fit (too large)"));
        assertThatThrownBy(() -> predict(noise, new BoxEngine(2, 8, 2), 0))
                .hasMessageContaining("does not fit: too large");
    }

    @Test
    void tellsHowMuchComesOut() throws IOException {
        predict(noise(16, 1000, 50), new BoxEngine(2, 4096, 3), 0);
        // 2 bytes in, 3 * 3 * 2 bytes out a pixel
        assertThat(log.get(0)).contains("of 1000 x 50 px").contains("0.1 MB in, 0.9 MB out");
    }

    @ParameterizedTest(name = "overshoot {0}: from {1} to {2}")
    @CsvSource({"0, 96.1, 142.9", "0.5, 76.6, 162.4", "-3, 96.1, 142.9"})
    void believesAResultAsFarAsTheModelSays(double overshoot, float low, float high)
            throws IOException {
        // The range is 100 to 139: a tenth of it beyond, and what the model says.
        FloatProcessor ramp = new FloatProcessor(40, 24);
        for (int i = 0; i < 960; i++) ramp.setf(i, 100 + i % 40);
        LoadedModel wild = answering(overshoot, value -> 10 * (value - 0.5f));
        float[] result = new float[960];
        run(ramp, wild, new Pixels.Floats(result, 40, 24), 0);
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : result) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        assertThat(least).isCloseTo(low, within(1e-3f));
        assertThat(most).isCloseTo(high, within(1e-3f));
    }

    @Test
    void givesTheNetworkItsMarkForAMissingPixelAndNothingElse() throws IOException {
        FloatProcessor plane = (FloatProcessor) noise(32, 30, 20);
        List<Float> seen = new ArrayList<>();
        float[] result = new float[600];
        LoadedModel fill =
                answering(
                        0,
                        value -> {
                            seen.add(value);
                            return value == Normalisation.MISSING ? 0.5f : value;
                        });
        NetworkInput input =
                new NetworkInput(
                        new ImagePlusPlanes(new ImagePlus("", plane)),
                        fill.description(),
                        Progress.SILENT);
        float[] values = ((float[]) plane.getPixels()).clone();
        values[7 * 30 + 11] = Float.NaN;
        PlanePrediction network = new PlanePrediction(fill, 30, 20, 4096, Progress.SILENT);
        network.run(
                new Pixels.Floats(values, 30, 20),
                input.channels().get(0),
                new Pixels.Floats(result, 30, 20),
                new TileProgress(Progress.SILENT, 1, "Filling"));
        Normalisation of = input.normalisations().get(0);
        assertThat(seen.stream().filter(value -> value == Normalisation.MISSING)).hasSize(1);
        assertThat(seen.stream().filter(value -> value < -1)).hasSize(1);
        for (int i = 0; i < 600; i++)
            assertThat(result[i])
                    .isCloseTo(i == 7 * 30 + 11 ? (float) of.undo(0.5f) : values[i], within(1e-5f));
    }

    private interface Answer {
        float to(float value);
    }

    /** A network that answers pixel by pixel. */
    private static LoadedModel answering(double overshoot, Answer answer) {
        BoxEngine engine = new BoxEngine(2);
        ModelDescription box = engine.model();
        Map<String, Object> provenance = new HashMap<>(box.provenance());
        provenance.put("overshoot", overshoot);
        ModelDescription description =
                new ModelDescription(
                        box.name(),
                        box.summary(),
                        box.task(),
                        box.licence(),
                        box.receptiveField(),
                        box.stride(),
                        1,
                        box.percentiles(),
                        provenance);
        Network network =
                new Network() {
                    @Override
                    public void run(
                            FloatBuffer input,
                            FloatBuffer output,
                            int height,
                            int width,
                            BooleanSupplier cancelled) {
                        for (int i = 0; i < width * height; i++)
                            output.put(i, answer.to(input.get(i)));
                    }

                    @Override
                    public Precision precision() {
                        return Precision.FP32;
                    }

                    @Override
                    public void close() {}
                };
        return new LoadedModel(
                description, "abc", 0, network, engine.info(), new TileBuffers(engine));
    }

    private static ImageProcessor noise(int depth, int width, int height) {
        Random random = new Random(width);
        ImageProcessor pixels =
                switch (depth) {
                    case 8 -> new ByteProcessor(width, height);
                    case 16 -> new ShortProcessor(width, height);
                    default -> new FloatProcessor(width, height);
                };
        for (int i = 0; i < width * height; i++)
            if (depth == 32) pixels.setf(i, random.nextFloat());
            else pixels.set(i, random.nextInt(depth == 8 ? 256 : 5000));
        return pixels;
    }

    private float[] predict(ImageProcessor values, BoxEngine engine, int tile) throws IOException {
        LoadedModel model = engine.loaded();
        int scale = model.description().scale();
        Pixels result =
                Pixels.blank(
                        values.getBitDepth(),
                        scale * values.getWidth(),
                        scale * values.getHeight());
        run(values, model, result, tile);
        float[] all = new float[result.width() * result.height()];
        float[] row = new float[result.width()];
        for (int y = 0; y < result.height(); y++) {
            result.get(0, y, row.length, row);
            System.arraycopy(row, 0, all, y * row.length, row.length);
        }
        return all;
    }

    private void run(ImageProcessor values, LoadedModel model, Pixels result, int tile)
            throws IOException {
        plan(values, model, tile).plane(0, result);
    }

    private Prediction plan(ImageProcessor values, LoadedModel model, int tile) throws IOException {
        Progress logging =
                new Progress() {
                    @Override
                    public void log(String line) {
                        log.add(line);
                    }
                };
        return Prediction.plan(
                new NetworkInput(
                        new ImagePlusPlanes(new ImagePlus("", values)),
                        model.description(),
                        logging),
                model,
                "Restoring",
                tile,
                values.getBitDepth(),
                logging);
    }
}
