package org.mulligan.cli;

import static org.mulligan.cli.Hand.await;
import static org.mulligan.cli.Hand.awaitImage;
import static org.mulligan.cli.Hand.choose;
import static org.mulligan.cli.Hand.dialog;
import static org.mulligan.cli.Hand.parts;
import static org.mulligan.cli.Hand.picture;
import static org.mulligan.cli.Hand.press;
import static org.mulligan.cli.Hand.pressEscape;
import static org.mulligan.cli.Hand.said;
import static org.mulligan.cli.Hand.showing;

import ij.IJ;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.Choice;
import java.awt.Dialog;
import java.awt.Label;
import java.awt.TextField;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mulligan.FakeMulligan;
import org.mulligan.ij1.MulliganPlugin;
import org.mulligan.model.ModelFile;
import org.mulligan.service.MulliganService;
import org.scijava.Context;

/**
 * Uses ImageJ on a display as a person does, and prints what came of it. For {@link DisplayTest}.
 */
public final class DisplayProbe {
    private static final PrintStream OUT = System.out;
    private static final Path SHIPPED = Path.of("models/fluorescence");

    private DisplayProbe() {}

    /**
     * @param arguments an empty folder
     */
    public static void main(String[] arguments) throws Exception {
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
                "Denoise with Mulligan...",
                dialog -> {
                    Hand.type(dialog.getStringFields().get(0), "/a b/m.zip");
                    Hand.type(dialog.getStringFields().get(1), "128");
                    ((Choice) dialog.getChoices().get(0)).select("bf16");
                    press(dialog, "OK");
                });
        awaitImage("inverted ramp");
        await(
                "the recorder",
                () -> Recorder.getInstance().getText().contains("Denoise with Mulligan..."));
        Object first = service.settings;
        OUT.println("settings " + first);
        String line = "";
        for (String recorded : Recorder.getInstance().getText().split("\n"))
            if (recorded.contains("Denoise with Mulligan...")) line = recorded;
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
        answer("Denoise with Mulligan...", dialog -> press(dialog, "Cancel"));
        Thread.sleep(300);
        OUT.println("cancelled " + (service.settings == null));

        answer(
                "Denoise with Mulligan...",
                dialog -> {
                    Hand.type(dialog.getStringFields().get(0), "kept");
                    Hand.type(dialog.getStringFields().get(1), "wide");
                    press(dialog, "OK");
                });
        Dialog complaint = dialog("Mulligan");
        OUT.println("complaint " + said(complaint));
        picture(complaint, "error");
        press(complaint, "OK");
        GenericDialog again = (GenericDialog) dialog("Denoise with Mulligan... - ramp");
        for (TextField field : parts(again, TextField.class).toList())
            OUT.println("again " + field.getText());
        press(again, "Cancel");

        answer(
                "Denoise with Mulligan...",
                dialog -> {
                    Hand.type(dialog.getStringFields().get(0), "endless");
                    press(dialog, "OK");
                });
        await("work", () -> service.working.get() == 1);
        await("the bar", () -> service.share > 0.08);
        picture(IJ.getInstance(), "progress");
        String before = Arrays.toString(WindowManager.getImageTitles());
        long pressed = System.nanoTime();
        OUT.println("escape by " + pressEscape(IJ.getInstance()));
        await("the end of work", () -> service.working.get() == 0);
        OUT.println("stopped " + (System.nanoTime() - pressed) / 1_000_000);
        Thread.sleep(500);
        OUT.println("left " + before.equals(Arrays.toString(WindowManager.getImageTitles())));
        OUT.println("boxes " + showing(Dialog.class::isInstance).count());

        service.settings = null;
        WindowManager.closeAllWindows();
        new Recorder(); // closed with the windows
        IJ.createImage("my mask.tif", "8-bit ramp", 31, 17, 1).show();
        IJ.createImage("ramp", "8-bit ramp", 31, 17, 1).show();
        IJ.selectWindow("ramp");
        answer(
                "Restore with Mulligan...",
                dialog -> {
                    Choice masks =
                            parts(dialog, Choice.class)
                                    .filter(choice -> choice.getItem(1).equals("saturated"))
                                    .findFirst()
                                    .orElseThrow();
                    for (int i = 0; i < masks.getItemCount(); i++)
                        OUT.println("mask \"" + masks.getItem(i) + "\"");
                    choose(masks, "my mask.tif");
                    press(dialog, "OK");
                });
        awaitImage("inverted ramp");
        await(
                "the recorder",
                () -> Recorder.getInstance().getText().contains("Restore with Mulligan..."));
        Object masked = service.settings;
        for (String recorded : Recorder.getInstance().getText().split("\n"))
            if (recorded.contains("Restore with Mulligan...")) line = recorded;
        OUT.println("recorded-mask " + line);
        WindowManager.getCurrentImage().close();
        service.settings = null;
        IJ.runMacro("selectImage('ramp');".replace('\'', '"') + line);
        OUT.println("replayed-mask " + masked.equals(service.settings));
        WindowManager.closeAllWindows();
        IJ.createImage("ramp", "8-bit ramp", 31, 17, 1).show();

        service.models = List.of(ModelFile.open(SHIPPED), another(Path.of(arguments[0])));
        answer(
                "Denoise with Mulligan...",
                dialog -> {
                    Choice models = (Choice) dialog.getChoices().get(0);
                    OUT.println("described " + ((Label) dialog.getMessage()).getText());
                    choose(models, "another");
                    OUT.println("described " + ((Label) dialog.getMessage()).getText());
                    press(dialog, "OK");
                });
        awaitImage("inverted ramp");
        OUT.println("chosen " + service.settings.model());
        Tour.take(OUT);

        WindowManager.closeAllWindows();
        IJ.doCommand("Denoise with Mulligan...");
        Dialog none = dialog("Mulligan");
        OUT.println("none " + said(none));
        press(none, "OK");
        IJ.createImage("ramp", "8-bit ramp", 31, 17, 1).show();

        IJ.log("\\Clear");
        Thread macro =
                new Thread(
                        () ->
                                IJ.runMacro(
                                        "run('Denoise with Mulligan...', 'model=unknown'); print('went on');"
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
        return Menus.getImageJMenu("Plugins").getItemCount() - 1;
    }

    /** The shipped model with other words on it. */
    private static ModelFile another(Path folder) throws IOException {
        Path copy = Files.createDirectory(folder.resolve("another"));
        try (Stream<Path> files = Files.list(SHIPPED)) {
            for (Path file : files.toList()) Files.copy(file, copy.resolve(file.getFileName()));
        }
        Path rdf = copy.resolve("rdf.yaml");
        Files.writeString(
                rdf,
                Files.readString(rdf)
                        .replaceFirst(" summary: .*", " summary: Of nothing but nuclei"));
        return ModelFile.open(copy);
    }

    private static void answer(String command, Consumer<GenericDialog> hand)
            throws InterruptedException {
        IJ.doCommand(command);
        GenericDialog dialog = dialog();
        OUT.println("dialog " + dialog.getTitle());
        hand.accept(dialog);
    }
}
