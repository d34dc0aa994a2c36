package org.mulligan.service.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.Progress;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.io.ImageFiles;

class FolderComparisonTest {
    private static final int WIDTH = 61;
    private static final int HEIGHT = 47;

    @TempDir Path folder;

    @BeforeEach
    void save() throws IOException {
        for (int number = 1; number <= 2; number++) {
            float[] clean = texture(number, 1.2);
            save("clean", number, clean);
            float[] faithful = GaussianBlur.blur(clean, WIDTH, HEIGHT, 1);
            save("faithful", number, faithful);
            float[] invented = texture(10 + number, 1.2);
            for (int i = 0; i < clean.length; i++) faithful[i] += 0.4f * invented[i];
            save("a-folder-with-a-long-name", number, faithful);
            float[] grain = texture(20 + number, 0.3);
            for (int i = 0; i < clean.length; i++) clean[i] += grain[i];
            save("noisy", number, clean);
        }
    }

    @Test
    void comparesTheRestWhenAnImageCannotBeRead() throws IOException {
        Path results = folder.resolve("faithful");
        Files.write(results.resolve("scan.czi"), new byte[9]);
        List<Path> files = ImageFiles.list(results);
        Files.write(files.get(0), new byte[] {'I', 'I', 42, 0});
        FolderComparison comparison =
                new FolderComparison(folder.resolve("clean"), Map.of(), Progress.SILENT);
        List<String> table =
                comparison.table(
                        List.of(results, folder.resolve("a-folder-with-a-long-name")),
                        Optional.of(folder.resolve("noisy")),
                        Optional.empty());
        // All rows are over the one image that all folders have whole.
        for (int row = 1; row <= 4; row++)
            assertThat(table.get(row).strip().split(" {2,}")[1]).isEqualTo("1");
        assertThat(comparison.failures())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("scan.czi").contains("Bio-Formats"),
                        line -> assertThat(line).contains(files.get(0).toString()));
    }

    @Test
    void setsAnUnsharpMaskOfTheFaithfulImagesBesideEachOtherResult() throws IOException {
        List<String> table = table("faithful", Optional.of(folder.resolve("noisy")), "faithful;a");
        assertThat(table.subList(0, 9))
                .extracting(line -> line.split(" {2,}")[0])
                .containsExactly(
                        "",
                        "noisy",
                        table.get(2).split(" {2,}")[0],
                        "faithful",
                        "a-folder-with-a-long-name",
                        "unsharp mask of faithful at the sharpness of a-folder-with-a-long-name",
                        table.get(6),
                        table.get(7),
                        table.get(8));
        assertThat(table.get(2)).startsWith("best Gaussian, sigma ");
        assertThat(table.subList(0, 6))
                .extracting(String::length)
                .containsOnly(table.get(0).length());
        assertThat(table.get(0))
                .matches(".* sharpness coherence +slope +offset +background +PSNR-as-is +range");
        double[] adversarial = sharpnessAndCoherence(table.get(4));
        double[] unsharp = sharpnessAndCoherence(table.get(5));
        assertThat(unsharp[0]).isCloseTo(adversarial[0], within(0.003));
        assertThat(unsharp[1]).isGreaterThan(adversarial[1] + 0.05);
    }

    @Test
    void letsALossOfContrastStandOut() throws IOException {
        for (int number = 1; number <= 2; number++) {
            float[] clean = texture(number, 1.2);
            for (int i = 0; i < clean.length; i++) clean[i] = 0.6f * clean[i] + 3;
            save("faded", number, clean);
        }
        List<String> table = table("faithful", Optional.empty(), "faded");
        assertThat(fromTheEnd(table.get(1), 5)).isEqualTo(0.6);
        assertThat(fromTheEnd(table.get(1), 4)).isCloseTo(3, within(0.01));
        assertThat(fromTheEnd(table.get(1), 3)).isPositive();
        assertThat(fromTheEnd(table.get(1), 2)).isLessThan(35);
        assertThat(fromTheEnd(table.get(1), 1)).isBetween(50.0, 200.0);
        assertThat(table.get(table.size() - 1))
                .startsWith("\"faded\" has the contrast of the target images times 0.60")
                .contains("counts, it is 0.60.");
    }

    @Test
    void tellsNoiseOfTheTargetsFromALossOfContrast() throws IOException {
        for (int number = 1; number <= 2; number++) {
            float[] truth = texture(number, 6);
            for (int i = 0; i < truth.length; i++) truth[i] *= 40;
            save("right", number, truth);
            float[] noise = texture(40 + number, 0.3);
            for (int i = 0; i < truth.length; i++) truth[i] += noise[i];
            save("clean", number, truth);
        }
        List<String> table = table("faithful", Optional.empty(), "right");
        assertThat(fromTheEnd(table.get(1), 5)).isLessThan(0.85);
        assertThat(table.get(table.size() - 1))
                .startsWith("\"right\" has the contrast of the target images times 0.")
                .containsPattern("counts, it is (0\\.9[5-9]|1\\.0[0-5])\\.");
    }

    @Test
    void saysNothingOfAContrastThatIsRight() throws IOException {
        assertThat(table("faithful", Optional.of(folder.resolve("noisy")), "clean"))
                .noneMatch(line -> line.contains("has the contrast"));
    }

    @Test
    void needsNoMoreFaithfulImagesThanResults() throws IOException {
        save("faithful", 3, texture(3, 1));
        assertThat(table("faithful", Optional.empty(), "a").get(2)).matches("unsharp.* 2 .*");
    }

    @Test
    void saysWhichResultHasNoFaithfulPartner() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table("none", Optional.empty(), "a"))
                .withMessageContaining("none is not a folder");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> {
                            save("few", 1, texture(1, 1));
                            table("few", Optional.empty(), "a");
                        })
                .withMessageContaining("2 of ")
                .withMessageContaining("no partner among the faithful results");
    }

    private List<String> table(String faithful, Optional<Path> noisy, String results)
            throws IOException {
        List<Path> folders =
                List.of(results.split(";")).stream()
                        .map(name -> name.equals("a") ? "a-folder-with-a-long-name" : name)
                        .map(folder::resolve)
                        .toList();
        return new FolderComparison(folder.resolve("clean"), Map.of(), Progress.SILENT)
                .table(folders, noisy, Optional.of(folder.resolve(faithful)));
    }

    private static double[] sharpnessAndCoherence(String line) {
        return new double[] {fromTheEnd(line, 7), fromTheEnd(line, 6)};
    }

    /** A column of 32-bit images. */
    private static double fromTheEnd(String line, int column) {
        String[] columns = line.split(" +");
        return Double.parseDouble(columns[columns.length - column]);
    }

    private void save(String name, int number, float[] pixels) throws IOException {
        Path file = Files.createDirectories(folder.resolve(name)).resolve(number + ".tif");
        new FileSaver(new ImagePlus("", new FloatProcessor(WIDTH, HEIGHT, pixels.clone())))
                .saveAsTiff(file.toString());
    }

    private static float[] texture(long seed, double sigma) {
        Random random = new Random(seed);
        float[] noise = new float[WIDTH * HEIGHT];
        for (int i = 0; i < noise.length; i++) noise[i] = (float) (50 * random.nextGaussian());
        return GaussianBlur.blur(noise, WIDTH, HEIGHT, sigma);
    }
}
