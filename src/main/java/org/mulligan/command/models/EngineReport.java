package org.mulligan.command.models;

import java.io.IOException;
import org.mulligan.command.WatchedCommand;
import org.mulligan.door.Watcher;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.EngineSettingsFile;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Says what computes here and how fast, and starts it anew. */
@Plugin(
        type = Command.class,
        label = "Mulligan Engine...",
        visible = false,
        description =
                "Shows the devices that can compute, measured, and why a GPU does not work; sets the"
                        + " engine's memory, and starts it anew.")
public class EngineReport extends ContextCommand implements WatchedCommand {
    private static final String AS_IT_IS = "";

    @Parameter(
            label = "Restart",
            description =
                    "End the engine first, with whatever it is doing, and give its memory back",
            persist = false,
            required = false)
    private boolean restart = false;

    @Parameter(
            label = "Heap [MB]",
            description =
                    "Java heap of the engine from its next start on, for large training sets; 0 ="
                            + " automatic, empty = as it is",
            persist = false,
            required = false)
    private String heap = AS_IT_IS;

    @Parameter(
            label = "GPU memory [MB]",
            description =
                    "Most memory that the engine takes of a GPU from its next start on; 0 = as much"
                            + " as it needs, empty = as it is",
            persist = false,
            required = false)
    private String gpumemory = AS_IT_IS;

    @Override
    public String title() {
        return "Engine";
    }

    @Override
    public void work(Watcher watcher) throws IOException {
        EngineSettings now = EngineSettingsFile.read(DeviceChoice.AUTO);
        EngineSettings wanted =
                new EngineSettings(
                        DeviceChoice.AUTO,
                        megabytes("heap", heap, now.heap()),
                        megabytes("gpumemory", gpumemory, now.gpuMemory()));
        if (!wanted.equals(now)) EngineSettingsFile.write(wanted);
        if (restart) mulligan().endEngine();
        mulligan().engineStatus(watcher).lines().forEach(watcher::result);
    }

    private static int megabytes(String key, String text, int now) {
        if (text == null || text.isBlank()) return now;
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s must be a whole number of MB, or empty to leave it, got \"%s\""
                            .formatted(key, text),
                    e);
        }
    }
}
