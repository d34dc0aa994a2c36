package org.mulligan.service.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Progress;
import org.mulligan.model.ModelFile;
import org.mulligan.predict.Generator;
import org.mulligan.predict.RowBuffers;
import org.mulligan.worker.SameProcessEngine;

class AugmentingTest {
    @TempDir private static Path folder;

    private static Engine engine;
    private static Path images;
    private static ModelFile model;

    @BeforeAll
    static void train() throws IOException {
        engine = new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));
        model =
                ModelFile.open(
                        BarsAndDiscs.train(
                                engine,
                                BarsAndDiscs.write(folder.resolve("training"), 30, 30),
                                true,
                                "mlp",
                                10,
                                folder.resolve("small")));
        images = BarsAndDiscs.write(folder.resolve("images"), 3, 1);
    }

    @AfterAll
    static void end() {
        engine.close();
    }

    private static List<String> run(
            Path from,
            Optional<String> classes,
            Optional<ModelFile> with,
            int count,
            boolean balance,
            boolean symmetries,
            Path output,
            Progress progress)
            throws IOException {
        return new Augmenting(
                        new AugmentPlan(
                                from,
                                classes,
                                with.map(ModelFile::name),
                                count,
                                balance,
                                symmetries,
                                7,
                                output),
                        with,
                        progress)
                .run(file -> new Generator(engine, new RowBuffers(engine), file));
    }

    private static List<String> files(Path of) throws IOException {
        try (Stream<Path> all = Files.walk(of)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> of.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void realFilesStayAndTheOthersAreInTheManifest() throws IOException {
        Path output = folder.resolve("all");
        List<String> said =
                run(
                        images,
                        Optional.empty(),
                        Optional.of(model),
                        2,
                        false,
                        true,
                        output,
                        Progress.SILENT);
        assertThat(said)
                .containsExactly(
                        "4 real, 28 symmetric and 4 synthetic images",
                        "class bar: 26",
                        "class disc: 10");
        List<String> files = files(output);
        assertThat(files).hasSize(37).contains("bar/b0-turn-90.tif", "manifest.csv");
        assertThat(Files.readAllBytes(output.resolve("bar/b0.tif")))
                .isEqualTo(Files.readAllBytes(images.resolve("bar/b0.tif")));
        List<String> manifest = Files.readAllLines(output.resolve("manifest.csv"));
        assertThat(manifest.stream().skip(1).map(line -> line.split(",")[0]).sorted().toList())
                .isEqualTo(files.stream().filter(file -> !file.equals("manifest.csv")).toList());
        assertThat(manifest)
                .contains(
                        "bar/b0.tif,bar,real,bar/b0.tif,,,,",
                        "bar/b0-mirror-x.tif,bar,symmetric,bar/b0.tif,mirror-x,,,",
                        "bar/small-bar-7.tif,bar,synthetic,,,small," + model.hash() + ",7",
                        "disc/small-disc-9.tif,disc,synthetic,,,small," + model.hash() + ",9");
        ImagePlus drawn = IJ.openImage(output.resolve("disc/small-disc-9.tif").toString());
        assertThat(drawn.getInfoProperty()).contains("Synthetic").contains("Seed: 9");
        assertThat(IJ.openImage(output.resolve("bar/b0-turn-90.tif").toString()).getInfoProperty())
                .contains("turned by 90 degrees clockwise")
                .contains("Source: bar/b0.tif");
    }

    @Test
    void balanceMakesAllClassesEquallyMany() throws IOException {
        List<String> said =
                run(
                        images,
                        Optional.empty(),
                        Optional.of(model),
                        0,
                        true,
                        false,
                        folder.resolve("balanced"),
                        Progress.SILENT);
        assertThat(said)
                .containsExactly(
                        "4 real, 0 symmetric and 2 synthetic images",
                        "class bar: 3",
                        "class disc: 3");
    }

    @Test
    void classesOfAFileAreWrittenForAll() throws IOException {
        Path flat = Files.createDirectories(folder.resolve("flat"));
        Files.copy(images.resolve("bar/b0.tif"), flat.resolve("one.tif"));
        Files.copy(images.resolve("disc/d3.tif"), flat.resolve("two.tif"));
        Path labels =
                Files.writeString(folder.resolve("labels.csv"), "one.tif,bar\ntwo.tif,disc\n");
        Path output = folder.resolve("flat-more");
        run(
                flat,
                Optional.of(labels.toString()),
                Optional.of(model),
                1,
                false,
                false,
                output,
                Progress.SILENT);
        assertThat(Files.readAllLines(output.resolve("classes.csv")))
                .containsExactly(
                        "name,class",
                        "one.tif,bar",
                        "two.tif,disc",
                        "small-bar-7.tif,bar",
                        "small-disc-8.tif,disc");
    }

    @Test
    void whatIsNotSquareKeepsItsShape() throws IOException {
        Path wide = Files.createDirectories(folder.resolve("wide"));
        new FileSaver(new ImagePlus("", new ByteProcessor(5, 3)))
                .saveAsTiff(wide.resolve("w.tif").toString());
        Path output = folder.resolve("wide-more");
        run(wide, Optional.empty(), Optional.empty(), 0, false, true, output, Progress.SILENT);
        assertThat(files(output))
                .containsExactly(
                        "manifest.csv",
                        "w-mirror-x.tif",
                        "w-mirror-y.tif",
                        "w-turn-180.tif",
                        "w.tif");
    }

    @Test
    void aStoppedRunLeavesNothing() throws IOException {
        Path place = Files.createDirectories(folder.resolve("stopped"));
        Progress impatient =
                new Progress() {
                    private int asked;

                    @Override
                    public boolean cancelled() {
                        return asked++ > 1;
                    }
                };
        assertThatThrownBy(
                        () ->
                                run(
                                        images,
                                        Optional.empty(),
                                        Optional.empty(),
                                        0,
                                        false,
                                        true,
                                        place.resolve("out"),
                                        impatient))
                .isInstanceOf(CancellationException.class);
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void twoFilesOfOneNameAreNamed() throws IOException {
        Path twins = Files.createDirectories(folder.resolve("twins"));
        Files.copy(images.resolve("bar/b0.tif"), twins.resolve("a.tif"));
        Files.copy(images.resolve("bar/b0.tif"), twins.resolve("a-mirror-x.tif"));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                run(
                                        twins,
                                        Optional.empty(),
                                        Optional.empty(),
                                        0,
                                        false,
                                        true,
                                        folder.resolve("twins-more"),
                                        Progress.SILENT))
                .withMessageContaining("a-mirror-x.tif would be written twice");
        assertThat(folder.resolve("twins-more")).doesNotExist();
    }

    @Test
    void wrongInputsAreNamed() throws IOException {
        Path rings = BarsAndDiscs.write(folder.resolve("rings"), 1, 1);
        Files.move(rings.resolve("disc"), rings.resolve("ring"));
        refused(rings, Optional.of(model), folder.resolve("x"), "[bar, disc]", "[bar, ring]");
        refused(images.resolve("bar"), Optional.of(model), folder.resolve("x"), "have none");
        ModelFile plain =
                ModelFile.open(
                        BarsAndDiscs.train(
                                engine,
                                folder.resolve("training"),
                                false,
                                "mlp",
                                12,
                                folder.resolve("plain")));
        refused(images, Optional.of(plain), folder.resolve("x"), "without a class");
        refused(folder.resolve("none"), Optional.empty(), folder.resolve("x"), "is not a folder");
        refused(images, Optional.empty(), images.resolve("inside"), "outside of it");
        assertThatThrownBy(
                        () ->
                                run(
                                        images,
                                        Optional.empty(),
                                        Optional.empty(),
                                        0,
                                        false,
                                        true,
                                        images,
                                        Progress.SILENT))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("exists already");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new AugmentPlan(
                                        images,
                                        Optional.empty(),
                                        Optional.empty(),
                                        0,
                                        false,
                                        false,
                                        1,
                                        folder))
                .withMessageContaining("Nothing is to be added");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new AugmentPlan(
                                        images,
                                        Optional.empty(),
                                        Optional.of("m"),
                                        0,
                                        false,
                                        true,
                                        1,
                                        folder))
                .withMessageContaining("Give count");
    }

    private static void refused(Path from, Optional<ModelFile> with, Path output, String... words) {
        var refusal =
                assertThatIllegalArgumentException()
                        .isThrownBy(
                                () ->
                                        run(
                                                from,
                                                Optional.empty(),
                                                with,
                                                with.isPresent() ? 1 : 0,
                                                false,
                                                true,
                                                output,
                                                Progress.SILENT));
        for (String word : words) refusal.withMessageContaining(word);
    }
}
