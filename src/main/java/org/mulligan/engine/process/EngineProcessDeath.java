package org.mulligan.engine.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the engine's process ended.
 *
 * @param what happened, as the end of a sentence that begins with "The engine"
 * @param memory why memory was the likely reason; empty when it was not
 * @param lastWords last lines of its log
 */
record EngineProcessDeath(String what, String memory, List<String> lastWords) {
    private static final int LINES = 4;
    private static final int LENGTH = 160;

    /**
     * Lines that explain nothing: of TensorFlow's level "info", and Java's banner, which is read
     * above.
     */
    private static final Pattern CHATTER =
            Pattern.compile("^$|^#|^I\\d{4} |^WARNING: All log messages");

    /** Begins what Java says of a crash; it then ends with exit code 1. */
    private static final String CRASH_BANNER = "A fatal error has been detected by the Java";

    private static final Map<Integer, String> SIGNALS =
            Map.of(
                    4, "SIGILL, an instruction that this processor does not have",
                    6, "SIGABRT, native code gave up",
                    7, "SIGBUS, memory that is not there",
                    8, "SIGFPE",
                    9, "SIGKILL",
                    11, "SIGSEGV, native code crashed",
                    15, "SIGTERM");

    /** From the exit code of the process. */
    static EngineProcessDeath ended(int exitCode, MemoryEvidence evidence, List<String> log) {
        int signal = exitCode - 128;
        String what =
                log.stream().anyMatch(line -> line.contains(CRASH_BANNER))
                        ? "crashed in native code (%s)".formatted(crash(log))
                        : exitCode == 0
                                ? "ended by itself (exit code 0)"
                                : SIGNALS.containsKey(signal)
                                        ? "was ended by signal %d (%s), exit code %d"
                                                .formatted(signal, SIGNALS.get(signal), exitCode)
                                        : "ended with exit code " + exitCode;
        return new EngineProcessDeath(what, evidence.words(log), log);
    }

    /** The signal and the frame, out of Java's banner. */
    private static String crash(List<String> log) {
        List<String> told = new ArrayList<>();
        for (String line : log) {
            String text = line.replaceFirst("^# *", "");
            if (text.startsWith("SIG") || text.startsWith("EXCEPTION_"))
                told.add(text.replaceFirst(" \\(.*", ""));
            if (text.matches("[CVJjv]\\s+\\[?.*"))
                told.add("in " + text.substring(1).replaceFirst("[({].*", "").strip());
        }
        return String.join(" ", told);
    }

    /** The user, or the end of Mulligan, ended it. */
    static EngineProcessDeath closed() {
        return new EngineProcessDeath("was ended on request", "", List.of());
    }

    /** It lived but did not answer any more, and was ended. */
    static EngineProcessDeath hung(double seconds, MemoryEvidence evidence, List<String> log) {
        return new EngineProcessDeath(
                "gave no sign of life for %.0f s and was ended".formatted(seconds),
                evidence.words(log),
                log);
    }

    boolean forMemory() {
        return !memory.isEmpty();
    }

    /**
     * One message for the user.
     *
     * @param lost what was lost and what to do, whole sentences
     */
    String message(String lost) {
        StringBuilder text = new StringBuilder("The engine " + what);
        if (forMemory()) text.append(": ").append(memory);
        text.append(". ").append(lost);
        List<String> words =
                lastWords.stream()
                        .map(String::strip)
                        .filter(line -> !CHATTER.matcher(line).find())
                        .toList();
        if (!words.isEmpty()) {
            text.append(" Its last words: ");
            for (String line : words.subList(Math.max(0, words.size() - LINES), words.size()))
                text.append('"').append(line, 0, Math.min(LENGTH, line.length())).append("\" ");
        }
        return text.toString().strip()
                + (words.isEmpty() ? " More is in " : "- more is in ")
                + EngineLog.file();
    }
}
