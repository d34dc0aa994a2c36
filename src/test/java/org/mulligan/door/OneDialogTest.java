package org.mulligan.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mulligan.FakeMulligan;
import org.mulligan.service.MulliganService;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.Initializable;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.ui.DialogPrompt;
import org.scijava.ui.UIService;
import org.scijava.ui.headless.HeadlessUI;

/** A failure is told once: by the door that ran the command, else by SciJava. */
class OneDialogTest {
    private static final String DENOISE = "org.mulligan.command.apply.Denoise";
    private static final String PREVIEW = "org.mulligan.command.train.PreviewDegradation";
    private static final String UNKNOWN = "No model is named \"unknown\"; there is fluorescence";

    private final ImagePlus ramp = IJ.createImage("ramp", "8-bit ramp", 31, 17, 1);
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private Context context;
    private final List<String> shown = new CopyOnWriteArrayList<>();

    /** In place of Fiji's windows: a dialog is noted. */
    private final class Windows extends HeadlessUI {
        @Override
        public DialogPrompt dialogPrompt(
                String message,
                String title,
                DialogPrompt.MessageType type,
                DialogPrompt.OptionType options) {
            shown.add(message);
            return () -> DialogPrompt.Result.OK_OPTION;
        }
    }

    /** Of somebody else. */
    public static final class Strangers extends ContextCommand {
        @Override
        public void run() {
            cancel("not today");
        }
    }

    /** Fails before it runs. */
    public static final class Unready extends ContextCommand implements Initializable {
        @Override
        public void initialize() {
            cancel("nothing to choose from");
        }

        @Override
        public void run() {
            throw new AssertionError("was to be stopped before");
        }
    }

    @BeforeEach
    void start() {
        context =
                new Context(
                        List.of(
                                UIService.class,
                                FakeMulligan.class,
                                CommandService.class,
                                WatcherService.class,
                                LogService.class));
        UIService windows = context.service(UIService.class);
        windows.getDefaultUI();
        Windows noting = new Windows();
        windows.addUI(HeadlessUI.NAME, noting);
        windows.setDefaultUI(noting);
        context.service(LogService.class)
                .addLogListener(
                        message -> {
                            if (message.level() <= LogLevel.WARN) logged.add(message.text());
                        });
    }

    @AfterEach
    void end() {
        context.close();
    }

    private CommandForm form(String command) {
        return new CommandForm(
                context.service(CommandService.class),
                context.service(ModuleService.class),
                context.service(PluginService.class),
                command,
                Door.IMAGEJ);
    }

    private void throughOurDoor(String command, Map<String, String> keys) {
        Map<String, Object> values = form(command).values(keys);
        values.put("input", ramp);
        try {
            form(command).run(values);
        } finally {
            settle();
        }
    }

    private Module throughSciJava(String command, Map<String, Object> inputs) throws Exception {
        CommandInfo info = context.service(CommandService.class).getCommand(command);
        Module module = context.service(ModuleService.class).run(info, true, inputs).get();
        settle();
        return module;
    }

    /** SciJava shows its dialogs later, one after the other: waits until one of ours was shown. */
    private void settle() {
        String last = "the last one";
        context.service(StatusService.class).warn(last);
        await(() -> shown.remove(last));
    }

    private static void await(BooleanSupplier seen) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!seen.getAsBoolean()) {
            assertThat(System.nanoTime()).as("SciJava shows no dialog").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private void add(Class<? extends Command> command) {
        context.service(PluginService.class).addPlugin(new PluginInfo<>(command, Command.class));
    }

    @Test
    void ourDoorTellsAFailureItself() {
        assertThatThrownBy(() -> throughOurDoor(DENOISE, Map.of("model", "unknown")))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(UNKNOWN);
        assertThatThrownBy(() -> throughOurDoor(PREVIEW, Map.of("photons", "many")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("many");
        assertThat(shown).isEmpty();
        assertThat(logged).isEmpty();
    }

    @Test
    void ourDoorTellsWhatStoppedACommandBeforeItRan() {
        add(Unready.class);
        CommandForm form = form(Unready.class.getName());
        assertThatThrownBy(() -> form.run(Map.of()))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("nothing to choose from");
        settle();
        assertThat(shown).isEmpty();
    }

    @Test
    void sciJavaShowsAFailureOfWhatItStartedAndTheLogHasIt() throws Exception {
        Map<String, Object> inputs = Map.of("input", ramp, "model", "unknown");
        Module module = throughSciJava(DENOISE, inputs);
        assertThat(((Cancelable) module).getCancelReason()).isEqualTo(UNKNOWN);
        // Two dialogs are shown by two threads, and the second may be the first.
        await(() -> !shown.isEmpty());
        assertThat(shown).containsExactly(UNKNOWN);
        assertThat(logged).containsExactly("Denoise with Mulligan... failed: " + UNKNOWN);
    }

    @Test
    void whoStoppedItHimselfIsToldNothing() throws Exception {
        context.service(WatcherService.class).watchWith(title -> new Stopper());
        CommandForm form = form(DENOISE);
        Map<String, Object> values = form.values(Map.of("model", "endless"));
        values.put("input", ramp);
        assertThatThrownBy(() -> form.run(values)).isInstanceOf(CancellationException.class);
        throughSciJava(DENOISE, values);
        assertThat(shown).isEmpty();
        assertThat(logged).isEmpty();
        assertThat(((FakeMulligan) context.service(MulliganService.class)).working).hasValue(0);
    }

    @Test
    void whatOthersCommandsSayIsTheirs() throws Exception {
        add(Strangers.class);
        throughSciJava(Strangers.class.getName(), Map.of());
        await(() -> !shown.isEmpty());
        assertThat(shown).containsExactly("not today");
        assertThat(logged).isEmpty();
    }

    /** Presses Escape at once. */
    private static final class Stopper implements Watcher {
        @Override
        public void log(String line) {}

        @Override
        public void result(String line) {}

        @Override
        public void update(String what, double fraction, double secondsLeft) {}

        @Override
        public boolean cancelled() {
            return true;
        }

        @Override
        public void close() {}
    }
}
