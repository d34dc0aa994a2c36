package org.mulligan.cli;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.MultiLineLabel;
import ij.plugin.frame.Recorder;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Dialog;
import java.awt.Menu;
import java.awt.Point;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import javax.swing.JEditorPane;
import org.mulligan.FakeMulligan;
import org.mulligan.TwoImages;
import org.mulligan.ij1.MulliganPlugin;
import org.mulligan.model.ModelFile;
import org.mulligan.service.MulliganService;
import org.scijava.Context;

/**
 * Uses ImageJ on a display as a person does, and prints what came of it. For {@link DisplayTest}.
 */
public final class DisplayProbe {
    private static final PrintStream OUT = System.out;

    private final FakeMulligan service;
    private final Hand hand;
    private final Path folder;

    private DisplayProbe(FakeMulligan service, Hand hand, Path folder) {
        this.service = service;
        this.hand = hand;
        this.folder = folder;
    }

    /**
     * @param arguments a folder for files, and one for pictures
     */
    public static void main(String[] arguments) throws Exception {
        Context context = FakeMulligan.start();
        FakeMulligan service = (FakeMulligan) context.service(MulliganService.class);
        MulliganPlugin.use(context);
        new Main(System.out, System.err).run("imagej");
        DisplayProbe probe =
                new DisplayProbe(service, new Hand(Path.of(arguments[1])), Path.of(arguments[0]));
        try {
            probe.menu();
            probe.noImage();
            new Recorder();
            IJ.createImage("ramp", "8-bit ramp", 31, 17, 1).show();
            probe.recordAndReplay();
            probe.cancel();
            probe.wrongValues();
            probe.values();
            probe.unforeseen();
            probe.besideAMacro();
            probe.anImageThatIsNotActive();
            probe.recordAsJavaScript();
            probe.aSecondImage(context);
            probe.failingMacro();
            probe.escape();
            probe.looks();
        } catch (Exception e) {
            e.printStackTrace();
            probe.hand.picture("failed");
        } finally {
            System.exit(0);
        }
    }

    private static void say(String word, Object what) {
        OUT.println(word + " " + what.toString().replace("\n", "|"));
    }

    private void menu() {
        new TreeMap<Object, Object>(Menus.getCommands())
                .forEach((label, plugin) -> say("command", "\"" + label + "\"," + plugin));
        for (String label : Hand.labels(Menus.getImageJMenu("Plugins")))
            if (label.startsWith("Mulligan>")) say("menu", label);
    }

    private void noImage() throws Exception {
        hand.choose("Denoise...");
        Dialog message = hand.dialog("Mulligan");
        say("no-image", text(message));
        hand.press(message, "OK");
    }

    private void recordAndReplay() throws Exception {
        hand.choose("Denoise...");
        Dialog dialog = hand.dialog("Mulligan: Denoise");
        say("title", dialog.getTitle());
        Hand.type(dialog, "Model", "/a [b] c/m.zip");
        Hand.type(dialog, "Tile [px]", "128");
        Hand.select(dialog, "Precision", "bf16");
        hand.press(dialog, "OK");
        Hand.image("inverted ramp");
        Thread.sleep(300);
        Object first = service.settings;
        String line = recorded();
        say("recorded", line);
        WindowManager.getCurrentImage().close();
        service.settings = null;
        IJ.runMacro("selectImage('ramp');".replace('\'', '"') + line + "print(getTitle());");
        say("replayed", service.settings.equals(first));
        say("active", WindowManager.getCurrentImage().getTitle());
        WindowManager.getCurrentImage().close();

        service.settings = null;
        IJ.runMacro(
                "setBatchMode(true); selectImage('ramp');".replace('\'', '"')
                        + line
                        + "print(getTitle() + nImages);");
        say("replayed", service.settings.equals(first));
        say("batch", IJ.getLog());
    }

    /** The last line that the recorder wrote. */
    private static String recorded() {
        String[] lines = Recorder.getInstance().getText().split("\n");
        return lines[lines.length - 1];
    }

    private void cancel() throws Exception {
        service.settings = null;
        String before = Recorder.getInstance().getText();
        hand.choose("Denoise...");
        hand.press(hand.dialog("Mulligan: Denoise"), "Cancel");
        Thread.sleep(300);
        say("cancelled", service.settings == null);
        say("cancel-recorded", Recorder.getInstance().getText().substring(before.length()));
    }

    private void wrongValues() throws Exception {
        hand.choose("Denoise...");
        Dialog dialog = hand.dialog("Mulligan: Denoise");
        Hand.type(dialog, "Sharpness", "7");
        Hand.type(dialog, "Tile [px]", "many");
        for (String answer : List.of("0.5", "1"))
            dialog = answerTo(dialog, "Sharpness", answer, "Tile [px]");
        Hand.type(dialog, "Tile [px]", "96");
        Hand.type(dialog, "Model", "unknown");
        dialog = answerTo(dialog, "Model", "a]b [c", "Tile [px]");
        dialog = answerTo(dialog, "Model", "fluorescence", "Tile [px]");
        hand.press(dialog, "OK");
        Hand.image("inverted ramp").close();
        say("corrected", service.settings);
        String[] lines = Recorder.getInstance().getText().split("\n");
        for (int i = lines.length - 3; i < lines.length; i++) say("after-failure", lines[i]);
    }

    /**
     * Presses OK, reads the message, and answers in the dialog that comes again.
     *
     * @param kept a field of which is said what it holds now
     */
    private Dialog answerTo(Dialog dialog, String field, String answer, String kept)
            throws Exception {
        hand.press(dialog, "OK");
        Dialog message = messageBox();
        say("message", text(message));
        hand.picture("message");
        hand.press(message, "OK");
        Dialog again = hand.dialog("Mulligan: Denoise");
        say("again", Hand.typed(again, field) + ", " + Hand.typed(again, kept));
        Hand.type(again, field, answer);
        if (answer.equals("1")) Hand.type(again, kept, "96");
        return again;
    }

    private Dialog messageBox() throws InterruptedException {
        Hand.await(
                "message",
                () ->
                        Hand.open("Mulligan")
                                .filter(d -> d.getTitle().equals("Mulligan"))
                                .isPresent());
        return hand.dialog("Mulligan");
    }

    private void values() throws Exception {
        service.models = List.of(ModelFile.open(Path.of("models/fluorescence")), second());
        hand.choose("Denoise...");
        Dialog dialog = hand.dialog("Mulligan: Denoise");
        say("choices", Hand.choices(dialog, "Model"));
        say("described", text(dialog));
        hand.picture("denoise");
        Hand.select(dialog, "Model", "nuclei");
        Thread.sleep(200);
        say("described", text(dialog));
        hand.picture("denoise-other-model");

        hand.press(dialog, "Help");
        Dialog help = hand.dialog("Mulligan: Denoise ramp Help");
        for (Component part : Hand.parts(help))
            if (part instanceof JEditorPane pane)
                say("help", pane.getDocument().getText(0, pane.getDocument().getLength()));
        hand.picture("help-denoise");
        hand.press(help, "OK");
        hand.press(dialog, "Cancel");
        service.models = List.of();
    }

    /** The shipped model under another name, with more to say. */
    private ModelFile second() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("nuclei"));
        try (var files = Files.list(Path.of("models/fluorescence"))) {
            for (Path file : files.toList()) Files.copy(file, copy.resolve(file.getFileName()));
        }
        Path rdf = copy.resolve("rdf.yaml");
        Files.writeString(
                rdf,
                Files.readString(rdf)
                        .replaceAll(
                                "Fluorescence of any microscope.*",
                                "Nuclei in confocal stacks of zebrafish embryos at 20x,"
                                        + " trained on forty pairs of short and long exposures; not for anything that moves while it is being imaged"));
        return ModelFile.open(copy);
    }

    private void unforeseen() throws Exception {
        hand.choose("Denoise...");
        Dialog dialog = hand.dialog("Mulligan: Denoise");
        Hand.type(dialog, "Model", "broken");
        hand.press(dialog, "OK");
        Dialog message = messageBox();
        say("unforeseen", text(message));
        hand.picture("unforeseen");
        hand.press(message, "OK");
        Thread.sleep(300);
        say("unforeseen-again", Hand.open("Mulligan").isPresent());
    }

    /** A macro works on another thread: the menu still asks, and Cancel leaves the macro alone. */
    private void besideAMacro() throws Exception {
        IJ.log("\\Clear");
        Thread macro = new Thread(() -> IJ.runMacro("wait(1500); print('macro ended');"), "Macro$");
        macro.start();
        hand.choose("Denoise...");
        Dialog dialog = hand.dialog("Mulligan: Denoise");
        say("beside-macro", macro.isAlive());
        hand.press(dialog, "Cancel");
        macro.join();
        say("beside-macro", IJ.getLog());
    }

    private void anImageThatIsNotActive() throws Exception {
        ImagePlus hidden = IJ.createImage("hidden", "8-bit black", 9, 8, 1);
        Thread script =
                new Thread(() -> IJ.run(hidden, "Denoise...", "model=fluorescence"), "script");
        script.start();
        script.join();
        say("not-active", Hand.image("inverted hidden").getWidth());
        WindowManager.getCurrentImage().close();
        Hand.image("ramp");
    }

    private void recordAsJavaScript() throws Exception {
        Choice mode =
                (Choice)
                        Hand.parts(Recorder.getInstance()).stream()
                                .filter(Choice.class::isInstance)
                                .findFirst()
                                .orElseThrow();
        mode.select("JavaScript");
        Recorder.getInstance().itemStateChanged(null);
        hand.choose("Denoise...");
        hand.press(hand.dialog("Mulligan: Denoise"), "OK");
        Hand.image("inverted ramp").close();
        Thread.sleep(200);
        String[] lines = Recorder.getInstance().getText().split("\n");
        for (int i = lines.length - 2; i < lines.length; i++) say("javascript", lines[i]);
        mode.select("Macro");
        Recorder.getInstance().itemStateChanged(null);
    }

    private void aSecondImage(Context context) throws Exception {
        TwoImages.install(context);
        Menus.getCommands()
                .put(
                        TwoImages.LABEL,
                        "%s(\"%s\")"
                                .formatted(
                                        MulliganPlugin.class.getName(), TwoImages.class.getName()));
        IJ.createImage("other 2", "8-bit black", 31, 17, 1).show();
        IJ.selectWindow("ramp");
        IJ.doCommand(TwoImages.LABEL);
        Dialog dialog = hand.dialog("Mulligan: Difference ramp");
        say("second-choices", Hand.choices(dialog, "Less"));
        Hand.select(dialog, "Less", "other 2");
        hand.press(dialog, "OK");
        ImagePlus difference = Hand.image("ramp less other 2");
        say("second", recorded());
        difference.close();
        WindowManager.getImage("other 2").close();
        Hand.image("ramp");
    }

    private void failingMacro() throws Exception {
        IJ.log("\\Clear");
        String text = "run('Denoise...', 'model=unknown'); print('went on');".replace('\'', '"');
        Thread macro = new Thread(() -> IJ.runMacro(text));
        macro.start();
        Dialog error = hand.dialog("Macro Error");
        say("error", error.getTitle());
        hand.picture("macro-error");
        hand.press(error, "OK");
        macro.join();
        say("log2", IJ.getLog() == null ? "" : IJ.getLog());
    }

    /** Escape before the work does not count; during it, it ends every denoising under way. */
    private void escape() throws Exception {
        IJ.log("\\Clear");
        service.seconds = 20;
        int images = WindowManager.getImageCount();
        pressEscape();
        hand.choose("Denoise...");
        Dialog dialog = hand.dialog("Mulligan: Denoise");
        hand.press(dialog, "OK");
        Hand.await("work", () -> service.busy.get() == 1);
        Thread macro =
                new Thread(
                        () ->
                                IJ.runMacro(
                                        "setBatchMode(true); newImage('b', '8-bit', 9, 9, 1);run('Denoise...', 'model=c');"
                                                .replace('\'', '"')));
        macro.start();
        Hand.await("second work", () -> service.busy.get() == 2);
        hand.choose("Gaussian Blur...");
        Dialog blur = hand.dialog("Gaussian Blur...");
        key(blur);
        Hand.await("end of another dialog", () -> !blur.isShowing());
        Thread.sleep(500);
        say("still-busy", service.busy.get());
        hand.picture("progress");
        long pressed = pressEscape();
        Hand.await("end of the work", () -> service.busy.get() == 0);
        say("stopped-ms", (System.nanoTime() - pressed) / 1_000_000);
        service.seconds = 0;
        Thread.sleep(500);
        macro.join(2000);
        say("macro-stopped", !macro.isAlive());
        say("after-escape", Hand.open("").map(Dialog::getTitle).orElse("no dialog"));
        say("left", WindowManager.getImageCount() - images);
        say("escape-recorded", recorded());
        say("escape-log", IJ.getLog() == null ? "" : IJ.getLog());
        hand.picture("stopped");
    }

    private long pressEscape() throws Exception {
        return key(IJ.getInstance());
    }

    /**
     * Presses Escape, a real key, in a window.
     *
     * @return when, in ns
     */
    private long key(Window window) throws Exception {
        window.toFront();
        window.requestFocus();
        hand.robot().waitForIdle();
        Thread.sleep(200);
        long when = System.nanoTime();
        hand.robot().keyPress(KeyEvent.VK_ESCAPE);
        hand.robot().keyRelease(KeyEvent.VK_ESCAPE);
        return when;
    }

    /** A picture of each command's dialog, and of the menu. */
    private void looks() throws Exception {
        Menu plugins = Menus.getImageJMenu("Plugins");
        for (String label : Hand.labels(plugins)) {
            if (!label.startsWith("Mulligan>")) continue;
            String command = label.substring(label.lastIndexOf('>') + 1);
            hand.choose(command);
            Dialog dialog = hand.dialog("Mulligan: " + command.replace("...", ""));
            say("dialog", dialog.getTitle());
            String name = command.replace("...", "").replace(' ', '-').toLowerCase();
            hand.picture("dialog-" + name);
            hand.press(dialog, "Help");
            Dialog help = hand.dialog(dialog.getTitle() + " Help");
            hand.picture("help-" + name);
            hand.press(help, "OK");
            hand.press(dialog, "Cancel");
        }
        openMenu();
        hand.picture("menu");
    }

    private void openMenu() throws Exception {
        Point corner = IJ.getInstance().getLocationOnScreen();
        int plugins = 330;
        int mulligan = 20 + 19 * Menus.getImageJMenu("Plugins").getItemCount();
        for (int y : List.of(10, mulligan)) {
            hand.robot().mouseMove(corner.x + plugins, corner.y + y);
            hand.robot().mousePress(InputEvent.BUTTON1_DOWN_MASK);
            hand.robot().mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
            Thread.sleep(400);
        }
    }

    private static String text(Dialog dialog) throws Exception {
        StringBuilder text = new StringBuilder();
        for (Component part : Hand.parts(dialog))
            if (part instanceof MultiLineLabel label) {
                java.lang.reflect.Field lines = MultiLineLabel.class.getDeclaredField("lines");
                lines.setAccessible(true);
                text.append(String.join(" ", (String[]) lines.get(label)));
            }
        return text.toString();
    }
}
