package org.mulligan.cli;

import static org.mulligan.cli.Hand.await;
import static org.mulligan.cli.Hand.dialog;
import static org.mulligan.cli.Hand.parts;
import static org.mulligan.cli.Hand.picture;
import static org.mulligan.cli.Hand.press;
import static org.mulligan.cli.Hand.said;
import static org.mulligan.cli.Hand.showing;

import ij.Executer;
import ij.IJ;
import ij.ImageJ;
import java.awt.Button;
import java.awt.Dialog;
import java.awt.event.WindowEvent;
import java.io.PrintStream;
import java.util.stream.Collectors;
import org.mulligan.FakeMulligan;
import org.mulligan.ij1.MulliganPlugin;
import org.mulligan.service.MulliganService;
import org.scijava.Context;

/** Quits ImageJ while something works, and prints what came of it. For {@link QuitTest}. */
public final class QuitProbe {
    private static final PrintStream OUT = System.out;
    private static final String QUESTION = "Quit ImageJ?";

    private QuitProbe() {}

    /**
     * @param arguments what works, how it is quit, and what is answered
     */
    public static void main(String[] arguments) throws Exception {
        int failed = 1;
        try {
            Context context = FakeMulligan.start();
            FakeMulligan service = (FakeMulligan) context.service(MulliganService.class);
            MulliganPlugin.use(context);
            new Main(System.out, System.err).run("imagej");
            ImageJ imageJ = IJ.getInstance();
            imageJ.exitWhenQuitting(false);
            begin(arguments[0]);
            await("work", () -> service.working.get() == 1);
            quit(imageJ, arguments[1]);
            if (!arguments[1].equals("macro")) answer(arguments[2]);
            if (arguments[2].equals("Cancel")) Thread.sleep(700);
            OUT.println("working " + service.working.get());
            if (arguments[2].equals("Quit When Done"))
                await("the end of the training", () -> service.working.get() == 0);
            if (!arguments[2].equals("Cancel")) await("the end", () -> !imageJ.isShowing());
            OUT.println("working then " + service.working.get());
            OUT.println("open " + imageJ.isShowing());
            OUT.println("listeners " + Executer.getListenerCount());
            OUT.println("ended " + service.ended);
            failed = 0;
        } finally {
            System.exit(failed);
        }
    }

    private static void begin(String what) {
        String line =
                what.equals("training")
                        ? "run('Denoiser...', 'clean=/images name=endless');"
                        : "newImage('b', '8-bit ramp', 9, 9, 1); run('Denoise...', 'model=endless');";
        new Thread(() -> IJ.runMacro(line.replace('\'', '"'))).start();
    }

    private static void quit(ImageJ imageJ, String how) {
        switch (how) {
            case "menu" -> Hand.menu("File", "Quit");
            case "window" ->
                    imageJ.dispatchEvent(new WindowEvent(imageJ, WindowEvent.WINDOW_CLOSING));
            case "macro" -> new Thread(() -> IJ.runMacro("run(\"Quit\");")).start();
            default -> throw new IllegalArgumentException(how);
        }
    }

    private static void answer(String label) throws Exception {
        Dialog question = dialog(QUESTION);
        OUT.println("question " + said(question));
        OUT.println(
                "answers "
                        + parts(question, Button.class)
                                .map(button -> button.getLabel().trim())
                                .sorted()
                                .collect(Collectors.joining(", ")));
        picture(question, "quit");
        press(question, label);
        await("the end of the question", () -> showing(question::equals).findAny().isEmpty());
    }
}
