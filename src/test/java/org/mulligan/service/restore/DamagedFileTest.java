package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.plane.Damage;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.Reading;
import org.mulligan.image.zarr.ZarrFormat;
import org.mulligan.predict.BoxEngine;
import org.mulligan.service.convert.Converting;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

/** Files of which a strip, a tile or a chunk cannot be read, and the rest is wanted. */
class DamagedFileTest {
    private static final int WIDTH = 1100;
    private static final int HEIGHT = 700;

    @TempDir private Path folder;
    private final List<String> log = new ArrayList<>();

    private final Progress progress =
            new Progress() {
                @Override
                public void warn(String line) {
                    log.add(line);
                }
            };

    private static ImagePlus image() {
        Random random = new Random(1);
        ShortProcessor pixels = new ShortProcessor(WIDTH, HEIGHT);
        for (int i = 0; i < WIDTH * HEIGHT; i++) pixels.set(i, 1000 + random.nextInt(500));
        return new ImagePlus("cells", pixels);
    }

    /** The piece at the upper left is damaged. */
    private Path damaged(String name) throws IOException {
        Path file = folder.resolve(name);
        new Converting(image(), Progress.SILENT).to(file, new ZarrFormat("0.5", 512, 0));
        Path bytes = name.endsWith(".zarr") ? file.resolve("0/c/0/0/0/0/0") : file;
        try (RandomAccessFile stored = new RandomAccessFile(bytes.toFile(), "rw")) {
            stored.seek(1000);
            stored.write(new byte[3000]);
        }
        return file;
    }

    private static String piece(String name) {
        return name.endsWith(".zarr")
                ? "chunk [0, 0, 0, 0, 0] (0/c/0/0/0/0/0)"
                : "tile 1 of page 1 of " + name;
    }

    private static void assertRest(Pixels found) {
        Pixels expected = Pixels.of(image().getProcessor());
        for (int y = 0; y < HEIGHT; y++)
            assertThat(found.part(512, y, WIDTH - 512, 1))
                    .isEqualTo(expected.part(512, y, WIDTH - 512, 1));
        assertThat(found.part(0, 512, 512, 100)).isEqualTo(expected.part(0, 512, 512, 100));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a.ome.tif", "a.ome.zarr"})
    void areReadButForWhatIsDamagedWhichIsNamed(String name) throws IOException {
        Path file = damaged(name);
        for (Reading reading :
                List.of(new Reading(0, 0), new Reading(Long.MAX_VALUE, Long.MAX_VALUE))) {
            assertThatThrownBy(() -> read(ImageFiles.open(file, reading)))
                    .isInstanceOf(Exception.class)
                    .hasMessageContaining(piece(name).replace(" of a.ome.tif", ""));
            ImagePlus image = ImageFiles.open(file, reading.skipping(true));
            Pixels pixels = read(image);
            assertRest(pixels);
            assertThat(pixels.part(0, 0, 512, 512)).containsOnly(0);
            assertThat(Damage.of(image).orElseThrow().notes())
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("Damaged: " + piece(name) + ": "))
                    .anyMatch(line -> line.startsWith("WARNING: 1 damaged piece could not"));
        }
    }

    private static Pixels read(ImagePlus image) throws IOException {
        Pixels pixels = new ImagePlusPlanes(image).read(0);
        return new Pixels.Floats(pixels.all(), WIDTH, HEIGHT);
    }

    @Test
    void ofOneThatIsCutShortWhatIsThereIsRead() throws IOException {
        Path file = folder.resolve("cut.tif");
        IJ.saveAsTiff(image(), file.toString());
        long size = Files.size(file);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(size - 100);
        }
        assertThatThrownBy(() -> ImageFiles.open(file, Reading.byPart()))
                .hasMessageContaining("it is truncated");
        ImagePlus image = ImageFiles.open(file, Reading.byPart().skipping(true));
        read(image);
        assertThat(Damage.of(image).orElseThrow().notes())
                .anyMatch(line -> line.startsWith("Damaged: strip 1 of page 1 of cut.tif: "));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a.ome.tif", "a.ome.zarr"})
    void areRestoredAndTheResultSaysWhatIsNoImage(String name) throws IOException {
        Path file = damaged(name);
        RestoreSettings settings = LargeHost.settings(BitDepth.SAME);
        Path usual = folder.resolve("usual.tif");
        BoxEngine engine = new BoxEngine(2);
        assertThatThrownBy(() -> restore(new Reading(0, 0), file, settings, engine, usual))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(piece(name).replace(" of a.ome.tif", ""));
        Path target = folder.resolve("b.tif");
        restore(new Reading(0, 0).skipping(true), file, settings, engine, target);
        assertThat(log).anyMatch(line -> line.startsWith("Damaged: " + piece(name)));
        ImagePlus result = ImageFiles.open(target);
        assertThat(result.getInfoProperty())
                .contains("WARNING: 1 damaged piece could not be read")
                .contains("Damaged: " + piece(name));
        // As of an image that has zeros there.
        ImagePlus black = image();
        black.setRoi(0, 0, 512, 512);
        black.getProcessor().setValue(0);
        black.getProcessor().fill();
        black.deleteRoi();
        Path whole = folder.resolve("whole-" + name);
        new Converting(black, Progress.SILENT).to(whole, ZarrFormat.USUAL);
        Path expected = folder.resolve("expected.tif");
        restore(new Reading(0, 0), whole, settings, engine, expected);
        assertThat(result.getProcessor().getPixels())
                .isEqualTo(ImageFiles.open(expected).getProcessor().getPixels());
    }

    private void restore(
            Reading reading, Path file, RestoreSettings settings, BoxEngine engine, Path target)
            throws IOException {
        RestoreJob job = new RestoreJob(ImageFiles.open(file, reading), settings, progress);
        job.blocksFrom(0);
        job.toFile(engine.loaded(), target);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a.ome.tif", "a.ome.zarr"})
    void areConvertedToWhatSaysItInItsInfo(String name) throws IOException {
        Path file = damaged(name);
        Path target = folder.resolve("b.tif");
        new Converting(ImageFiles.open(file, new Reading(0, 0).skipping(true)), progress)
                .to(target, ZarrFormat.USUAL);
        ImagePlus result = ImageFiles.open(target);
        assertRest(Pixels.of(result.getProcessor()));
        assertThat(result.getInfoProperty())
                .contains("[Mulligan]\nWARNING: 1 damaged piece could not be read")
                .contains("Damaged: " + piece(name));
        assertThat(log).anyMatch(line -> line.startsWith("Damaged: " + piece(name)));
    }

    @Test
    void oneThatIsWholeIsWhatItIs() throws IOException {
        Path file = folder.resolve("whole.ome.tif");
        new Converting(image(), Progress.SILENT).to(file, ZarrFormat.USUAL);
        Path target = folder.resolve("b.tif");
        new Converting(ImageFiles.open(file, new Reading(0, 0).skipping(true)), progress)
                .to(target, ZarrFormat.USUAL);
        assertThat(ImageFiles.open(target).getInfoProperty())
                .isEqualTo(ImageFiles.open(file).getInfoProperty());
        assertThat(log).noneMatch(line -> line.contains("amaged"));
    }
}
