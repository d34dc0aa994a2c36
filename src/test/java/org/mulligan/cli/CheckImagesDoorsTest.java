package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.Seeds;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.data.simulation.Simulator;

/** Ten simulated pairs with one fault each, by a macro and from the command line. */
class CheckImagesDoorsTest {
    private static final int SIDE = 128;

    /** Of the contact sheet. */
    private static final int RED = 0xe63c32;

    private static final int ORANGE = 0xf0aa28;

    /** Name and last column of a row. */
    private static final String MARKS = "^\\d+,(f\\d),.*?,(\"[^\"]*\"|[^,]*)$";

    @TempDir private Path folder;
    @RegisterExtension private final Doors doors = new Doors();

    @BeforeEach
    void savePairs() throws IOException {
        doors.put("@", folder + "/");
        for (String name : List.of("noisy", "clean")) Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < 10; i++) {
            float[] clean = field(i);
            pair(i, noisy(clean, i), clean);
        }
        ResultsTable.getResultsTable().reset();
    }

    private static float[] field(int number) {
        float[] clean = Simulator.simulate(number, 11, SIDE, SIDE);
        for (int i = 0; i < clean.length; i++) clean[i] *= 30;
        return clean;
    }

    private static float[] noisy(float[] clean, long seed) {
        return PoissonGaussian.count(clean, 1, Seeds.MEMBER.stream(3, seed));
    }

    private void pair(int number, float[] noisy, float[] clean) {
        save(noisy, "noisy/f" + number);
        save(clean, "clean/f" + number);
    }

    private void save(float[] values, String name) {
        ImagePlus image = new ImagePlus("image", new FloatProcessor(SIDE, SIDE, values));
        IJ.saveAsTiff(image, folder.resolve(name + ".tif").toString());
    }

    private static float[] shifted(float[] field, int right, int down) {
        float[] shifted = new float[field.length];
        for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++)
                shifted[y * SIDE + x] =
                        field[
                                Math.floorMod(y - down, SIDE) * SIDE
                                        + Math.floorMod(x - right, SIDE)];
        return shifted;
    }

    private void spoil() {
        pair(1, noisy(field(1), 1), shifted(field(1), 5, -3));
        pair(2, noisy(field(2), 2), field(30));
        pair(3, field(3), noisy(field(3), 3));
        pair(4, noisy(field(0), 0), field(0));
        float[] blank = new float[SIDE * SIDE];
        Arrays.fill(blank, 7);
        pair(5, noisy(field(5), 5), blank);
        float[] again = field(7);
        for (int i = 0; i < again.length; i++) again[i] = 40 + 3 * again[i];
        pair(8, noisy(again, 8), again);
    }

    @Test
    void goodImagesHaveNoMark() throws IOException {
        String said = doors.succeeds("check-images --noisy @noisy --clean @clean --output @out");
        assertThat(said)
                .doesNotContain("Warning", "Error")
                .contains("Gain of noisy by clean: 1.0")
                .contains("10 pairs by file name")
                .endsWith("10 images checked, 0 with a mark: nothing stands out\n");
        List<String> table = Files.readAllLines(folder.resolve("out/check-images.csv"));
        assertThat(table).hasSize(11);
        assertThat(table.get(0)).startsWith("Number,Image,Measured width [px],").endsWith(",Marks");
        assertThat(table.get(1)).startsWith("1,f0,128,128,1,32,").endsWith(",");
    }

    @Test
    void marksEachFaultAndNoOtherPair() throws IOException {
        spoil();
        String said = doors.succeeds("check-images --noisy @noisy --clean @clean --output @out");
        assertThat(said)
                .contains("are blank and are not learnt from (f5); the first ")
                .contains("are duplicate and are not learnt from (f4); the first ")
                .contains("1 of 8 pairs hardly resemble each other (f2): are they of one field?")
                .contains("image of clean is the noisier (f3): exchange the two")
                .containsPattern(
                        "image of clean is shifted, .* \\(f1 by [45]\\.\\d, -[23]\\.\\d\\)")
                .contains("Warning: 2 of 8 images of clean nearly repeat another one")
                .doesNotContain("another gain")
                .contains("f7 and f8, 1.00")
                .endsWith("10 images checked, 7 with a mark: a training would start\n");
        assertThat(said.indexOf("are blank")).isLessThan(said.indexOf("hardly resemble"));
        assertThat(said.indexOf("hardly resemble")).isLessThan(said.indexOf("nearly repeat"));
        List<String> marks =
                Files.readAllLines(folder.resolve("out/check-images.csv")).stream()
                        .skip(1)
                        .map(line -> line.replaceAll(MARKS, "$1 $2").strip())
                        .toList();
        assertThat(marks)
                .containsExactly(
                        "f0",
                        "f1 shifted",
                        "f2 unlike its partner",
                        "f3 \"noisier than its partner, noise\"",
                        "f4 left out",
                        "f5 left out",
                        "f6",
                        "f7 same field",
                        "f8 same field",
                        "f9");
        ImagePlus sheet = IJ.openImage(folder.resolve("out/check-images.tif").toString());
        ColorProcessor page = (ColorProcessor) sheet.getProcessor();
        assertThat(page.get(4, 4) & 0xffffff).isNotIn(RED, ORANGE);
        int cell = page.getWidth() / 6;
        assertThat(page.get(cell + 4, 4) & 0xffffff).isEqualTo(ORANGE);
        assertThat(page.get(4 * cell + 4, 4) & 0xffffff).isEqualTo(RED);
        // The lightest pixels of a field are in both of its pictures.
        assertThat(page.getStatistics().max).isEqualTo(255);
    }

    @Test
    void endsWithOneWhereATrainingWouldStop() throws IOException {
        Files.writeString(folder.resolve("clean/f6.tif"), "no image");
        assertThat(doors.run("check-images --noisy @noisy --clean @clean --output @out"))
                .isEqualTo(1);
        assertThat(doors.err()).contains("A training would stop: ", "f6.tif");
        assertThat(doors.out())
                .contains("Error: ")
                .endsWith("10 images checked, 1 with a mark: a training would stop\n");
        assertThat(Files.readAllLines(folder.resolve("out/check-images.csv"))).hasSize(11);
        assertThat(doors.run("check-images --noisy @noisy --clean @clean --output @out"))
                .isEqualTo(1);
        assertThat(doors.err()).contains("check-images.csv", "not overwritten");
    }

    @Test
    void swappedFoldersStop() {
        assertThat(doors.run("check-images --noisy @clean --clean @noisy")).isEqualTo(1);
        assertThat(doors.err())
                .contains("A training would stop: The images of clean are noisier than those of");
    }

    @Test
    void takesTheKeysOfTheOtherTrainings() {
        assertThat(doors.run("check-images --low @noisy --high @clean --scale 2")).isEqualTo(1);
        assertThat(doors.out())
                .contains("10 pairs are of sizes that do not fit", "2 times as wide and high");
        assertThat(doors.succeeds("check-images --measured @noisy --wanted @clean"))
                .contains("Gain of measured by wanted");
        assertThat(doors.succeeds("check-images --images @clean"))
                .endsWith("10 images checked, 0 with a mark: nothing stands out\n");
        assertThat(doors.run("check-images --noisy @noisy --low @noisy")).isEqualTo(1);
        assertThat(doors.err()).contains("noisy and low name one folder; give one of them");
        assertThat(doors.run("check-images")).isEqualTo(1);
        assertThat(doors.err()).contains("noisy or clean must be given, or both");
    }

    @Test
    void noisyImagesAloneAreCheckedForTheirNoise() {
        assertThat(doors.succeeds("check-images --noisy @noisy"))
                .contains("Noise of 10 images, in the middle: standard deviation ")
                .endsWith("10 images checked, 0 with a mark: nothing stands out\n");
    }

    @Test
    void aMacroHasTableAndSheet() {
        spoil();
        ImagePlus sheet = doors.macro("CheckImages", "noisy=[@noisy] clean=[@clean]");
        assertThat(sheet.getTitle()).isEqualTo("Contact sheet");
        ResultsTable table = ResultsTable.getResultsTable();
        assertThat(table.size()).isEqualTo(10);
        assertThat(table.getStringValue("Image", 1)).isEqualTo("f1");
        assertThat(table.getStringValue("Marks", 1)).isEqualTo("shifted");
        assertThat(table.getValue("Shift right [px]", 1)).isBetween(4.5, 5.5);
        assertThat(table.getValue("Shift down [px]", 1)).isBetween(-3.5, -2.5);
        assertThat(table.getStringValue("Same field as", 7)).isEqualTo("f8");
        assertThat(table.getValue("Likeness to its target", 9)).isGreaterThan(0.7);
    }
}
