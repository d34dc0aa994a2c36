package org.mulligan.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Door;
import org.mulligan.door.Failures;
import org.mulligan.door.Watcher;
import org.mulligan.door.WatcherService;
import org.mulligan.service.MulliganService;
import org.scijava.Cancelable;
import org.scijava.Contextual;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleService;
import org.scijava.plugin.PluginService;

/** A command that works while a watcher looks on, and whose failures a user can mend. */
public interface WatchedCommand extends Command, Cancelable, Contextual {
    /** What the watcher calls the work. */
    String title();

    /**
     * Does what is asked for.
     *
     * @throws IllegalArgumentException when it cannot; the text says what to do. An {@link
     *     IOException} likewise
     * @throws CancellationException when the watcher cancels
     */
    void work(Watcher watcher) throws IOException;

    default MulliganService mulligan() {
        return context().service(MulliganService.class);
    }

    /** A command of ours as a macro fills it in. */
    default CommandForm form(String className) {
        return new CommandForm(
                context().service(CommandService.class),
                context().service(ModuleService.class),
                context().service(PluginService.class),
                className,
                Door.IMAGEJ);
    }

    @Override
    default void run() {
        try (Watcher watcher = context().service(WatcherService.class).open(title())) {
            work(watcher);
        } catch (CancellationException e) {
            cancel(null);
        } catch (IllegalArgumentException | IOException | UncheckedIOException e) {
            // The last one is of a plane that is read from disk when it is asked for.
            cancel(Failures.text(e));
        }
    }
}
