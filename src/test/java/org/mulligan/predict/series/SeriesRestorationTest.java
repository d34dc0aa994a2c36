package org.mulligan.predict.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mulligan.Close.assertClose;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.engine.Progress;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.series.SeriesAxis;
import org.mulligan.predict.NeighbourEngine;
import org.mulligan.predict.NetworkInput;

/** With a network of which it is known what it makes. */
@Tag("slow")
class SeriesRestorationTest {
    private static final int WIDTH = 101;
    private static final int HEIGHT = 67;

    /** Waves that hardly move, and noise. */
    private static float[] frame(int t, long seed) {
        Random random = new Random(seed * 1000 + t);
        float[] frame = new float[WIDTH * HEIGHT];
        for (int i = 0; i < frame.length; i++)
            frame[i] =
                    (float)
                            (300
                                    + 80 * Math.sin(i % WIDTH / 11.0 + seed)
                                    + 50 * Math.cos(i / WIDTH / 7.0 + 0.02 * t)
                                    + 10 * random.nextGaussian());
        return frame;
    }

    private static ImagePlus image(List<float[]> planes, int channels, int slices, int frames) {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        planes.forEach(plane -> stack.addSlice(new FloatProcessor(WIDTH, HEIGHT, plane.clone())));
        ImagePlus image = new ImagePlus("series", stack);
        image.setDimensions(channels, slices, frames);
        return image;
    }

    private static List<float[]> frames(int count, long seed) {
        List<float[]> frames = new ArrayList<>();
        for (int t = 0; t < count; t++) frames.add(frame(t, seed));
        return frames;
    }

    private static List<float[]> restored(ImagePlus image, int tile) throws IOException {
        NeighbourEngine engine = new NeighbourEngine(3);
        PlaneSource planes = new ImagePlusPlanes(image);
        SeriesRestoration series =
                SeriesRestoration.plan(
                        new NetworkInput(planes, engine.model(), Progress.SILENT),
                        SeriesAxis.of(planes.count(), planes.channels(), image.getNFrames()),
                        engine.loaded(),
                        "Restoring",
                        tile,
                        32,
                        Progress.SILENT);
        List<float[]> results = new ArrayList<>();
        for (int plane = 0; plane < planes.count(); plane++) {
            Pixels result = Pixels.blank(32, WIDTH, HEIGHT);
            series.plane(plane, result);
            results.add((float[]) result.array());
        }
        return results;
    }

    private static void assertSame(List<float[]> found, List<float[]> expected, float tolerance) {
        for (int i = 0; i < expected.size(); i++)
            assertClose(found.get(i), expected.get(i), tolerance);
    }

    @ParameterizedTest(name = "tiles of {0} px")
    @ValueSource(ints = {24, 40, 0})
    void tiledEqualsUntiled(int tile) throws IOException {
        ImagePlus image = image(frames(6, 1), 1, 1, 6);
        assertSame(restored(image, tile), restored(image, 4096), 1e-2f);
    }

    @Test
    void channelsAndDepthsAreSeriesOfTheirOwn() throws IOException {
        List<float[]> first = frames(6, 1);
        List<float[]> second = frames(6, 2);
        List<float[]> both = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
            both.add(first.get(t));
            both.add(second.get(t));
        }
        List<float[]> channels = restored(image(both, 2, 1, 6), 4096);
        List<float[]> alone = restored(image(second, 1, 1, 6), 4096);
        for (int t = 0; t < 6; t++) assertThat(channels.get(2 * t + 1)).isEqualTo(alone.get(t));
        // Of depths one channel is normalised together; the network does not mind.
        List<float[]> depths = restored(image(both, 1, 2, 6), 4096);
        for (int t = 0; t < 6; t++) assertClose(depths.get(2 * t + 1), alone.get(t), 0.5f);
    }

    @Test
    void depthIsAsGoodAsTime() throws IOException {
        List<float[]> planes = frames(7, 3);
        assertSame(restored(image(planes, 1, 7, 1), 0), restored(image(planes, 1, 1, 7), 0), 0);
    }

    @Test
    void keepsTheOffsetOfOneFrame() throws IOException {
        List<float[]> planes = frames(9, 4);
        List<float[]> usual = restored(image(planes, 1, 1, 9), 0);
        float[] raised = planes.get(4);
        for (int i = 0; i < raised.length; i++) raised[i] += 40;
        List<float[]> found = restored(image(planes, 1, 1, 9), 0);
        for (int t = 0; t < 9; t++)
            assertThat(mean(found.get(t)) - mean(usual.get(t)))
                    .as("frame %d", t)
                    .isCloseTo(t == 4 ? 40 : 0, within(1.0));
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) sum += value;
        return sum / values.length;
    }

    @Test
    void theImageStaysAsItIs() throws IOException {
        List<float[]> planes = frames(6, 5);
        ImagePlus image = image(planes, 1, 1, 6);
        restored(image, 0);
        for (int t = 0; t < 6; t++)
            assertThat((float[]) image.getStack().getPixels(t + 1)).isEqualTo(planes.get(t));
    }

    @Test
    void refusesASeriesThatIsTooShort() {
        assertThatThrownBy(() -> restored(image(frames(1, 1), 1, 1, 1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs 5 or more along time")
                .hasMessageContaining("there is 1")
                .hasMessageContaining("model=general");
        assertThatThrownBy(() -> restored(image(frames(8, 1), 2, 1, 4), 0))
                .hasMessageContaining("there are 4");
    }
}
