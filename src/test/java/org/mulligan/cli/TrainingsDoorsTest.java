package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.FakeMulligan;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;

/** Listing, resuming and removing interrupted trainings from the command line and a macro. */
class TrainingsDoorsTest {
    /**
     * Trains until the engine dies after the checkpoint of step 40, and to the end when resumed.
     */
    public static class Interrupted extends FakeMulligan {
        static TrainingPlan seen;

        @Override
        public Path modelPath(String nameOrPath) {
            return Path.of(nameOrPath);
        }

        @Override
        public TrainingReport train(TrainingPlan how, TrainingListener listener) {
            seen = how;
            try {
                if (how.resume()) {
                    org.mulligan.disk.WholeFiles.delete(how.checkpointFolder());
                    return super.train(how, listener);
                }
                Files.createDirectories(how.checkpointFolder().resolve("step-000000040"));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            throw new IllegalArgumentException("The engine died");
        }

        /** A context in which this is the service. */
        static org.scijava.Context begin() {
            return new org.scijava.Context(
                    java.util.List.of(
                            Interrupted.class,
                            org.scijava.command.CommandService.class,
                            org.mulligan.door.WatcherService.class,
                            org.scijava.log.LogService.class));
        }
    }

    @TempDir private Path folder;
    @RegisterExtension private final Doors doors = new Doors(Interrupted::begin);

    @BeforeEach
    void start() throws IOException {
        doors.modelsIn(folder.resolve("models"));
        doors.put("@", folder + "/");
        Files.createDirectories(folder.resolve("clean"));
    }

    private void begin(String name) {
        assertThat(
                        doors.run(
                                "train-denoiser --clean @clean --name @%s --steps 77 --filters 12 --seed 5"
                                        .formatted(name)))
                .isOne();
        assertThat(doors.err()).contains("The engine died");
    }

    @Test
    void whatWasInterruptedGoesOnWithAllThatItWasStartedWith() {
        begin("mine.zip");
        TrainingPlan begun = Interrupted.seen;
        doors.succeeds("trainings");
        assertThat(doors.out())
                .matches("(?s)mine: step 40, begun 20.*, last saved 20.*, .*mine\\.zip\\s*");
        doors.succeeds("trainings --resume mine");
        assertThat(doors.out()).contains("PSNR 33.3 dB", "mine.zip");
        assertThat(Interrupted.seen).isEqualTo(begun.resumed());
        assertThat(begun.schedule().steps()).isEqualTo(77);
        doors.succeeds("trainings");
        assertThat(doors.out()).startsWith("No training was interrupted");
    }

    /** It may be resumed from another folder. */
    @Test
    void pathsOfModelsMeanTheSameFromAnyFolder() {
        assertThat(
                        doors.run(
                                "train-denoiser --clean @clean --name @mine.zip --steps 77 --filters 12 --teacher models/general"))
                .isOne();
        TrainingPlan begun = Interrupted.seen;
        doors.succeeds("trainings --resume mine");
        assertThat(Interrupted.seen.generator().teacher())
                .hasValue(Path.of("models/general").toAbsolutePath());
        assertThat(Interrupted.seen.generator().filters()).isEqualTo(begun.generator().filters());
    }

    /** A second training of the name is refused, but not before its settings are noted. */
    @Test
    void aSecondStartDoesNotChangeWhatIsResumed() {
        begin("mine.zip");
        TrainingPlan begun = Interrupted.seen;
        assertThat(doors.run("train-denoiser --clean @clean --name @mine.zip --steps 9")).isOne();
        doors.succeeds("trainings --resume mine");
        assertThat(Interrupted.seen).isEqualTo(begun.resumed());
    }

    @Test
    void removesAlikeFromEachDoor() {
        begin("one.zip");
        begin("two.zip");
        doors.succeeds("trainings --remove one");
        assertThat(doors.out()).contains("Removed the training of " + folder.resolve("one.zip"));
        doors.macro("ListTrainings", "remove=two");
        assertThat(folder.resolve(".one.zip.training")).doesNotExist();
        assertThat(folder.resolve(".two.zip.training")).doesNotExist();
        doors.succeeds("trainings");
        assertThat(doors.out()).startsWith("No training was interrupted");
    }

    @Test
    void twoOfOneNameAreToldApartByTheirPath() throws IOException {
        Files.createDirectories(folder.resolve("a"));
        Files.createDirectories(folder.resolve("b"));
        begin("a/mine.zip");
        begin("b/mine.zip");
        assertThat(doors.run("trainings --remove mine")).isOne();
        assertThat(doors.err())
                .contains("several trainings of mine", folder.resolve("a/mine.zip").toString());
        doors.succeeds("trainings --remove @a/mine.zip");
        doors.succeeds("trainings --remove mine");
    }

    @Test
    void saysWhatThereIs() {
        assertThat(doors.run("trainings --resume mine")).isOne();
        assertThat(doors.err()).contains("no interrupted training of mine; there is none at all");
        begin("other.zip");
        assertThat(doors.run("trainings --resume mine")).isOne();
        assertThat(doors.err()).contains("there are: other");
        assertThat(doors.run("trainings --resume other --remove other")).isOne();
        assertThat(doors.err()).contains("resume and remove exclude each other");
    }

    @Test
    void oneThatIsUnderWayStays() throws IOException {
        begin("mine.zip");
        Path training = folder.resolve(".mine.zip.training");
        try (FileChannel channel =
                        FileChannel.open(
                                training.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            doors.succeeds("trainings");
            assertThat(doors.out()).contains(", under way, ");
            assertThat(doors.run("trainings --remove mine")).isOne();
            assertThat(doors.err()).contains("is under way; end it first");
        }
        assertThat(training.resolve("step-000000040")).exists();
    }

    /** A folder of models that cannot be written costs the list, not the training. */
    @Test
    void aNoteThatCannotBeWrittenStopsNoTraining() throws IOException {
        Files.createDirectories(folder.resolve("models"));
        Files.writeString(folder.resolve("models/.trainings"), "a file");
        begin("mine.zip");
        assertThat(doors.err()).contains("The list of trainings will not have this one");
        assertThat(Interrupted.seen.schedule().steps()).isEqualTo(77);
    }

    /** Somebody else's file in the folder, or half of one of ours, costs no other training. */
    @Test
    void aNoteThatCannotBeReadIsLeftOut() throws IOException {
        begin("mine.zip");
        Path notes = folder.resolve("models/.trainings");
        Files.writeString(notes.resolve("half.properties"), "model=\\u12");
        Properties none = new Properties();
        try (var out = Files.newOutputStream(notes.resolve("none.properties"))) {
            none.store(out, null);
        }
        doors.succeeds("trainings");
        assertThat(doors.out().lines()).hasSize(1);
        try (Stream<Path> left = Files.list(notes)) {
            assertThat(left).hasSize(3);
        }
    }
}
