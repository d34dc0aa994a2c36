package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.door.CommandForm;
import org.mulligan.door.FormField;
import org.mulligan.ij1.MulliganPlugin;
import org.mulligan.service.generate.TrainedSynthesiser;

/** Synthetic images by a macro and from the command line: the same pixels. */
class SynthesisDoorsTest {
    @TempDir private Path folder;
    @RegisterExtension private final Doors doors = new Doors();
    private Path model;

    @BeforeEach
    void nameTheModel() throws IOException {
        model = TrainedSynthesiser.model();
        doors.put("@", folder + "/");
        doors.put("MODEL", model);
    }

    static void assertSame(ImagePlus actual, ImagePlus expected) {
        assertThat(actual.getDimensions()).isEqualTo(expected.getDimensions());
        for (int i = 1; i <= expected.getStackSize(); i++) {
            assertThat(actual.getStack().getPixels(i)).isEqualTo(expected.getStack().getPixels(i));
            assertThat(actual.getStack().getSliceLabel(i))
                    .isEqualTo(expected.getStack().getSliceLabel(i));
        }
    }

    @Test
    void synthesisesTheSamePixelsFromEachDoor() {
        String keys = "--model MODEL --count 18 --seed 5 --class right --truncation 0.8";
        doors.succeeds("synthesise --output @drawn.tif " + keys);
        assertThat(doors.out()).isEqualTo(folder + "/drawn.tif\n");
        ImagePlus written = IJ.openImage(folder + "/drawn.tif");
        assertThat(written.getStackSize()).isEqualTo(18);
        ImagePlus shown =
                doors.macro("Synthesise", "model=MODEL count=18 seed=5 class=right truncation=0.8");
        assertSame(shown, written);
        assertThat(shown.getTitle()).isEqualTo("spots-synthetic");
    }

    @Test
    void walksTheSameWayFromEachDoor() {
        doors.succeeds("latent --output @way.tif --model MODEL --from 3 --to 8 --frames 4");
        ImagePlus written = IJ.openImage(folder + "/way.tif");
        assertThat(written.getNFrames()).isEqualTo(4);
        assertSame(
                doors.macro("Latent", "model=MODEL do=interpolate from=3 to=8 frames=4"), written);
        ImagePlus first = doors.macro("Synthesise", "model=MODEL count=1 seed=3");
        assertThat(first.getProcessor().getPixels()).isEqualTo(written.getStack().getPixels(1));

        assertThat(doors.run("latent --output @d.tif --model MODEL --do directions --count 2"))
                .isZero();
        ImagePlus rows = doors.macro("Latent", "model=MODEL do=directions count=2 show=true");
        assertSame(rows, IJ.openImage(folder + "/d.tif"));
    }

    @Test
    void projectsAFileFromTheCommandLineAndTheActiveImageFromAMacro() throws IOException {
        assertThat(doors.run("synthesise --output @one.tif --model MODEL --count 1 --seed 700"))
                .isZero();
        doors.succeeds("latent --output @p.tif --model MODEL --do project --image @one.tif");
        assertThat(doors.out()).contains("Residual: RMS ", "/p.tif\n").endsWith("/p-latent.txt\n");
        ImagePlus active = IJ.openImage(folder + "/one.tif");
        Thread.currentThread().setName("Run$_test");
        WindowManager.setTempCurrentImage(active);
        Macro.setOptions(doors.filled("model=MODEL do=project"));
        new MulliganPlugin().run("org.mulligan.command.synthesis.Latent");
        ImagePlus shown = WindowManager.getCurrentImage();
        ImagePlus written = IJ.openImage(folder + "/p.tif");
        assertThat(shown.getStackSize()).isEqualTo(3);
        for (int i = 1; i <= 3; i++)
            assertThat(shown.getStack().getPixels(i)).isEqualTo(written.getStack().getPixels(i));

        assertThat(doors.run("synthesise --output @new --model MODEL --point @p-latent.txt"))
                .isZero();
        assertThat(folder.resolve("new").toFile().list())
                .singleElement()
                .asString()
                .matches("spots-(left|right)-p-latent\\.tif");
    }

    @Test
    void theMacroRunsInAProcessOfItsOwn() throws Exception {
        Doors.macroFile(folder, "macros/latent.ijm", model + ";" + folder.resolve("all"));
        assertThat(folder.resolve("all").toFile().list())
                .containsExactlyInAnyOrder(
                        "synthetic.tif",
                        "way.tif",
                        "sum.tif",
                        "directions.tif",
                        "projection.tif",
                        "projection-latent.txt",
                        "again.tif");
        ImagePlus here = doors.macro("Synthesise", "model=MODEL count=16 seed=1");
        assertSame(here, IJ.openImage(folder.resolve("all/synthetic.tif").toString()));
    }

    @Test
    void aWrongClassEndsTheCommandWithTheNames() {
        assertThat(doors.run("synthesise --output @d.tif --model MODEL --class middle"))
                .isEqualTo(1);
        assertThat(doors.err()).contains("its classes are left, right");
    }

    @Test
    void aProjectionOfNothingIsRefusedInWords() {
        CommandForm form =
                MulliganPlugin.form(doors.context(), "org.mulligan.command.synthesis.Latent");
        Map<String, Object> values =
                new HashMap<>(form.values(Map.of("model", model.toString(), "do", "project")));
        assertThatThrownBy(() -> form.run(values)).hasMessageContaining("none is given or open");
    }

    @Test
    void whatMattersIsAskedFirst() {
        assertThat(
                        MulliganPlugin.form(
                                        doors.context(), "org.mulligan.command.synthesis.Latent")
                                .inputs())
                .extracting(FormField::key)
                .startsWith("input", "model", "do", "from", "to");
        assertThat(
                        MulliganPlugin.form(
                                        doors.context(),
                                        "org.mulligan.command.synthesis.Synthesise")
                                .inputs())
                .extracting(FormField::key)
                .containsSubsequence("model", "count", "seed", "class", "truncation");
    }

    @Test
    void aKeyMayBeAWordOfJava() {
        CommandForm form =
                MulliganPlugin.form(doors.context(), "org.mulligan.command.synthesis.Synthesise");
        assertThat(form.inputs()).extracting(FormField::key).contains("class");
        assertThat(form.choices("class")).isEmpty();
    }
}
