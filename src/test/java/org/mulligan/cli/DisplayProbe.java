package org.mulligan.cli;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.MultiLineLabel;
import ij.plugin.frame.Recorder;
import java.awt.Button;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Label;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.ActionListener;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mulligan.FakeMulligan;
import org.mulligan.ij1.MulliganPlugin;
import org.mulligan.service.MulliganService;
import org.scijava.Context;

/**
 * Uses ImageJ on a display as a person does, and prints what came of it. For {@link DisplayTest}.
 */
public final class DisplayProbe {
    private static final PrintStream OUT = System.out;

    private DisplayProbe() {}

    public static void main(String[] arguments) throws InterruptedException {
        Context context = FakeMulligan.start();
        FakeMulligan service = (FakeMulligan) context.service(MulliganService.class);
        MulliganPlugin.use(context);
        new Main(System.out, System.err).run("imagej");
        new TreeMap<Object, Object>(Menus.getCommands())
                .forEach((label, plugin) -> OUT.println("command \"" + label + "\"," + plugin));
        OUT.println("menu " + Menus.getImageJMenu("Plugins").getItem(last()).getLabel());

        new Recorder();
        IJ.createImage("ramp", "8-bit ramp", 31, 17, 1).show();
        answer(
                "Denoise...",
                dialog -> {
                    ((TextField) dialog.getStringFields().get(0)).setText("/a b/m.zip");
                    ((TextField) dialog.getStringFields().get(2)).setText("128");
                    ((Choice) dialog.getChoices().get(0)).select("bf16");
                    press(dialog, "OK");
                });
        waitFor("inverted ramp");
        Thread.sleep(300);
        Object first = service.settings;
        OUT.println("settings " + first);
        String line = "";
        for (String recorded : Recorder.getInstance().getText().split("\n"))
            if (recorded.contains("Denoise...")) line = recorded;
        OUT.println("recorded " + line);
        WindowManager.getCurrentImage().close();
        service.settings = null;
        IJ.runMacro("selectImage('ramp');".replace('\'', '"') + line + "print(getTitle());");
        OUT.println("replayed " + service.settings.equals(first));
        OUT.println("active " + WindowManager.getCurrentImage().getTitle());

        service.settings = null;
        IJ.runMacro(
                "setBatchMode(true); selectImage('ramp');".replace('\'', '"')
                        + line
                        + "print(getTitle() + nImages);");
        OUT.println("log " + IJ.getLog().replace("\n", "|"));
        service.settings = null;
        WindowManager.closeAllWindows();
        IJ.createImage("ramp", "8-bit ramp", 31, 17, 1).show();
        answer("Denoise...", dialog -> press(dialog, "Cancel"));
        Thread.sleep(300);
        OUT.println("cancelled " + (service.settings == null));

        answer(
                "Denoise...",
                dialog -> {
                    ((TextField) dialog.getStringFields().get(0)).setText("kept");
                    ((TextField) dialog.getStringFields().get(2)).setText("wide");
                    press(dialog, "OK");
                });
        Dialog complaint = dialog("Mulligan");
        OUT.println("complaint " + said(complaint));
        press(complaint, "OK");
        GenericDialog again = (GenericDialog) dialog("Denoise... - ramp");
        for (Object field : again.getStringFields())
            OUT.println("again " + ((TextField) field).getText());
        press(again, "Cancel");
        WindowManager.closeAllWindows();
        IJ.doCommand("Denoise...");
        Dialog none = dialog("Mulligan");
        OUT.println("none " + said(none));
        press(none, "OK");
        IJ.createImage("ramp", "8-bit ramp", 31, 17, 1).show();

        IJ.log("\\Clear");
        Thread macro =
                new Thread(
                        () ->
                                IJ.runMacro(
                                        "run('Denoise...', 'model=unknown'); print('went on');"
                                                .replace('\'', '"')));
        macro.start();
        GenericDialog error = dialog();
        OUT.println("error " + error.getTitle());
        press(error, "OK");
        macro.join();
        OUT.println("log2 " + IJ.getLog());
        System.exit(0);
    }

    private static int last() {
        int index = Menus.getImageJMenu("Plugins").getItemCount() - 1;
        return index;
    }

    private static void answer(String command, Consumer<GenericDialog> hand)
            throws InterruptedException {
        IJ.doCommand(command);
        GenericDialog dialog = dialog();
        OUT.println("dialog " + dialog.getTitle());
        hand.accept(dialog);
    }

    private static GenericDialog dialog() throws InterruptedException {
        return (GenericDialog) window(GenericDialog.class::isInstance, "dialog");
    }

    private static Dialog dialog(String title) throws InterruptedException {
        return (Dialog)
                window(
                        window -> window instanceof Dialog box && title.equals(box.getTitle()),
                        title);
    }

    private static Window window(Predicate<Window> wanted, String what)
            throws InterruptedException {
        for (int i = 0; i < 200; i++, Thread.sleep(50))
            for (Window window : Window.getWindows())
                if (window.isShowing() && wanted.test(window)) return window;
        throw new IllegalStateException("No %s came".formatted(what));
    }

    private static <C extends Component> Stream<C> parts(Container whole, Class<C> type) {
        return Arrays.stream(whole.getComponents())
                .flatMap(
                        part ->
                                Stream.concat(
                                        Stream.of(part).filter(type::isInstance).map(type::cast),
                                        part instanceof Container inner
                                                ? parts(inner, type)
                                                : Stream.empty()));
    }

    /** The text of a message box, in one line. */
    private static String said(Dialog box) {
        return parts(box, Component.class).map(DisplayProbe::text).collect(Collectors.joining());
    }

    private static String text(Component part) {
        if (part instanceof Label label) return label.getText();
        if (!(part instanceof MultiLineLabel)) return "";
        try {
            Field lines = MultiLineLabel.class.getDeclaredField("lines");
            lines.setAccessible(true);
            return String.join(" ", (String[]) lines.get(part));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void press(Dialog dialog, String label) {
        parts(dialog, Button.class)
                .filter(button -> button.getLabel().trim().equals(label))
                .forEach(
                        button -> {
                            for (ActionListener listener : button.getActionListeners())
                                listener.actionPerformed(
                                        new ActionEvent(button, ActionEvent.ACTION_PERFORMED, ""));
                        });
    }

    private static void waitFor(String title) throws InterruptedException {
        for (int i = 0; i < 100; i++, Thread.sleep(50)) {
            ImagePlus image = WindowManager.getCurrentImage();
            if (image != null && image.getTitle().equals(title)) return;
        }
        throw new IllegalStateException("No image " + title);
    }
}
