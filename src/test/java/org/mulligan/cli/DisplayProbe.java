package org.mulligan.cli;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.Button;
import java.awt.Choice;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.io.PrintStream;
import java.util.TreeMap;
import java.util.function.Consumer;
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
                    press(dialog, "  OK  ");
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
        answer("Denoise...", dialog -> press(dialog, "Cancel"));
        Thread.sleep(300);
        OUT.println("cancelled " + (service.settings == null));

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
        press(error, "  OK  ");
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
        for (int i = 0; i < 200; i++, Thread.sleep(50))
            for (Window window : Window.getWindows())
                if (window instanceof GenericDialog dialog && dialog.isShowing()) return dialog;
        throw new IllegalStateException("No dialog came");
    }

    private static void press(GenericDialog dialog, String label) {
        for (Button button : dialog.getButtons())
            if (button != null && button.getLabel().equals(label))
                dialog.actionPerformed(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, ""));
    }

    private static void waitFor(String title) throws InterruptedException {
        for (int i = 0; i < 100; i++, Thread.sleep(50)) {
            ImagePlus image = WindowManager.getCurrentImage();
            if (image != null && image.getTitle().equals(title)) return;
        }
        throw new IllegalStateException("No image " + title);
    }
}
