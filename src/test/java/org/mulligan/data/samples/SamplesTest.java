package org.mulligan.data.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.PixelSize;
import org.mulligan.data.pairs.Folders;

class SamplesTest {
    @TempDir private Path folder;

    /** The first pixel of each image, in the file's units: the number of the image. */
    private static List<Integer> numbers(Samples set, SampleBatch batch) {
        int each = set.size() * set.size() * set.channels();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < batch.images().length; i += each)
            numbers.add(
                    (int)
                            Math.round(
                                    set.low()
                                            + (batch.images()[i] + 1)
                                                    / 2
                                                    * (set.high() - set.low())));
        return numbers;
    }

    private Samples idx(int count) throws IOException {
        return SampleFiles.open(
                SampleFiles.idx(folder.resolve("images.idx"), count, 5, 5), 5, Fit.REFUSE);
    }

    @Test
    void givesEachImageOnceAnEpochAndNoneThatIsHeldBack() throws IOException {
        Samples set = idx(50);
        assertThat(set.count()).isEqualTo(45);
        List<Integer> held = numbers(set, set.heldOut(99));
        assertThat(held).hasSize(5).doesNotHaveDuplicates();
        assertThat(set.heldOutCount()).isEqualTo(5);

        // 7 steps of 45 are 45 steps of 7.
        List<Integer> drawn = new ArrayList<>();
        for (int step = 0; step < 45; step++) drawn.addAll(numbers(set, set.batch(7, step)));
        List<List<Integer>> orders = new ArrayList<>();
        for (int epoch = 0; epoch < 7; epoch++) {
            orders.add(drawn.subList(45 * epoch, 45 * (epoch + 1)));
            assertThat(orders.get(epoch)).doesNotHaveDuplicates().doesNotContainAnyElementsOf(held);
        }
        assertThat(orders).doesNotHaveDuplicates();
        assertThat(set.stepsInEpoch(7)).isEqualTo(7);
        assertThat(set.stepsInEpoch(45)).isEqualTo(1);
    }

    @Test
    void givesABatchAgainInAnyOrderAndFromAnotherReading() throws IOException {
        Samples set = idx(50);
        List<SampleBatch> forwards = new ArrayList<>();
        for (int step = 0; step < 30; step++) forwards.add(set.batch(7, step));
        Samples again = idx(50);
        for (int step = 29; step >= 0; step--) {
            assertThat(set.batch(7, step).images()).isEqualTo(forwards.get(step).images());
            assertThat(again.batch(7, step).images()).isEqualTo(forwards.get(step).images());
            assertThat(forwards.get(step).step()).isEqualTo(step);
        }
        Samples other =
                Samples.open(
                        folder.resolve("images.idx"),
                        Optional.empty(),
                        5,
                        1,
                        Fit.REFUSE,
                        6,
                        line -> {});
        assertThat(other.batch(7, 0).images()).isNotEqualTo(forwards.get(0).images());
        assertThat(other.hash()).isEqualTo(set.hash()).hasSize(64);
    }

    @Test
    void drawsImagesForAnEvaluationWithoutRepetitionWhileTheyLast() throws IOException {
        Samples set = idx(50);
        List<Integer> some = numbers(set, set.some(45, 3));
        assertThat(some)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(numbers(set, set.heldOut(5)))
                .isEqualTo(numbers(set, set.some(45, 3)))
                .isNotEqualTo(numbers(set, set.some(45, 4)));
        assertThat(numbers(set, set.some(100, 3))).startsWith(some.toArray(Integer[]::new));
        assertThat(numbers(set, set.heldOut(2)))
                .isEqualTo(numbers(set, set.heldOut(5)).subList(0, 2));
    }

    @Test
    void mapsTheBytesOfAnIdxFileOntoMinusOneToOne() throws IOException {
        Samples set = idx(50);
        assertThat(set.low()).isZero();
        assertThat(set.high()).isEqualTo(255);
        SampleBatch batch = set.batch(1, 0);
        int first = numbers(set, batch).get(0);
        for (int i = 0; i < 25; i++)
            assertThat((double) batch.images()[i]).isCloseTo((first + i) / 127.5 - 1, within(1e-6));
        assertThat(batch.labels()).isEmpty();
        assertThat(set.classes()).isEmpty();
        assertThat(set.pixelSize()).isEmpty();
    }

    @Test
    void keepsTheClassOfEachImageOfAnIdxFile() throws IOException {
        int[] labels = new int[40];
        for (int i = 0; i < labels.length; i++) labels[i] = 10 - i % 3;
        Path classes = SampleFiles.labels(folder.resolve("labels.gz"), labels);
        Path images = SampleFiles.idx(folder.resolve("images.gz"), 40, 5, 5);
        Samples set = SampleFiles.open(images, classes.toString(), 5);

        assertThat(set.classes()).containsExactly("8", "9", "10");
        for (SampleBatch batch : List.of(set.batch(20, 0), set.heldOut(9), set.some(9, 1))) {
            List<Integer> numbers = numbers(set, batch);
            for (int i = 0; i < numbers.size(); i++)
                assertThat(set.classes().get(batch.labels()[i]))
                        .isEqualTo("" + labels[numbers.get(i)]);
        }
        assertThat(set.hash()).isNotEqualTo(SampleFiles.open(images, 5, Fit.REFUSE).hash());
    }

    @Test
    void takesSubFoldersForClassesOrForNothing() throws IOException {
        for (int i = 0; i < 6; i++)
            for (String name : List.of("dividing", "resting"))
                Folders.save(
                        folder.resolve(name).resolve(SampleFiles.letters(i) + ".png"),
                        SampleFiles.bytes(7, 7, name.equals("resting") ? 100 + i : i));
        Samples set = SampleFiles.open(folder, Samples.FOLDERS, 7);
        assertThat(set.classes()).containsExactly("dividing", "resting");
        SampleBatch batch = set.batch(11, 0);
        List<Integer> numbers = numbers(set, batch);
        for (int i = 0; i < 11; i++)
            assertThat(batch.labels()[i]).isEqualTo(numbers.get(i) >= 100 ? 1 : 0);
        assertThat(set.notes()).anyMatch(note -> note.contains("dividing (6), resting (6)"));

        Samples plain = SampleFiles.open(folder, 7, Fit.REFUSE);
        assertThat(plain.classes()).isEmpty();
        assertThat(plain.count()).isEqualTo(set.count()).isEqualTo(11);
    }

    @Test
    void readsClassesByNameWithOrWithoutEnding() throws IOException {
        SampleFiles.folder(folder.resolve("images"), 5);
        Path classes = folder.resolve("classes.csv");
        Files.writeString(
                classes,
                """
                \uFEFFfile;class
                aaa.tif;"x;z"
                aab;y
                "aac";"x;z"
                images/aad.png;y
                aae;"x;z"
                other.tif;y
                """);
        Samples set = SampleFiles.open(folder.resolve("images"), classes.toString(), 7);
        assertThat(set.classes()).containsExactly("x;z", "y");
        SampleBatch batch = set.batch(4, 0);
        List<Integer> numbers = numbers(set, batch);
        for (int i = 0; i < 4; i++) assertThat(batch.labels()[i]).isEqualTo(numbers.get(i) % 2);
        assertThat(set.notes())
                .anyMatch(note -> note.startsWith("1 lines") && note.contains("other.tif"));
    }

    @Test
    void takesEachPlaneOfAStackForAnImageAndALineForItsClass() throws IOException {
        ImageProcessor[] planes = new ImageProcessor[12];
        for (int i = 0; i < planes.length; i++)
            planes[i] = SampleFiles.shorts(9, 9, 1000 + 100 * i);
        Path stack = folder.resolve("stack.tif");
        Folders.save(stack, planes);
        Path classes = folder.resolve("classes.txt");
        Files.writeString(classes, "class\n" + "even\nodd\n".repeat(6));
        Samples set = SampleFiles.open(stack, classes.toString(), 9);

        assertThat(set.count()).isEqualTo(11);
        SampleBatch batch = set.batch(11, 0);
        List<Integer> numbers = numbers(set, batch);
        for (int i = 0; i < 11; i++)
            assertThat(batch.labels()[i]).isEqualTo((numbers.get(i) - 1000 + 50) / 100 % 2);
    }

    @Test
    void scalesAllImagesByOneRangeOfIntensities() throws IOException {
        for (int i = 0; i < 10; i++) {
            ImageProcessor image = SampleFiles.shorts(32, 32, 500);
            if (i < 9) image.multiply(0.01);
            Folders.save(folder.resolve("b" + SampleFiles.letters(i) + ".tif"), image);
        }
        Samples set = SampleFiles.open(folder, 32, Fit.REFUSE);
        assertThat(set.low()).isBetween(5.0, 6.0);
        assertThat(set.high()).isBetween(1500.0, 1523.0);
        SampleBatch batch = set.batch(9, 0);
        assertThat(batch.images()).contains(-1f);
        int dark = 0;
        for (float value : batch.images()) {
            assertThat(value).isBetween(-1f, 1f);
            if (value < -0.97) dark++;
        }
        assertThat(dark).isGreaterThan(8 * 32 * 31);
        assertThat(set.notes()).anyMatch(note -> note.contains("% of the pixels lie beyond"));
        assertThat(set.notes()).anyMatch(note -> note.startsWith("9 images to learn from are few"));
    }

    @Test
    void learnsColoursAndThreeChannels() throws IOException {
        for (int i = 0; i < 4; i++) {
            Folders.save(
                    folder.resolve("rgb/c" + SampleFiles.letters(i) + ".png"),
                    SampleFiles.colours(7, 7, 10 * i));
            Folders.save(
                    folder.resolve("three/c" + SampleFiles.letters(i) + ".tif"),
                    SampleFiles.floats(7, 7, 10),
                    SampleFiles.floats(7, 7, 20),
                    SampleFiles.floats(7, 7, 30));
        }
        for (String name : List.of("rgb", "three")) {
            Samples set =
                    Samples.open(
                            folder.resolve(name),
                            Optional.empty(),
                            7,
                            3,
                            Fit.REFUSE,
                            1,
                            line -> {});
            assertThat(set.channels()).isEqualTo(3);
            float[] image = set.heldOut(1).images();
            assertThat(image).hasSize(7 * 7 * 3);
            double unit = 2 / (set.high() - set.low());
            if (name.equals("three")) {
                assertThat((double) image[1] - image[0]).isCloseTo(10 * unit, within(1e-3));
                assertThat((double) image[2 + 3] - image[2]).isCloseTo(unit, within(1e-5));
            } else {
                assertThat((double) image[3] - image[0]).isCloseTo(unit, within(0.01));
                assertThat((double) image[3 * 8 + 1] - image[1]).isCloseTo(8 * unit, within(0.01));
                assertThat(image[3 * 8 + 2]).isEqualTo(image[2]);
            }
        }
    }

    @Test
    void reducesByAreasAndEnlargesBilinearlyInTheMiddle() throws IOException {
        for (int i = 0; i < 4; i++)
            Folders.save(
                    folder.resolve("d" + SampleFiles.letters(i) + ".tif"),
                    SampleFiles.floats(18, 14, 0));
        Samples reduced = SampleFiles.open(folder, 7, Fit.SCALE);
        // Columns 2 to 15 of 18; each new pixel is the mean of 2 x 2 old ones.
        float[] image = reduced.heldOut(1).images();
        for (int y = 0; y < 7; y++)
            for (int x = 0; x < 7; x++) {
                double mean = 2 * y * 18 + 9 + 2 + 2 * x + 0.5;
                double wanted = (mean - reduced.low()) * 2 / (reduced.high() - reduced.low()) - 1;
                assertThat((double) image[y * 7 + x])
                        .isCloseTo(Math.max(-1, Math.min(1, wanted)), within(1e-5));
            }
        assertThat(reduced.notes())
                .anyMatch(note -> note.contains("14 to 14 px; 4 images reduced"));

        Samples enlarged = SampleFiles.open(folder, 28, Fit.SCALE);
        image = enlarged.heldOut(1).images();
        double step = 2 / (enlarged.high() - enlarged.low());
        assertThat(image).hasSize(28 * 28);
        assertThat((double) image[28 * 14 + 15] - image[28 * 14 + 14])
                .isCloseTo(0.5 * step, within(1e-4));
        assertThat((double) image[28 * 15 + 14] - image[28 * 14 + 14])
                .isCloseTo(9 * step, within(1e-4));
        // Beyond the middle of the outermost pixels nothing is made up.
        assertThat(image[28 * 14])
                .isEqualTo(image[28 * 14 + 1] - (float) (0.25 * step), within(1e-3f));
    }

    @Test
    void enlargesAnIdxFile() throws IOException {
        Path images = SampleFiles.idx(folder.resolve("images.idx"), 20, 5, 7);
        Samples set = SampleFiles.open(images, 8, Fit.SCALE);
        assertThat(set.batch(3, 2).images()).hasSize(3 * 64);
        assertThat(set.notes()).anyMatch(note -> note.contains("20 enlarged bilinearly, 20 cut"));
    }

    @Test
    void carriesTheSizeOfAPixelAlsoThroughScaling() throws IOException {
        for (int i = 0; i < 4; i++) {
            ImagePlus image = new ImagePlus("", SampleFiles.bytes(14, 14, i));
            image.getCalibration().setUnit("micron");
            image.getCalibration().pixelWidth = 0.25;
            image.getCalibration().pixelHeight = 0.25;
            new FileSaver(image)
                    .saveAsTiff(folder.resolve("e" + SampleFiles.letters(i) + ".tif").toString());
        }
        PixelSize own = SampleFiles.open(folder, 14, Fit.REFUSE).pixelSize().orElseThrow();
        assertThat(own.unit()).isEqualTo("micron");
        assertThat(own.width()).isCloseTo(0.25, within(1e-6));
        assertThat(SampleFiles.open(folder, 7, Fit.SCALE).pixelSize().orElseThrow().height())
                .isCloseTo(0.5, within(1e-6));

        Folders.save(folder.resolve("zz.tif"), SampleFiles.bytes(14, 14, 9));
        Samples mixed = SampleFiles.open(folder, 14, Fit.REFUSE);
        assertThat(mixed.pixelSize()).isEmpty();
        assertThat(mixed.notes()).anyMatch(note -> note.contains("how large a pixel is"));
    }

    @Test
    void readsSigned16BitAsImageJShowsIt() throws IOException {
        for (int i = 0; i < 3; i++) {
            ImagePlus image = new ImagePlus("", SampleFiles.shorts(9, 9, 32768 - 40));
            image.getCalibration().setSigned16BitCalibration();
            new FileSaver(image)
                    .saveAsTiff(folder.resolve("s" + SampleFiles.letters(i) + ".tif").toString());
        }
        Samples set = SampleFiles.open(folder, 9, Fit.REFUSE);
        assertThat(set.low()).isBetween(-40.0, -39.0);
        assertThat(set.high()).isBetween(39.0, 40.0);
    }

    @Test
    void leavesOutImagesThatShowNothing() throws IOException {
        SampleFiles.folder(folder, 5);
        Folders.save(folder.resolve("blank.tif"), new ij.process.ByteProcessor(7, 7));
        Samples set = SampleFiles.open(folder, 7, Fit.REFUSE);
        assertThat(set.count()).isEqualTo(4);
        assertThat(set.notes())
                .anyMatch(note -> note.contains("1 images") && note.contains("blank.tif"));
    }

    @Test
    void holdsBackWholeFilesWhereClassesAllowIt() throws IOException {
        for (int i = 0; i < 6; i++)
            Folders.save(
                    folder.resolve("f" + SampleFiles.letters(i) + ".tif"),
                    SampleFiles.bytes(7, 7, 3 * i),
                    SampleFiles.bytes(7, 7, 3 * i + 1),
                    SampleFiles.bytes(7, 7, 3 * i + 2));
        Samples set = SampleFiles.open(folder, 7, Fit.REFUSE);
        List<Integer> held = numbers(set, set.heldOut(18));
        assertThat(held.stream().map(number -> number / 3).distinct()).hasSize(1);
        assertThat(held).hasSize(3);

        Files.writeString(folder.resolve("c.csv"), "faa,a\nfab,b\nfac,c\nfad,d\nfae,e\nfaf,f\n");
        Samples classes = SampleFiles.open(folder, folder.resolve("c.csv").toString(), 7);
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        for (int label : classes.batch(classes.count(), 0).labels())
            counts.merge(label, 1, Integer::sum);
        assertThat(counts).hasSize(6);
        assertThat(counts.values()).allMatch(count -> count >= 2);
        assertThat(classes.notes()).anyMatch(note -> note.contains("one by one"));
    }
}
