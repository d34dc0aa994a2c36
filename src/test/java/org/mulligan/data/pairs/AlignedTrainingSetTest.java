package org.mulligan.data.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.data.Plane;
import org.mulligan.data.Seeds;
import org.mulligan.data.degradation.Degradation.Conditions;
import org.mulligan.data.degradation.Microscope;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.data.simulation.Simulator;
import org.mulligan.image.filter.Binning;
import org.mulligan.image.intensity.AffineFit;

/** Pairs of simulated fields whose images do not lie on each other, or belong to others. */
class AlignedTrainingSetTest {
    private static final int SIDE = 240;

    @TempDir private Path folder;

    /** Four fields, the target shifted to the right and downwards by px of the target. */
    private void pairs(int scale, int dx, int dy, int partner) throws IOException {
        for (int i = 0; i < 4; i++) {
            float[] field = field(i);
            float[] seen = Plane.cut(field, SIDE + 40, 20, 20, SIDE, SIDE);
            float[] noisy =
                    PoissonGaussian.count(
                            Binning.mean(seen, SIDE, SIDE, scale), 1, Seeds.MEMBER.stream(4, i));
            int small = SIDE / scale;
            float[] target = field((i + partner) % 4);
            float[] clean = Plane.cut(target, SIDE + 40, 20 - dx, 20 - dy, SIDE, SIDE);
            Folders.save(
                    folder.resolve("noisy/a%d.tif".formatted(i)),
                    new FloatProcessor(small, small, noisy));
            Folders.save(
                    folder.resolve("clean/a%d.tif".formatted(i)),
                    new FloatProcessor(SIDE, SIDE, clean));
        }
    }

    private static float[] field(int number) {
        float[] field = Simulator.simulate(number, 21, SIDE + 40, SIDE + 40);
        for (int k = 0; k < field.length; k++) field[k] *= 200;
        return field;
    }

    private TrainingSet open(int scale, boolean fit, boolean align) throws IOException {
        return TrainingSet.open(
                Optional.of(folder.resolve("noisy")),
                folder.resolve("clean"),
                PairSettings.DENOISING.aligning(align),
                fit,
                false,
                scale == 1
                        ? Folders.NOISE
                        : new Exposer(
                                new Microscope(),
                                Conditions.gaussian(scale, 2, 1, 1),
                                50,
                                50,
                                1,
                                99.8,
                                false),
                16,
                5,
                line -> {});
    }

    private static double correlation(TrainingSet set, int scale) throws IOException {
        Plane plane = set.look(false, 1, each -> each).get(0);
        float[] seen =
                Binning.mean(plane.target(), scale * plane.width(), scale * plane.height(), scale);
        return AffineFit.of(seen, plane.noisy()).correlation();
    }

    @ParameterizedTest(name = "scale {0}, {1}, {2} px")
    @CsvSource({"1, 6, -3", "1, -4, 0", "2, 8, 6", "2, -6, 10"})
    void undoesAShiftAndCutsOffTheBorderWithoutPartner(int scale, int dx, int dy)
            throws IOException {
        pairs(scale, 0, 0, 0);
        double best = correlation(open(scale, true, false), scale);
        pairs(scale, dx, dy, 0);
        TrainingSet shifted = open(scale, true, false);
        TrainingSet aligned = open(scale, true, true);

        assertThat(String.join("\n", shifted.notes()))
                .contains("Warning: in 4 of 4 pairs", "align=true undoes it");
        assertThat(String.join("\n", aligned.notes())).contains("Shifts undone in 4 pairs");
        assertThat(correlation(shifted, scale)).isLessThan(best - 0.03);
        assertThat(correlation(aligned, scale)).isGreaterThan(best - 0.01);
        Plane plane = aligned.look(false, 1, each -> each).get(0);
        assertThat(plane.width()).isBetween((SIDE - Math.abs(dx)) / scale - 1, SIDE / scale - 1);
        assertThat(plane.scale()).isEqualTo(scale);
    }

    @Test
    void leavesPairsAsTheyAreThatLieOnEachOther() throws IOException {
        pairs(1, 0, 0, 0);
        TrainingSet set = open(1, true, true);
        Plane plane = set.look(false, 1, each -> each).get(0);
        assertThat(plane.width()).isEqualTo(SIDE);
        assertThat(String.join("\n", set.notes())).contains("Shifts undone in 0 pairs");
        assertThat(plane.noisy())
                .isEqualTo(open(1, true, false).look(false, 1, each -> each).get(0).noisy());
    }

    @Test
    void stopsWhereFilesAreSortedDifferentlyAndSaysHowToGoOn() throws IOException {
        pairs(1, 0, 0, 1);
        assertThatThrownBy(() -> open(1, true, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("noisy and clean are sorted differently: 4 of 4 pairs")
                .hasMessageContaining("a0 of noisy resembles a3 of clean")
                .hasMessageContaining("fit=false takes the pairs as they are");
        List<String> notes = open(1, false, false).notes();
        assertThat(String.join("\n", notes)).contains("Warning: The images of noisy and clean");
    }

    @Test
    void stopsWhereTheFoldersAreSwapped() throws IOException {
        pairs(1, 0, 0, 0);
        assertThatThrownBy(() -> Folders.open(folder.resolve("clean"), folder.resolve("noisy")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The images of clean are noisier than those of noisy")
                .hasMessageContaining("4 of 4 pairs");
    }
}
