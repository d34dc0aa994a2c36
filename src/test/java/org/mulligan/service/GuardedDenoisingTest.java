package org.mulligan.service;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.model.ModelFile;
import org.mulligan.predict.BoxEngine;
import org.mulligan.service.restore.RestoreSettings;
import org.scijava.Context;
import org.scijava.log.LogService;

/** A shipped denoiser is not taken where it makes the image worse than a filter does. */
class GuardedDenoisingTest {
    private static final int SIDE = 160;

    /** Its networks are Gaussian blurs, or copy their input: that of "model", and all others. */
    private static final class Blurring extends BoxEngine {
        private final double sigma;
        private final double others;

        Blurring(double sigma, double others) {
            super(0);
            this.sigma = sigma;
            this.others = others;
        }

        @Override
        public Network load(ModelFile model, double sharpness, Precision precision) {
            return blur(model.name().equals("model") ? sigma : others);
        }

        private Network blur(double sigma) {
            Network box = super.network();
            return new Network() {
                @Override
                public void run(
                        FloatBuffer input,
                        FloatBuffer output,
                        int height,
                        int width,
                        BooleanSupplier cancelled) {
                    float[] tile = new float[width * height];
                    input.get(0, tile);
                    if (sigma > 0) tile = GaussianBlur.blur(tile, width, height, sigma);
                    output.put(0, tile);
                }

                @Override
                public Precision precision() {
                    return box.precision();
                }

                @Override
                public void close() {}
            };
        }
    }

    /** Its models came with Mulligan, or not. */
    public static final class FewModels extends MulliganService {
        private Path model;
        private Optional<Path> second = Optional.empty();
        private boolean shipped;

        @Override
        public List<ModelFile> models() {
            List<ModelFile> models = new ArrayList<>();
            try {
                models.add(ModelFile.open(model));
                if (second.isPresent()) models.add(ModelFile.open(second.get()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return models;
        }

        @Override
        boolean isShipped(ModelFile file) {
            return shipped;
        }
    }

    @TempDir Path folder;
    private Context context;
    private FewModels service;
    private final List<String> warned = new ArrayList<>();
    private final Progress progress =
            new Progress() {
                @Override
                public void warn(String line) {
                    warned.add(line);
                }
            };

    @BeforeEach
    void start() throws IOException {
        context = new Context(List.of(FewModels.class, LogService.class));
        service = context.service(FewModels.class);
        service.model = folder.resolve("model.zip");
        service.shipped = true;
        try (var stored = OpenedOnceTest.class.getResourceAsStream("/models/format1.zip")) {
            Files.copy(stored, service.model);
        }
    }

    @AfterEach
    void end() {
        context.dispose();
    }

    /**
     * @param sigma of the blur that stands in for the network, px; 0 copies the image
     * @param blur of the noise, px
     */
    private ImagePlus denoised(double sigma, double blur) throws IOException {
        service.startEngineWith(settings -> new Blurring(sigma, 3));
        return service.restore(
                image(blur),
                RestoreSettings.denoise(service.model.toString()),
                Optional.empty(),
                progress);
    }

    /** Waves of 24 px under noise of a deviation of 10. */
    private static ImagePlus image(double blur) {
        Random random = new Random(4);
        FloatProcessor noise = new FloatProcessor(SIDE, SIDE);
        for (int i = 0; i < SIDE * SIDE; i++) noise.setf(i, (float) random.nextGaussian());
        if (blur > 0) noise.blurGaussian(blur);
        noise.multiply(10 / noise.getStats().stdDev);
        for (int i = 0; i < SIDE * SIDE; i++) noise.setf(i, noise.getf(i) + truth(i));
        return new ImagePlus("waves.tif", noise);
    }

    private static float truth(int i) {
        return (float) (200 + 40 * Math.sin(i % SIDE / 4.0) * Math.cos(i / SIDE / 4.0));
    }

    private static double error(ImagePlus image) {
        double sum = 0;
        for (int i = 0; i < SIDE * SIDE; i++)
            sum += Math.pow(image.getProcessor().getf(i) - truth(i), 2);
        return Math.sqrt(sum / SIDE / SIDE);
    }

    @Test
    void inPlaceOfANetworkThatCopiesItsInputAFilterIsTakenAndSaid() throws IOException {
        ImagePlus result = denoised(0, 0);
        assertThat(error(result)).isLessThan(5);
        assertThat(result.getInfoProperty())
                .contains("This image was filtered (Gaussian, sigma ")
                .contains("Guard: model is not taken for this image, as ")
                .contains("In place of Model: ");
        assertThat(warned).anyMatch(line -> line.startsWith("Guard: "));
        assertThat(warned).anyMatch(line -> line.startsWith("Choice: Gaussian"));
    }

    @Test
    void aNetworkThatIsAsGoodAsAFilterIsTaken() throws IOException {
        ImagePlus result = denoised(1.2, 0);
        assertThat(result.getInfoProperty())
                .contains("restored by a neural network")
                .doesNotContain("Guard: ");
        assertThat(warned).isEmpty();
    }

    @Test
    void aModelOfOnesOwnIsTakenAsItIs() throws IOException {
        service.shipped = false;
        ImagePlus result = denoised(0, 0);
        assertThat(result.getInfoProperty())
                .contains("restored by a neural network")
                .contains("more than half of the noise is left");
        assertThat(error(result)).isGreaterThan(9);
    }

    /** There the judge has nothing to say, and no other model is there. */
    @Test
    void ofCorrelatedNoiseTheResultStaysWithAWarning() throws IOException {
        ImagePlus result = denoised(0, 0.7);
        assertThat(result.getInfoProperty())
                .contains("restored by a neural network")
                .contains("WARNING: in ")
                .doesNotContain("Guard: ");
    }

    @Test
    void ofCorrelatedNoiseTheNextShippedDenoiserIsTaken() throws IOException {
        try (var stored = OpenedOnceTest.class.getResourceAsStream("/models/stored/denoiser.zip")) {
            service.second = Optional.of(folder.resolve("second.zip"));
            Files.copy(stored, service.second.get());
        }
        ImagePlus inMemory = denoised(0, 0.7);
        assertThat(inMemory.getInfoProperty())
                .contains("restored by a neural network")
                .containsPattern(
                        "Guard: model is not taken for this image, as in \\d+ % of \\d+ blocks")
                .contains("Choice: second, the next shipped denoiser")
                .doesNotContain("WARNING: in ");
        assertThat(warned).anyMatch(line -> line.startsWith("Guard: "));
        ImagePlus inFile =
                service.restore(
                        image(0.7),
                        RestoreSettings.denoise(service.model.toString()),
                        Optional.of(folder.resolve("result.tif")),
                        progress);
        assertThat((float[]) inFile.getProcessor().getPixels())
                .isEqualTo((float[]) inMemory.getProcessor().getPixels());
        assertThat(folder.resolve("result.tif.first")).doesNotExist();
    }

    @Test
    void aFolderHasTheFilteredImageAndKeepsItWhenItRunsAgain() throws IOException {
        Path input = Files.createDirectory(folder.resolve("in"));
        Path output = folder.resolve("out");
        IJ.saveAsTiff(image(0), input.resolve("waves.tif").toString());
        service.startEngineWith(settings -> new Blurring(0, 3));
        RestoreSettings settings = RestoreSettings.denoise(service.model.toString());
        service.restore(input, settings, output, progress);
        ImagePlus result = IJ.openImage(output.resolve("waves.tif").toString());
        assertThat(error(result)).isLessThan(5);
        assertThat(result.getInfoProperty()).contains("Guard: ");
        Files.copy(input.resolve("waves.tif"), input.resolve("more.tif"));
        assertThat(service.restore(input, settings, output, progress))
                .containsExactly(output.resolve("more.tif"));
        try (Stream<Path> files = Files.list(output)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("waves.tif", "more.tif", "mulligan.log");
        }
    }
}
