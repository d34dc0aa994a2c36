package org.mulligan.door;

import java.util.function.Function;
import org.scijava.event.EventHandler;
import org.scijava.log.LogService;
import org.scijava.module.ModuleInfo;
import org.scijava.module.event.ModuleCanceledEvent;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;
import org.scijava.task.TaskService;

/**
 * Finds who watches a command's work. Without a word from a door it is SciJava's task window (Fiji)
 * and log. Of a command that a script or SciJava's own dialog started, the log also has why it
 * stopped.
 */
@Plugin(type = Service.class)
public class WatcherService extends AbstractService implements SciJavaService {
    /** Nothing imports commands. */
    private static final String OURS = "org.mulligan.command.";

    @Parameter private TaskService tasks;
    @Parameter private LogService log;
    private volatile Function<String, Watcher> door =
            title -> new TaskWatcher(tasks.createTask(title), log);

    /** From now on {@code door} makes the watchers, each from the title of its work. */
    public void watchWith(Function<String, Watcher> door) {
        this.door = door;
    }

    /** As {@link #watchWith}, and SciJava's task window beside it. */
    public void watchBesideTasks(Function<String, Watcher> door) {
        watchWith(
                title ->
                        new JoinedWatcher(
                                door.apply(title), new TaskWatcher(tasks.createTask(title), log)));
    }

    /** A watcher for work that starts now; the caller closes it. */
    public Watcher open(String title) {
        return door.apply(title);
    }

    /** A door of ours keeps the reason for itself, so that nothing is told twice. */
    @EventHandler
    void onEvent(ModuleCanceledEvent event) {
        ModuleInfo command = event.getModule().getInfo();
        String reason = event.getReason();
        if (reason != null && !reason.isEmpty() && isOurs(command))
            log.error("%s failed: %s".formatted(command.getLabel(), reason));
    }

    /** Whether a command is one of ours. */
    static boolean isOurs(ModuleInfo command) {
        return command.getDelegateClassName().startsWith(OURS);
    }
}
