package org.mulligan.service.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Progress;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;
import org.mulligan.service.generate.DrawSettings;
import org.mulligan.service.generate.DrawStyle;
import org.mulligan.service.generate.DrawStyle.Depth;
import org.mulligan.service.generate.Drawn;
import org.mulligan.service.generate.TrainedSynthesiser;

@ExtendWith(ServiceHere.class)
class LatentTest {
    private static MulliganService service;
    private static String model;

    @TempDir Path folder;

    @BeforeAll
    static void start(MulliganService here) throws IOException {
        model = TrainedSynthesiser.model().toString();
        service = here;
    }

    private static DrawStyle style(String classes) {
        return new DrawStyle(model, classes, 1, true, Depth.FLOAT, DeviceChoice.AUTO);
    }

    private static Explored explore(String classes, LatentWork work) throws IOException {
        return service.synthesisers()
                .explore(
                        new LatentSettings(style(classes), work),
                        Optional.empty(),
                        Progress.SILENT);
    }

    private static ImagePlus image(Explored explored) {
        return explored.drawn().image().orElseThrow();
    }

    private static float[] seed(long seed, String classes) throws IOException {
        return plane(
                service.synthesisers()
                        .draw(
                                new DrawSettings(style(classes), 1, seed, Optional.empty()),
                                Optional.empty(),
                                Progress.SILENT)
                        .image()
                        .orElseThrow(),
                1);
    }

    private static float[] plane(ImagePlus image, int n) {
        return (float[]) image.getStack().getProcessor(n).getPixels();
    }

    private static double rms(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return Math.sqrt(sum / a.length);
    }

    @Test
    void aWayBeginsAndEndsWithTheImagesOfItsSeeds() throws IOException {
        ImagePlus way = image(explore("", new LatentWork.Interpolation("3", "8", 5)));
        assertThat(way.getDimensions()).containsExactly(16, 16, 1, 1, 5);
        assertThat(plane(way, 1)).isEqualTo(seed(3, ""));
        assertThat(plane(way, 5)).isEqualTo(seed(8, ""));
        double whole = rms(plane(way, 1), plane(way, 5));
        for (int i = 1; i < 5; i++)
            assertThat(rms(plane(way, i), plane(way, i + 1))).isBetween(0.0, 0.8 * whole);
        assertThat(way.getStack().getSliceLabel(2)).isEqualTo("synthetic, seed 3 to seed 8, 0.250");
        assertThat(way.getTitle()).isEqualTo("spots-interpolation-synthetic");
        assertThat(way.getCalibration().pixelWidth).isEqualTo(0.5);
        assertThat(way.getInfoProperty())
                .contains("from seed 3 to seed 8 on the sphere", "Class: right to left");

        ImagePlus named = image(explore("left", new LatentWork.Interpolation("3", "8", 2)));
        assertThat(plane(named, 1)).isEqualTo(seed(3, "left"));
        assertThat(plane(named, 2)).isEqualTo(seed(8, "left"));
    }

    @Test
    void whatIsAddedAndTakenOffAgainChangesNothing() throws IOException {
        ImagePlus sum = image(explore("", new LatentWork.Arithmetic("5,6", "5, 6", "9")));
        assertThat(sum.getStackSize()).isEqualTo(4);
        assertThat(plane(sum, 3)).isEqualTo(seed(9, ""));
        assertThat(plane(sum, 1)).isEqualTo(plane(sum, 2));
        assertThat(rms(plane(sum, 4), plane(sum, 3))).isLessThan(1e-2);
        assertThat(sum.getStack().getSliceLabel(1)).isEqualTo("synthetic, A: seed 5, seed 6");
        assertThat(sum.getInfoProperty()).contains("to that of C", "Class: right");

        ImagePlus other = image(explore("left", new LatentWork.Arithmetic("5", "6", "7")));
        assertThat(plane(other, 1)).isEqualTo(seed(5, "left"));
        assertThat(rms(plane(other, 4), plane(other, 3))).isGreaterThan(1);
    }

    @Test
    void directionsPassThroughTheSeedAndMoveTheImage() throws IOException {
        Explored explored = explore("", new LatentWork.Directions("4", 3));
        ImagePlus rows = image(explored);
        assertThat(rows.getDimensions()).containsExactly(16, 16, 1, 3, 7);
        float[] middle = seed(4, "");
        for (int d = 1; d <= 3; d++) {
            assertThat(plane(rows, rows.getStackIndex(1, d, 4))).isEqualTo(middle);
            assertThat(rms(plane(rows, rows.getStackIndex(1, d, 1)), middle)).isGreaterThan(1);
        }
        assertThat(rows.getStack().getSliceLabel(rows.getStackIndex(1, 2, 7)))
                .isEqualTo("synthetic, seed 4, direction 2, +3 sigma");
        assertThat(rows.getInfoProperty()).contains("from 512 drawn images", "Direction 3: ");

        LatentExplorer explorer = explored.explorer().orElseThrow();
        assertThat(explorer.directions()).isEqualTo(8);
        assertThat(explorer.classes()).containsExactly("left", "right");
        assertThat(plane(explorer.draw(explorer.start()), 1)).isEqualTo(middle);
        ImagePlus moved = explorer.draw(new LatentExplorer.View("4", 0, List.of(0.0, 3.0)));
        assertThat(plane(moved, 1)).isEqualTo(plane(rows, rows.getStackIndex(1, 2, 7)));
        assertThat(moved.getInfoProperty())
                .contains("Explored: seed 4, class left, directions 2: +3.0 (sigma)");
        assertThat(plane(explorer.draw(new LatentExplorer.View("4", 1, List.of())), 1))
                .isEqualTo(seed(4, "right"));
    }

    @Test
    void aDrawnImageIsFoundAgainNearerThanAnySeedIs() throws IOException {
        float[] drawn = seed(12345, "");
        ImagePlus target =
                new ImagePlus("target.tif", new ij.process.FloatProcessor(16, 16, drawn));
        Path output = folder.resolve("found.tif");
        Drawn found =
                service.synthesisers()
                        .explore(
                                new LatentSettings(
                                        style(""),
                                        new LatentWork.Projection("", Optional.of(target))),
                                Optional.of(output),
                                Progress.SILENT)
                        .drawn();
        ImagePlus stack = IJ.openImage(output.toString());
        assertThat(stack.getStackSize()).isEqualTo(3);
        assertThat(rms(plane(stack, 1), drawn)).isLessThan(1e-3);
        double best = Double.POSITIVE_INFINITY;
        for (int seed = 0; seed < 256; seed++) best = Math.min(best, rms(seed(seed, ""), drawn));
        double error = rms(plane(stack, 2), drawn);
        assertThat(error).isLessThan(0.5 * best);
        for (int i = 0; i < drawn.length; i++)
            assertThat(plane(stack, 3)[i]).isCloseTo(drawn[i] - plane(stack, 2)[i], within(1e-3f));
        assertThat(stack.getInfoProperty())
                .contains("Residual: RMS ", "of the mean RMS distance of two drawn images: ");

        Path point = folder.resolve("found-latent.txt");
        assertThat(found.files()).containsExactly(output, point);
        assertThat(Files.readAllLines(point)).hasSize(102);
        ImagePlus again =
                service.synthesisers()
                        .draw(
                                new DrawSettings(style(""), 16, 1, Optional.of(point)),
                                Optional.empty(),
                                Progress.SILENT)
                        .image()
                        .orElseThrow();
        assertThat(rms(plane(again, 1), plane(stack, 2))).isLessThan(1e-3);
        ImagePlus way = image(explore("", new LatentWork.Interpolation(point.toString(), "8", 2)));
        assertThat(plane(way, 1)).isEqualTo(plane(again, 1));
    }

    private static Explored project(ImageProcessor pixels) throws IOException {
        return explore(
                "", new LatentWork.Projection("", Optional.of(new ImagePlus("cell", pixels))));
    }

    @Test
    void wrongValuesAreToldWithWhatIsAllowed() throws IOException {
        assertThatThrownBy(() -> project(new ByteProcessor(20, 16)))
                .hasMessageContaining("draws images of 16 x 16 px, and \"cell\" has 20 x 16");
        assertThatThrownBy(() -> project(new ColorProcessor(16, 16)))
                .hasMessageContaining("draws grey images");
        assertThatThrownBy(() -> explore("", new LatentWork.Interpolation("3", "nothing", 5)))
                .hasMessage(
                        "to must be a whole number (a seed) or the path of a latent file, got \"nothing\"");
        assertThatThrownBy(() -> new LatentWork.Interpolation("1", "2", 1))
                .hasMessageContaining("frames");
        assertThatThrownBy(() -> new LatentWork.Arithmetic("1", "", "2"))
                .hasMessageContaining("plus=[1] minus=[] to=[2]");
        assertThatThrownBy(() -> new LatentWork.Directions("1", 0)).hasMessageContaining("count");
        assertThatThrownBy(() -> new LatentWork.Projection("", Optional.empty()))
                .hasMessageContaining("image must be");
        assertThatThrownBy(() -> explore("left,right", new LatentWork.Directions("1", 2)))
                .hasMessageContaining("name one of left, right");
        Path taken = Files.createFile(folder.resolve("a-latent.txt"));
        ImagePlus image = new ImagePlus("cell", new ByteProcessor(16, 16));
        assertThatThrownBy(
                        () ->
                                service.synthesisers()
                                        .explore(
                                                new LatentSettings(
                                                        style(""),
                                                        new LatentWork.Projection(
                                                                "", Optional.of(image))),
                                                Optional.of(folder.resolve("a.tif")),
                                                Progress.SILENT))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(taken.toString());
    }

    @Test
    void aViewCanBeOfNoDirections() throws IOException {
        LatentExplorer explorer =
                explore("", new LatentWork.Directions("2", 1)).explorer().orElseThrow();
        assertThatThrownBy(
                        () ->
                                explorer.draw(
                                        new LatentExplorer.View("x", 0, Collections.emptyList())))
                .hasMessageContaining("seed must be a whole number");
        assertThat(explorer.describe(0)).contains("of the images' variance");
    }
}
