package org.mulligan.cli;

import org.mulligan.FakeMulligan;
import org.mulligan.ij1.MulliganPlugin;

/** The command line in a process of its own, without an engine. */
public final class FakeMain {
    private FakeMain() {}

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", String.valueOf(!arguments[0].equals("imagej")));
        MulliganPlugin.use(FakeMulligan.start());
        Main.main(arguments);
    }
}
