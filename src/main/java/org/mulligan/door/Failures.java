package org.mulligan.door;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;

/** Exceptions in the user's words. */
public final class Failures {
    private Failures() {}

    /** One line for the user. Java's file exceptions often say no more than the path. */
    public static String text(Throwable failure) {
        if (failure instanceof FileSystemException e
                && (e.getReason() == null)
                && e.getFile() != null
                && e.getFile().equals(e.getMessage())) return reason(e) + e.getFile();
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) return "There is no file or folder ";
        if (failure instanceof FileAlreadyExistsException)
            return "Nothing is overwritten; choose another name or remove the old ";
        if (failure instanceof AccessDeniedException) return "No permission to use ";
        return "Cannot use ";
    }

    /**
     * The text for a failure that nobody foresaw; its trace goes to the log file.
     *
     * @return the message and where the log is
     */
    public static String unexpected(String what, Throwable failure) {
        String said =
                failure instanceof LinkageError
                        ? "%s failed: a library of this ImageJ does not fit Mulligan (%s). Update ImageJ or Fiji, then install Mulligan again"
                                .formatted(what, failure)
                        : "%s failed: %s".formatted(what, text(failure));
        try {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            Files.createDirectories(logFile().toAbsolutePath().getParent());
            Files.writeString(
                    logFile(),
                    "%s %s%n%s%n".formatted(LocalDateTime.now(), said, trace),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return "%s. This was not foreseen; details are in %s".formatted(said, logFile());
        } catch (IOException e) {
            return "%s. This was not foreseen, and %s cannot be written".formatted(said, logFile());
        }
    }

    /** Property {@code mulligan.log}, else {@code .mulligan/mulligan.log} in the home folder. */
    public static Path logFile() {
        String named = System.getProperty("mulligan.log");
        return named == null
                ? Path.of(System.getProperty("user.home"), ".mulligan", "mulligan.log")
                : Path.of(named);
    }
}
