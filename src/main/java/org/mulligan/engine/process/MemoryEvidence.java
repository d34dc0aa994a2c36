package org.mulligan.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a process ended for want of memory. An exit code does not tell: 137 is the system's
 * out-of-memory killer, but also anybody's {@code kill -9}.
 */
final class MemoryEvidence {
    private static final List<Path> COUNTERS =
            List.of(Path.of("/sys/fs/cgroup/memory.events"), Path.of("/proc/vmstat"));
    private static final Pattern OOM_KILLS = Pattern.compile("(?m)^oom_kill (\\d+)");
    private static final Pattern SAID =
            Pattern.compile(
                    "OutOfMemoryError|bad_alloc|[Oo]ut of memory|Cannot allocate memory|RESOURCE_EXHAUSTED|"
                            + "insufficient memory|failed to allocate");

    /** Of the machine's memory: with less than this free it is about to end somebody. */
    private static final double SHORT = 0.03;

    private final long killsBefore = kills();
    private double freeShare = 1;

    /** Notes a sign of life. */
    void free(double shareOfTheMachinesMemory) {
        freeShare = shareOfTheMachinesMemory;
    }

    /**
     * The evidence in a few words; empty when there is none.
     *
     * @param lastLines of the process's log
     */
    String words(List<String> lastLines) {
        if (kills() > killsBefore) return "the system ended it because memory ran out";
        if (lastLines.stream().anyMatch(line -> SAID.matcher(line).find()))
            return "it ran out of memory";
        if (freeShare < SHORT)
            return "the machine had only %.0f %% of its memory free".formatted(100 * freeShare);
        return "";
    }

    /** How many processes Linux has ended for memory, in our container or on the machine. */
    private static long kills() {
        long kills = 0;
        for (Path counter : COUNTERS) {
            try {
                Matcher number = OOM_KILLS.matcher(Files.readString(counter));
                if (number.find()) kills += Long.parseLong(number.group(1));
            } catch (IOException e) {
                continue; // Another system, or an old one: the other signs remain.
            }
        }
        return kills;
    }
}
