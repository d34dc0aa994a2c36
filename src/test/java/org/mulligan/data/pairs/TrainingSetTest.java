package org.mulligan.data.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.data.ImageFile;
import org.mulligan.data.Plane;
import org.mulligan.image.intensity.Percentiles;

class TrainingSetTest {
    @TempDir private Path folder;

    @BeforeEach
    void savesThreePairs() throws IOException {
        Folders.pairs(folder, 3);
    }

    @Test
    void bringsCleanImagesToTheIntensitiesOfTheirNoisyPartners() throws IOException {
        TrainingSet set = Folders.open(folder);

        Plane plane = set.validation(1).get(0);
        double bias = 0;
        double squares = 0;
        for (int i = 0; i < plane.noisy().length; i++) {
            double difference = plane.noisy()[i] - plane.target()[i];
            bias += difference / plane.noisy().length;
            squares += difference * difference / plane.noisy().length;
        }
        assertThat(bias).isCloseTo(0, within(0.01));
        assertThat(Math.sqrt(squares)).isBetween(0.03, 0.08);
        assertThat(String.join("\n", set.notes()))
                .contains("3 pairs by file name", "gain", "offset");
    }

    @Test
    void normalisesByPercentilesOfTheNoisyImage() throws IOException {
        float[] noisy = Folders.open(folder).validation(1).get(0).noisy();
        // Cut to 80 x 64 of 83 x 67 px, the percentiles are those of the whole.
        Percentiles percentiles = new Percentiles(noisy);
        assertThat(percentiles.at(1)).isCloseTo(0, within(0.02));
        assertThat(percentiles.at(99.8)).isCloseTo(1, within(0.04));
        assertThat(percentiles.at(100)).isGreaterThan(1);
    }

    @Test
    void cutsValidationPlanesToTheNetworksMultiple() throws IOException {
        List<Plane> planes = Folders.open(folder).validation(9);
        assertThat(planes).hasSize(1);
        assertThat(planes.get(0).width()).isEqualTo(80);
        assertThat(planes.get(0).height()).isEqualTo(64);
        assertThat(planes.get(0).target()).hasSize(80 * 64);
    }

    @Test
    void givesTheSameValidationPlanesEachTime() throws IOException {
        TrainingSet set = Folders.openDegraded(folder, 3);
        assertThat(set.validation(1).get(0).noisy()).isEqualTo(set.validation(1).get(0).noisy());
        assertThat(set.trainingImages()).isEqualTo(2);
        assertThat(set.validationImages()).isEqualTo(1);
    }

    @Test
    void looksAtWholePlanesOfTheTrainingOrOfThoseHeldBack() throws IOException {
        TrainingSet set = Folders.open(folder);

        assertThat(set.look(false, 9, Plane::name)).hasSize(2).doesNotHaveDuplicates();
        assertThat(set.look(false, 1, Plane::width)).containsExactly(Folders.WIDTH);
        assertThat(set.look(true, 9, Plane::name))
                .hasSize(1)
                .doesNotContainAnyElementsOf(set.look(false, 9, Plane::name));
    }

    @Test
    void looksAtAsManyExposuresOfCleanPlanesAsAreWanted() throws IOException {
        TrainingSet set = Folders.openDegraded(folder, 3);
        List<Float> pixels = set.look(false, 7, plane -> plane.noisy()[0]);

        assertThat(pixels).hasSize(7).doesNotHaveDuplicates();
        assertThat(set.look(false, 7, plane -> plane.noisy()[0])).isEqualTo(pixels);
        assertThat(set.look(false, 7, Plane::name).stream().distinct()).hasSize(2);
    }

    @Test
    void pairsBySortedOrderWhereNoNameIsShared() throws IOException {
        for (int i = 0; i < 3; i++)
            Files.move(
                    folder.resolve("noisy/a%d.tif".formatted(i)),
                    folder.resolve("noisy/raw%d.tif".formatted(i)));
        assertThat(Folders.open(folder).notes().get(0)).contains("3 pairs by sorted order", "raw0");
    }

    @Test
    void pairsAcrossFormatsByTheNameBeforeTheDot() throws IOException {
        Path noisy = folder.resolve("noisy/a1.tif");
        ImageProcessor bytes = Folders.plane(ImageFile.open(noisy).planes().get(0));
        Files.delete(noisy);
        Folders.save(folder.resolve("noisy/a1.png"), bytes.convertToByteProcessor(true));
        assertThat(Folders.open(folder).notes().get(0)).contains("3 pairs by file name");
    }

    @Test
    void takesEachPlaneOfAStackAsAPair() throws IOException {
        Folders.pair(folder, "a3", 4, 5);
        TrainingSet set = Folders.open(folder);
        assertThat(set.trainingImages() + set.validationImages()).isEqualTo(4);
        assertThat(ImageFile.readPlane(folder.resolve("clean/a3.tif"), 1))
                .isEqualTo(Folders.bumps(5));
    }

    @Test
    void hashesNamesAndBytes() throws IOException {
        String before = Folders.open(folder).hash();
        assertThat(before).matches("[0-9a-f]{64}").isEqualTo(Folders.open(folder).hash());
        Folders.save(folder.resolve("clean/a2.tif"), Folders.plane(Folders.bumps(9)));
        assertThat(Folders.open(folder).hash()).isNotEqualTo(before);
    }

    @Test
    void refusesAMissingFolderAndAnEmptyOne() throws IOException {
        assertThatThrownBy(() -> Folders.open(folder.resolve("nowhere")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere");
        for (int i = 0; i < 3; i++) Files.delete(folder.resolve("noisy/a%d.tif".formatted(i)));
        refuses("no images", "noisy");
    }

    @Test
    void namesFilesWithoutAPartner() throws IOException {
        Files.move(folder.resolve("noisy/a1.tif"), folder.resolve("noisy/b1.tif"));
        refuses("1 of 3", "(b1)", "(a1)");
    }

    @Test
    void namesBothFilesWhenSizesDifferInMostPairs() throws IOException {
        for (String name : List.of("a0", "a1"))
            Folders.save(
                    folder.resolve("clean/%s.tif".formatted(name)),
                    new ByteProcessor(64, 64, ramp(64 * 64)));
        refuses("83 x 67 px", "64 x 64 px", "noisy/a0.tif", "clean/a0.tif");
    }

    @Test
    void leavesOutOnePairOfAWrongSizeAndNamesIt() throws IOException {
        Folders.save(folder.resolve("clean/a1.tif"), new ByteProcessor(64, 64, ramp(64 * 64)));
        TrainingSet set = Folders.open(folder);
        assertThat(names(set)).containsExactlyInAnyOrder("a0", "a2");
        assertThat(String.join("\n", set.notes()))
                .contains("Left out: " + folder.resolve("noisy/a1.tif"), "64 x 64 px")
                .contains("Left out: 1 of 3 pairs of planes");
    }

    @Test
    void refusesColourWithTheWayOut() throws IOException {
        Folders.save(folder.resolve("noisy/a1.tif"), new ColorProcessor(83, 67));
        refuses("noisy/a1.tif", "RGB", "Image > Type > 8-bit");
    }

    @Test
    void refusesPatchesLargerThanAnImageAndNamesTheFittingSize() {
        assertThatThrownBy(() -> Folders.open(folder, false, 128))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("83 x 67 px")
                .hasMessageContaining("patch=64");
    }

    /** Puts something into the second plane of three of a noisy or clean stack. */
    private TrainingSet withPlane(String kind, float[] values) throws IOException {
        Folders.pair(folder, "a3", 4, 5, 6);
        ImageFile file = ImageFile.open(folder.resolve(kind + "/a3.tif"));
        Folders.save(
                file.path(),
                Folders.plane(file.planes().get(0)),
                Folders.plane(values),
                Folders.plane(file.planes().get(2)));
        return Folders.open(folder);
    }

    private static float[] filled(float value) {
        float[] values = new float[Folders.WIDTH * Folders.HEIGHT];
        Arrays.fill(values, value);
        return values;
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "noisy, 0, 'shows nothing: each pixel has the value 0', 1 blank",
        "clean, 0, 'shows nothing: each pixel has the value 0', 1 blank",
        "noisy, 4095, 'each pixel has the value 4095', 1 blank",
        "clean, NaN, 'not numbers (NaN in all of its pixels)', 1 with pixels that are not numbers"
    })
    void leavesOutAPlaneThatShowsNothingAndNamesIt(
            String kind, float value, String reason, String summary) throws IOException {
        TrainingSet set = withPlane(kind, filled(value));
        assertThat(names(set)).hasSize(5);
        assertThat(set.leftOut()).isEqualTo(1);
        assertThat(String.join("\n", set.notes()))
                .contains(
                        "Left out: %s, plane 2 of 3, ".formatted(folder.resolve(kind + "/a3.tif")))
                .contains(reason)
                .contains("Left out: 1 of 6 pairs of planes (%s)".formatted(summary));
    }

    @Test
    void aBlankPlaneChangesNeitherScaleNorFitOfTheOthers() throws IOException {
        Plane with = look(withPlane("noisy", filled(0)), "a3");
        Folders.pair(folder, "a3", 4, 6);
        Plane without = look(Folders.open(folder), "a3");
        assertThat(with.noisy()).isEqualTo(without.noisy());
        assertThat(with.target()).isEqualTo(without.target());
    }

    private static Plane look(TrainingSet set, String name) throws IOException {
        List<Plane> planes = new ArrayList<>(set.look(false, 99, plane -> plane));
        planes.addAll(set.look(true, 99, plane -> plane));
        return planes.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void leavesOutASecondCopyOfAPair() throws IOException {
        for (String kind : List.of("noisy", "clean"))
            Files.copy(folder.resolve(kind + "/a1.tif"), folder.resolve(kind + "/b.tif"));
        TrainingSet set = Folders.open(folder);
        assertThat(names(set)).containsExactlyInAnyOrder("a0", "a1", "a2");
        assertThat(String.join("\n", set.notes()))
                .contains("b.tif is the same picture as " + folder.resolve("noisy/a1.tif"))
                .contains("1 of 4 pairs of planes (1 duplicate)");
    }

    @Test
    void holdsBackTogetherWhatSharesATarget() throws IOException {
        for (int i = 0; i < 3; i++) {
            Folders.save(
                    folder.resolve("noisy/other%dx.tif".formatted(i)),
                    Folders.plane(Folders.noisy(Folders.bumps(1), 3, 50, 30, 20 + i)));
            Files.copy(
                    folder.resolve("clean/a1.tif"),
                    folder.resolve("clean/other%dx.tif".formatted(i)));
        }
        for (long seed = 0; seed < 8; seed++) {
            TrainingSet set = Folders.open(folder, seed);
            List<String> held = set.look(true, 99, Plane::name);
            List<String> shared = List.of("a1", "other0x", "other1x", "other2x");
            assertThat(held.containsAll(shared) || Collections.disjoint(held, shared)).isTrue();
        }
    }

    @Test
    void stopsWithTheNamesWhereNothingIsLeft() throws IOException {
        for (int i = 0; i < 3; i++)
            Folders.save(folder.resolve("noisy/a%d.tif".formatted(i)), Folders.plane(filled(7)));
        refuses(
                "0 usable image(s)",
                "Left out: " + folder.resolve("noisy/a0.tif") + " shows nothing",
                folder.resolve("noisy/a2.tif").toString());
    }

    @Test
    void leavesOutCleanImagesThatAreBlankOrComeTwice() throws IOException {
        Files.copy(folder.resolve("clean/a1.tif"), folder.resolve("clean/b.tif"));
        Folders.save(folder.resolve("clean/c.tif"), Folders.plane(filled(3)));
        TrainingSet set = Folders.openDegraded(folder, 3);
        assertThat(set.trainingImages() + set.validationImages()).isEqualTo(3);
        assertThat(String.join("\n", set.notes()))
                .contains("Left out: 2 of 5 planes (1 blank, 1 duplicate)");
    }

    @Test
    void stopsWhenBothFoldersAreOne() {
        assertThatThrownBy(() -> Folders.open(folder.resolve("clean"), folder.resolve("clean")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("noisy and clean have the same pixels, in 3 of 3 pairs")
                .hasMessageContaining("Was the same folder given twice?");
    }

    @Test
    void leavesOutAnUnreadableFileOnlyIfAsked() throws IOException {
        Files.writeString(folder.resolve("noisy/a1.tif"), "not an image");
        refuses("noisy/a1.tif", "cannot be opened");
        TrainingSet set = Folders.open(folder, true, 16);
        assertThat(set.trainingImages() + set.validationImages()).isEqualTo(2);
        assertThat(String.join("\n", set.notes())).contains("Left out", "a1.tif");
    }

    @Test
    void needsTwoImages() throws IOException {
        for (String kind : new String[] {"clean", "noisy"})
            for (int i = 1; i < 3; i++)
                Files.delete(folder.resolve("%s/a%d.tif".formatted(kind, i)));
        refuses("1 usable image", "at least 2");
    }

    @Test
    void warnsWhenAPairIsNone() throws IOException {
        Folders.save(
                folder.resolve("noisy/a1.tif"),
                Folders.plane(Folders.noisy(new float[83 * 67], 1, 0, 1, 8)));
        assertThat(String.join("\n", Folders.open(folder).notes()))
                .contains("a1.tif", "hardly resemble");
    }

    private static List<String> names(TrainingSet set) throws IOException {
        List<String> names = new ArrayList<>(set.look(false, 99, Plane::name));
        names.addAll(set.look(true, 99, Plane::name));
        return names;
    }

    private void refuses(String... words) {
        assertThatThrownBy(() -> Folders.open(folder))
                .isInstanceOfAny(IllegalArgumentException.class, IOException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    private static byte[] ramp(int length) {
        byte[] values = new byte[length];
        for (int i = 0; i < length; i++) values[i] = (byte) i;
        return values;
    }

    @Test
    void saysWhichImageOfTheTrainingIsKnownFromTheValidation() throws IOException {
        Folders.pairs(folder, 8);
        String held = Folders.open(folder).validation(1).get(0).name();
        float[] again = Folders.bumps(Integer.parseInt(held.substring(1)));
        for (int i = 0; i < again.length; i++) again[i] = 2 * again[i] + i % 7;
        Folders.save(folder.resolve("clean/again.tif"), Folders.plane(again));
        Folders.save(
                folder.resolve("noisy/again.tif"),
                Folders.plane(Folders.noisy(again, 1, 0, 30, 50)));
        assertThat(Folders.open(folder, 5).notes())
                .filteredOn(note -> note.contains("nearly repeat"))
                .singleElement()
                .asString()
                .startsWith("Warning: 2 of 9 images of clean nearly repeat another one")
                .contains(held)
                .contains("again");
    }

    @Test
    void saysThatThreeFieldsAreFew() throws IOException {
        assertThat(Folders.open(folder).notes())
                .contains(
                        "Warning: clean shows 3 fields of view: a network knows these by heart and is judged by one; 10 are better, of several specimens");
    }
}
