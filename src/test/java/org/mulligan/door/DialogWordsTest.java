package org.mulligan.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.FakeMulligan;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleService;
import org.scijava.plugin.PluginService;

/** Messages name keys; who looks at a dialog is told the labels that stand there. */
class DialogWordsTest {
    private static Context context;

    @BeforeAll
    static void start() {
        context = FakeMulligan.start();
    }

    @AfterAll
    static void end() {
        context.dispose();
    }

    private static CommandForm form(String command) {
        return new CommandForm(
                context.service(CommandService.class),
                context.service(ModuleService.class),
                context.service(PluginService.class),
                "org.mulligan.command." + command,
                Door.IMAGEJ);
    }

    /** Of our commands, as they say it. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "apply.Denoise | tile must be a whole number, got \"big\" | \"Tile [px]\" (tile) must be a whole number, got \"big\"",
                "apply.Denoise | sharpness must be from 0 to 1, got 2 | \"Sharpness\" must be from 0 to 1, got 2",
                "apply.Denoise | Sharpness must be from 0 to 1, got 2 | \"Sharpness\" must be from 0 to 1, got 2",
                "apply.Denoise | Leave maps out; with depth=32-bit, it is | Leave \"Maps of trust\" (maps) out; with \"Bit depth\" (depth=32-bit), it is",
                "apply.Restore | say which, with mask=saturated, mask=roi, or an image | say which, with \"Missing pixels\" (mask=saturated), \"Missing pixels\" (mask=roi), or an image",
                "apply.Denoise | \"other\" has faithful weights only, so sharpness must be 0, got 1 | \"other\" has faithful weights only, so \"Sharpness\" must be 0, got 1",
                "train.TrainDenoiser | Train Denoiser... needs the key \"clean\": Folder of clean images | Train Denoiser... needs \"Clean images\" (clean): Folder of clean images",
                "train.TrainDenoiser | name must be given; it is empty | \"Name of the model\" (name) must be given; it is empty",
                "train.TrainDenoiser | The same command with resume=true goes on. | The same command with \"Resume\" (resume=true) goes on.",
                "train.TrainSuperResolver | psf=0.3 um needs the size of a pixel: pixel=... in um | \"PSF\" (psf=0.3) um needs the size of a pixel: \"Pixel size [um]\" (pixel=...) in um",
                "train.TrainSynthesiser | Give steps or epochs, not both; got steps=3 and epochs | Give \"Steps\" or \"Epochs\", not both; got \"Steps\" (steps=3) and \"Epochs\"",
                "synthesis.Synthesise | free; draw fewer, or give output: a file | free; draw fewer, or give \"Save to\" (output): a file",
                "synthesis.Latent | do must be one of interpolate, project, got \"x\" | \"Do\" must be one of interpolate, project, got \"x\"",
                "models.ImportModel | source must be a file, a folder or an address, and is empty | \"Model\" (source) must be a file, a folder or an address, and is empty",
            })
    void aKeyIsNamedByItsLabel(String command, String said, String expected) {
        assertThat(form(command).inDialogWords(said)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Everyday words, which are keys too.
                "apply.Denoise | No model is named \"x\"; there is fluorescence",
                "apply.Denoise | The tile does not fit; close other programs, or give a small tile.",
                "apply.Denoise | A model must have 2 weights",
                "train.TrainDenoiser | The clean images are the noisier ones",
                "train.TrainDenoiser | Pairs must have the same file name in both folders",
                // Keys that this dialog does not show.
                "train.TrainDenoiser | pixelloss must be one of l1, got \"l3\"",
                "apply.Denoise | discriminatorrate must be a number",
                "models.CheckModels | train a model with classes, or check the folder of each",
            })
    void otherWordsStay(String command, String said) {
        assertThat(form(command).inDialogWords(said)).isEqualTo(said);
    }

    /** What a form itself says of each of its fields is understood for each of them. */
    @Test
    void noFieldOfADialogIsCalledByItsKeyAlone() {
        for (String command : List.of("apply.Restore", "train.TrainRestorer", "synthesis.Augment"))
            for (FormField field : form(command).inputs()) {
                if (field.isImage() || !field.isAsked()) continue;
                assertThat(form(command).inDialogWords(field.key() + " must be 3, got 2"))
                        .startsWith("\"" + field.label() + "\"")
                        .endsWith(" must be 3, got 2");
                assertThat(form(command).inDialogWords("It has none; try " + field.key() + "=2."))
                        .isEqualTo(
                                "It has none; try \"%s\" (%s=2)."
                                        .formatted(field.label(), field.key()));
            }
    }
}
