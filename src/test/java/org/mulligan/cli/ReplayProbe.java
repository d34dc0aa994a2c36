package org.mulligan.cli;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import java.awt.Dialog;
import java.io.PrintStream;
import java.nio.file.Path;
import org.mulligan.ij1.MulliganPlugin;

/**
 * Denoises with the real engine from the menu, records it, and plays the record again. For {@link
 * ReplayTest}.
 */
public final class ReplayProbe {
    private static final PrintStream OUT = System.out;

    private ReplayProbe() {}

    /**
     * @param arguments the noisy image, a folder for the results, and one for pictures
     */
    public static void main(String[] arguments) throws Exception {
        String noisy = arguments[0];
        Path folder = Path.of(arguments[1]);
        Hand hand = new Hand(Path.of(arguments[2]));
        try {
            new Main(System.out, System.err).run("imagej");
            for (String label : Hand.labels(Menus.getImageJMenu("Plugins")))
                if (label.startsWith("Mulligan>")) OUT.println("menu " + label);
            new Recorder();
            IJ.open(noisy);
            hand.choose("Denoise...");
            Dialog dialog = hand.dialog("Mulligan: Denoise");
            Hand.select(dialog, "Precision", "fp32");
            Hand.type(dialog, "Sharpness", "0.5");
            hand.press(dialog, "OK");
            Hand.await("result", () -> WindowManager.getImageCount() == 2);
            ImagePlus denoised = WindowManager.getCurrentImage();
            hand.picture("replay");
            OUT.println("menu-active " + denoised.getTitle() + " " + WindowManager.getImageCount());
            IJ.saveAsTiff(denoised, folder.resolve("menu.tif").toString());
            String[] lines = Recorder.getInstance().getText().split("\n");
            String line = lines[lines.length - 1];
            OUT.println("line " + line);
            closeAll();

            for (String mode : new String[] {"macro", "batch"})
                OUT.println(
                        IJ.runMacro(
                                """
                                setBatchMode(%s);
                                open("%s");
                                %s
                                said = "%s-active " + getTitle() + " " + nImages;
                                saveAs("tiff", "%s");
                                close("*");
                                return said;
                                """
                                        .formatted(
                                                mode.equals("batch"),
                                                noisy,
                                                line,
                                                mode,
                                                folder.resolve(mode + ".tif"))));
            closeAll();

            IJ.createImage("another", "8-bit ramp", 20, 20, 1).show();
            ImagePlus input = IJ.openImage(noisy);
            String options = line.replaceAll(".*, \"(.*)\"\\);", "$1");
            Thread script = new Thread(() -> IJ.run(input, "Denoise...", options), "script");
            script.start();
            script.join();
            ImagePlus result = WindowManager.getCurrentImage();
            OUT.println("script-active " + result.getTitle() + " " + WindowManager.getImageCount());
            IJ.saveAsTiff(result, folder.resolve("script.tif").toString());
        } catch (Exception e) {
            e.printStackTrace();
            hand.picture("replay-failed");
        } finally {
            MulliganPlugin.context().dispose();
            System.exit(0);
        }
    }

    private static void closeAll() {
        while (WindowManager.getCurrentImage() != null) {
            WindowManager.getCurrentImage().changes = false;
            WindowManager.getCurrentImage().close();
        }
    }
}
