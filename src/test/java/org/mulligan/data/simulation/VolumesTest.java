package org.mulligan.data.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.ImageFile;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.data.simulation.canvas.Volume;
import org.mulligan.image.io.ImageFiles;

class VolumesTest {
    @Test
    void makesTheSameVolumeForTheSameNumberAndSeed() {
        List<float[]> volume = Volumes.simulate(4, 8, 48, 33, 5);
        List<float[]> again = Volumes.simulate(4, 8, 48, 33, 5);
        assertThat(volume).hasSize(5);
        for (int z = 0; z < 5; z++)
            assertThat(volume.get(z)).hasSize(48 * 33).isEqualTo(again.get(z));
        assertThat(Volumes.simulate(4, 9, 48, 33, 5).get(0)).isNotEqualTo(volume.get(0));
        assertThat(Volumes.simulate(7, 8, 48, 33, 5).get(0)).isNotEqualTo(volume.get(0));
    }

    /** Each shows something in most planes, and planes that are near are more alike. */
    @Test
    void planesFollowOneAnother() {
        for (int index = 0; index < 12; index++) {
            List<float[]> volume = Volumes.simulate(index, 3, 64, 64, 12);
            float most = 0;
            for (float[] plane : volume)
                for (float value : plane) {
                    assertThat(value).isBetween(0f, 1f);
                    most = Math.max(most, value);
                }
            assertThat(most).isEqualTo(1);
            double next = 0;
            double far = 0;
            for (int z = 0; z < 6; z++) {
                next += difference(volume.get(z + 2), volume.get(z + 3));
                far += difference(volume.get(z), volume.get(z + 6));
            }
            assertThat(next).as("volume %d", index).isPositive().isLessThan(0.8 * far);
        }
    }

    private static double difference(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += Math.pow(a[i] - (double) b[i], 2);
        return Math.sqrt(sum);
    }

    /** A point becomes as long as it is told, and its light stays. */
    @Test
    void blursAPointAlongTheAxisAndAcross() {
        Volume volume = new Volume(41, 41, 31, 3);
        volume.deposit(20, 20, 45, 1);
        volume.blur(2);
        volume.blurAcross(5.5);
        assertThat(moment(volume, 0)).isCloseTo(1, within(1e-3));
        assertThat(Math.sqrt(moment(volume, 1))).isCloseTo(2, within(0.05));
        assertThat(Math.sqrt(moment(volume, 2))).isCloseTo(5.5, within(0.2));
    }

    /** Half-way between planes it is shared by two. */
    @Test
    void sharesAPointAmongPlanes() {
        Volume volume = new Volume(32, 32, 4, 2);
        volume.deposit(5, 6, 3, 1);
        assertThat(volume.planes.get(1).values[6 * 32 + 5]).isEqualTo(0.5f);
        assertThat(volume.planes.get(2).values[6 * 32 + 5]).isEqualTo(0.5f);
        assertThat(volume.planes.get(0).values[6 * 32 + 5]).isZero();
    }

    @Test
    void hazeFallsOffAlongTheAxis() {
        Volume volume = new Volume(32, 32, 61, 3);
        volume.deposit(10, 10, 90, 1);
        volume.shineAcross(9);
        int pixel = 10 * 32 + 10;
        for (int away = 0; away < 10; away++) {
            float above = volume.planes.get(30 - away).values[pixel];
            assertThat(volume.planes.get(30 + away).values[pixel]).isCloseTo(above, within(1e-6f));
            assertThat(volume.planes.get(30 - away - 1).values[pixel] / above)
                    .isCloseTo((float) Math.exp(-1 / 3.0), within(1e-4f));
        }
        assertThat(moment(volume, 0)).isCloseTo(1, within(1e-3));
    }

    /** 0 = all light, 1 = variance along X, 2 = along Z, px. */
    private static double moment(Volume volume, int what) {
        double sum = 0;
        double light = 0;
        for (int z = 0; z < volume.planes.size(); z++)
            for (int i = 0; i < volume.width * volume.height; i++) {
                double value = volume.planes.get(z).values[i];
                light += value;
                double off =
                        what == 1
                                ? i % volume.width - 20
                                : volume.step * (z - volume.planes.size() / 2);
                sum += what == 0 ? value : value * off * off;
            }
        return what == 0 ? sum : sum / light;
    }

    @Test
    void writesPairsOfStacksWithTheirCalibration(@TempDir Path folder) throws IOException {
        SimulatedPairs pairs = new SimulatedPairs(Structures.CELLS, 48, 6, 2, 40, 40);
        pairs.write(folder, 2, made -> {});
        ImagePlus clean = ImageFiles.open(folder.resolve("clean/simulated-00001.tif"));
        assertThat(clean.getNSlices()).isEqualTo(6);
        assertThat(clean.getNFrames()).isEqualTo(1);
        assertThat(clean.getCalibration().pixelWidth).isEqualTo(0.1);
        assertThat(clean.getCalibration().pixelDepth).isEqualTo(0.3);
        assertThat(clean.getCalibration().getUnit()).isEqualTo("µm");
        List<float[]> volume = Volumes.simulate(1, 2, 48, 48, 6);
        ImageFile noisy = ImageFile.open(folder.resolve("noisy/simulated-00001.tif"));
        double photons = 0;
        double counted = 0;
        for (int z = 0; z < 6; z++)
            for (int i = 0; i < 48 * 48; i++) {
                assertThat(clean.getStack().getProcessor(z + 1).getf(i))
                        .isEqualTo((float) Math.rint(400 * volume.get(z)[i] + 100), within(1f));
                photons += 40 * volume.get(z)[i];
                counted += (noisy.planes().get(z)[i] - 100) / 10;
            }
        // Read noise of 1 photon at each of 13,824 pixels, of which negative ones are kept.
        assertThat(counted).isCloseTo(photons, within(5 * Math.sqrt(photons + 6 * 48 * 48)));
    }

    @Test
    void degradationsExposeAVolumeByOneCamera(@TempDir Path folder) throws IOException {
        new SimulatedPairs(Structures.CELLS, 48, 4, 2, 40, 40)
                .write(folder, 3, new PoissonGaussian(), made -> {});
        for (int i = 0; i < 3; i++) {
            String name = "simulated-%05d.tif".formatted(i);
            ImageFile noisy = ImageFile.open(folder.resolve("noisy").resolve(name));
            ImageFile clean = ImageFile.open(folder.resolve("clean").resolve(name));
            assertThat(noisy.planes()).hasSize(4);
            List<float[]> volume = Volumes.simulate(i, 2, 48, 48, 4);
            // One curve from photons to the units of the file for all planes, from a table.
            List<float[]> curve = new ArrayList<>();
            for (int z = 0; z < 4; z++)
                for (int k = 0; k < 48 * 48; k++)
                    curve.add(new float[] {volume.get(z)[k], clean.planes().get(z)[k]});
            curve.sort(Comparator.comparingDouble(point -> point[0]));
            for (int k = 1; k < curve.size(); k++)
                assertThat(curve.get(k)[1]).isGreaterThanOrEqualTo(curve.get(k - 1)[1] - 0.5f);
        }
    }

    @Test
    void refusesWhatIsTooSmall() {
        assertThatThrownBy(() -> Volumes.simulate(0, 1, 31, 64, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 px or more");
    }
}
