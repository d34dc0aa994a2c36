package org.mulligan.ij1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Label;
import java.awt.ScrollPane;
import java.awt.TextField;
import java.awt.event.ActionEvent;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.FakeMulligan;
import org.mulligan.door.CommandForm;
import org.mulligan.door.FormField;
import org.mulligan.extension.ExtensionPoint;
import org.mulligan.model.ModelFile;
import org.mulligan.service.MulliganService;
import org.scijava.Context;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

/** Each command's dialog at its largest: every extension point has many names, all of them long. */
@Tag("slow")
@Tag("alone")
class DialogSizeTest {
    /** 1366 x 768 without a taskbar. */
    private static final Dimension LAPTOP = new Dimension(1366, 728);

    private static final String LONG = "of-a-name-that-goes-on-and-on-and-does-not-come-to-an-end-";

    private static Context context;
    private static ImagePlus second;

    @BeforeAll
    static void start() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        context = FakeMulligan.start();
        MulliganPlugin.use(context);
        ((FakeMulligan) context.service(MulliganService.class)).models =
                List.of(ModelFile.open(Path.of("models/fluorescence")));
        for (ExtensionPoint point : ExtensionPoint.values())
            for (int i = 0; i < 30; i++) offer(point, LONG.repeat(2) + i);
        Interpreter.batchMode = true;
        second = IJ.createImage(LONG.repeat(4), "8-bit ramp", 9, 9, 1);
        Interpreter.addBatchModeImage(second);
        WindowManager.setTempCurrentImage(IJ.createImage("cells", "8-bit ramp", 9, 9, 1));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void offer(ExtensionPoint point, String name) throws ClassNotFoundException {
        PluginInfo<?> info =
                new PluginInfo("com.example.Other", (Class) Class.forName(point.type()));
        info.setName(name);
        context.service(PluginService.class).addPlugin(info);
    }

    @AfterAll
    static void end() {
        if (context == null) return;
        Interpreter.removeBatchModeImage(second);
        Interpreter.batchMode = false;
        WindowManager.setTempCurrentImage(null);
        context.dispose();
    }

    @AfterEach
    void usualLetters() {
        Prefs.setGuiScale(1);
    }

    static Stream<String> commands() throws Exception {
        return Pattern.compile("org\\.mulligan\\.ij1\\.MulliganPlugin\\(\"(.+?)\"\\)")
                .matcher(Files.readString(Path.of("src/main/resources/plugins.config")))
                .results()
                .map(match -> match.group(1))
                .distinct();
    }

    /** Of a dialog that was shown: what it was like, and what it gave. */
    private record Seen(
            Dimension size,
            Dimension buttons,
            boolean scrolls,
            List<Integer> columns,
            List<String> texts,
            Map<String, String> given) {}

    private static Seen show(String command, Dimension room) {
        CommandForm form = MulliganPlugin.form(context, command);
        ImageInputs images = new ImageInputs(form, WindowManager.getCurrentImage());
        InputDialog dialog = new InputDialog(form, images, Map.of(), () -> room);
        if (!dialog.asks()) return null;
        FittedDialog window = dialog.window();
        window.setModal(false);
        try {
            EventQueue.invokeAndWait(window::showDialog);
            EventQueue.invokeAndWait(() -> more(window).ifPresent(DialogSizeTest::press));
            Seen[] seen = new Seen[1];
            // News of the size before come from the screen later.
            for (int i = 0; i < 100; i++, Thread.sleep(20)) {
                EventQueue.invokeAndWait(() -> seen[0] = look(window, dialog));
                if (seen[0].buttons.height <= seen[0].size.height
                        && seen[0].buttons.width <= seen[0].size.width
                        && seen[0].size.equals(window.getPreferredSize())) break;
            }
            return seen[0];
        } catch (InterruptedException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        } finally {
            window.dispose();
        }
    }

    private static Optional<Button> more(FittedDialog window) {
        return parts(window)
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .filter(button -> List.of("More...", "Less").contains(button.getLabel()))
                .findFirst();
    }

    private static void press(Button button) {
        ActionEvent event =
                new ActionEvent(button, ActionEvent.ACTION_PERFORMED, button.getActionCommand());
        Arrays.stream(button.getActionListeners())
                .forEach(listener -> listener.actionPerformed(event));
    }

    private static List<Component> fieldsInSight(FittedDialog window) {
        return parts(window)
                .filter(
                        part ->
                                part instanceof TextField
                                        || part instanceof Choice
                                        || part instanceof Checkbox)
                .filter(Component::isShowing)
                .toList();
    }

    private static Seen look(FittedDialog window, InputDialog dialog) {
        Component ok = window.getButtons()[0];
        int right = ok.getWidth();
        int bottom = ok.getHeight();
        for (Component at = ok; at != window; at = at.getParent()) {
            right += at.getX();
            bottom += at.getY();
        }
        List<Component> parts = parts(window).toList();
        return new Seen(
                window.getSize(),
                new Dimension(right, bottom),
                parts.stream().anyMatch(ScrollPane.class::isInstance),
                columns(window),
                parts.stream()
                        .filter(Label.class::isInstance)
                        .map(part -> ((Label) part).getText())
                        .toList(),
                dialog.read());
    }

    private static Stream<Component> parts(Container whole) {
        return Arrays.stream(whole.getComponents())
                .flatMap(
                        part ->
                                Stream.concat(
                                        Stream.of(part),
                                        part instanceof Container inner
                                                ? parts(inner)
                                                : Stream.empty()));
    }

    /** Left sides on the screen of the containers that hold the fields. */
    private static List<Integer> columns(FittedDialog window) {
        return parts(window)
                .filter(part -> part instanceof Label && part.getParent() != window)
                .map(part -> part.getParent().getLocationOnScreen().x)
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyDialogFitsALaptopWhateverExtensionsAdd(String command) {
        Seen seen = show(command, LAPTOP);
        if (seen == null) return;
        assertThat(seen.size.height).isBetween(60, LAPTOP.height);
        assertThat(seen.size.width).isBetween(100, LAPTOP.width);
        assertThat(seen.buttons.height).as("bottom of OK").isLessThanOrEqualTo(seen.size.height);
        assertThat(seen.buttons.width).as("right of OK").isLessThanOrEqualTo(seen.size.width);
    }

    @ParameterizedTest(name = "{0} x {1} px, letters {2} times as large")
    @CsvSource({
        "1366, 728, 1.5",
        "1366, 728, 2",
        "1366, 728, 3",
        "1024, 560, 1",
        "800, 440, 1",
        "640, 440, 2"
    })
    void everyDialogFitsSmallScreensAndLargeLetters(int width, int height, double scale)
            throws Exception {
        Prefs.setGuiScale(scale);
        for (String command : commands().toList()) {
            Seen seen = show(command, new Dimension(width, height));
            if (seen == null) continue;
            assertThat(seen.size.height).as(command).isLessThanOrEqualTo(height);
            assertThat(seen.size.width).as(command).isLessThanOrEqualTo(width);
            assertThat(seen.buttons.height).as(command).isLessThanOrEqualTo(seen.size.height);
            assertThat(seen.buttons.width).as(command).isLessThanOrEqualTo(seen.size.width);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theScreenChangesNeitherWhatIsAskedNorWhatIsGivenNorTheirOrder(String command) {
        Seen roomy = show(command, new Dimension(9000, 9000));
        if (roomy == null) return;
        for (Dimension room : List.of(LAPTOP, new Dimension(640, 440))) {
            Seen seen = show(command, room);
            assertThat(seen.texts).isEqualTo(roomy.texts);
            assertThat(List.copyOf(seen.given.entrySet()))
                    .isEqualTo(List.copyOf(roomy.given.entrySet()));
        }
    }

    @Test
    void whatFitsStandsInOneColumnWhatDoesNotInTwo() {
        String trainer = "org.mulligan.command.train.TrainSynthesiser";
        Seen roomy = show(trainer, new Dimension(9000, 9000));
        assertThat(roomy.columns).isEmpty();
        assertThat(roomy.size.height).isGreaterThan(LAPTOP.height);
        Seen laptop = show(trainer, LAPTOP);
        assertThat(laptop.columns).hasSize(2).isSorted();
        assertThat(laptop.scrolls).isFalse();
        Seen small = show(trainer, new Dimension(500, 300));
        assertThat(small.scrolls).isTrue();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void fewFieldsAreShownAtFirstAndAllThatAreNeeded(String command) throws Exception {
        CommandForm form = MulliganPlugin.form(context, command);
        if (form.first().isEmpty()) return;
        assertThat(form.first()).hasSizeLessThanOrEqualTo(6);
        List<String> keys = form.inputs().stream().map(FormField::key).toList();
        assertThat(keys).containsAll(form.first());
        for (FormField field : form.inputs())
            if (field.isNeeded() && field.isAsked() && !field.isImage())
                assertThat(form.first()).contains(field.key());
        InputDialog dialog =
                new InputDialog(
                        form,
                        new ImageInputs(form, WindowManager.getCurrentImage()),
                        Map.of(),
                        () -> LAPTOP);
        FittedDialog window = dialog.window();
        window.setModal(false);
        EventQueue.invokeAndWait(window::showDialog);
        EventQueue.invokeAndWait(
                () -> {
                    Button more = more(window).orElseThrow();
                    assertThat(more.getLabel()).isEqualTo("More...");
                    int few = fieldsInSight(window).size();
                    Dimension size = window.getPreferredSize();
                    assertThat(few).isBetween(1, 7); // A slider has a field for its number.
                    Map<String, String> given = dialog.read();
                    press(more);
                    assertThat(more.getLabel()).isEqualTo("Less");
                    assertThat(fieldsInSight(window)).hasSizeGreaterThan(few);
                    assertThat(dialog.read()).isEqualTo(given);
                    press(more);
                    assertThat(fieldsInSight(window)).hasSize(few);
                    assertThat(window.getPreferredSize()).isEqualTo(size);
                    assertThat(dialog.read()).isEqualTo(given);
                });
        window.dispose();
    }

    /** Else one who is asked again could not see what is wrong. */
    @Test
    void aValueThatIsNotTheDefaultIsInSight() throws Exception {
        CommandForm form = MulliganPlugin.form(context, "org.mulligan.command.train.TrainDenoiser");
        for (boolean changed : new boolean[] {true, false}) {
            FittedDialog window =
                    new InputDialog(
                                    form,
                                    new ImageInputs(form, null),
                                    Map.of("seed", changed ? "7" : "1", "name", "mine"),
                                    () -> LAPTOP)
                            .window();
            window.setModal(false);
            EventQueue.invokeAndWait(window::showDialog);
            assertThat(more(window).orElseThrow().getLabel())
                    .isEqualTo(changed ? "Less" : "More...");
            window.dispose();
        }
    }

    @Test
    void aFieldThatIsOutOfSightComesIntoSightWithTheKeyboard() throws Exception {
        CommandForm form =
                MulliganPlugin.form(context, "org.mulligan.command.train.TrainSynthesiser");
        InputDialog dialog =
                new InputDialog(
                        form, new ImageInputs(form, null), Map.of(), () -> new Dimension(500, 300));
        FittedDialog window = dialog.window();
        window.setModal(false);
        EventQueue.invokeAndWait(window::showDialog);
        EventQueue.invokeAndWait(() -> press(more(window).orElseThrow()));
        List<Component> fields = parts(window).filter(TextField.class::isInstance).toList();
        ScrollPane pane =
                (ScrollPane) parts(window).filter(ScrollPane.class::isInstance).findFirst().get();
        List<Integer> positions = new ArrayList<>();
        EventQueue.invokeAndWait(
                () -> {
                    for (Component field : List.of(fields.get(fields.size() - 1), fields.get(0))) {
                        Arrays.stream(field.getFocusListeners())
                                .forEach(
                                        listener ->
                                                listener.focusGained(
                                                        new java.awt.event.FocusEvent(
                                                                field,
                                                                java.awt.event.FocusEvent
                                                                        .FOCUS_GAINED)));
                        positions.add(pane.getScrollPosition().y);
                    }
                });
        window.dispose();
        assertThat(positions.get(0)).isGreaterThan(100);
        assertThat(positions.get(1)).isLessThan(60);
    }
}
