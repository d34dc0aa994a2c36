package org.mulligan.ij1;

import ij.CommandListener;
import ij.Executer;
import ij.IJ;
import ij.gui.GenericDialog;
import java.awt.Button;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * What works at the moment, in the order in which it began, and what becomes of it when the user
 * quits ImageJ: it asks. ImageJ lets those who listen to its commands take one back, and closing
 * its window is the command then too.
 *
 * <p>Whoever quits past ImageJ's commands is not asked. The engine's process stops a training then
 * and keeps its model.
 */
final class WorkUnderWay implements CommandListener {
    private static final String QUIT = "Quit";
    private static final String STOP = "Stop and Quit";
    private static final String LATER = "Quit When Done";
    private static final int LINE = 70;

    private static final WorkUnderWay ALL = new WorkUnderWay();

    private final List<ImageJWatcher> works = new ArrayList<>();

    /** Counts the answers; a later one takes the place of one before it. */
    private int answers;

    private WorkUnderWay() {}

    static void began(ImageJWatcher work) {
        synchronized (ALL) {
            // Not always: ImageJ asks otherwise at its end where somebody listens.
            if (ALL.works.isEmpty()) Executer.addCommandListener(ALL);
            ALL.works.add(work);
        }
    }

    static boolean isNewest(ImageJWatcher work) {
        synchronized (ALL) {
            return !ALL.works.isEmpty() && ALL.works.get(ALL.works.size() - 1) == work;
        }
    }

    /**
     * @return whether it was the last one
     */
    static boolean ended(ImageJWatcher work) {
        synchronized (ALL) {
            ALL.works.remove(work);
            if (ALL.works.isEmpty()) Executer.removeCommandListener(ALL);
            ALL.notifyAll();
            return ALL.works.isEmpty();
        }
    }

    /** Null takes a command back. */
    @Override
    public String commandExecuting(String command) {
        if (!QUIT.equals(command) || works().isEmpty()) return command;
        boolean macro = MulliganPlugin.isCalledByRun();
        // On a thread of its own: whoever calls has locked the commands of all.
        new Thread(macro ? this::stop : this::ask, "Mulligan is to quit").start();
        return null;
    }

    private synchronized List<ImageJWatcher> works() {
        return List.copyOf(works);
    }

    private void ask() {
        List<ImageJWatcher> now = works();
        if (now.isEmpty()) {
            IJ.doCommand(QUIT);
            return;
        }
        boolean keep = now.stream().allMatch(ImageJWatcher::keeps);
        GenericDialog question = new GenericDialog("Quit ImageJ?");
        question.addMessage(Words.wrapped(question(now), LINE));
        AtomicBoolean later = new AtomicBoolean();
        if (keep) {
            question.enableYesNoCancel(STOP, LATER);
            Button no = question.getButtons()[2];
            no.addActionListener(event -> later.set(true));
        } else {
            // What a command shows in the end is saved nowhere: nobody may quit by himself then.
            question.setOKLabel(STOP);
        }
        question.showDialog();
        // Not wasCanceled(): it would also stop a macro that runs beside us.
        if (question.wasOKed()) stop();
        else if (later.get()) quitWhenDone(answer());
        else answer();
    }

    private static String question(List<ImageJWatcher> now) {
        String titles = now.stream().map(ImageJWatcher::title).collect(Collectors.joining(", "));
        String text = "Still working: %s.\n".formatted(titles);
        if (now.stream().anyMatch(ImageJWatcher::keeps))
            text +=
                    "A training that is stopped writes the model that it has so far, and Resume goes on with it.\n";
        if (!now.stream().allMatch(ImageJWatcher::keeps))
            text += "Any other work that is stopped leaves nothing behind.\n";
        return text;
    }

    private synchronized int answer() {
        return ++answers;
    }

    private void stop() {
        works().forEach(ImageJWatcher::stop);
        quitWhenDone(answer());
    }

    /** Unless there is another answer first. */
    private void quitWhenDone(int answer) {
        synchronized (this) {
            try {
                while (!works.isEmpty() && answers == answer) wait(500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (answers != answer) return;
        }
        IJ.doCommand(QUIT);
    }
}
