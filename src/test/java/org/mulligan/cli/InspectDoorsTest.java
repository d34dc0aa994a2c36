package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The noise of images, by a macro and from the command line. */
class InspectDoorsTest {
    private static final int SIDE = 160;

    @TempDir private Path folder;
    @RegisterExtension private final Doors doors = new Doors();

    @BeforeEach
    void nameFiles() throws IOException {
        doors.put("@", folder + "/");
        Files.createDirectories(folder.resolve("in"));
        save(ramp(1), "in/first.tif");
        save(ramp(2), "in/second.tif");
        ResultsTable.getResultsTable().reset();
    }

    /** Light that grows from 0 to 200 photons; 5 counts a photon, an offset of 100. */
    private static ImagePlus ramp(long seed) {
        Random random = new Random(seed);
        short[] values = new short[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            double photons = 200.0 * (i % SIDE) / SIDE;
            double noisy = photons + Math.sqrt(photons + 4) * random.nextGaussian();
            values[i] = (short) Math.max(0, Math.round(100 + 5 * noisy));
        }
        return new ImagePlus("ramp", new ShortProcessor(SIDE, SIDE, values, null));
    }

    private void save(ImagePlus image, String name) {
        IJ.saveAsTiff(image, folder.resolve(name).toString());
    }

    /** What it says, and that it fails. */
    private String fails(String line) {
        assertThat(doors.run(line)).isEqualTo(1);
        return doors.err();
    }

    @Test
    void measuresAlikeFromEachDoor() throws IOException {
        String said = doors.succeeds("inspect --input @in/first.tif --output @one");
        assertThat(said.lines().toList().get(0)).isEqualTo("first.tif");
        assertThat(said)
                .containsPattern("(?m)^Width \\[px] +160$")
                .containsPattern("(?m)^Gain \\[counts/photon] +[45]\\.")
                .contains("first.tif: The noise is that of each pixel by itself, with about ")
                .endsWith(folder + "/one/inspect.csv\n");
        ImagePlus plot =
                doors.macro(
                        "Inspect",
                        IJ.openImage(folder.resolve("in/first.tif").toString()),
                        "output=@two");
        for (String file : List.of("inspect.csv", "first-autocorrelation.png"))
            assertThat(Files.readAllBytes(folder.resolve("two/" + file)))
                    .isEqualTo(Files.readAllBytes(folder.resolve("one/" + file)));
        ResultsTable table = ResultsTable.getResultsTable();
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.getStringValue("Image", 0)).isEqualTo("first.tif");
        assertThat(table.getValue("Gain [counts/photon]", 0)).isBetween(4.0, 6.0);
        assertThat(plot.getTitle()).isEqualTo("Photon transfer of first.tif");
    }

    @Test
    void aFolderIsWorkedOnToItsEnd() throws IOException {
        save(new ImagePlus("colours", new ColorProcessor(80, 80)), "in/colours.tif");
        String said = fails("inspect --input @in --output @out");
        assertThat(said)
                .contains("1 of 3 images were not inspected: ")
                .contains("colours.tif", "Image > Type > 8-bit");
        List<String> table = Files.readAllLines(folder.resolve("out/inspect.csv"));
        assertThat(table).hasSize(3);
        assertThat(table.get(0)).startsWith("Image,Channel,Width [px],").endsWith(",Found,Advice");
        assertThat(table.get(1)).startsWith("first.tif,1,160,160,1,1,16,");
        assertThat(table.get(2)).startsWith("second.tif,1,160,160,1,1,16,");
        assertThat(
                        ImageIO.read(folder.resolve("out/second-photon-transfer.png").toFile())
                                .getWidth())
                .isGreaterThan(300);
    }

    @Test
    void theMacroInspectsAFolderImageByImage() throws Exception {
        String said =
                Doors.macroFile(
                        folder,
                        "macros/inspect-folder.ijm",
                        folder.resolve("in") + ";" + folder.resolve("list.csv"));
        assertThat(said).contains("2 images, 2 of them with noise of each pixel by itself");
        List<String> list = Files.readAllLines(folder.resolve("list.csv"));
        assertThat(list.get(0)).isEqualTo("image,gain,correlation x,correlation y");
        assertThat(list.get(1)).matches("first\\.tif,[45]\\.\\d+,-?0\\.\\d+,-?0\\.\\d+");
        assertThat(list).hasSize(3);
    }

    /** Two files of one name, as a raw image and its export beside it. */
    @Test
    void filesOfOneStemKeepTheirPlots() throws IOException {
        ImagePlus export = ramp(3);
        IJ.run(export, "8-bit", "");
        IJ.saveAs(export, "png", folder.resolve("in/first.png").toString());
        doors.succeeds("inspect --input @in --output @out");
        assertThat(Files.readAllLines(folder.resolve("out/inspect.csv"))).hasSize(4);
        for (String stem : List.of("first", "first-tif", "second"))
            assertThat(folder.resolve("out/" + stem + "-autocorrelation.png")).isRegularFile();
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        doors.succeeds("inspect --input @in --output @out");
        byte[] before = Files.readAllBytes(folder.resolve("out/inspect.csv"));
        assertThat(fails("inspect --input @in/first.tif --output @out"))
                .contains("inspect.csv", "name another folder");
        assertThat(Files.readAllBytes(folder.resolve("out/inspect.csv"))).isEqualTo(before);
    }

    @Test
    void whatIsNoInputIsNamed() throws IOException {
        assertThat(fails("inspect --input @missing.tif")).contains("missing.tif");
        Files.createDirectories(folder.resolve("empty"));
        assertThat(fails("inspect --input @empty"))
                .contains("empty holds no image that ImageJ opens");
        save(new ImagePlus("tiny", new ShortProcessor(5, 5)), "tiny.tif");
        assertThat(doors.succeeds("inspect --input @tiny.tif")).contains("All pixels are 0:");
    }
}
