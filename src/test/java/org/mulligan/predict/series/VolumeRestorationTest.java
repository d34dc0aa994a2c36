package org.mulligan.predict.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mulligan.Close.assertClose;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.Progress;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.series.SeriesAxis;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.VolumeEngine;

/** With a network of which it is known what it makes. */
class VolumeRestorationTest {
    private static final int WIDTH = 61;
    private static final int HEIGHT = 37;
    private static final long PLENTY = 1L << 30;

    private static ImagePlus image(int channels, int slices, int frames) {
        Random random = new Random(5);
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int p = 0; p < channels * slices * frames; p++) {
            float[] plane = new float[WIDTH * HEIGHT];
            for (int i = 0; i < plane.length; i++)
                plane[i] = (float) (300 + 40 * Math.sin(i / 9.0) + 20 * random.nextGaussian());
            stack.addSlice(new FloatProcessor(WIDTH, HEIGHT, plane));
        }
        ImagePlus image = new ImagePlus("stack", stack);
        image.setDimensions(channels, slices, frames);
        return image;
    }

    private static VolumeRestoration plan(ImagePlus image, long memory, int tile, int scale)
            throws IOException {
        VolumeEngine engine = new VolumeEngine(3, memory, scale);
        PlaneSource planes = new ImagePlusPlanes(image);
        return VolumeRestoration.plan(
                new NetworkInput(planes, engine.model(), Progress.SILENT),
                SeriesAxis.ofStack(planes.count(), planes.channels(), image.getNFrames()),
                engine.loaded(),
                "Restoring",
                tile,
                Progress.SILENT);
    }

    private static List<float[]> restored(ImagePlus image, long memory, int tile, int scale)
            throws IOException {
        VolumeRestoration volume = plan(image, memory, tile, scale);
        List<float[]> results = new ArrayList<>();
        for (int plane = 0; plane < image.getStackSize(); plane++) {
            Pixels result = Pixels.blank(32, scale * WIDTH, scale * HEIGHT);
            volume.plane(plane, result);
            results.add((float[]) result.array());
        }
        return results;
    }

    @ParameterizedTest(name = "{0} bytes, tiles of {1} px, scale {2}")
    @CsvSource({"300000, 0, 1", "800000, 16, 1", "2000000, 0, 2", "1000000, 20, 1"})
    void windowsGiveWhatAWholeStackGives(long memory, int tile, int scale) throws IOException {
        ImagePlus image = image(2, 11, 1);
        List<float[]> whole = restored(image, PLENTY, 0, scale);
        List<float[]> parts = restored(image, memory, tile, scale);
        assertThat(plan(image, memory, tile, scale).notes())
                .noneMatch(note -> note.contains("11 planes at a time"));
        for (int plane = 0; plane < 22; plane++)
            assertClose(parts.get(plane), whole.get(plane), 2e-3f);
    }

    /** Channels and times go through by themselves, in whichever order they are asked for. */
    @Test
    void seriesDoNotMeet() throws IOException {
        ImagePlus image = image(2, 3, 2);
        List<float[]> before = restored(image, PLENTY, 0, 1);
        // A swap of two pixels keeps the normalisation.
        float[] changed = (float[]) image.getStack().getPixels(1);
        float first = changed[1000];
        changed[1000] = changed[1020] + 0;
        changed[1020] = first;
        List<float[]> after = restored(image, PLENTY, 0, 1);
        for (int plane = 0; plane < 12; plane++) {
            // Depths 1 and 3 of the first channel see it; in a stack of three both ways.
            boolean sees = plane == 0 || plane == 4;
            if (sees) assertThat(after.get(plane)).isNotEqualTo(before.get(plane));
            else assertThat(after.get(plane)).isEqualTo(before.get(plane));
        }
        VolumeRestoration volume = plan(image, PLENTY, 0, 1);
        for (int plane : new int[] {11, 0, 8, 0}) {
            Pixels result = Pixels.blank(32, WIDTH, HEIGHT);
            volume.plane(plane, result);
            assertThat((float[]) result.array()).isEqualTo(after.get(plane));
        }
    }

    @Test
    void refusesASinglePlane() {
        assertThatThrownBy(() -> plan(image(2, 1, 1), PLENTY, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "makes all planes of a stack together, and here is one plane");
    }
}
