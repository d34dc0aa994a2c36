package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageCut;
import org.mulligan.image.io.OddFiles;
import org.mulligan.predict.BoxEngine;
import org.mulligan.service.report.Provenance;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

class FolderRestoringTest {
    @TempDir Path folder;
    private Path input;
    private Path output;
    private final BoxEngine engine = new BoxEngine(2);
    private final List<String> log = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private final Progress logging =
            new Progress() {
                @Override
                public void log(String line) {
                    log.add(line);
                }

                @Override
                public void result(String line) {
                    results.add(line);
                }
            };

    @BeforeEach
    void makeFolders() throws IOException {
        input = Files.createDirectory(folder.resolve("in"));
        output = folder.resolve("deep/out");
    }

    @Test
    void writesOneTiffPerImage() throws IOException {
        save("a.png", 3);
        save("b.tif", 5);
        Files.writeString(input.resolve("notes.txt"), "no image");
        Files.writeString(input.resolve(".hidden.tif"), "no image");
        List<Path> written = run();
        assertThat(written).containsExactly(output.resolve("a.tif"), output.resolve("b.tif"));
        assertThat(log)
                .contains("Left out, no image that ImageJ opens: " + input.resolve("notes.txt"));
        ImagePlus b = IJ.openImage(written.get(1).toString());
        assertThat(b.getProcessor().getPixels())
                .isEqualTo(
                        denoised(IJ.openImage(input.resolve("b.tif").toString()))
                                .getProcessor()
                                .getPixels());
        assertThat(b.getInfoProperty()).contains("Source: b.tif");
    }

    @Test
    void saysOfThirtyImagesTheirFilesAndTheTotalsAndLogsTheRest() throws IOException {
        for (int i = 0; i < 30; i++) save("%02d.tif".formatted(i), 3);
        List<Path> written = run();
        assertThat(results).isEqualTo(written.stream().map(Path::toString).toList());
        assertThat(log).hasSize(3);
        assertThat(log.get(0).split(" {2,}"))
                .containsExactly(
                        "images", "restored", "kept", "left out", "with warnings", "seconds");
        assertThat(log.get(1).split(" {2,}")).startsWith("30", "30", "0", "0", "0");
        assertThat(log.get(2)).isEqualTo("Details: " + output.resolve("mulligan.log"));
        List<String> details = Files.readAllLines(output.resolve("mulligan.log"));
        assertThat(details).contains("30 of 30: " + input.resolve("29.tif"));
        assertThat(details).filteredOn(line -> line.startsWith("Plan: ")).hasSize(30);
        run();
        assertThat(Files.readAllLines(output.resolve("mulligan.log"))).startsWith(details.get(0));
        assertThat(log.get(log.size() - 2).split(" {2,}")).startsWith("30", "0", "30", "0");
    }

    @Test
    void saysOnceWhatIsToBeSaidOfManyImages() throws IOException {
        for (int i = 0; i < 7; i++) {
            byte[] pixels = new byte[437];
            for (int k = 0; k < 437; k++) pixels[k] = (byte) (k * k % (31 + i) - 15);
            Map<Integer, Integer> tags = Map.of(258, 8, 262, 1, 277, 1, 339, 2);
            OddFiles.tiff(input.resolve(i + ".tif"), 19, 23, pixels, tags);
        }
        for (int i = 0; i < 3; i++) save("flat" + i + ".tif", 0);
        assertThatThrownBy(this::run)
                .hasMessageContaining("3 of 10 images were not restored")
                .hasMessageContaining(
                        "3 images (flat0.tif, flat1.tif, flat2.tif): The image is constant");
        assertThat(log.get(0))
                .startsWith(
                        "7 images (0.tif, 1.tif, 2.tif, 3.tif, 4.tif, ...): Signed pixels of 8 bit");
        assertThat(Files.readAllLines(output.resolve("mulligan.log")))
                .filteredOn(line -> line.contains("Warning: 6.tif: Signed pixels of 8 bit"))
                .hasSize(1);
    }

    @Test
    void namesResultsOfOmeTiffAsWhatTheyAreAndKeepsTheText() throws IOException {
        String ome =
                "<OME><Image><Pixels DimensionOrder=\"XYZCT\" SizeX=\"19\" SizeY=\"23\" SizeC=\"2\" SizeZ=\"2\" SizeT=\"1\" PhysicalSizeX=\"130\" PhysicalSizeXUnit=\"nm\"/></Image></OME>";
        OddFiles.Page[] pages = new OddFiles.Page[4];
        for (int i = 0; i < 4; i++) {
            byte[] pixels = new byte[437];
            for (int k = 0; k < 437; k++) pixels[k] = (byte) (k * k % (31 + 20 * i));
            pages[i] =
                    new OddFiles.Page(
                            19,
                            23,
                            pixels,
                            Map.of(258, 8, 262, 1, 277, 1, 259, 1),
                            i == 0 ? ome : "");
        }
        OddFiles.pages(input.resolve("cells.ome.tif"), pages);
        assertThat(run()).containsExactly(output.resolve("cells.tif"));
        ImagePlus result = IJ.openImage(output.resolve("cells.tif").toString());
        assertThat(result.getNChannels()).isEqualTo(2);
        assertThat(result.getNSlices()).isEqualTo(2);
        assertThat(result.getCalibration().pixelWidth).isCloseTo(0.13, within(1e-7));
        assertThat(result.getCalibration().getUnit()).isEqualTo("\u00b5m");
        assertThat(result.getInfoProperty()).contains(ome).contains("[Mulligan]");
        assertThat(result.getOriginalFileInfo().description).startsWith("ImageJ=");
        assertThat(log.get(0))
                .startsWith("cells.ome.tif: Axes by its OME-XML")
                .contains("2 x 2 x 1");
    }

    @Test
    void namesWhatItLeftOutAndWritesTheRest() throws IOException {
        save("a.tif", 3);
        save("flat.tif", 0);
        Files.write(input.resolve("broken.tif"), new byte[] {'I', 'I', 42, 0, 9, 9, 9, 9, 0});
        assertThatThrownBy(this::run)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2 of 3 images were not restored")
                .hasMessageContaining("broken.tif cannot be opened")
                .hasMessageContaining("flat.tif: The image is constant");
        assertThat(output.toFile().list()).containsExactlyInAnyOrder("a.tif", "mulligan.log");
    }

    @Test
    void goesOnAfterAFileWhateverIsThrown() throws IOException {
        for (String name : List.of("a.tif", "b.tif", "c.tif", "d.tif")) save(name, 3);
        Files.write(input.resolve("e.czi"), "ZISRAWFILE".getBytes(StandardCharsets.US_ASCII));
        Files.write(input.resolve("f.tif"), new byte[] {'I', 'I', 43, 0, 8, 0, 0, 0, 0, 0, 0, 0});
        FolderRestoring all =
                new FolderRestoring(input, output, false, ImageCut.WHOLE, made(), logging);
        assertThatThrownBy(
                        () ->
                                all.run(
                                        (noisy, target, part) -> {
                                            if (noisy.getTitle().equals("b.tif"))
                                                throw new NullPointerException();
                                            if (noisy.getTitle().equals("c.tif"))
                                                throw new OutOfMemoryError();
                                            return restore(noisy, target, part);
                                        },
                                        logging))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("4 of 6 images were not restored")
                .hasMessageContaining("b.tif: it failed in a way that nobody foresaw")
                .hasMessageContaining("NullPointerException")
                .hasMessageContaining("c.tif: it does not fit into memory")
                .hasMessageContaining("e.czi: it has a format of its own (Zeiss)")
                .hasMessageContaining("f.tif cannot be opened")
                .hasMessageContaining("it is truncated, 12 bytes long")
                .hasMessageContaining("Bio-Formats");
        assertThat(output.toFile().list())
                .containsExactlyInAnyOrder("a.tif", "d.tif", "mulligan.log");
    }

    @Test
    void goesOnWhereItWasInterrupted() throws IOException {
        for (String name : List.of("a.tif", "b.tif")) save(name, 3);
        run();
        Files.delete(output.resolve("b.tif"));
        FileTime before = Files.getLastModifiedTime(output.resolve("a.tif"));
        save("c.png", 5);
        assertThat(run()).containsExactly(output.resolve("b.tif"), output.resolve("c.tif"));
        assertThat(Files.getLastModifiedTime(output.resolve("a.tif"))).isEqualTo(before);
        assertThat(log)
                .contains(
                        "Skipped, as their results are there, whole: 1 of 3 images, the first is "
                                + output.resolve("a.tif"));
        assertThat(run()).isEmpty();
    }

    @Test
    void takesNoOtherFileForAResult() throws IOException {
        save("a.tif", 3);
        run();
        Path result = output.resolve("a.tif");
        byte[] whole = Files.readAllBytes(result);
        List<String> other = Provenance.made(engine.model(), "another", 0);
        assertThatThrownBy(
                        () ->
                                new FolderRestoring(
                                        input, output, false, ImageCut.WHOLE, other, logging))
                .hasMessageContaining("a.tif: it exists already");
        Files.write(result, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(this::run).hasMessageContaining("a.tif: it exists already");
        assertThat(Files.size(result)).isEqualTo(whole.length - 1);
        Files.copy(input.resolve("a.tif"), result, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(this::run).hasMessageContaining("a.tif: it exists already");
    }

    /** As tifffile writes an array of 3 x height x width: ImageJ names the planes by colours. */
    @Test
    void restoresThreeGreyPlanesOfSixteenBit() throws IOException {
        ImageStack colours = new ImageStack(19, 23);
        for (String name : List.of("Red", "Green", "Blue")) {
            ShortProcessor plane = new ShortProcessor(19, 23);
            for (int i = 0; i < 437; i++) plane.set(i, i * (i + name.length()) % 3001);
            colours.addSlice(name, plane);
        }
        ImagePlus plain = new ImagePlus("b.tif", colours);
        plain.setDimensions(3, 1, 1);
        Path target = folder.resolve("rgb.tif");
        restore(new CompositeImage(plain, IJ.COMPOSITE), target, logging);
        ImagePlus restored = IJ.openImage(target.toString());
        assertThat(restored.getNChannels()).isEqualTo(3);
        assertThat(restored.getStack().getSliceLabel(3)).isEqualTo("Blue");
        assertThat(restored.getStack().getProcessor(3).getPixels())
                .isEqualTo(denoised(plain).getStack().getProcessor(3).getPixels());
    }

    @Test
    void goesOnWithTheNextImageAfterADeathOfTheEngine() throws IOException {
        for (String name : List.of("a.tif", "b.tif", "c.tif")) save(name, 3);
        engine.deaths = Set.of(1);
        assertThatThrownBy(this::run)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1 of 3 images were not restored")
                .hasMessageContaining("a.tif: The engine was ended");
        assertThat(output.toFile().list())
                .containsExactlyInAnyOrder("b.tif", "c.tif", "mulligan.log");
    }

    @Test
    void stopsWhenTheEngineDiesTwiceInARow() throws IOException {
        for (String name : List.of("a.tif", "b.tif", "c.tif")) save(name, 3);
        engine.deaths = Set.of(2, 3);
        assertThatThrownBy(this::run).isInstanceOf(EngineException.class);
        assertThat(output.toFile().list()).containsExactlyInAnyOrder("a.tif", "mulligan.log");
    }

    @Test
    void refusesBeforeItWorks() throws IOException {
        assertThatThrownBy(this::run).hasMessageContaining("holds no image");
        save("a.png", 3);
        save("a.tif", 4);
        assertThatThrownBy(this::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.png and a.tif would both be written");
        Files.delete(input.resolve("a.png"));
        for (Path inside : List.of(input, input.resolve("out"), input.resolve("x/../y")))
            assertThatThrownBy(
                            () ->
                                    new FolderRestoring(
                                            input, inside, false, ImageCut.WHOLE, made(), logging))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("lies in the input folder");
        Files.createDirectories(output);
        Files.writeString(output.resolve("a.tif"), "mine");
        assertThatThrownBy(this::run)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.tif: it exists already");
        assertThat(output.resolve("a.tif")).hasContent("mine");
        assertThat(engine.runs).isZero();
    }

    @Test
    void leavesNoFolderWhenNothingWasWritten() throws IOException {
        save("flat.tif", 0);
        assertThatThrownBy(this::run).hasMessageContaining("1 of 1 images");
        assertThat(output).doesNotExist();
    }

    private void save(String name, int contrast) {
        ByteProcessor pixels = new ByteProcessor(19, 23);
        for (int i = 0; i < 437; i++) pixels.set(i, contrast * (i * i % 31));
        FileSaver saver = new FileSaver(new ImagePlus(name, pixels));
        String path = input.resolve(name).toString();
        if (name.endsWith("png")) saver.saveAsPng(path);
        else saver.saveAsTiff(path);
    }

    @Test
    void writesTheMapsBesideEachImage() throws IOException {
        save("a.png", 3);
        save("b.tif", 5);
        MappedRestoring mapped = new MappedRestoring(engine.loaded(), Optional.empty());
        List<TrustFigures> figures = new ArrayList<>();
        List<Path> written =
                new FolderRestoring(input, output, true, ImageCut.WHOLE, made(), logging)
                        .run(
                                (noisy, target, part) ->
                                        mapped.toFiles(
                                                new RestoreJob(noisy, settings(), part),
                                                target,
                                                figures::add),
                                logging);
        assertThat(written)
                .containsExactly(
                        output.resolve("a.tif"), output.resolve("a-maps.tif"),
                        output.resolve("b.tif"), output.resolve("b-maps.tif"));
        assertThat(IJ.openImage(written.get(3).toString()).getNChannels()).isEqualTo(3);
        assertThat(figures).extracting(TrustFigures::image).containsExactly("a.png", "b.tif");
    }

    @Test
    void keepsNeitherImageNorMapsWhenTheMapsFail() throws IOException {
        save("a.png", 3);
        ImagePlus noisy = IJ.openImage(input.resolve("a.png").toString());
        Progress impatient =
                new Progress() {
                    @Override
                    public boolean cancelled() {
                        return engine.runs > 3;
                    }
                };
        MappedRestoring mapped = new MappedRestoring(engine.loaded(), Optional.empty());
        Path target = input.resolve("new.tif");
        RestoreJob job = new RestoreJob(noisy, settings(), impatient);
        assertThatThrownBy(() -> mapped.toFiles(job, target, row -> {}))
                .isInstanceOf(CancellationException.class);
        assertThat(input.toFile().list()).containsExactly("a.png");
    }

    @Test
    void refusesAnImageThatIsNamedAsTheMapsOfAnother() throws IOException {
        save("a.png", 3);
        save("a-maps.png", 3);
        assertThatThrownBy(
                        () ->
                                new FolderRestoring(
                                        input, output, true, ImageCut.WHOLE, made(), logging))
                .hasMessageContaining("would both be written to " + output.resolve("a-maps.tif"));
    }

    private List<Path> run() throws IOException {
        return new FolderRestoring(input, output, false, ImageCut.WHOLE, made(), logging)
                .run(this::restore, logging);
    }

    private List<Path> restore(ImagePlus noisy, Path target, Progress part) throws IOException {
        new Restoring(engine.loaded(), settings(), part).toFile(noisy, target);
        return List.of(target);
    }

    private ImagePlus denoised(ImagePlus noisy) throws IOException {
        return new Restoring(engine.loaded(), settings(), logging).toMemory(noisy);
    }

    private List<String> made() {
        return Provenance.made(engine.model(), "abc", 0);
    }

    private static RestoreSettings settings() {
        return RestoreSettings.denoise(
                "box filter", 0, 0, Precision.AUTO, DeviceChoice.AUTO, BitDepth.SAME);
    }
}
