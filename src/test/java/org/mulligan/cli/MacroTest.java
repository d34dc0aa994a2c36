package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Macros without a display, each in a process of its own as {@code bin/mulligan macro} runs it. */
@Tag("slow")
class MacroTest {
    @TempDir private Path folder;

    private JavaProcess macro(String text, String... argument)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("test.ijm"), text);
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-XX:TieredStopAtLevel=1",
                                "-Dmulligan.log=" + folder.resolve("mulligan.log"),
                                FakeMain.class.getName(),
                                "macro",
                                file.toString()));
        arguments.addAll(List.of(argument));
        return JavaProcess.run(folder, 60, arguments);
    }

    @Test
    void ourCommandMakesTheActiveImageBesideThoseOfImageJ() throws Exception {
        Path saved = folder.resolve("saved.tif");
        JavaProcess ended =
                macro(
                        """
                        newImage("a", "8-bit ramp", 30, 20, 3);
                        run("Denoise with Mulligan...", "model=fluorescence sharpness=0.5");
                        print(getTitle() + " " + nImages + " " + getPixel(0, 0));
                        saveAs("tiff", getArgument());
                        """,
                        saved.toString());
        assertThat(ended.err()).doesNotContain("Exception");
        assertThat(ended.out()).isEqualToNormalizingNewlines("inverted a 2 255\n");
        assertThat(ended.code()).isZero();
        ImagePlus image = IJ.openImage(saved.toString());
        assertThat(image.getStackSize()).isEqualTo(3);
        assertThat(image.getProcessor().get(0, 5)).isEqualTo(255);
        assertThat(image.getProcessor().get(29, 5)).isLessThan(20);
    }

    @Test
    void imageJsOwnCommandsTakeTheirOptions() throws Exception {
        JavaProcess ended =
                macro(
                        """
                        newImage("a", "8-bit black", 20, 10, 1);
                        setPixel(10, 5, 200);
                        run("Duplicate...", "title=b");
                        run("Gaussian Blur...", "sigma=2");
                        print(getTitle() + " " + getPixel(10, 5));
                        run("16-bit");
                        run("8-bit");
                        selectImage("a");
                        run("Add...", "value=7");
                        print(getPixel(0, 0));
                        run("Combine...", "stack1=a stack2=b combine");
                        print(getWidth() + "x" + getHeight() + " " + nImages);
                        run("Scale...", "x=2 y=2 interpolation=None create title=big");
                        print(getTitle() + " " + getWidth());
                        run("Size...", "width=10 height=11 interpolation=None");
                        print(getWidth() + "x" + getHeight());
                        newImage("s", "16-bit ramp", 8, 8, 4);
                        run("Z Project...", "projection=[Max Intensity]");
                        print(getTitle() + " " + nSlices);
                        run("Subtract Background...", "rolling=5");
                        run("Enhance Contrast", "saturated=0.35 normalize");
                        run("Median...", "radius=1");
                        print(bitDepth());
                        """);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines())
                .containsExactly("b 8", "7", "20x20 1", "big 40", "10x11", "MAX_s 1", "16");
        assertThat(ended.code()).isZero();
    }

    @ParameterizedTest(name = "{0} fails with {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "run('Denoise with Mulligan...', 'model=unknown');No model is named \"unknown\"",
                "run('Denoise with Mulligan...', 'tiles=3');has no key \"tiles\"; its keys are input, model",
                "run('Denoise with Mulligan...', 'tile=big');tile must be a whole number, got \"big\"",
                "run('Denoise with Mulligan...', 'depth=8-bit');depth must be one of same, 32-bit",
                "run('Denoise with Mulligan...', 'input=nowhere');title of an open image, got \"nowhere\"",
                "run('Denoise with Mulligan...', 'model=broken');failed: 7. This was not foreseen; details are in",
                "run('Train Denoiser...', 'clean=c');needs the key \"name\"",
                "run('Train Denoiser...', 'name=mine');noisy or clean must be given, or both; they are empty",
                "run('Nope');Unrecognized command",
                "open('/nowhere/a.tif');/nowhere/a.tif",
                "x = foo(2);Undefined identifier",
                "run('Gaussian Blur...');Gaussian Blur",
                "run('Combine...');Combine"
            })
    void aFailureStopsTheMacroWithItsMessage(String statement, String message) throws Exception {
        JavaProcess ended =
                macro(
                        "newImage('a', '8-bit ramp', 9, 9, 1);\n%s\nprint('went on');"
                                .formatted(statement.endsWith(")") ? statement + ";" : statement)
                                .replace('\'', '"'));
        assertThat(ended.err()).contains(message);
        if (!statement.contains("broken")) assertThat(ended.err()).doesNotContain("\tat ");
        assertThat(ended.out()).doesNotContain("went on").doesNotContain("\tat ");
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void onlyWhatAMacroPrintsIsAResult() throws Exception {
        JavaProcess ended =
                macro("print('a'); showMessage('b'); exit; print('c');".replace('\'', '"'));
        assertThat(ended.out()).isEqualToNormalizingNewlines("a\n");
        assertThat(ended.err()).isEqualToNormalizingNewlines("b\n");
        assertThat(ended.code()).isZero();

        JavaProcess failed = macro("print('a'); exit('No folder'); print('c');".replace('\'', '"'));
        assertThat(failed.out()).isEqualToNormalizingNewlines("a\n");
        assertThat(failed.err()).isEqualToNormalizingNewlines("No folder\n");
        assertThat(failed.code()).isEqualTo(1);
    }

    @Test
    void noImageOpenIsAClearError() throws Exception {
        JavaProcess ended = macro("run(\"Denoise with Mulligan...\");");
        assertThat(ended.err()).contains("There is no image open; open one first");
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void aMissingMacroIsNamed() throws Exception {
        Main main =
                new Main(
                        new java.io.PrintStream(java.io.OutputStream.nullOutputStream()),
                        System.err);
        assertThat(main.run("macro", folder.resolve("none.ijm").toString())).isEqualTo(1);
    }
}
