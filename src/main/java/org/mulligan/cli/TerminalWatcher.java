package org.mulligan.cli;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mulligan.door.Watcher;

/** Results to one stream, the rest to another: a bar on a terminal, else a line now and then. */
final class TerminalWatcher implements Watcher {
    private static final int BAR = 30;
    private static final double LINES_EVERY_S = 30;
    private final PrintStream results;
    private final PrintStream rest;
    private final AtomicBoolean stopped;
    private final boolean terminal;
    private long lastLine = System.nanoTime();
    private int barLength;

    TerminalWatcher(
            PrintStream results, PrintStream rest, AtomicBoolean stopped, boolean terminal) {
        this.results = results;
        this.rest = rest;
        this.stopped = stopped;
        this.terminal = terminal;
    }

    @Override
    public void log(String line) {
        clearBar();
        rest.println(line);
    }

    @Override
    public void result(String line) {
        clearBar();
        results.println(line);
    }

    @Override
    public void update(String what, double fraction, double secondsLeft) {
        double part = Math.min(1, Math.max(0, fraction));
        String state =
                "%3d %%  %s%s"
                        .formatted(Math.round(100 * part), what, Watcher.timeLeft(secondsLeft));
        if (terminal) {
            int full = (int) Math.round(part * BAR);
            String bar = "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] " + state;
            rest.print("\r" + bar + " ".repeat(Math.max(0, barLength - bar.length())));
            rest.flush();
            barLength = bar.length();
        } else if ((System.nanoTime() - lastLine) * 1e-9 >= LINES_EVERY_S) {
            lastLine = System.nanoTime();
            rest.println(state);
        }
    }

    private void clearBar() {
        if (barLength > 0) rest.print("\r" + " ".repeat(barLength) + "\r");
        barLength = 0;
    }

    @Override
    public boolean cancelled() {
        return stopped.get();
    }

    @Override
    public void close() {
        clearBar();
    }
}
