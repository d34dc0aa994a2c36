package org.mulligan.cli;

import static org.mulligan.cli.Hand.await;
import static org.mulligan.cli.Hand.awaitImage;
import static org.mulligan.cli.Hand.choose;
import static org.mulligan.cli.Hand.dialog;
import static org.mulligan.cli.Hand.parts;
import static org.mulligan.cli.Hand.picture;
import static org.mulligan.cli.Hand.press;
import static org.mulligan.cli.Hand.said;
import static org.mulligan.cli.Hand.showing;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Dialog;
import java.awt.Label;
import java.awt.Menu;
import java.awt.Point;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mulligan.FakeMulligan;
import org.mulligan.TwoImages;
import org.mulligan.ij1.MulliganPlugin;
import org.mulligan.service.MulliganService;
import org.scijava.Context;

/** Uses ImageJ as one does on a bad day, and prints what came of it. For {@link MishapTest}. */
public final class MishapProbe {
    private static final PrintStream OUT = System.out;
    private static final String DIALOG = "Denoise with Mulligan... - ramp";
    private static final String INVERTED = "inverted ramp";

    private final FakeMulligan service;

    private MishapProbe(FakeMulligan service) {
        this.service = service;
    }

    public static void main(String[] arguments) throws Exception {
        Context context = FakeMulligan.start();
        MulliganPlugin.use(context);
        new Main(System.out, System.err).run("imagej");
        MishapProbe probe = new MishapProbe((FakeMulligan) context.service(MulliganService.class));
        int failed = 1;
        try {
            for (String label : labels(Menus.getImageJMenu("Plugins")))
                if (label.startsWith("Mulligan>")) say("menu", label);
            new Recorder();
            IJ.createImage("ramp", "8-bit ramp", 31, 17, 1).show();
            probe.wrongValues();
            probe.cancel();
            probe.unforeseen();
            probe.besideAMacro();
            probe.recordAsJavaScript();
            probe.failInScripts();
            probe.twice();
            probe.aSecondImage(context);
            probe.escape();
            probe.openMenu();
            failed = 0;
        } catch (Exception e) {
            e.printStackTrace();
            picture(IJ.getInstance(), "mishap-failed");
        } finally {
            System.exit(failed);
        }
    }

    private static void say(String word, Object what) {
        OUT.println(word + " " + what.toString().replace("\n", "|"));
    }

    /** Labels below a menu, in order; those of submenus with the submenu's before them. */
    private static List<String> labels(Menu menu) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < menu.getItemCount(); i++) {
            if (menu.getItem(i) instanceof Menu inner)
                labels(inner).forEach(label -> labels.add(inner.getLabel() + ">" + label));
            else labels.add(menu.getItem(i).getLabel());
        }
        return labels;
    }

    private static Dialog ask() throws InterruptedException {
        Hand.menu("Plugins", "Mulligan", "Denoise with Mulligan...");
        return dialog(DIALOG);
    }

    private static void type(Dialog dialog, String label, String text) {
        Hand.type(field(dialog, label), text);
    }

    /** The text field or choice behind a label. */
    private static Component field(Dialog dialog, String label) {
        List<Component> parts = parts(dialog, Component.class).toList();
        for (int i = 0; i < parts.size(); i++)
            if (parts.get(i) instanceof Label text && text.getText().equals(label))
                for (Component part : parts.subList(i, parts.size()))
                    if (part instanceof TextField || part instanceof Choice) return part;
        throw new IllegalStateException("%s has no %s".formatted(dialog.getTitle(), label));
    }

    private static void pressOk(Dialog dialog) throws InterruptedException {
        press(dialog, "OK");
        await("the end of " + dialog.getTitle(), () -> !dialog.isShowing());
    }

    /** Waits for a result and closes it. */
    private static void closeResult(String title) throws InterruptedException {
        await(
                title,
                () -> {
                    ImagePlus image = WindowManager.getCurrentImage();
                    return image != null && image.getTitle().equals(title) && image.isVisible();
                });
        Thread.sleep(200); // ImageJ goes on with a window after it shows
        WindowManager.getCurrentImage().close();
        await("the end of " + title, () -> WindowManager.getImage(title) == null);
    }

    /** The recorder's last lines. */
    private static List<String> recorded(int count) {
        String[] lines = Recorder.getInstance().getText().split("\n");
        return List.of(lines).subList(Math.max(0, lines.length - count), lines.length);
    }

    private void wrongValues() throws Exception {
        Dialog dialog = ask();
        type(dialog, "Sharpness", "7");
        type(dialog, "Tile [px]", "96");
        dialog = refused(dialog);
        type(dialog, "Sharpness", "0.5");
        type(dialog, "Model", "unknown");
        dialog = refused(dialog);
        type(dialog, "Model", "a]b [c");
        dialog = refused(dialog);
        type(dialog, "Model", "fluorescence");
        pressOk(dialog);
        closeResult(INVERTED);
        say("corrected", service.settings);
        recorded(3).forEach(line -> say("after-failure", line));
    }

    /** Presses OK, reads the message, and gives the dialog that comes again. */
    private static Dialog refused(Dialog dialog) throws Exception {
        pressOk(dialog);
        Dialog message = dialog("Mulligan");
        say("message", said(message));
        picture(message, "mishap-message");
        pressOk(message);
        Dialog again = dialog(DIALOG);
        say(
                "again",
                parts(again, TextField.class)
                        .map(TextField::getText)
                        .collect(Collectors.joining(", ")));
        return again;
    }

    private void cancel() throws Exception {
        String before = Recorder.getInstance().getText();
        press(ask(), "Cancel");
        Thread.sleep(300);
        say("cancelled", Recorder.getInstance().getText().substring(before.length()));
    }

    private void unforeseen() throws Exception {
        Dialog dialog = ask();
        type(dialog, "Model", "broken");
        pressOk(dialog);
        Dialog message = dialog("Mulligan");
        say("unforeseen", said(message));
        pressOk(message);
        Thread.sleep(300);
        say("unforeseen-again", showing(Dialog.class::isInstance).count());
    }

    /** A macro works on another thread: the menu still asks, and Cancel leaves the macro alone. */
    private void besideAMacro() throws Exception {
        IJ.log("\\Clear");
        Thread macro = new Thread(() -> IJ.runMacro("wait(1500); print('macro ended');"), "Macro$");
        macro.start();
        Thread.sleep(200);
        Dialog dialog = ask();
        say("beside-macro", macro.isAlive());
        press(dialog, "Cancel");
        macro.join();
        say("beside-macro", IJ.getLog());
    }

    private void recordAsJavaScript() throws Exception {
        Choice mode = parts(Recorder.getInstance(), Choice.class).findFirst().orElseThrow();
        choose(mode, "JavaScript");
        pressOk(ask());
        closeResult(INVERTED);
        recorded(2).forEach(line -> say("javascript", line));
        choose(mode, "Macro");
    }

    private void failInScripts() throws Exception {
        Choice mode = parts(Recorder.getInstance(), Choice.class).findFirst().orElseThrow();
        for (String language : List.of("JavaScript", "Python")) {
            choose(mode, language);
            Dialog dialog = ask();
            type(dialog, "Model", "unknown");
            pressOk(dialog);
            pressOk(dialog("Mulligan"));
            press(dialog(DIALOG), "Cancel");
            recorded(2).forEach(line -> say("failed-in-" + language, line));
        }
        choose(mode, "Macro");
    }

    /** The first result is still open when the second comes. */
    private void twice() throws Exception {
        for (String title : List.of(INVERTED, INVERTED + "-1")) {
            IJ.selectWindow("ramp");
            pressOk(ask());
            awaitImage(title);
        }
        String line = recorded(1).get(0);
        IJ.runMacro("selectImage('ramp');".replace('\'', '"') + line);
        say("titles", WindowManager.getCurrentImage().getTitle());
        for (String title : List.of(INVERTED + "-2", INVERTED + "-1", INVERTED)) {
            WindowManager.getImage(title).close();
            await("the end of " + title, () -> WindowManager.getImage(title) == null);
        }
        IJ.selectWindow("ramp");
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
        Dialog dialog = dialog("Difference... - ramp");
        Choice other = (Choice) field(dialog, "Less");
        List<String> choices = new ArrayList<>();
        for (int i = 0; i < other.getItemCount(); i++) choices.add(other.getItem(i));
        say("second-choices", choices);
        choose(other, "other 2");
        pressOk(dialog);
        closeResult("ramp less other 2");
        recorded(3).stream()
                .filter(line -> line.startsWith("run(\"Diff"))
                .forEach(line -> say("second", line));
        WindowManager.getImage("other 2").close();
        IJ.selectWindow("ramp");
    }

    /** Escape before the work does not count; during it, it ends every work under way. */
    private void escape() throws Exception {
        IJ.log("\\Clear");
        int images = WindowManager.getImageCount();
        Hand.pressEscape(IJ.getInstance());
        Dialog dialog = ask();
        type(dialog, "Model", "endless");
        pressOk(dialog);
        await("work", () -> service.working.get() == 1);
        String batch =
                "setBatchMode(true); newImage('b', '8-bit', 9, 9, 1); run('Denoise with Mulligan...', 'model=endless');";
        Thread macro = new Thread(() -> IJ.runMacro(batch.replace('\'', '"')));
        macro.start();
        await("more work", () -> service.working.get() == 2);
        IJ.doCommand("Gaussian Blur...");
        Dialog blur = dialog("Gaussian Blur...");
        Hand.pressEscape(blur);
        await("the end of another dialog", () -> !blur.isShowing());
        Thread.sleep(500);
        say("still-working", service.working.get());
        Hand.pressEscape(IJ.getInstance());
        long pressed = System.nanoTime();
        await("the end of the work", () -> service.working.get() == 0);
        say("stopped", (System.nanoTime() - pressed) / 1_000_000);
        Thread.sleep(500);
        macro.join(2000);
        say("macro-stopped", !macro.isAlive());
        say("boxes", showing(Dialog.class::isInstance).count());
        say("left", WindowManager.getImageCount() - images);
        await("the remark", () -> recorded(1).get(0).endsWith("was stopped"));
        recorded(3).forEach(line -> say("escape-recorded", line));
        say("log", IJ.getLog());
    }

    private static void key(int code) throws Exception {
        Robot robot = new Robot();
        robot.keyPress(code);
        robot.keyRelease(code);
    }

    /** For a picture of our menu; where it is does not matter to any test. */
    private void openMenu() throws Exception {
        Robot robot = new Robot();
        Point corner = IJ.getInstance().getLocationOnScreen();
        robot.mouseMove(corner.x + 330, corner.y + 10);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        for (int code : new int[] {KeyEvent.VK_UP, KeyEvent.VK_RIGHT}) {
            Thread.sleep(400);
            key(code);
        }
        picture("menu");
    }
}
