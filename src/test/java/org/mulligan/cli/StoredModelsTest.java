package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Weights;
import org.mulligan.service.MulliganService;

/**
 * What was saved once opens for ever and gives the same pixels, by keys that were written then; see
 * {@code models/stored/README.md}. Never make these files anew: add others beside them.
 */
@Tag("slow")
class StoredModelsTest {
    /** Of the expected pixels' span; other processors add up in another order. */
    private static final double ROUNDING = 1e-5;

    /** Of maps, which divide by small differences. */
    private static final double ROUNDING_OF_MAPS = 2e-3;

    /** After dozens of steps of a training, each from where the last one ended. */
    private static final double ROUNDING_OF_STEPS = 1e-3;

    @TempDir private Path folder;
    @RegisterExtension private final Doors doors = new Doors();

    @BeforeEach
    void copy() throws IOException, URISyntaxException {
        Path stored = Path.of(getClass().getResource("/models/stored").toURI());
        try (Stream<Path> files = Files.walk(stored)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(stored.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        doors.put("@", folder + "/");
    }

    @ParameterizedTest(name = "{0}: {1} with {2}")
    @CsvSource({
        "denoiser, denoise, FAITHFUL ADVERSARIAL",
        "super-resolver, super-resolve, FAITHFUL",
        "deblur, deblur, FAITHFUL ADVERSARIAL",
        "inpaint, inpaint, FAITHFUL",
        "even-light, even-light, FAITHFUL",
        "foreign, denoise, FAITHFUL",
        "styled, synthesise, GENERATOR",
        "resnet, synthesise, DISCRIMINATOR GENERATOR",
        "vae, synthesise, GENERATOR"
    })
    void opensAStoredPackage(String name, String task, String weights) throws IOException {
        ModelFile model =
                doors.context()
                        .service(MulliganService.class)
                        .model(folder.resolve(name + ".zip").toString());
        assertThat(model.description().name()).endsWith(name);
        assertThat(model.description().task().word()).isEqualTo(task);
        assertThat(model.weights())
                .containsExactlyInAnyOrder(
                        Stream.of(weights.split(" "))
                                .map(Weights::valueOf)
                                .toArray(Weights[]::new));
        assertThat(model.card()).isNotBlank();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "/models/stored/results.csv", delimiter = ';')
    void givesTheSamePixels(String result, String line) {
        doors.succeeds(line + " --output @" + result);
        assertSamePixels(result, ROUNDING);
        String maps = result.replace(".tif", "-maps.tif");
        assertThat(folder.resolve(maps).toFile().exists()).isEqualTo(line.contains("--maps true"));
        if (line.contains("--maps true")) assertSamePixels(maps, ROUNDING_OF_MAPS);
    }

    @Test
    void importsTheSameNetwork() {
        doors.succeeds(
                "import --source @foreign.pb --name @again.zip --task denoise --units image"
                        + " --normalisation \"fixed 700 300\" --axes byxc --multiple 4");
        doors.succeeds(
                "apply-model --input @input.tif --model @again.zip --depth 32-bit --precision fp32"
                        + " --device cpu --output @foreign.tif");
        assertSamePixels("foreign.tif", ROUNDING);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "/models/stored/resumed.csv", delimiter = ';')
    void goesOnWithAStoredTrainingToTheSameEnd(String name, String train, String apply)
            throws IOException {
        String model = name + ".zip";
        Path checkpoints = folder.resolve("." + model + ".training");
        unzip(folder.resolve("trainings").resolve(model), checkpoints);

        doors.succeeds(train + " --resume true --name @" + model);
        assertThat(doors.err()).containsPattern("Going on after step [5-9]\\d of \\d00");
        assertThat(checkpoints).doesNotExist();
        doors.succeeds(apply + " --model @" + model + " --output @" + name + ".tif");
        assertSamePixels(name + ".tif", ROUNDING_OF_STEPS);
    }

    private static void unzip(Path zip, Path target) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry; (entry = entries.getNextEntry()) != null; ) {
                Path path = target.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(entries, path);
                }
            }
        }
    }

    private void assertSamePixels(String result, double rounding) {
        List<ImageProcessor> found = planes(folder.resolve(result));
        List<ImageProcessor> wanted = planes(folder.resolve("results").resolve(result));
        assertThat(found).hasSameSizeAs(wanted);
        for (int plane = 0; plane < wanted.size(); plane++) {
            ImageProcessor expected = wanted.get(plane);
            ImageProcessor pixels = found.get(plane);
            assertThat(pixels.getWidth()).isEqualTo(expected.getWidth());
            assertThat(pixels.getHeight()).isEqualTo(expected.getHeight());
            float most = (float) (rounding * (expected.getMax() - expected.getMin()));
            for (int i = 0; i < expected.getPixelCount(); i++)
                assertThat(pixels.getf(i))
                        .as("plane %d, pixel %d", plane, i)
                        .isCloseTo(expected.getf(i), within(most));
        }
    }

    /** Each with the extremes of its own. */
    private static List<ImageProcessor> planes(Path file) {
        ImagePlus image = IJ.openImage(file.toString());
        assertThat(image).as(file.toString()).isNotNull();
        assertThat(image.getBitDepth()).isEqualTo(32);
        return Stream.iterate(1, n -> n <= image.getStackSize(), n -> n + 1)
                .map(n -> image.getStack().getProcessor(n))
                .peek(ImageProcessor::resetMinAndMax)
                .toList();
    }
}
