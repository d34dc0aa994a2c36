package org.mulligan.ij1;

import ij.IJ;
import ij.Menus;
import ij.plugin.PlugIn;
import java.io.File;
import java.io.IOException;
import java.util.Optional;

/**
 * What a command was called before: old macros say it. Where another plugin has the name too, it is
 * the other's.
 */
public final class EarlierName implements PlugIn {
    private static final String OURS = "Mulligan_";

    /**
     * @param command its class, a space, and what it was called
     */
    @Override
    public void run(String command) {
        String[] parts = command.split(" ", 2);
        Optional<File> other = other(parts[1]);
        if (other.isEmpty()) new MulliganPlugin().run(parts[0]);
        else giveWay(parts[1], other.get());
    }

    /** The jar that had the name before ours took it, which ImageJ does not prevent. */
    private static Optional<File> other(String label) {
        return Optional.ofNullable(Menus.getJarFileForMenuEntry(label))
                .map(File::new)
                .filter(jar -> !jar.getName().startsWith(OURS));
    }

    private static void giveWay(String label, File other) {
        try {
            Optional<CommandTable.Entry> theirs = CommandTable.ofJar(other, label);
            if (theirs.isPresent()) {
                Menus.getCommands().put(label, theirs.get().plugin());
                theirs.get().run();
                return;
            }
        } catch (IOException e) {
            // Then we cannot do better than name both.
        }
        IJ.error(
                "Mulligan",
                "\"%s\" is a command of %s and was one of Mulligan's; say which by its name in the menu"
                        .formatted(label, other.getName()));
    }
}
