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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
}
