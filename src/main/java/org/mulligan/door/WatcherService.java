package org.mulligan.door;

import java.util.function.Function;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;
import org.scijava.task.TaskService;

/**
 * Finds who watches a command's work. Without a word from a door it is SciJava's task window (Fiji)
 * and log.
 */
@Plugin(type = Service.class)
public class WatcherService extends AbstractService implements SciJavaService {
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
}
