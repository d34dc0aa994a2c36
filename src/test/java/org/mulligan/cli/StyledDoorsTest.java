package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.model.ModelFile;
import org.mulligan.service.generate.StyledPairs;

/** Images from images, by a macro and from the command line. */
class StyledDoorsTest {
    private static final String TRAIN =
            "train-synthesiser --system styled --images @images --inputs @masks --labels true"
                    + " --size 32 --filters 4 --batch 4 --precision fp32 --device cpu ";

    @TempDir private Path folder;
    @RegisterExtension private final Doors doors = new Doors();

    @BeforeEach
    void writePairs() throws IOException {
        StyledPairs.write(folder);
        doors.put("@", folder + "/");
    }

    @Test
    void trainsAndDrawsTheSameFromEachDoor() throws IOException {
        doors.succeeds(TRAIN + "--classes folders --steps 12 --name @a.zip");
        doors.macro(
                "TrainSynthesiser",
                "system=styled images=@images inputs=@masks labels=true classes=folders size=32"
                        + " filters=4 batch=4 precision=fp32 device=cpu steps=12 name=@b.zip");
        ModelFile first = ModelFile.open(folder.resolve("a.zip"));
        ModelFile second = ModelFile.open(folder.resolve("b.zip"));
        assertThat(second.graph(org.mulligan.model.Weights.GENERATOR))
                .isEqualTo(first.graph(org.mulligan.model.Weights.GENERATOR));

        String keys = "--model @a.zip --input @masks/fieldc.tif --count 2 --seed 7 --class loud";
        doors.succeeds("synthesise --output @drawn.tif " + keys);
        doors.macro(
                "Synthesise",
                "model=@a.zip input=@masks/fieldc.tif count=2 seed=7 class=loud tile=56");
        ImagePlus shown = WindowManager.getCurrentImage();
        assertThat(shown.getTitle()).isEqualTo("fieldc-synthetic");
        ImagePlus written = IJ.openImage(folder + "/drawn.tif");
        SynthesisDoorsTest.assertSame(shown, written);

        Interpreter.addBatchModeImage(IJ.openImage(folder + "/masks/fieldc.tif"));
        doors.macro("Synthesise", "model=@a.zip input=fieldc.tif count=2 seed=7 class=loud");
        SynthesisDoorsTest.assertSame(WindowManager.getCurrentImage(), written);
    }

    private void refuses(String line, String... words) {
        assertThat(doors.run(line)).isEqualTo(1);
        assertThat(doors.err()).contains(words);
        assertThat(folder.resolve("never.zip")).doesNotExist();
    }

    @Test
    void wrongInputEndsTheCommandWithWhatToDo() throws IOException {
        String rest = " --steps 12 --name @never.zip";
        refuses(TRAIN + "--photons 5,10" + rest, "not both");
        refuses(
                "train-synthesiser --images @images/calm --system styled --size 32 --photons a,b"
                        + rest,
                "photons must be numbers with commas between them");
        refuses(
                "train-synthesiser --images @images/calm --system styled --size 32" + rest,
                "give inputs");
        refuses(
                "train-synthesiser --images @images/calm --system styled --size 30 --photons 5"
                        + rest,
                "multiples of 8 px from 32 px on");
        Files.delete(folder.resolve("masks/fieldd.tif"));
        refuses(TRAIN + "--classes folders" + rest, "2 of 48 images have no input", "fieldd.tif");
        refuses(
                "synthesise --model @none.zip --input @masks/fielda.tif --output @x.tif",
                "none.zip");
    }
}
