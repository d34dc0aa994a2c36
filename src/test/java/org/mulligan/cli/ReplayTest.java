package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ShortProcessor;
import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real engine and the shipped model: what the menu did and the recorder wrote gives the same
 * pixels wherever the line is run.
 */
@Tag("slow")
@Tag("alone")
class ReplayTest {
    @TempDir private static Path temporary;
    private static Path folder;
    private static List<String> said;

    @BeforeAll
    static void recordAndReplay() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        folder = Files.createDirectory(temporary.resolve("with a space"));
        short[] pixels = new short[70 * 45];
        Random random = new Random(4);
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = (short) (500 + 300 * Math.sin(0.1 * (i % 70)) + 50 * random.nextGaussian());
        IJ.saveAsTiff(
                new ImagePlus("noisy", new ShortProcessor(70, 45, pixels, null)),
                folder.resolve("noisy image.tif").toString());
        said = java(ReplayProbe.class, folder.toString());
        Path macro =
                Files.writeString(
                        folder.resolve("replay.ijm"),
                        """
                        open("%s");
                        %s
                        print("headless " + nImages + " " + getTitle());
                        saveAs("tiff", "%s");
                        """
                                .formatted(
                                        folder.resolve("noisy image.tif"),
                                        Files.readString(folder.resolve("recorded.txt")),
                                        folder.resolve("headless.tif")));
        said.addAll(java(Main.class, "macro", macro.toString()));
    }

    /**
     * @return lines of stdout
     */
    private static List<String> java(Class<?> main, String... arguments) throws Exception {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "-Dmulligan.home=" + Path.of("").toAbsolutePath(),
                                "-Duser.home=" + temporary,
                                main.getName()));
        all.addAll(List.of(arguments));
        JavaProcess process = JavaProcess.run(folder, 120, all);
        assertThat(process.code()).as(process.err()).isZero();
        return new ArrayList<>(process.out().lines().toList());
    }

    private static short[] pixels(String file) {
        return (short[]) IJ.openImage(folder.resolve(file).toString()).getProcessor().getPixels();
    }

    @Test
    void theMenuDenoises() {
        assertThat(roughness("menu.tif")).isLessThan(roughness("noisy image.tif") / 5);
    }

    /** Mean squared difference of neighbours in a row. */
    private static double roughness(String file) {
        short[] pixels = pixels(file);
        double sum = 0;
        for (int i = 1; i < pixels.length; i++)
            if (i % 70 > 0) sum += Math.pow(pixels[i] - pixels[i - 1], 2);
        return sum / pixels.length;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"macro.tif", "batch.tif", "headless.tif", "given.tif", "my results/a b.tif"})
    void theRecordedLineGivesTheSamePixels(String file) {
        assertThat(pixels(file)).containsExactly(pixels("menu.tif"));
    }

    @Test
    void theResultIsOneImageMoreAndTheActiveOne() {
        assertThat(said)
                .contains("log [grown 1 noisy image-denoised, grown 1 noisy image-denoised]")
                .contains("given noisy image-denoised")
                .contains("headless 2 noisy image-denoised");
    }

    @Test
    void aPathWithASpaceIsRecordedInBrackets() {
        assertThat(said)
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "recorded run(\"Denoise with Mulligan...\", \"model=general ")
                                        .contains("precision=fp32 device=cpu depth=same")
                                        .endsWith("my results/a b.tif]\");"));
    }
}
