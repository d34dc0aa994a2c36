package org.mulligan.service.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mulligan.engine.TrainingPlan;

/**
 * A training that has not reached its end, and what it was started with.
 *
 * @param model the package that it is to end with
 * @param command class name of the command
 * @param inputs of the command, by their keys in a macro
 * @param began when the command ran first
 */
public record StartedTraining(
        Path model, String command, Map<String, String> inputs, Instant began) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    /** Name of the model. */
    public String name() {
        return TrainingRecord.name(model);
    }

    /** The last preview that was kept of it. */
    public Optional<Path> preview() {
        return Optional.of(TrainingRecord.preview(model)).filter(Files::exists);
    }

    /** Whether a process trains it now. */
    public boolean isUnderWay() {
        Path lock = TrainingPlan.checkpointFolder(model).resolve(TrainingPlan.LOCK);
        if (!Files.exists(lock)) return false;
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false; // Some network folders know no locks.
        }
    }

    /** How far it got and when, in a line. */
    public String state() {
        Path checkpoint = checkpoint(model).orElseThrow();
        long step =
                Long.parseLong(
                        checkpoint
                                .getFileName()
                                .toString()
                                .substring(TrainingPlan.CHECKPOINT.length()));
        try {
            return "step %,d, begun %s, last saved %s%s"
                    .formatted(
                            step,
                            TIME.format(began),
                            TIME.format(Files.getLastModifiedTime(checkpoint).toInstant()),
                            isUnderWay() ? ", under way" : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest checkpoint of a model's training. */
    static Optional<Path> checkpoint(Path model) {
        Path folder = TrainingPlan.checkpointFolder(model);
        if (!Files.isDirectory(folder)) return Optional.empty();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file ->
                                    file.getFileName()
                                            .toString()
                                            .startsWith(TrainingPlan.CHECKPOINT))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
