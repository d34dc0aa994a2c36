package org.mulligan.ij1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.Menus;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.lang.reflect.Field;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.FakeMulligan;
import org.mulligan.door.WatcherService;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.log.LogService;
import org.scijava.module.ModuleService;

/** Lines that were recorded when our commands had other labels. */
class EarlierNamesTest {
    private final String threadName = Thread.currentThread().getName();
    private final ImagePlus ramp = IJ.createImage("ramp", "8-bit ramp", 31, 17, 1);
    private Hashtable<String, String> before;
    private Context context;

    @BeforeEach
    @SuppressWarnings("unchecked")
    void startAsInAMacroInBatchMode() {
        before = Menus.getCommands();
        context =
                new Context(
                        List.of(
                                FakeMulligan.class,
                                CommandService.class,
                                WatcherService.class,
                                EarlierNames.class,
                                LogService.class));
        MulliganPlugin.use(context);
        Interpreter.batchMode = true;
        WindowManager.setTempCurrentImage(ramp);
    }

    @AfterEach
    void leave() throws ReflectiveOperationException {
        table(before);
        Macro.setOptions(null);
        Thread.currentThread().setName(threadName);
        Interpreter.batchMode = false;
        WindowManager.setTempCurrentImage(null);
        context.dispose();
    }

    private static void table(Hashtable<String, String> commands)
            throws ReflectiveOperationException {
        Field table = Menus.class.getDeclaredField("pluginsTable");
        table.setAccessible(true);
        table.set(null, commands);
    }

    /** What a line says when it is wrong, which names the command and all of its keys. */
    private static String complaint(String label) {
        // ImageJ names a thread only the first time; by the name a macro's options are found.
        Thread.currentThread().setName("Run$_test");
        assertThatThrownBy(() -> IJ.run(label, "nonsense=1")).hasMessage(Macro.MACRO_CANCELED);
        return IJ.getErrorMessage();
    }

    /** A row may be added; none is ever removed. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "Denoise..., Denoise with Mulligan...",
        "Super-Resolve..., Super-Resolve with Mulligan...",
        "Restore..., Restore with Mulligan...",
        "Apply Model..., Apply Mulligan Model...",
        "Synthesise..., Synthesise with Mulligan...",
        "Latent..., Explore Latent Space...",
        "Denoiser..., Train Denoiser...",
        "Super-Resolver..., Train Super-Resolver...",
        "Restorer..., Train Restorer...",
        "Synthesiser..., Train Synthesiser...",
        "Preview Degradation..., Preview Degradation...",
        "Simulate Images..., Simulate Training Images...",
        "List..., List Mulligan Models...",
        "Export..., Export Mulligan Model...",
        "Check..., Check Mulligan Models...",
        "Import..., Import Mulligan Model...",
        "Evaluate..., Evaluate Restoration...",
        "Evaluate Synthesis..., Evaluate Synthesis...",
        "Judge..., Judge with Mulligan...",
        "Augment..., Augment with Mulligan...",
        "Engine..., Mulligan Engine..."
    })
    void anEarlierNameRunsTheSameCommand(String earlier, String today) {
        CommandTable.fill();
        assertThat(complaint(earlier))
                .isEqualTo(complaint(today))
                .startsWith(today + " has no key \"nonsense\"; its keys are ");
    }

    @Test
    void anEarlierLineGivesTheSameImage() {
        CommandTable.fill();
        Thread.currentThread().setName("Run$_test");
        IJ.run("Denoise...", "model=fluorescence sharpness=0.5");
        ImagePlus earlier = WindowManager.getCurrentImage();
        WindowManager.setTempCurrentImage(ramp);
        IJ.run("Denoise with Mulligan...", "model=fluorescence sharpness=0.5");
        ImagePlus today = WindowManager.getCurrentImage();
        assertThat(today).isNotSameAs(earlier).isNotSameAs(ramp);
        assertThat(earlier.getProcessor().getPixels()).isEqualTo(today.getProcessor().getPixels());
        assertThat(earlier.getProcessor().get(3, 0)).isEqualTo(255 - ramp.getProcessor().get(3, 0));
    }

    @Test
    void inFijiTheNamesAreThereOnceItsMenusAreAndNobodyElseHasThem() throws Exception {
        Hashtable<String, String> fijis = new Hashtable<>(Map.of("Check...", "other.Checker"));
        table(fijis);
        ModuleService modules = context.service(ModuleService.class);
        modules.addModules(List.of(new CommandInfo("org.example.Unrelated")));
        assertThat(fijis).hasSize(1);
        modules.addModules(List.of(new CommandInfo("net.imagej.legacy.command.LegacyCommand")));
        assertThat(fijis)
                .containsEntry("Check...", "other.Checker")
                .containsEntry(
                        "Denoise...",
                        "org.mulligan.ij1.EarlierName(\"org.mulligan.command.apply.Denoise"
                                + " Denoise...\")")
                .hasSize(19);
    }

    @Test
    void noCommandOfImageJIsCalledAsOursAreOrWere() {
        List<String> imageJ =
                CommandTable.imageJ().stream().map(CommandTable.Entry::label).toList();
        assertThat(imageJ).hasSizeGreaterThan(300);
        assertThat(
                        Stream.concat(CommandTable.ours().stream(), CommandTable.earlier().stream())
                                .map(CommandTable.Entry::label))
                .doesNotContainAnyElementsOf(imageJ)
                .doesNotHaveDuplicates();
    }

    @Test
    void aLabelSaysWhoseTheCommandIsOrWhatItTrains() {
        assertThat(CommandTable.ours())
                .extracting(CommandTable.Entry::label)
                .allMatch(
                        label ->
                                label.matches(
                                        ".*Mulligan.*|Train .*|.* Training Images\\.\\.\\.|Check"
                                                + " Images\\.\\.\\.|Preview"
                                                + " Degradation\\.\\.\\.|Explore Latent"
                                                + " Space\\.\\.\\.|Evaluate \\w+\\.\\.\\.|Inspect"
                                                + " Noise\\.\\.\\.|Compare on This Image\\.\\.\\.|Report on a"
                                                + " Restoration\\.\\.\\."));
    }
}
