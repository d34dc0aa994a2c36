package org.mulligan.ij1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.awt.Component;
import java.awt.KeyboardFocusManager;
import java.awt.event.KeyEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.swing.JPanel;
import javax.swing.JTextField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.FakeMulligan;
import org.mulligan.TwoImages;
import org.mulligan.door.CommandForm;
import org.mulligan.door.ScriptInputs;
import org.mulligan.door.Watcher;
import org.mulligan.door.WatcherService;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.service.MulliganService;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.MaskChoice;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.task.Task;
import org.scijava.task.event.TaskEvent;

class MulliganPluginTest {
    private static final String DENOISE = "org.mulligan.command.apply.Denoise";
    private static final String RESTORE = "org.mulligan.command.apply.Restore";
    private static final String TRAIN = "org.mulligan.command.train.TrainDenoiser";
    private Context context;
    private FakeMulligan service;
    private final ImagePlus ramp = IJ.createImage("ramp", "8-bit ramp", 31, 17, 1);
    private final String threadName = Thread.currentThread().getName();

    @BeforeEach
    void startAsInAMacroInBatchMode() {
        context = FakeMulligan.start();
        MulliganPlugin.use(context);
        service = (FakeMulligan) context.service(MulliganService.class);
        Interpreter.batchMode = true;
        WindowManager.setTempCurrentImage(ramp);
    }

    @AfterEach
    void leaveBatchMode() {
        Macro.setOptions(null);
        Thread.currentThread().setName(threadName);
        Interpreter.batchMode = false;
        WindowManager.setTempCurrentImage(null);
    }

    private void bridge(String command, String options) {
        // The name of a thread is how ImageJ knows that a macro runs on it.
        Thread.currentThread().setName("Run$_test");
        Macro.setOptions(options);
        new MulliganPlugin().run(command, true);
    }

    private Module run(Map<String, Object> inputs) throws Exception {
        return context.service(CommandService.class).run(DENOISE, true, inputs).get();
    }

    @Test
    void theOutputIsTheActiveImageAfterwards() {
        bridge(DENOISE, "model=fluorescence");
        ImagePlus active = WindowManager.getCurrentImage();
        assertThat(active.getTitle()).isEqualTo("inverted ramp");
        assertThat(active.getProcessor().get(0, 3)).isEqualTo(255 - ramp.getProcessor().get(0, 3));
        assertThat(active.getProcessor().get(30, 3))
                .isEqualTo(255 - ramp.getProcessor().get(30, 3));
    }

    @Test
    void aScriptsDialogDoesNotAskForWhatIsOfTheCommandLine() throws Exception {
        Module module =
                context.service(ModuleService.class)
                        .createModule(context.service(CommandService.class).getCommand(RESTORE));
        new ScriptInputs().process(module);
        assertThat(List.of("files", "target", "masks")).allMatch(module::isInputResolved);
        assertThat(List.of("output", "mask")).noneMatch(module::isInputResolved);
    }

    @Test
    void theSameKeysMeanTheSameThroughCommandServiceAndMacro() throws Exception {
        RestoreSettings expected =
                RestoreSettings.denoise(
                        "/a b/my.zip",
                        0.25,
                        128,
                        Precision.BF16,
                        DeviceChoice.AUTO,
                        BitDepth.FLOAT);
        bridge(
                DENOISE,
                "model=[/a b/my.zip] sharpness=0.25 tile=128 precision=bf16 depth=32-bit output=[/c d/e.tif]");
        assertThat(service.settings).isEqualTo(expected);
        assertThat(service.output).contains(Path.of("/c d/e.tif"));

        service.settings = null;
        Module module =
                run(
                        Map.of(
                                "input", ramp,
                                "model", "/a b/my.zip",
                                "sharpness", 0.25,
                                "tile", 128,
                                "precision", "bf16",
                                "depth", "32-bit",
                                "output", "/c d/e.tif"));
        assertThat(service.settings).isEqualTo(expected);
        assertThat(service.output).contains(Path.of("/c d/e.tif"));
        assertThat(((ImagePlus) module.getOutput("restored")).getProcessor().get(0, 0))
                .isEqualTo(255);
    }

    @Test
    void aMaskIsAnOpenImageOrAWordOrAFile() {
        ImagePlus mask = IJ.createImage("my mask.tif", "8-bit black", 31, 17, 1);
        mask.show();
        WindowManager.setTempCurrentImage(ramp);
        bridge(RESTORE, "model=filler mask=[my mask.tif]");
        RestoreSettings expected =
                new RestoreSettings(
                        Purpose.RESTORE,
                        "filler",
                        0,
                        0,
                        Precision.AUTO,
                        DeviceChoice.AUTO,
                        BitDepth.SAME,
                        new MaskChoice("my mask.tif", Optional.of(mask)));
        assertThat(service.settings).isEqualTo(expected);
        for (String word : new String[] {"saturated", "roi", "nan", "/a b/masks"}) {
            WindowManager.setTempCurrentImage(ramp);
            bridge(RESTORE, "model=filler mask=[" + word + "]");
            assertThat(service.settings.mask()).isEqualTo(new MaskChoice(word, Optional.empty()));
        }
        WindowManager.setTempCurrentImage(ramp);
        bridge(RESTORE, "");
        assertThat(service.settings.mask()).isEqualTo(MaskChoice.NONE);
        assertThat(service.settings.model()).isEqualTo("deblur");
    }

    @Test
    void aMacroTrainsWithTheKeysOfTheCommandLine() {
        bridge(
                "org.mulligan.command.train.TrainSuperResolver",
                "low=[/l o] high=/h scale=3 psf=[0.3 um] pixel=0.1 photons=7 name=mine");
        assertThat(service.plan.imaging())
                .isEqualTo(
                        new TrainingPlan.Imaging(
                                org.mulligan.model.Task.SUPER_RESOLVE,
                                "microscope",
                                3,
                                new TrainingPlan.Range(7, 7),
                                1,
                                new TrainingPlan.Psf(0.3 / 0.1, Optional.empty()),
                                1));
        assertThat(service.plan.images().noisy()).contains(Path.of("/l o"));
        bridge(
                "org.mulligan.command.train.TrainRestorer",
                "task=inpaint wanted=/w hole=5 name=mine adversary=none");
        assertThat(service.plan.imaging().hole()).isEqualTo(5);
        assertThat(service.plan.generator().architecture()).isEqualTo("inpainting-unet");
        assertThat(service.plan.adversary().present()).isFalse();
    }

    @Test
    void aLeftOutKeyIsTheDocumentedDefaultWhateverWasUsedLast() throws Exception {
        bridge(DENOISE, "model=other tile=64 precision=fp32");
        bridge(DENOISE, "");
        RestoreSettings defaults =
                RestoreSettings.denoise(
                        "general", 0, 0, Precision.AUTO, DeviceChoice.AUTO, BitDepth.SAME);
        assertThat(service.settings).isEqualTo(defaults);
        assertThat(service.output).isEqualTo(Optional.empty());
        Module module = run(Map.of("input", ramp));
        assertThat(module.getOutput("restored")).isNotNull();
        assertThat(service.settings).isEqualTo(defaults);
    }

    @ParameterizedTest(name = "\"{0}\" resumes: {1}")
    @CsvSource({"resume, true", "resume=true, true", "resume=false, false", "'', false"})
    void aBooleanStandsBareOrWithAValue(String words, boolean expected) {
        bridge(TRAIN, "clean=[/c d] noisy=/n name=mine " + words + " steps=12 adversary=hinge");
        assertThat(service.plan.resume()).isEqualTo(expected);
        assertThat(service.plan.images().noisy()).contains(Path.of("/n"));
        assertThat(service.plan.images().target()).isEqualTo(Path.of("/c d"));
        assertThat(service.plan.adversary()).isEqualTo(new TrainingPlan.Adversary("hinge", 2));
        assertThat(service.plan.schedule()).isEqualTo(new TrainingPlan.Schedule(10, 12, 64, 8));
    }

    @Test
    void anUnknownKeyIsNamedWithTheKnownOnes() {
        CommandForm form = MulliganPlugin.form(context, DENOISE);
        assertThatThrownBy(() -> form.values(MacroOptions.parse("nTiles=9 ")))
                .hasMessage(
                        "Denoise with Mulligan... has no key \"nTiles\"; its keys are input, model, sharpness, strength,"
                                + " region, channels, slices, frames, tile, precision, device, depth, hotpixels, lineoffsets, maps, output");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "sharpness=7; sharpness must be from 0 to 1, got 7",
                "sharpness=NaN; sharpness must be from 0 to 1, got NaN",
                "tile=-1; tile must be 0 or more, got -1"
            })
    void aValueBeyondItsRangeIsRefusedBeforeTheWork(String option, String message) {
        CommandForm form = MulliganPlugin.form(context, DENOISE);
        assertThatThrownBy(() -> form.values(MacroOptions.parse(option))).hasMessage(message);
    }

    @Test
    void aSecondImageGoesByItsTitle() {
        TwoImages.install(context);
        ImagePlus other = IJ.createImage("other", "8-bit ramp", 31, 17, 1);
        other.show();
        WindowManager.setTempCurrentImage(ramp);
        bridge(TwoImages.class.getName(), "second=other");
        ImagePlus active = WindowManager.getCurrentImage();
        assertThat(active.getTitle()).isEqualTo("ramp less other");
        assertThat(active.getProcessor().get(30, 3)).isZero();

        CommandForm form = MulliganPlugin.form(context, TwoImages.class.getName());
        ImageInputs images = new ImageInputs(form, ramp);
        assertThatThrownBy(() -> images.resolve(Map.of()))
                .hasMessage("second must be the title of an open image, and is not given");
        assertThatThrownBy(() -> images.resolve(Map.of("second", "nowhere")))
                .hasMessage("second must be the title of an open image, got \"nowhere\"");
    }

    @Test
    void optionsAreReadAsImageJWritesThem() {
        assertThat(MacroOptions.parse("a=1 b=[x [y] z] c d='p q'  e= f=[] "))
                .containsExactly(
                        Map.entry("a", "1"),
                        Map.entry("b", "x [y] z"),
                        Map.entry("c", "true"),
                        Map.entry("d", "p q"),
                        Map.entry("e", ""),
                        Map.entry("f", ""));
        assertThatThrownBy(() -> MacroOptions.parse("a=[b ")).hasMessageContaining("not closed");
        assertThat(MacroOptions.parse(null)).isEmpty();
    }

    /** As Fiji's recorder is one: it would add its own line to the one that the dialog recorded. */
    public static final class StepOfAHost extends AbstractPostprocessorPlugin {
        private static boolean taken;

        @Override
        public void process(Module module) {
            taken = true;
        }
    }

    @Test
    void aHostsOwnStepsAreLeftOut() throws Exception {
        context.service(PluginService.class)
                .addPlugin(new PluginInfo<>(StepOfAHost.class, PostprocessorPlugin.class));
        bridge(DENOISE, "");
        assertThat(WindowManager.getCurrentImage().getTitle()).isEqualTo("inverted ramp");
        assertThat(StepOfAHost.taken).isFalse();

        run(Map.of("input", ramp));
        assertThat(StepOfAHost.taken).isTrue();
    }

    /** Fiji's task window, in so far as it hears of tasks. */
    public static final class TaskWindow {
        private final List<Task> tasks = new CopyOnWriteArrayList<>();

        @EventHandler
        public void onEvent(TaskEvent event) {
            if (!tasks.contains(event.getTask())) tasks.add(event.getTask());
        }
    }

    private static void pressEscape(Component on) {
        KeyboardFocusManager.getCurrentKeyboardFocusManager()
                .dispatchEvent(
                        new KeyEvent(
                                on,
                                KeyEvent.KEY_PRESSED,
                                0,
                                0,
                                KeyEvent.VK_ESCAPE,
                                KeyEvent.CHAR_UNDEFINED));
    }

    @Test
    void inFijiTheTaskWindowAndImageJShowTheWorkAndEitherStopsIt() {
        TaskWindow window = new TaskWindow();
        context.service(EventService.class).subscribe(window);
        WatcherService watchers = context.service(WatcherService.class);
        MulliganPlugin.watch(watchers, true);

        try (Watcher watcher = watchers.open("Denoise")) {
            watcher.update("Restoring", 0.25, -1);
            Task task = window.tasks.get(0);
            assertThat(task.getStatusMessage()).isEqualTo("Restoring");
            assertThat(task.getProgressValue() / (double) task.getProgressMaximum())
                    .isEqualTo(0.25);
            watcher.update("Restoring", 0.25, 200);
            assertThat(task.getStatusMessage()).isEqualTo("Restoring, 3 min left");
            assertThat(watcher.cancelled()).isFalse();
            pressEscape(new JTextField());
            assertThat(watcher.cancelled()).as("Escape in a text").isFalse();
            pressEscape(new JPanel());
            assertThat(watcher.cancelled()).isTrue();
        }
        try (Watcher watcher = watchers.open("Denoise")) {
            assertThat(watcher.cancelled()).as("an Escape of yesterday").isFalse();
            window.tasks.get(1).cancel("the red X");
            assertThat(watcher.cancelled()).isTrue();
        }
        assertThat(window.tasks).hasSize(2).allMatch(Task::isDone);
    }

    @Test
    void whatIsSaidGoesToImageJsLogOnceInBothHosts() {
        for (boolean fiji : new boolean[] {true, false})
            assertThat(saidBy(fiji)).containsExactly("PSNR 33.3 dB", "saved");
    }

    /** What ImageJ logs; without a window that is on stdout. */
    private List<String> saidBy(boolean fiji) {
        WatcherService watchers = context.service(WatcherService.class);
        MulliganPlugin.watch(watchers, fiji);
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try (Watcher watcher = watchers.open("Denoise")) {
            watcher.log("PSNR 33.3 dB");
            watcher.result("saved");
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
