package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What was done by hand and recorded gives the same pixels and the same active image when it is
 * played again, with the real engine and the shipped model. The ImageJ has our jar in its plugins
 * folder as well.
 */
class ReplayTest {
    @TempDir private static Path folder;
    private static List<String> said = new ArrayList<>();
    private static ImagePlus noisy;

    @BeforeAll
    static void useImageJ() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        noisy = noisy();
        Path file = folder.resolve("my noisy.tif");
        IJ.saveAsTiff(noisy, file.toString());
        java(
                "out.txt",
                "-Dplugins.dir=" + imageJWithOurJar(),
                ReplayProbe.class.getName(),
                file.toString(),
                folder.toString(),
                "target/screenshots");
        Path macro =
                Files.writeString(
                        folder.resolve("replay.ijm"),
                        """
                        open("%s");
                        %s
                        print("headless-active " + getTitle() + " " + nImages);
                        saveAs("tiff", "%s");
                        """
                                .formatted(
                                        file,
                                        lines("line").get(0),
                                        folder.resolve("headless.tif")));
        java("headless.txt", Main.class.getName(), "macro", macro.toString());
    }

    private static ImagePlus noisy() {
        ImagePlus image = IJ.createImage("my noisy", "16-bit black", 61, 43, 3);
        Random random = new Random(5);
        for (int plane = 1; plane <= 3; plane++) {
            ImageProcessor pixels = image.getStack().getProcessor(plane);
            for (int i = 0; i < pixels.getPixelCount(); i++)
                pixels.set(
                        i,
                        (int) (900 + 400 * Math.sin(0.2 * (i % 61)) + 90 * random.nextGaussian()));
        }
        return image;
    }

    /** Its plugins folder has a jar of ours: no more than the menu file, which is what counts. */
    private static Path imageJWithOurJar() throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("imagej/plugins"));
        try (JarOutputStream jar =
                new JarOutputStream(Files.newOutputStream(plugins.resolve("Mulligan_-0.jar")))) {
            jar.putNextEntry(new ZipEntry("plugins.config"));
            Files.copy(Path.of("src/main/resources/plugins.config"), jar);
        }
        return plugins.getParent();
    }

    private static void java(String out, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                                "-Dorg.bytedeco.javacpp.maxBytes=0",
                                "-Dmulligan.home=" + Path.of("").toAbsolutePath(),
                                "-Duser.home=" + folder,
                                "-cp",
                                System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        File results = folder.resolve(out).toFile();
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(results)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (!process.waitFor(90, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        said.addAll(Files.readAllLines(results.toPath()));
    }

    private static List<String> lines(String word) {
        return said.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }

    @Test
    void whatWasRecordedNamesEveryValue() {
        assertThat(lines("line"))
                .containsExactly(
                        "run(\"Denoise...\", \"model=fluorescence sharpness=0.5 tile=0"
                                + " precision=fp32 device=auto depth=same\");");
    }

    @Test
    void theMenuDenoises() {
        assertThat(distanceFromClean(image("menu"))).isLessThan(distanceFromClean(noisy) / 2);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"macro", "batch", "script", "headless"})
    void playedAgainItGivesTheSamePixelsAndTheSameActiveImage(String way) {
        assertThat(lines(way + "-active"))
                .isNotEmpty()
                .containsExactlyElementsOf(lines("menu-active"));
        ImagePlus menu = image("menu");
        ImagePlus again = image(way);
        assertThat(again.getStackSize()).isEqualTo(3);
        for (int plane = 1; plane <= 3; plane++)
            assertThat((short[]) again.getStack().getPixels(plane))
                    .as("plane %d", plane)
                    .containsExactly((short[]) menu.getStack().getPixels(plane));
    }

    @Test
    void eachCommandIsInTheMenuOnceThoughItsJarIsAPluginToo() throws Exception {
        List<String> ours =
                Files.readAllLines(Path.of("src/main/resources/plugins.config")).stream()
                        .filter(line -> line.startsWith("Plugins>"))
                        .map(line -> line.replaceAll("Plugins>(.+?), \"(.+?)\".*", "$1>$2"))
                        .toList();
        assertThat(lines("menu")).containsExactlyInAnyOrderElementsOf(ours);
    }

    private static ImagePlus image(String way) {
        return IJ.openImage(folder.resolve(way + ".tif").toString());
    }

    private static double distanceFromClean(ImagePlus image) {
        double sum = 0;
        ImageProcessor pixels = image.getStack().getProcessor(2);
        for (int i = 0; i < pixels.getPixelCount(); i++)
            sum += Math.abs(pixels.get(i) - 900 - 400 * Math.sin(0.2 * (i % 61)));
        return sum / pixels.getPixelCount();
    }
}
