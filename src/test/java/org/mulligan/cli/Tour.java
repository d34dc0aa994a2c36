package org.mulligan.cli;

import static org.mulligan.cli.Hand.await;
import static org.mulligan.cli.Hand.parts;
import static org.mulligan.cli.Hand.picture;
import static org.mulligan.cli.Hand.press;
import static org.mulligan.cli.Hand.window;

import ij.IJ;
import ij.gui.GenericDialog;
import ij.gui.HTMLDialog;
import java.awt.EventQueue;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import javax.swing.JEditorPane;
import javax.swing.text.Document;

/** Opens the dialog of each command and its help, takes pictures of them, and cancels. */
final class Tour {
    private static final List<String> COMMANDS =
            List.of(
                    "Denoise with Mulligan...",
                    "Train Denoiser...",
                    "Simulate Training Images...",
                    "Import Mulligan Model...",
                    "Export Mulligan Model...",
                    "Check Mulligan Models...",
                    "Evaluate Restoration...",
                    "Mulligan Engine...");

    private Tour() {}

    static void take(PrintStream out) throws Exception {
        for (String command : COMMANDS) {
            IJ.doCommand(command);
            GenericDialog dialog =
                    (GenericDialog)
                            window(
                                    window ->
                                            window instanceof GenericDialog box
                                                    && box.getTitle().startsWith(command),
                                    command);
            String name = command.replace("...", "").replace(' ', '-').toLowerCase(Locale.ROOT);
            picture(dialog, "dialog-" + name);
            // The help is modal: who presses the button waits for its end.
            EventQueue.invokeLater(() -> press(dialog, "Help"));
            HTMLDialog help = (HTMLDialog) window(HTMLDialog.class::isInstance, "help");
            picture(help, "help-" + name);
            Document page =
                    parts(help.getContentPane(), JEditorPane.class)
                            .findFirst()
                            .orElseThrow()
                            .getDocument();
            out.println("help " + page.getText(0, page.getLength()).strip().replace('\n', ' '));
            EventQueue.invokeAndWait(help::dispose);
            press(dialog, "Cancel");
            await("the end of " + command, () -> !dialog.isShowing());
        }
    }
}
