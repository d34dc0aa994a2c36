package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.FakeMulligan;
import org.mulligan.image.filter.GaussianBlur;

/** Filters ranked by a macro and from the command line; no model is installed. */
class CompareDoorsTest {
    private static final int SIDE = 160;

    @TempDir private Path folder;
    @RegisterExtension private final Doors doors = new Doors(FakeMulligan::start);

    @BeforeEach
    void nameFiles() throws IOException {
        doors.put("@", folder + "/");
        Files.createDirectories(folder.resolve("in"));
        save(image("smooth", shot(1, 0)), "in/smooth.tif");
        ResultsTable.getResultsTable().reset();
    }

    /** Waves of 20 to 180 photons; 5 counts a photon, an offset of 100. */
    private static short[] shot(long seed, double shared) {
        Random random = new Random(seed);
        float[] noise = new float[SIDE * SIDE];
        for (int i = 0; i < noise.length; i++) noise[i] = (float) random.nextGaussian();
        if (shared > 0) noise = GaussianBlur.blur(noise, SIDE, SIDE, shared);
        short[] values = new short[noise.length];
        for (int i = 0; i < values.length; i++) {
            double photons = 100 + 80 * Math.sin(i % SIDE * 0.1) * Math.cos(i / SIDE * 0.12);
            double noisy = photons + Math.sqrt(photons + 4) * noise[i];
            values[i] = (short) Math.max(0, Math.round(100 + 5 * noisy));
        }
        return values;
    }

    private static ImagePlus image(String title, short[]... planes) {
        ImageStack stack = new ImageStack(SIDE, SIDE);
        for (short[] plane : planes) stack.addSlice(new ShortProcessor(SIDE, SIDE, plane, null));
        return new ImagePlus(title, stack);
    }

    private void save(ImagePlus image, String name) {
        IJ.saveAsTiff(image, folder.resolve(name).toString());
    }

    private String fails(String line) {
        assertThat(doors.run(line)).isEqualTo(1);
        return doors.err();
    }

    @Test
    void ranksAlikeFromEachDoor() throws IOException {
        String said = doors.succeeds("compare --input @in/smooth.tif --output @one");
        assertThat(said)
                .contains("Gaussian, sigma ", "median, radius 2 px", "raw")
                .containsPattern(
                        "smooth.tif: Gaussian, sigma \\d\\.\\d\\d px is best, gain over raw 1");
        ImagePlus sheet =
                doors.macro(
                        "Compare",
                        IJ.openImage(folder.resolve("in/smooth.tif").toString()),
                        "output=@two");
        List<String> table = Files.readAllLines(folder.resolve("two/smooth-compare.csv"));
        assertThat(table.get(0)).startsWith("Image,Channel,Rank,Method,PSNR [dB],SE [dB],Gain");
        assertThat(table).hasSize(4);
        assertThat(table.get(1)).contains("\"Gaussian, sigma ");
        assertThat(table.get(3)).contains(",raw,").contains(",0.00,0.00,");
        ResultsTable results = ResultsTable.getResultsTable();
        assertThat(results.size()).isEqualTo(3);
        assertThat(results.getValue("Gain [dB]", 0)).isBetween(8.0, 20.0);
        assertThat(sheet.getTitle()).isEqualTo("smooth-compare");
        ImagePlus saved = IJ.openImage(folder.resolve("one/smooth-compare.tif").toString());
        assertThat((byte[]) saved.getProcessor().getPixels())
                .isEqualTo((byte[]) sheet.getProcessor().getPixels());
    }

    @Test
    void sharedNoiseNeedsASecondShot() {
        save(image("shared", shot(2, 0.6)), "shared.tif");
        assertThat(fails("compare --input @shared.tif"))
                .contains("noise that neighbouring pixels share", "second shot", "repeat");
        save(image("again", shot(3, 0.6)), "again.tif");
        assertThat(doors.succeeds("compare --input @shared.tif --repeat @again.tif"))
                .contains("a second shot of the field")
                .contains("shared.tif: Gaussian, sigma ");
        save(image("series", shot(2, 0.6), shot(3, 0.6), shot(4, 0.6)), "series.tif");
        ImagePlus series = IJ.openImage(folder.resolve("series.tif").toString());
        series.setDimensions(1, 1, 3);
        save(series, "series.tif");
        assertThat(doors.succeeds("compare --input @series.tif"))
                .contains("2 other shots of the field");
    }

    @Test
    void whatIsNoRepeatIsNamed() {
        assertThat(fails("compare --input @in/smooth.tif --repeat @in/smooth.tif"))
                .contains("copy", "pixel by pixel");
        short[] turned = new short[SIDE * SIDE];
        short[] shot = shot(5, 0);
        for (int i = 0; i < shot.length; i++) turned[i] = shot[i % SIDE * SIDE + i / SIDE];
        for (int i = 0; i < shot.length; i++) shot[i] = (short) (1500 - turned[i]);
        save(image("other", shot), "other.tif");
        assertThat(fails("compare --input @in/smooth.tif --repeat @other.tif"))
                .contains("shows something else", "r = ");
        save(new ImagePlus("small", new ShortProcessor(80, 80)), "small.tif");
        assertThat(fails("compare --input @in/smooth.tif --repeat @small.tif"))
                .contains("80 x 80 px", "160 x 160");
        save(image("copies", shot(1, 0), shot(1, 0)), "copies.tif");
        assertThat(fails("compare --input @copies.tif")).contains("copies", "Delete Slice");
    }

    @Test
    void whatCannotBeRankedIsSaidInWords() {
        save(image("flat", new short[SIDE * SIDE]), "flat.tif");
        assertThat(fails("compare --input @flat.tif")).contains("is flat: all pixels are 0");
        save(new ImagePlus("tiny", new ShortProcessor(20, 20)), "tiny.tif");
        assertThat(fails("compare --input @tiny.tif")).contains("20 x 20 px", "64 x 64");
        save(new ImagePlus("colours", new ColorProcessor(80, 80)), "colours.tif");
        assertThat(fails("compare --input @colours.tif")).contains("RGB", "Image > Type > 8-bit");
        short[] bright = shot(1, 0);
        for (int i = 0; i < bright.length; i++) bright[i] = (short) Math.min(600, bright[i]);
        save(image("bright", bright), "bright.tif");
        assertThat(fails("compare --input @bright.tif")).contains("saturated", "less light");
        short[] clean = new short[SIDE * SIDE];
        for (int i = 0; i < clean.length; i++)
            clean[i] = (short) Math.round(1000 + 400 * Math.sin(i % SIDE * 0.05));
        save(image("clean", clean), "clean.tif");
        assertThat(fails("compare --input @clean.tif")).contains("no noise of single pixels left");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aFolderIsWorkedOnToItsEndAndNothingIsOverwritten() throws IOException {
        save(image("flat", new short[SIDE * SIDE]), "in/flat.tif");
        assertThat(fails("compare --input @in --output @out"))
                .contains("1 of 2 images were not ranked", "flat.tif");
        byte[] before = Files.readAllBytes(folder.resolve("out/smooth-compare.csv"));
        assertThat(fails("compare --input @in/smooth.tif --output @out"))
                .contains("smooth-compare.tif", "not overwritten");
        assertThat(Files.readAllBytes(folder.resolve("out/smooth-compare.csv"))).isEqualTo(before);
    }
}
