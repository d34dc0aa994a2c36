package org.mulligan.cli;

import static org.mulligan.cli.Hand.await;
import static org.mulligan.cli.Hand.dialog;
import static org.mulligan.cli.Hand.picture;
import static org.mulligan.cli.Hand.press;
import static org.mulligan.cli.Hand.showing;

import ij.IJ;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.Choice;
import java.awt.TextField;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mulligan.ij1.MulliganPlugin;
import org.mulligan.service.EngineHere;

/** Imports a model on a display as a person does. For {@link ImportDialogTest}. */
public final class ImportDialogProbe {
    private static final PrintStream OUT = System.out;

    private ImportDialogProbe() {}

    /**
     * @param arguments a frozen graph, and where the model is to be
     */
    public static void main(String[] arguments) throws Exception {
        Path model = Path.of(arguments[1]);
        MulliganPlugin.use(EngineHere.start());
        new Main(System.out, System.err).run("imagej");
        new Recorder();
        IJ.doCommand("Import Mulligan Model...");
        GenericDialog first = dialog();
        Hand.type(first.getStringFields().get(0), arguments[0]);
        Hand.type(first.getStringFields().get(1), model.toString());
        picture(first, "dialog-import");
        tell("first", first);
        press(first, "OK");
        await("the first dialog to go", () -> !first.isShowing());
        GenericDialog second = dialog();
        picture(second, "dialog-import-inferred");
        tell("second", second);
        OUT.println("between " + Files.exists(model));
        Hand.choose((Choice) second.getChoices().get(1), "image");
        press(second, "OK");
        await("the model", () -> Files.exists(model));
        await(
                "the recorder",
                () -> Recorder.getInstance().getText().contains("Import Mulligan Model..."));
        for (String line : Recorder.getInstance().getText().split("\n"))
            if (line.contains("Import Mulligan Model...")) OUT.println("recorded " + line);
        Thread.sleep(200);
        OUT.println("dialogs " + showing(GenericDialog.class::isInstance).count());
        System.exit(0);
    }

    private static void tell(String which, GenericDialog dialog) {
        OUT.println(
                "%s %s %s %s"
                        .formatted(
                                which,
                                ((Choice) dialog.getChoices().get(0)).getSelectedItem(),
                                ((TextField) dialog.getStringFields().get(2)).getText(),
                                ((Choice) dialog.getChoices().get(1)).getSelectedItem()));
    }
}
