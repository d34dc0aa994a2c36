package org.mulligan.predict.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.Progress;
import org.mulligan.image.plane.FilePixels;
import org.mulligan.image.plane.ForwardingPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.plane.RaiPlanes;
import org.mulligan.predict.BoxEngine;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Prediction;
import org.mulligan.predict.block.BlockFolder;

class TwoScalesTest {
    @TempDir private Path folder;

    /** Planes that are in a file. */
    private record InFile(PlaneSource image, Path file) implements ForwardingPlanes {
        @Override
        public Pixels read(int plane) throws IOException {
            FilePixels pixels = new FilePixels(file, width(), height(), Float.SIZE);
            Pixels from = image.read(plane);
            for (int y = 0; y < height(); y++)
                pixels.set(0, y, width(), from.part(0, y, width(), 1));
            return pixels;
        }
    }

    @ParameterizedTest(name = "{0} x {1} px")
    @CsvSource({"64, 80", "61, 83", "200, 3", "3, 200"})
    void bandsOfRowsGiveTheBitsOfThePlane(int width, int height) throws IOException {
        Random random = new Random(width);
        float[] noise = new float[width * height];
        for (int i = 0; i < noise.length; i++) noise[i] = i % 7 + 5 * random.nextFloat();
        PlaneSource image = new RaiPlanes<>(ArrayImgs.floats(noise, width, height));
        float[] whole = run(image, Integer.MAX_VALUE, Optional.empty());
        assertThat(run(image, 1, Optional.empty())).isEqualTo(whole);
        assertThat(run(image, 3 * width, Optional.empty())).isEqualTo(whole);
        try (BlockFolder blocks = BlockFolder.open(folder.resolve("a.tif"), "this")) {
            PlaneSource large = new InFile(image, folder.resolve("image"));
            assertThat(run(large, width, Optional.of(blocks))).isEqualTo(whole);
        }
    }

    private static float[] run(PlaneSource image, int band, Optional<BlockFolder> blocks)
            throws IOException {
        LoadedModel model = new BoxEngine(2).loaded();
        NetworkInput input = new NetworkInput(image, model.description(), Progress.SILENT);
        Prediction full =
                Prediction.plan(
                        input,
                        model,
                        "Denoising",
                        32,
                        32,
                        blocks.map(each -> each.blocks("full")),
                        Progress.SILENT);
        BitSet channels = new BitSet();
        channels.set(0);
        TwoScales scales =
                TwoScales.plan(
                        input, full, channels, model, 1, "Denoising", 32, blocks, Progress.SILENT);
        scales.joinAtOnce(band);
        Pixels result = Pixels.blank(32, image.width(), image.height());
        scales.plane(0, result);
        return result.all();
    }
}
