package org.mulligan.service.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Progress;
import org.mulligan.image.plane.Pixels;
import org.mulligan.model.LatentFile;
import org.mulligan.model.LatentSpace;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Synthesis;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;
import org.mulligan.service.generate.DrawStyle.Depth;

@ExtendWith(ServiceHere.class)
class SynthesisingTest {
    private static MulliganService service;
    private static String model;

    @TempDir Path folder;

    @BeforeAll
    static void start(MulliganService here) throws IOException {
        model = TrainedSynthesiser.model().toString();
        service = here;
    }

    private static DrawStyle style(String classes, double truncation) {
        return new DrawStyle(model, classes, truncation, true, Depth.AUTO, DeviceChoice.AUTO);
    }

    private static ImagePlus draw(int count, long seed, DrawStyle style) throws IOException {
        return service.synthesisers()
                .draw(
                        new DrawSettings(style, count, seed, Optional.empty()),
                        Optional.empty(),
                        Progress.SILENT)
                .image()
                .orElseThrow();
    }

    private static byte[] plane(ImagePlus image, int n) {
        return (byte[]) image.getStack().getProcessor(n).getPixels();
    }

    @Test
    void aSeedGivesTheSameImageWhateverElseIsDrawn() throws IOException {
        ImagePlus twenty = draw(20, 0, style("", 1));
        assertThat(twenty.getStackSize()).isEqualTo(20);
        for (long seed = 0; seed < 20; seed++) {
            ImagePlus one = draw(1, seed, style("", 1));
            assertThat(plane(one, 1)).as("seed %d", seed).isEqualTo(plane(twenty, (int) seed + 1));
        }
        assertThat(plane(twenty, 1)).isNotEqualTo(plane(twenty, 3));
        assertThat(plane(draw(17, 3, style("", 1)), 17)).isEqualTo(plane(twenty, 20));
    }

    @Test
    void saysWhatItIs() throws IOException {
        ImagePlus drawn = draw(3, 4, style("", 0.5));
        assertThat(drawn.getTitle()).isEqualTo("spots-synthetic");
        assertThat(drawn.getStack().getSliceLabel(1)).isEqualTo("synthetic, seed 4, class left");
        assertThat(drawn.getStack().getSliceLabel(2)).isEqualTo("synthetic, seed 5, class right");
        assertThat(drawn.getBitDepth()).isEqualTo(8);
        assertThat(drawn.getCalibration().pixelWidth).isEqualTo(0.5);
        assertThat(drawn.getCalibration().getUnit()).isIn("um", "µm");
        assertThat(drawn.getInfoProperty())
                .startsWith("[Mulligan]\nSynthetic: ")
                .contains("invented", "sha256 " + ModelFile.open(Path.of(model)).hash())
                .contains("Seeds: 4 to 6", "Truncation: 0.5", "all take turns", "Versions: ");
    }

    @Test
    void withoutAStampOnlyTheMetadataSayIt() throws IOException {
        DrawStyle plain = new DrawStyle(model, "left", 1, false, Depth.FLOAT, DeviceChoice.AUTO);
        Path file = folder.resolve("drawn.tif");
        Drawn drawn =
                service.synthesisers()
                        .draw(
                                new DrawSettings(plain, 2, 7, Optional.empty()),
                                Optional.of(file),
                                Progress.SILENT);
        assertThat(drawn.files()).containsExactly(file);
        ImagePlus reopened = IJ.openImage(file.toString());
        assertThat(reopened.getStack().getSliceLabel(2)).isEqualTo("seed 8, class left");
        assertThat(reopened.getBitDepth()).isEqualTo(32);
        assertThat(reopened.getInfoProperty()).contains("Synthetic: ", "Classes: left");
        assertThat(reopened.getProp("Mulligan.synthetic")).isEqualTo("true");
        assertThat(draw(1, 7, plain).getTitle()).isEqualTo("spots");
        assertThat((float[]) reopened.getStack().getPixels(1))
                .isEqualTo((float[]) draw(1, 7, plain).getProcessor().getPixels());
        assertThat(reopened.getCalibration().pixelWidth).isEqualTo(0.5);
    }

    @Test
    void aFolderGetsAFileForEachImageAndNothingIsOverwritten() throws IOException {
        Path target = folder.resolve("new");
        DrawSettings three = new DrawSettings(style("", 1), 3, 4, Optional.empty());
        List<Path> files =
                service.synthesisers().draw(three, Optional.of(target), Progress.SILENT).files();
        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("spots-left-4.tif", "spots-right-5.tif", "spots-left-6.tif");
        ImagePlus stack = draw(3, 4, style("", 1));
        for (int i = 0; i < 3; i++) {
            ImagePlus one = IJ.openImage(files.get(i).toString());
            assertThat(plane(one, 1)).isEqualTo(plane(stack, i + 1));
            assertThat(one.getInfoProperty())
                    .contains("Seed: " + (4 + i), "Class: " + (i == 1 ? "right" : "left"));
        }
        Files.delete(files.get(0));
        assertThatThrownBy(
                        () ->
                                service.synthesisers()
                                        .draw(three, Optional.of(target), Progress.SILENT))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(files.get(0)).doesNotExist();
    }

    @Test
    void truncationZeroGivesOneImage() throws IOException {
        ImagePlus drawn = draw(5, 1, style("left", 0));
        for (int i = 2; i <= 5; i++) assertThat(plane(drawn, i)).isEqualTo(plane(drawn, 1));
        assertThat(plane(draw(1, 1, style("right", 0)), 1)).isNotEqualTo(plane(drawn, 1));
    }

    @Test
    void namedClassesTakeTurns() throws IOException {
        ImagePlus left = draw(4, 0, style("left", 1));
        ImagePlus both = draw(4, 0, style("right, left", 1));
        assertThat(plane(both, 2)).isEqualTo(plane(left, 2));
        assertThat(plane(both, 1)).isNotEqualTo(plane(left, 1));
    }

    @Test
    void aLatentFileStandsInPlaceOfASeed() throws IOException {
        ModelFile file = ModelFile.open(Path.of(model));
        float[] point = file.description().synthesis().orElseThrow().space().at(11);
        Path path = folder.resolve("point.txt");
        new LatentFile(file.hash(), Optional.of("right"), point).write(path);
        DrawSettings settings = new DrawSettings(style("", 1), 16, 1, Optional.of(path));
        ImagePlus drawn =
                service.synthesisers()
                        .draw(settings, Optional.empty(), Progress.SILENT)
                        .image()
                        .orElseThrow();
        assertThat(drawn.getStackSize()).isEqualTo(1);
        assertThat(plane(drawn, 1)).isEqualTo(plane(draw(1, 11, style("right", 1)), 1));

        Path foreign = folder.resolve("foreign.txt");
        new LatentFile("0123456789abcdef", Optional.empty(), point).write(foreign);
        assertThatThrownBy(
                        () ->
                                service.synthesisers()
                                        .draw(
                                                new DrawSettings(
                                                        style("", 1), 1, 1, Optional.of(foreign)),
                                                Optional.empty(),
                                                Progress.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("foreign.txt is a point of another model");
        assertThatThrownBy(() -> LatentFile.read(Path.of(model)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no latent point");
    }

    @Test
    void wrongValuesAreToldWithWhatIsAllowed() {
        assertThatThrownBy(() -> draw(1, 1, style("middle", 1)))
                .hasMessage(
                        "The model \"spots\" has no class \"middle\"; its classes are left, right");
        assertThatThrownBy(() -> draw(0, 1, style("", 1))).hasMessageContaining("count");
        assertThatThrownBy(() -> style("", 1.5)).hasMessageContaining("truncation");
        assertThatThrownBy(() -> draw(Integer.MAX_VALUE / 2, 1, style("", 1)))
                .hasMessageContaining("give output");
        DrawStyle denoiser =
                new DrawStyle("models/deblur", "", 1, true, Depth.AUTO, DeviceChoice.AUTO);
        assertThatThrownBy(() -> draw(1, 1, denoiser))
                .hasMessageContaining("is not for Synthesise with Mulligan...: its task is deblur")
                .hasMessageContaining("Restore with Mulligan...");
    }

    @Test
    void aModelWithoutClassesSaysSo() throws IOException {
        Path plain = TrainedSynthesiser.train(folder, "plain.zip", false);
        DrawStyle style =
                new DrawStyle(plain.toString(), "left", 1, true, Depth.AUTO, DeviceChoice.AUTO);
        assertThatThrownBy(() -> draw(1, 1, style)).hasMessageContaining("without classes");
        DrawStyle none =
                new DrawStyle(plain.toString(), "", 1, true, Depth.AUTO, DeviceChoice.AUTO);
        assertThat(draw(1, 1, none).getProperty("Label")).isEqualTo("synthetic, seed 1");
    }

    private static Synthesis synthesis(int channels, double low, double high) {
        return new Synthesis("mlp", new LatentSpace(4, List.of()), 8, channels, low, high, 0, "");
    }

    @ParameterizedTest(name = "{0} to {1}: {2} bits")
    @CsvSource({
        "0, 255, 8",
        "10, 74, 8",
        "10, 73, 32",
        "0, 256, 16",
        "100, 65535, 16",
        "0, 65536, 32",
        "-1, 255, 32",
        "0, 1, 32"
    })
    void theDepthIsThatOfTheTrainingImages(double low, double high, int expected) {
        assertThat(new DrawnPixels(synthesis(1, low, high), Depth.AUTO).depth())
                .isEqualTo(expected);
        assertThat(new DrawnPixels(synthesis(1, low, high), Depth.FLOAT).depth()).isEqualTo(32);
    }

    @Test
    void intensitiesAreMappedRoundedAndClipped() {
        float[] image = new float[64];
        image[0] = -1;
        image[1] = 1;
        image[2] = 0.5f;
        image[63] = -1.3f;
        DrawnPixels bytes = new DrawnPixels(synthesis(1, 10, 110), Depth.AUTO);
        byte[] drawn = (byte[]) bytes.of(image, 0).array();
        assertThat(drawn).startsWith(10, 110, 85, 60);
        assertThat(drawn[63]).isZero();
        assertThat(bytes.clipped()).isEqualTo(1);
        float[] floats =
                (float[]) new DrawnPixels(synthesis(1, 10, 110), Depth.FLOAT).of(image, 0).array();
        assertThat(floats[63]).isCloseTo(-5f, within(1e-4f));
    }

    @ParameterizedTest(name = "channel {0}")
    @ValueSource(ints = {0, 1, 2})
    void threeChannelsAreRgb(int channel) {
        float[] image = new float[192];
        java.util.Arrays.fill(image, -1);
        image[3 * 5 + channel] = 1;
        DrawnPixels colours = new DrawnPixels(synthesis(3, 0, 255), Depth.AUTO);
        assertThat(colours.depth()).isEqualTo(24);
        Pixels drawn = colours.of(image, 0);
        assertThat(((int[]) drawn.array())[5]).isEqualTo(0xff000000 | 0xff << 16 - 8 * channel);
        assertThat(((int[]) drawn.array())[4]).isEqualTo(0xff000000);
    }

    @ParameterizedTest(name = "channel {0}")
    @ValueSource(ints = {0, 1, 2})
    void threeChannelsBeyondEightBitsAreThreePlanes(int channel) {
        float[] image = new float[192];
        java.util.Arrays.fill(image, -1);
        image[3 * 5 + channel] = 1;
        DrawnPixels planes = new DrawnPixels(synthesis(3, 100, 4100), Depth.AUTO);
        assertThat(planes.depth()).isEqualTo(16);
        assertThat(planes.planes()).isEqualTo(3);
        for (int c = 0; c < 3; c++) {
            short[] plane = (short[]) planes.of(image, c).array();
            assertThat(plane[5]).isEqualTo((short) (c == channel ? 4100 : 100));
            assertThat(plane[4]).isEqualTo((short) 100);
        }
        assertThat(planes.clipped()).isZero();
        assertThat(new DrawnPixels(synthesis(3, 0, 255), Depth.FLOAT).planes()).isEqualTo(3);
    }
}
