package org.mulligan.service.training;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.mulligan.disk.WholeFiles;
import org.mulligan.engine.TrainingPlan;

/**
 * The trainings that have not reached their end, wherever their models lie. What each was started
 * with is noted in the user's folder of models, so that nobody has to type it again.
 */
public final class StartedTrainings {
    private static final String SUFFIX = ".properties";
    private static final String INPUT = "input.";

    private final Path notes;

    /**
     * @param models the user's folder of models
     */
    public StartedTrainings(Path models) {
        notes = models.resolve(".trainings");
    }

    /**
     * Notes what a training is started with. One that was interrupted keeps what it was begun with.
     *
     * @param command class name of the command
     * @param inputs of the command, by their keys in a macro
     */
    public void begin(Path model, String command, Map<String, String> inputs) throws IOException {
        Path note = note(model);
        if (Files.exists(note) && StartedTraining.checkpoint(model).isPresent()) return;
        Properties properties = new Properties();
        properties.setProperty("model", model.toAbsolutePath().toString());
        properties.setProperty("command", command);
        properties.setProperty("began", Instant.now().toString());
        inputs.forEach((key, value) -> properties.setProperty(INPUT + key, value));
        StringWriter text = new StringWriter();
        properties.store(text, "A training of Mulligan");
        Files.createDirectories(notes);
        WholeFiles.replace(note, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Forgets a training that can no longer be resumed; another stays. */
    public void forgetEnded(Path model) throws IOException {
        if (StartedTraining.checkpoint(model).isEmpty()) Files.deleteIfExists(note(model));
    }

    /** Those that can be resumed, the newest first. A note that cannot be read is left out. */
    public List<StartedTraining> all() throws IOException {
        if (!Files.isDirectory(notes)) return List.of();
        List<Path> files;
        try (Stream<Path> found = Files.list(notes)) {
            files = found.filter(file -> file.toString().endsWith(SUFFIX)).toList();
        }
        List<StartedTraining> all = new ArrayList<>();
        for (Path file : files)
            read(file)
                    .filter(started -> StartedTraining.checkpoint(started.model()).isPresent())
                    .ifPresent(all::add);
        all.sort(Comparator.comparing(StartedTraining::began).reversed());
        return all;
    }

    /**
     * @param name of the model, or its path
     * @throws IllegalArgumentException when there is none, or there are several; the text says
     *     which there are
     */
    public StartedTraining named(String name) throws IOException {
        List<StartedTraining> all = all();
        List<StartedTraining> found =
                all.stream()
                        .filter(
                                started ->
                                        started.name().equals(name)
                                                || started.model()
                                                        .equals(Path.of(name).toAbsolutePath()))
                        .toList();
        if (found.size() == 1) return found.get(0);
        List<String> names =
                (found.isEmpty() ? all : found)
                        .stream()
                                .map(one -> found.isEmpty() ? one.name() : one.model().toString())
                                .toList();
        throw new IllegalArgumentException(
                found.isEmpty()
                        ? "There is no interrupted training of %s; there %s"
                                .formatted(
                                        name,
                                        names.isEmpty()
                                                ? "is none at all"
                                                : "are: " + String.join(", ", names))
                        : "There are several trainings of %s; give the path of one: %s"
                                .formatted(name, String.join(", ", names)));
    }

    /**
     * Removes what a training has left to go on from, its figures and its preview. A model that it
     * has written stays.
     *
     * @throws IllegalArgumentException when it is under way
     */
    public void delete(StartedTraining training) throws IOException {
        if (training.isUnderWay())
            throw new IllegalArgumentException(
                    "The training of %s is under way; end it first".formatted(training.model()));
        WholeFiles.delete(TrainingPlan.checkpointFolder(training.model()));
        if (!Files.exists(training.model())) TrainingRecord.delete(training.model());
        Files.deleteIfExists(note(training.model()));
    }

    private static Optional<StartedTraining> read(Path file) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
            Map<String, String> inputs = new TreeMap<>();
            for (String key : properties.stringPropertyNames())
                if (key.startsWith(INPUT))
                    inputs.put(key.substring(INPUT.length()), properties.getProperty(key));
            return Optional.of(
                    new StartedTraining(
                            Path.of(properties.getProperty("model", "")),
                            properties.getProperty("command", ""),
                            inputs,
                            Instant.parse(properties.getProperty("began", ""))));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Models of one name may lie in several folders. */
    private Path note(Path model) {
        byte[] path = model.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
        return notes.resolve(UUID.nameUUIDFromBytes(path) + SUFFIX);
    }
}
