package org.mulligan.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.mulligan.disk.WholeFiles;
import org.mulligan.engine.TrainingPlan;

/**
 * The checkpoints of one training. Each is a folder {@code step-N} that appears whole or not at
 * all: it is written under another name and renamed. The two newest are kept.
 */
public final class CheckpointFolder {
    private static final String STATE = "state.properties";
    private static final int KEPT = 2;

    private final Path folder;
    private final Path model;
    private final boolean resumes;

    /**
     * @param model that the training ends with
     * @param resumes whether to go on with an interrupted training of it
     */
    public CheckpointFolder(Path folder, Path model, boolean resumes) {
        this.folder = folder;
        this.model = model;
        this.resumes = resumes;
    }

    /**
     * Whether an interrupted training goes on whose checkpoint lacks a key, as an earlier version
     * wrote it.
     */
    public boolean goesOnWithout(String key) throws IOException {
        Optional<Properties> begun = begun();
        return begun.isPresent() && begun.get().getProperty(key) == null;
    }

    /** The state of the interrupted training that goes on; empty where none does. */
    Optional<Properties> begun() throws IOException {
        Optional<Path> newest = resumes ? newest() : Optional.empty();
        return newest.isPresent() ? Optional.of(state(newest.get())) : Optional.empty();
    }

    /** Whether to go on with an interrupted training. */
    boolean resumes() {
        return resumes;
    }

    /**
     * Takes the folder for this process. A training whose host has ended goes on for as long as it
     * takes to write its model.
     *
     * @return gives it back
     * @throws IllegalArgumentException when another process has it
     */
    Hold hold() throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(TrainingPlan.LOCK);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) return new Hold(channel, file);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw busy();
        } catch (IOException e) {
            return new Hold(channel, file); // Some network folders know no locks.
        }
        channel.close();
        throw busy();
    }

    private IllegalArgumentException busy() {
        return new IllegalArgumentException(
                "The training of %s is still under way, or is being finished after its ImageJ was closed; wait until that has ended"
                        .formatted(model));
    }

    /** The folder while one process has it. */
    record Hold(FileChannel channel, Path file) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(file);
            try (Stream<Path> left = Files.list(file.getParent())) {
                if (left.findAny().isPresent()) return;
            }
            Files.deleteIfExists(file.getParent());
        }
    }

    /** Writes what belongs to a checkpoint into the folder it is given. */
    interface Writer {
        void write(Path folder) throws IOException;
    }

    /**
     * @throws IllegalArgumentException when the model is there already, or an interrupted training
     *     of it that is not to be resumed; the text says what to do
     */
    public void requireFree() throws IOException {
        boolean interrupted = !isEmpty();
        if (resumes) return;
        if (Files.exists(model))
            throw new IllegalArgumentException(
                    "%s exists already and is not overwritten; give another name, or remove it"
                            .formatted(model));
        if (interrupted)
            throw new IllegalArgumentException(
                    "A training of %s was interrupted; resume=true goes on with it. To begin anew give another name, or remove %s"
                            .formatted(model, folder));
    }

    /**
     * What to go on from.
     *
     * @throws IllegalArgumentException when the model is finished
     */
    Optional<Path> toResume() throws IOException {
        Optional<Path> newest = resumes ? newest() : Optional.empty();
        if (resumes && newest.isEmpty() && Files.exists(model))
            throw new IllegalArgumentException(
                    "%s is finished, there is nothing to resume; give another name to train a new model"
                            .formatted(model));
        return newest;
    }

    boolean isEmpty() throws IOException {
        return newest().isEmpty();
    }

    void write(long step, Properties state, Writer variables) throws IOException {
        Files.createDirectories(folder);
        Path written = folder.resolve("unfinished");
        delete(written);
        Files.createDirectory(written);
        variables.write(written);
        try (OutputStream out = Files.newOutputStream(written.resolve(STATE))) {
            state.store(out, "Mulligan training state");
        }
        Path target = folder.resolve(TrainingPlan.CHECKPOINT + "%09d".formatted(step));
        delete(target);
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        List<Path> all = all();
        for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) delete(old);
    }

    /** The folder of the newest checkpoint. */
    Optional<Path> newest() throws IOException {
        List<Path> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    static Properties state(Path checkpoint) throws IOException {
        Properties state = new Properties();
        try (InputStream in = Files.newInputStream(checkpoint.resolve(STATE))) {
            state.load(in);
        }
        return state;
    }

    private List<Path> all() throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file ->
                                    file.getFileName()
                                            .toString()
                                            .startsWith(TrainingPlan.CHECKPOINT))
                    .sorted()
                    .toList();
        }
    }

    /** Removes everything. */
    void delete() throws IOException {
        delete(folder);
    }

    public static void delete(Path tree) throws IOException {
        WholeFiles.delete(tree);
    }
}
