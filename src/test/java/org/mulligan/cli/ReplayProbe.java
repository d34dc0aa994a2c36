package org.mulligan.cli;

import static org.mulligan.cli.Hand.await;
import static org.mulligan.cli.Hand.awaitImage;
import static org.mulligan.cli.Hand.choose;
import static org.mulligan.cli.Hand.dialog;
import static org.mulligan.cli.Hand.press;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.Choice;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Denoises one image from the menu, and from what the recorder made of that, in every way that a
 * window allows. For {@link ReplayTest}, which compares the pixels.
 */
public final class ReplayProbe {
    private static final PrintStream OUT = System.out;
    private static final String DENOISED = "noisy image-denoised";

    private static final String MACRO =
            """
            selectImage("noisy image.tif");
            before = nImages;
            %s
            print("grown " + (nImages - before) + " " + getTitle());
            saveAs("tiff", "%s");
            close();
            """;

    private ReplayProbe() {}

    /**
     * @param arguments a folder with {@code noisy image.tif}
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        new Main(System.out, System.err).run("imagej");
        new Recorder();
        ImagePlus noisy = IJ.openImage(folder.resolve("noisy image.tif").toString());
        noisy.show();

        String line = throughTheMenu("");
        IJ.saveAsTiff(WindowManager.getCurrentImage(), folder.resolve("menu.tif").toString());
        WindowManager.getCurrentImage().close();
        Files.writeString(folder.resolve("recorded.txt"), line);

        IJ.runMacro(MACRO.formatted(line, folder.resolve("macro.tif")));
        IJ.runMacro("setBatchMode(true);\n" + MACRO.formatted(line, folder.resolve("batch.tif")));
        OUT.println("log " + IJ.getLog().lines().filter(l -> l.startsWith("grown")).toList());

        ImagePlus other = IJ.createImage("other", "16-bit ramp", 50, 40, 1);
        other.show();
        IJ.run(
                noisy,
                "Denoise with Mulligan...",
                line.replaceFirst(".*, \"", "").replaceFirst("\"\\);", ""));
        OUT.println("given " + WindowManager.getCurrentImage().getTitle());
        IJ.saveAsTiff(WindowManager.getCurrentImage(), folder.resolve("given.tif").toString());
        WindowManager.getCurrentImage().close();
        other.close();

        Path saved = Files.createDirectory(folder.resolve("my results")).resolve("a b.tif");
        OUT.println("recorded " + throughTheMenu(saved.toString()));
        System.exit(0);
    }

    /**
     * Chooses what does not depend on the machine, and OK.
     *
     * @param output for the field of this name
     * @return the recorded line
     */
    private static String throughTheMenu(String output) throws Exception {
        int before = recorded().size();
        Hand.menu("Plugins", "Mulligan", "Denoise with Mulligan...");
        GenericDialog dialog = (GenericDialog) dialog("Denoise with Mulligan... - noisy image.tif");
        choose((Choice) dialog.getChoices().get(1), "fp32");
        Hand.type(dialog.getStringFields().get(1), "cpu");
        Hand.type(dialog.getStringFields().get(2), output);
        press(dialog, "OK");
        awaitImage(output.isEmpty() ? DENOISED : Path.of(output).getFileName().toString());
        // The line comes after the image.
        await("the recorder", () -> recorded().size() > before);
        return recorded().get(before);
    }

    private static List<String> recorded() {
        return Recorder.getInstance()
                .getText()
                .lines()
                .filter(line -> line.startsWith("run(\"Denoise with Mulligan..."))
                .toList();
    }
}
