package org.mulligan.data.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.Plane;
import org.mulligan.data.Seeds;

/** Stacks of which each plane is learnt with those around it. */
class StackTrainingSetTest {
    private static final List<Integer> AROUND = List.of(-1, 0, 1);
    private static final int PIXELS = Folders.WIDTH * Folders.HEIGHT;

    @TempDir private Path folder;

    /** Plane z of stack i has the bumps {@code 10 i + z}. */
    private void stacks(int count, int channels, int slices, int frames) throws IOException {
        for (int i = 0; i < count; i++) {
            ImageStack clean = new ImageStack(Folders.WIDTH, Folders.HEIGHT);
            ImageStack noisy = new ImageStack(Folders.WIDTH, Folders.HEIGHT);
            for (int z = 0; z < channels * slices * frames; z++) {
                float[] bumps = Folders.bumps(10 * i + z);
                clean.addSlice(new FloatProcessor(Folders.WIDTH, Folders.HEIGHT, bumps));
                noisy.addSlice(Folders.plane(Folders.noisy(bumps, 3, 50, 30, 10 * i + z)));
            }
            save("clean", i, clean, channels, slices, frames);
            save("noisy", i, noisy, channels, slices, frames);
        }
    }

    private void save(
            String kind, int number, ImageStack stack, int channels, int slices, int frames)
            throws IOException {
        Path file = folder.resolve(kind).resolve("a%d.tif".formatted(number));
        Files.createDirectories(file.getParent());
        ImagePlus image = new ImagePlus("stack", stack);
        image.setDimensions(channels, slices, frames);
        image.setOpenAsHyperStack(true);
        assertThat(new FileSaver(image).saveAsTiff(file.toString())).isTrue();
    }

    private TrainingSet open(boolean pairs, List<Integer> distances) throws IOException {
        return open(pairs, PairSettings.DENOISING.taking(distances));
    }

    private TrainingSet open(boolean pairs, PairSettings settings) throws IOException {
        return TrainingSet.open(
                pairs ? Optional.of(folder.resolve("noisy")) : Optional.empty(),
                folder.resolve("clean"),
                settings,
                false,
                false,
                Folders.NOISE,
                16,
                5,
                line -> {});
    }

    /** Without a fit and with one scale in a stack, a plane is that of single planes. */
    @Test
    void aPlaneIsTakenWithThoseAroundIt() throws IOException {
        stacks(3, 1, 4, 1);
        List<Plane> single = open(true, List.of()).look(false, 99, plane -> plane);
        List<Plane> stacked = open(true, AROUND).look(false, 99, plane -> plane);
        assertThat(stacked).hasSameSizeAs(single).hasSize(8);
        // Above the first plane lies what lies below it, and the other way round.
        int[][] expected = {{1, 0, 1}, {0, 1, 2}, {1, 2, 3}, {2, 3, 2}};
        for (int i = 0; i < 8; i++) {
            Plane plane = stacked.get(i);
            assertThat(plane.planes()).isEqualTo(3);
            assertThat(plane.target()).isEqualTo(single.get(i).target());
            assertThat(plane.itself()).isEqualTo(single.get(i).noisy());
            for (int p = 0; p < 3; p++) {
                float[] other = single.get(i / 4 * 4 + expected[i % 4][p]).noisy();
                for (int k = 0; k < PIXELS; k += 97)
                    assertThat(plane.noisy()[3 * k + p])
                            .as("plane %d, channel %d", i, p)
                            .isEqualTo(other[k]);
            }
        }
    }

    @Test
    void channelsAndTimesAreStacksOfTheirOwn() throws IOException {
        stacks(2, 2, 2, 2);
        List<Plane> single = open(true, List.of()).look(false, 99, plane -> plane);
        List<Plane> stacked = open(true, AROUND).look(false, 99, plane -> plane);
        // The planes of a file are listed by channel, and in it by time and depth.
        for (int i = 0; i < 8; i++) {
            float[] other = single.get(i ^ 1).noisy();
            for (int k = 0; k < PIXELS; k += 97) {
                assertThat(stacked.get(i).noisy()[3 * k]).isEqualTo(other[k]);
                assertThat(stacked.get(i).noisy()[3 * k + 2]).isEqualTo(other[k]);
            }
        }
    }

    @Test
    void aMovieIsAStackOfFrames() throws IOException {
        stacks(2, 1, 1, 3);
        Plane middle = open(true, AROUND).look(false, 99, plane -> plane).get(1);
        List<Plane> single = open(true, List.of()).look(false, 99, plane -> plane);
        for (int p = 0; p < 3; p++)
            assertThat(middle.noisy()[3 * 1000 + p]).isEqualTo(single.get(p).noisy()[1000]);
    }

    @Test
    void cleanStacksAreExposedByOneCameraWithOneLight() throws IOException {
        stacks(2, 1, 3, 1);
        List<Plane> planes = open(false, AROUND).look(false, 12, plane -> plane);
        for (Plane plane : planes) {
            assertThat(plane.planes()).isEqualTo(3);
            float[] itself = plane.itself();
            double difference = 0;
            for (int i = 0; i < itself.length; i++)
                difference += (itself[i] - plane.target()[i]) / itself.length;
            assertThat(difference).isCloseTo(0, within(0.05));
        }
        assertThat(open(false, AROUND).look(false, 1, Plane::noisy).get(0))
                .isEqualTo(planes.get(0).noisy());
    }

    /** Half of the patches are turned, and the plane itself stays in the middle. */
    @Test
    void patchesAreTakenEitherWayUp() {
        float[] target = new float[32 * 32];
        for (int i = 0; i < target.length; i++) target[i] = i * i % 101;
        float[] noisy = new float[3 * target.length];
        for (int i = 0; i < target.length; i++)
            for (int p = 0; p < 3; p++) noisy[3 * i + p] = target[i] + 1000 * p;
        Plane plane = new Plane("stack", 32, 32, 3, noisy, target);
        Batch batch = new Patches(16).draw(List.of(plane), 200, 0, Seeds.PATCHES.stream(1, 0));
        int turned = 0;
        for (int i = 0; i < batch.target().length; i++) {
            float first = batch.noisy()[3 * i] - batch.target()[i];
            assertThat(batch.noisy()[3 * i + 1]).isEqualTo(batch.target()[i] + 1000);
            assertThat(batch.noisy()[3 * i + 2])
                    .isEqualTo(batch.target()[i] + (first == 0 ? 2000 : 0));
            if (first != 0 && i % 256 == 0) turned++;
        }
        assertThat(turned).isBetween(70, 130);
    }

    /** Each half a slab after the one before, and the last planes. */
    @Test
    void volumesAreNeighbouringPlanesOfOneChannelAndTime() throws IOException {
        stacks(2, 2, 7, 2);
        List<Plane> single = open(true, List.of()).look(false, 99, plane -> plane);
        List<Plane> slabs =
                open(true, PairSettings.DENOISING.ofVolumes(4)).look(false, 99, plane -> plane);
        assertThat(single).hasSize(28);
        int[] first = {0, 2, 3};
        assertThat(slabs).hasSize(12);
        for (int i = 0; i < 12; i++) {
            Plane slab = slabs.get(i);
            assertThat(slab.isVolume()).isTrue();
            assertThat(slab.scale()).isEqualTo(1);
            for (int p = 0; p < 4; p++) {
                Plane expected = single.get(i / 3 * 7 + first[i % 3] + p);
                assertThat(slab.apart(slab.noisy()).get(p)).isEqualTo(expected.noisy());
                assertThat(slab.apart(slab.target()).get(p)).isEqualTo(expected.target());
            }
            assertThat(slab.itself()).isEqualTo(single.get(i / 3 * 7 + first[i % 3] + 2).noisy());
        }
        Plane part = slabs.get(1).cut(5, 7, 20, 10);
        assertThat(part.singles().get(3).target())
                .isEqualTo(single.get(5).cut(5, 7, 20, 10).target());
    }

    @Test
    void aVolumeIsExposedByOneCameraWithOneLight() throws IOException {
        stacks(2, 1, 5, 1);
        PairSettings settings = PairSettings.DENOISING.ofVolumes(4);
        for (Plane slab : open(false, settings).look(false, 6, plane -> plane))
            for (Plane plane : slab.singles()) {
                double difference = 0;
                for (int i = 0; i < plane.noisy().length; i++)
                    difference += (plane.noisy()[i] - plane.target()[i]) / plane.noisy().length;
                assertThat(difference).isCloseTo(0, within(0.05));
            }
    }

    /** Noisy and clean at one place, half of them upside down. */
    @Test
    void patchesOfVolumesLieOnEachOther() {
        List<float[]> targets = new ArrayList<>();
        List<float[]> noisy = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            float[] target = new float[32 * 32];
            for (int i = 0; i < target.length; i++) target[i] = i * i % 101 + 1000 * p;
            float[] brighter = target.clone();
            for (int i = 0; i < target.length; i++) brighter[i] += 10_000;
            targets.add(target);
            noisy.add(brighter);
        }
        Plane volume = Plane.volume("stack", 32, 32, noisy, targets);
        Batch batch = new Patches(16).draw(List.of(volume), 200, 0, Seeds.PATCHES.stream(1, 0));
        int turned = 0;
        for (int i = 0; i < batch.target().length; i++)
            assertThat(batch.noisy()[i]).isEqualTo(batch.target()[i] + 10_000);
        for (int patch = 0; patch < 200; patch++) {
            boolean down = batch.target()[patch * 4 * 256] >= 3000;
            if (down) turned++;
            for (int p = 0; p < 4; p++)
                for (int i = 0; i < 256; i += 17)
                    assertThat(batch.target()[(4 * patch + p) * 256 + i])
                            .isEqualTo(
                                    batch.target()[4 * patch * 256 + i]
                                            + (down ? -1000 : 1000) * p);
        }
        assertThat(turned).isBetween(70, 130);
    }

    @Test
    void refusesStacksThatAreThinnerThanTheVolumes() throws IOException {
        stacks(3, 1, 5, 1);
        assertThatThrownBy(() -> open(true, PairSettings.DENOISING.ofVolumes(8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dimensions=3d with planes=8")
                .hasMessageContaining("a0.tif has 5 planes. Give deeper stacks, planes=5, or");
        Folders.pairs(folder.resolve("flat"), 3);
        assertThatThrownBy(
                        () ->
                                TrainingSet.open(
                                        Optional.empty(),
                                        folder.resolve("flat/clean"),
                                        PairSettings.DENOISING.ofVolumes(8),
                                        false,
                                        false,
                                        Folders.NOISE,
                                        16,
                                        5,
                                        line -> {}))
                .hasMessageContaining("a0.tif has one plane. Give deeper stacks, or dimensions=2d");
    }

    /** A plane that is left out is no part of a volume. */
    @Test
    void volumesLieBetweenPlanesThatAreLeftOut() throws IOException {
        stacks(3, 1, 6, 1);
        ImageStack blank = new ImageStack(Folders.WIDTH, Folders.HEIGHT);
        for (int z = 0; z < 6; z++)
            blank.addSlice(
                    Folders.plane(
                            z == 1
                                    ? new float[PIXELS]
                                    : Folders.noisy(Folders.bumps(z), 3, 50, 30, z)));
        save("noisy", 0, blank, 1, 6, 1);
        TrainingSet set = open(true, PairSettings.DENOISING.ofVolumes(4));
        // One of the first stack, two of each of the others.
        assertThat(set.look(false, 99, plane -> plane).size() + set.look(true, 99, p -> p).size())
                .isEqualTo(5);
        assertThatThrownBy(() -> open(true, PairSettings.DENOISING.ofVolumes(5)))
                .hasMessageContaining("has not so many without one that is left out");
    }

    @Test
    void refusesSingleImages() throws IOException {
        Folders.pairs(folder, 3);
        assertThatThrownBy(() -> open(true, AROUND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a0.tif has one plane. Give stacks, or dimensions=2d");
        assertThatThrownBy(() -> open(false, AROUND)).hasMessageContaining("has one plane");
    }

    /** A blank plane is no target, and may lie beside one; what is no number may not. */
    @Test
    void planesThatAreLeftOutAreNeighboursAllTheSame() throws IOException {
        stacks(3, 1, 4, 1);
        ImageStack blank = new ImageStack(Folders.WIDTH, Folders.HEIGHT);
        for (int z = 0; z < 4; z++)
            blank.addSlice(
                    Folders.plane(
                            z == 1
                                    ? new float[PIXELS]
                                    : Folders.noisy(Folders.bumps(z), 3, 50, 30, z)));
        save("noisy", 0, blank, 1, 4, 1);
        TrainingSet set = open(true, AROUND);
        assertThat(set.leftOut()).isEqualTo(1);
        assertThat(set.look(false, 99, plane -> plane).size() + set.look(true, 99, p -> p).size())
                .isEqualTo(11);
        blank.getProcessor(2).setf(7, Float.NaN);
        save("noisy", 0, blank, 1, 4, 1);
        assertThatThrownBy(() -> open(true, AROUND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a0.tif, plane 2 of 4 has pixels that are not numbers");
    }
}
