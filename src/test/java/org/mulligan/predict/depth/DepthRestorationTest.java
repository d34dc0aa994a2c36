package org.mulligan.predict.depth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mulligan.Close.assertClose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.engine.Progress;
import org.mulligan.image.depth.StackSpacing;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.predict.BoxEngine;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;

class DepthRestorationTest {
    private static final int WIDTH = 19;
    private static final int HEIGHT = 13;
    private static final int SLICES = 11;
    private static final int CHANNELS = 2;
    private static final int FRAMES = 2;

    /** Smooth, and different along each axis. */
    private record Waves(int width, int height, int count) implements PlaneSource {
        static final Waves SMALL = new Waves(WIDTH, HEIGHT, CHANNELS * SLICES * FRAMES);

        static double at(int x, int y, int z, int c, int t) {
            return 500
                    + 90 * Math.sin(0.7 * x + 0.2 * y + c)
                    + 70 * Math.cos(0.5 * y - 0.3 * z)
                    + 60 * Math.sin(0.6 * z + 2 * t);
        }

        @Override
        public int bitDepth() {
            return 32;
        }

        @Override
        public int channels() {
            return CHANNELS;
        }

        @Override
        public int channel(int plane) {
            return plane % CHANNELS;
        }

        @Override
        public Pixels read(int plane) {
            int z = plane / CHANNELS % SLICES;
            int t = plane / CHANNELS / SLICES;
            float[] values = new float[width * height];
            for (int i = 0; i < values.length; i++)
                values[i] = (float) at(i % width, i / width, z, channel(plane), t);
            return Pixels.of(values, width, height);
        }
    }

    private static DepthRestoration plan(LoadedModel model, int tile, Progress progress)
            throws IOException {
        return DepthRestoration.plan(
                new NetworkInput(Waves.SMALL, model.description(), Progress.SILENT),
                SLICES,
                model,
                "Restoring",
                tile,
                progress);
    }

    private static List<float[]> restored(LoadedModel model, int tile) throws IOException {
        DepthRestoration restoration = plan(model, tile, Progress.SILENT);
        List<float[]> planes = new ArrayList<>();
        for (int plane = 0; plane < Waves.SMALL.count(); plane++) {
            Pixels result = Pixels.blank(32, WIDTH, HEIGHT);
            restoration.plane(plane, result);
            planes.add((float[]) result.array());
        }
        return planes;
    }

    @ParameterizedTest(name = "sections that are moved {0} px along their rows, {1} px in depth")
    @CsvSource({"0, 0", "0, 1", "2, 0", "1, 2"})
    void isTheMeanOfWhatIsMadeOfBothKindsOfSections(int right, int down) throws IOException {
        List<float[]> planes = restored(DepthModels.moving(right, down), 0);
        for (int t = 0; t < FRAMES; t++)
            for (int z = down; z < SLICES; z++)
                for (int c = 0; c < CHANNELS; c++) {
                    float[] plane = planes.get((t * SLICES + z) * CHANNELS + c);
                    for (int y = right; y < HEIGHT; y++)
                        for (int x = right; x < WIDTH; x++)
                            assertThat(plane[y * WIDTH + x])
                                    .isCloseTo(
                                            (float)
                                                    ((Waves.at(x - right, y, z - down, c, t)
                                                                    + Waves.at(
                                                                            x, y - right, z - down,
                                                                            c, t))
                                                            / 2),
                                            within(0.01f));
                }
    }

    @ParameterizedTest(name = "tiles of {0} px")
    @ValueSource(ints = {16, 24})
    void tiledEqualsUntiled(int tile) throws IOException {
        LoadedModel box = new BoxEngine(3).loaded();
        List<float[]> tiled = restored(box, tile);
        List<float[]> whole = restored(box, 4096);
        for (int i = 0; i < whole.size(); i++) assertClose(tiled.get(i), whole.get(i), 1e-2f);
    }

    @Test
    void tellsHowFarBothWaysAreAndStopsWhenAsked() throws IOException {
        List<Double> told = new ArrayList<>();
        DepthRestoration restoration =
                plan(
                        DepthModels.moving(0, 0),
                        0,
                        new Progress() {
                            @Override
                            public void update(String what, double fraction, double left) {
                                if (what.equals("Restoring")) told.add(fraction);
                            }

                            @Override
                            public boolean cancelled() {
                                return told.size() == 60;
                            }
                        });
        assertThatThrownBy(
                        () -> {
                            for (int plane = 0; plane < Waves.SMALL.count(); plane++)
                                restoration.plane(plane, Pixels.blank(32, WIDTH, HEIGHT));
                        })
                .isInstanceOf(CancellationException.class);
        // A frame's channel has 13 sections of one kind and 19 of the other.
        int all = CHANNELS * FRAMES;
        assertThat(told).hasSize(60).isSorted();
        assertThat(told.get(12)).isCloseTo(0.5 / all, within(1e-9));
        assertThat(told.get(31)).isCloseTo(1.0 / all, within(1e-9));
    }

    @Test
    void saysBeforeTheWorkWhenAStackDoesNotFit() {
        LoadedModel model = DepthModels.moving(0, 0);
        NetworkInput input =
                new NetworkInput(
                        new Waves(30000, 30000, CHANNELS * SLICES),
                        model.description(),
                        Progress.SILENT);
        assertThatThrownBy(
                        () ->
                                DepthRestoration.plan(
                                        input, SLICES, model, "Restoring", 0, Progress.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A stack is held in memory whole")
                // 11 planes of 3.6 GB, for two channels and once more.
                .hasMessageContaining("that is 113296 MB");
    }

    @ParameterizedTest(name = "planes {0} px apart")
    @CsvSource({
        "1, 'The planes of \"cells\" are 1 px apart by its calibration, so it is as fine along its depth'",
        "2.6, 'The planes of \"cells\" are 2.6 px apart by its calibration, and the model \"finer\" learnt from planes 4 px apart'",
        "6.25, 'The planes of \"cells\" are 6.25 px apart by its calibration, and the model'"
    })
    void aStackThatTheModelIsNotForIsRefused(double step, String words) {
        assertThatThrownBy(
                        () ->
                                DepthRestoration.require(
                                        spacing(step),
                                        "cells",
                                        DepthModels.moving(0, 0).description()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(words);
    }

    @Test
    void aStackThatIsAboutAsCoarseIsWarnedOf() {
        var model = DepthModels.moving(0, 0).description();
        DepthRestoration.require(spacing(5), "cells", model);
        assertThat(DepthRestoration.warning(spacing(4.3), model)).isEmpty();
        assertThat(DepthRestoration.warning(spacing(5), model))
                .hasValue(
                        "The planes are 5 px apart, and the model learnt from planes 4 px apart: the result may be too soft or too sharp along the depth");
    }

    private static StackSpacing spacing(double step) {
        return new StackSpacing(step, OptionalDouble.empty());
    }
}
