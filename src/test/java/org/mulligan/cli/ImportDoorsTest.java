package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Task;
import org.mulligan.model.TensorSpec;
import org.mulligan.tensor.foreign.StrangeGraphs;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Import and Apply Model by a macro and from the command line. */
class ImportDoorsTest {
    @TempDir private Path folder;
    @RegisterExtension private final Doors doors = new Doors();

    @BeforeEach
    void start() throws IOException {
        Files.createDirectory(folder.resolve("models"));
        doors.modelsIn(folder.resolve("models"));
        doors.put("@", folder + "/");
        StrangeGraphs.write(
                folder.resolve("smooth.pb"),
                TFloat32.class,
                Shape.of(-1, -1, -1, 1),
                (tf, x) ->
                        tf.math.div(StrangeGraphs.convolved(tf, x, 3, 1, 1, 1), tf.constant(1.2f)));
        FloatProcessor pixels = new FloatProcessor(50, 40);
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) pixels.setf(i, 100 + random.nextInt(50));
        IJ.saveAsTiff(new ImagePlus("noisy", pixels), folder.resolve("noisy.tif").toString());
    }

    @Test
    void importsAndAppliesAlikeFromEachDoor() throws IOException {
        doors.succeeds(
                "import --source @smooth.pb --name @a.zip --task denoise --units image --normalisation \"fixed 120 30\" --axes byxc --multiple 4");
        assertThat(doors.out()).endsWith(folder.resolve("a.zip") + System.lineSeparator());
        doors.macro(
                "ImportModel",
                "source=@smooth.pb name=@b.zip task=denoise units=image normalisation=[fixed 120 30] axes=byxc multiple=4");
        ModelDescription one = ModelFile.open(folder.resolve("a.zip")).description();
        ModelDescription two = ModelFile.open(folder.resolve("b.zip")).description();
        assertThat(one.task()).isEqualTo(Task.DENOISE);
        assertThat(one.stride()).isEqualTo(4);
        assertThat(one.tensorSpec())
                .isEqualTo(new TensorSpec(1, 1, Scaling.fixed(120, 150), true, 0))
                .isEqualTo(two.tensorSpec());

        doors.succeeds("apply-model --input @noisy.tif --model @a.zip --output @line.tif");
        doors.succeeds("denoise --input @noisy.tif --model @b.zip --output @denoised.tif");
        Interpreter.addBatchModeImage(IJ.openImage(folder + "/noisy.tif"));
        doors.macro("ApplyModel", "input=noisy.tif model=@a.zip output=@macro.tif");
        float[] line = pixels("line.tif");
        assertThat(pixels("denoised.tif")).isEqualTo(line);
        assertThat(pixels("macro.tif")).isEqualTo(line);
        // A weighted mean of 9 pixels of 100 to 149.
        assertThat(line[20 * 50 + 25]).isBetween(90f, 160f);
    }

    private float[] pixels(String file) {
        return (float[]) IJ.openImage(folder.resolve(file).toString()).getProcessor().getPixels();
    }

    @Test
    void installsUnderItsOwnNameWhereCommandsFindIt() throws IOException {
        doors.succeeds("import --source @smooth.pb");
        assertThat(folder.resolve("models/smooth.zip")).isRegularFile();
        doors.succeeds("apply-model --input @noisy.tif --model smooth --output @out.tif");
        assertThat(doors.run("denoise --input @noisy.tif --model smooth --output @no.tif")).isOne();
        assertThat(doors.err())
                .contains(
                        "is not for Denoise with Mulligan...",
                        "Plugins > Mulligan > Apply Mulligan Model...");
        assertThat(folder.resolve("no.tif")).doesNotExist();
        assertThat(doors.run("import --source @smooth.pb")).isOne();
        assertThat(doors.err()).contains("smooth.zip", "give another with name=");
        // Its own package needs nothing but a copy.
        doors.succeeds("import --source @models/smooth.zip --name again");
        ModelFile again = ModelFile.open(folder.resolve("models/again.zip"));
        ModelFile smooth = ModelFile.open(folder.resolve("models/smooth.zip"));
        assertThat(again.description()).isEqualTo(smooth.description());
    }

    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(
            delimiter = ';',
            value = {
                "@nowhere.zip;'';1;nowhere.zip",
                "@models;'';1;holds no model that Mulligan knows",
                "@noisy.tif;'';1;holds no model that Mulligan knows",
                "@smooth.pb;--task paint;2;task",
                "@smooth.pb;--units metres;2;units",
                "@smooth.pb;--normalisation some;1;normalisation must be auto, none, mean-deviation",
                "@smooth.pb;--normalisation \"range 5 1\";1;normalisation must be auto",
                "@smooth.pb;--normalisation \"percentiles 5\";1;it needs two numbers",
                "@smooth.pb;--axes bzyx;1;letters b, y, x and c",
                "@smooth.pb;--output other;1;has no output \"other\"; it has out",
                "@smooth.pb;--multiple 5000;1;multiple must be 0 (found out) to 1024 px",
                "http:///nothing;'';1;is no address"
            })
    void refusesAndLeavesNothing(String source, String keys, int code, String reason)
            throws IOException {
        assertThat(doors.run(("import --source " + source + " --name @never.zip " + keys).strip()))
                .as(doors::err)
                .isEqualTo(code);
        assertThat(doors.err()).contains(reason).doesNotContain("Exception");
        assertThat(folder.resolve("never.zip")).doesNotExist();
        assertThat(folder.resolve("models")).isEmptyDirectory();
    }

    @Test
    void saysWhatWouldBeInferredInTheWordsOfItsKeys() {
        doors.succeeds("import --source @smooth.pb --infer");
        assertThat(doors.out().strip())
                .isEqualTo(
                        "Inferred: task=image-to-image normalisation=[percentiles 0.0 100.0] units=network");
        doors.succeeds(
                "import --source @smooth.pb --infer --task denoise --units image --normalisation none");
        assertThat(doors.out().strip()).isEqualTo("Nothing has to be inferred");
        assertThat(folder.resolve("models")).isEmptyDirectory();
    }

    /** In a process of its own, as the launcher does: dialogs are replaced before ImageJ starts. */
    @Test
    void importsByTheMacroOfTheManual() throws Exception {
        String files =
                Stream.of("smooth.pb", "m.zip", "noisy.tif", "result.tif")
                        .map(name -> folder.resolve(name).toString())
                        .collect(Collectors.joining(";"));
        Doors.macroFile(folder, "macros/import.ijm", files);
        assertThat(pixels("result.tif")).hasSize(2000);
    }
}
