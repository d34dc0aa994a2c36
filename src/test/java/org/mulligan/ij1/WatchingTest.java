package org.mulligan.ij1;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JLabel;
import javax.swing.JTextField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mulligan.FakeMulligan;
import org.mulligan.ui.Watcher;
import org.mulligan.ui.WatcherPair;
import org.mulligan.ui.WatcherService;
import org.scijava.Context;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.task.Task;
import org.scijava.task.event.TaskEvent;

/** Who watches in Fiji, played with SciJava's own task service, and what Escape means. */
class WatchingTest {
    private final List<Task> tasks = new ArrayList<>();
    private Context context;
    private WatcherService watchers;

    @BeforeEach
    void listenToTasks() {
        context = FakeMulligan.start();
        context.service(EventService.class).subscribe(this);
        watchers = context.service(WatcherService.class);
    }

    @AfterEach
    void stop() {
        context.dispose();
    }

    @EventHandler
    void note(TaskEvent event) {
        if (!tasks.contains(event.getTask())) tasks.add(event.getTask());
    }

    private static KeyEvent escape(java.awt.Component in, int what) {
        return new KeyEvent(in, what, 0, 0, KeyEvent.VK_ESCAPE, KeyEvent.CHAR_UNDEFINED);
    }

    @Test
    void inFijiTheRedCrossOfTheTaskCancels() {
        MulliganPlugin.watch(watchers, true);
        try (Watcher watcher = watchers.open("Denoise")) {
            watcher.update("tile 1 of 4", 0.25, 3);
            assertThat(watcher.cancelled()).isFalse();
            Task task = tasks.get(0);
            assertThat(task.getName()).isEqualTo("Denoise");
            assertThat(task.getStatusMessage()).isEqualTo("tile 1 of 4, 3 s left");
            assertThat((double) task.getProgressValue() / task.getProgressMaximum())
                    .isEqualTo(0.25);

            task.cancel("red cross");
            assertThat(watcher.cancelled()).isTrue();
        }
        assertThat(tasks.get(0).isDone()).isTrue();
    }

    @Test
    void inFijiEscapeCancelsToo() {
        MulliganPlugin.watch(watchers, true);
        try (WatcherPair pair = (WatcherPair) watchers.open("Denoise")) {
            assertThat(pair.cancelled()).isFalse();
            ((ImageJWatcher) pair.other())
                    .escape.dispatchKeyEvent(escape(new JLabel(), KeyEvent.KEY_PRESSED));
            assertThat(pair.cancelled()).isTrue();
        }
    }

    @Test
    void withoutFijiThereIsNoTask() {
        MulliganPlugin.watch(watchers, false);
        watchers.open("Denoise").close();
        assertThat(tasks).isEmpty();
    }

    @Test
    void escapeInATextOrOnlyReleasedDoesNotCount() {
        try (EscapeKey key = new EscapeKey()) {
            key.dispatchKeyEvent(escape(new JTextField(), KeyEvent.KEY_PRESSED));
            key.dispatchKeyEvent(escape(new JLabel(), KeyEvent.KEY_RELEASED));
            assertThat(key.pressed()).isFalse();
            assertThat(key.dispatchKeyEvent(escape(new JLabel(), KeyEvent.KEY_PRESSED)))
                    .as("swallows the key")
                    .isFalse();
            assertThat(key.pressed()).isTrue();
        }
    }
}
