package org.mulligan.install;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;
import ij.gui.GenericDialog;
import java.awt.Button;
import java.awt.Choice;
import java.awt.Dialog;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.io.File;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/**
 * Starts an ImageJ with nothing but its ij.jar on the classpath, uses Mulligan from its plugins
 * folder, and prints what it met. For {@link InstalledDisplayTest}; it imports nothing of ours.
 */
public final class InstalledProbe {
    private static final PrintStream OUT = System.out;

    /** Noise on a flat image, in grey levels, before and after. */
    private static final String DENOISE =
            """
            random('seed', 7);
            newImage('flat', '16-bit black', 200, 150, 1);
            run('Add...', 'value=1000');
            run('Add Specified Noise...', 'standard=100');
            getStatistics(area, mean, min, max, noise);
            run('Denoise with Mulligan...', 'model=fluorescence');
            getStatistics(area, mean, min, max, left);
            return getTitle() + ' ' + round(noise) + ' ' + round(left);
            """;

    /** With a network and a loss of the extension, in a few steps. */
    private static final String TRAIN =
            "run('Train Denoiser...', 'clean=[%s] name=[%s] pixelloss=charbonnier"
                    + " architecture=residual-cnn degradation=hot-pixels adversary=none steps=12"
                    + " filters=4 depth=1 patch=32 batch=2 precision=fp32 device=cpu');";

    private InstalledProbe() {}

    /**
     * @param arguments ImageJ's folder, the file for a picture of the screen, a folder of clean
     *     images, the name of a model to train on them, and a file for another picture
     */
    public static void main(String[] arguments) throws Exception {
        Thread start = new Thread(InstalledProbe::closeWhatIsSaidAtTheStart);
        start.start();
        ImageJ.main(new String[] {"-ijpath", arguments[0]});
        start.join();
        new TreeMap<Object, Object>((Map<?, ?>) Menus.getCommands())
                .forEach(
                        (label, plugin) -> {
                            if (plugin.toString().contains("mulligan"))
                                OUT.println("command " + label + " " + plugin);
                        });
        Menu plugins = Menus.getImageJMenu("Plugins");
        for (int i = 0; i < plugins.getItemCount(); i++)
            OUT.println("plugins " + plugins.getItem(i).getLabel());
        walk("Mulligan", (Menu) plugins.getItem(plugins.getItemCount() - 1));
        OUT.println("ours " + onClassPath("org.mulligan.ij1.MulliganPlugin"));
        OUT.println(
                "engine "
                        + IJ.getClassLoader()
                                .loadClass("org.mulligan.engine.process.EngineFolder")
                                .getMethod("find")
                                .invoke(null)
                                .toString()
                                .replace('\\', '/'));
        OUT.println("tensorflow " + onClassPath("org.tensorflow.Graph"));

        IJ.createImage("ramp", "8-bit ramp", 310, 170, 1).show();
        IJ.doCommand("Denoise with Mulligan...");
        GenericDialog dialog = (GenericDialog) dialog();
        OUT.println("dialog " + dialog.getTitle());
        for (Object choice : dialog.getChoices())
            for (int i = 0; i < ((Choice) choice).getItemCount(); i++)
                OUT.println("choice " + ((Choice) choice).getItem(i));
        picture(arguments[1]);
        press(dialog, "Cancel");

        IJ.doCommand("Train Denoiser...");
        dialog = (GenericDialog) dialog();
        for (Object choice : dialog.getChoices())
            OUT.println("offered " + String.join(" ", items((Choice) choice)));
        picture(arguments[4]);
        press(dialog, "Cancel");
        IJ.runMacro(TRAIN.formatted(arguments[2], arguments[3]).replace('\'', '"'));
        OUT.println("trained " + new File(arguments[3]).isFile());

        OUT.println("denoised " + IJ.runMacro(DENOISE.replace('\'', '"')));
        String earlier = DENOISE.replace("Denoise with Mulligan...", "Denoise...");
        OUT.println("earlier " + IJ.runMacro(earlier.replace('\'', '"')));
        OUT.println(
                "check "
                        + IJ.runMacro(
                                "newImage(\"a\", \"8-bit ramp\", 9, 9, 1); run(\"Check...\");"
                                        + " return \"\" + bitDepth();"));

        String refused =
                "run('Denoise with Mulligan...', 'model=x'); print('went on');".replace('\'', '"');
        Thread macro = new Thread(() -> IJ.runMacro(refused));
        macro.start();
        GenericDialog error = (GenericDialog) dialog();
        OUT.println("error " + error.getTitle());
        press(error, "  OK  ");
        macro.join();
        OUT.println("log " + IJ.getLog().replace("\n", "|"));
        System.exit(0);
    }

    private static void closeWhatIsSaidAtTheStart() {
        try {
            Dialog said = dialog();
            OUT.println("start " + said.getClass().getSimpleName());
            said.dispose();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void picture(String file) throws Exception {
        Thread.sleep(500);
        Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
        ImageIO.write(new Robot().createScreenCapture(screen), "png", new File(file));
    }

    private static String[] items(Choice choice) {
        String[] items = new String[choice.getItemCount()];
        for (int i = 0; i < items.length; i++) items[i] = choice.getItem(i);
        return items;
    }

    private static void walk(String path, Menu menu) {
        for (int i = 0; i < menu.getItemCount(); i++) {
            MenuItem item = menu.getItem(i);
            OUT.println("menu " + path + ">" + item.getLabel());
            if (item instanceof Menu inner) walk(path + ">" + item.getLabel(), inner);
        }
    }

    private static boolean onClassPath(String name) {
        try {
            Class.forName(name, false, IJ.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Dialog dialog() throws InterruptedException {
        for (int i = 0; i < 400; i++, Thread.sleep(50))
            for (Window window : Window.getWindows())
                if (window instanceof Dialog dialog && dialog.isShowing()) return dialog;
        throw new IllegalStateException("No dialog came");
    }

    private static void press(GenericDialog dialog, String label) throws InterruptedException {
        for (Button button : dialog.getButtons())
            if (button != null && button.getLabel().equals(label))
                dialog.actionPerformed(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, ""));
        for (int i = 0; i < 100 && dialog.isShowing(); i++) Thread.sleep(50);
    }
}
