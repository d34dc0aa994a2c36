package org.mulligan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2, 3, 77})
    void neverSharesAFieldOfView(long seed) {
        List<String> names = new ArrayList<>();
        for (int field = 1; field <= 20; field++)
            for (int channel = 0; channel < 3; channel++)
                names.add("%03d_%d".formatted(field, channel));
        Set<String> held = Split.of(names, seed).validation();
        assertThat(held).hasSize(6);
        Set<String> fields = new HashSet<>();
        for (String name : held) fields.add(name.substring(0, 3));
        assertThat(fields).hasSize(2);
        assertThat(Split.of(names, seed).validation()).isEqualTo(held);
    }

    @Test
    void knowsChannelsByTheirUsualNames() {
        assertThat(
                        Split.fieldsOfView(
                                List.of("a_ch00", "a_ch01", "b-c1", "b-c2", "d_chDAPI", "e12")))
                .hasSize(4);
    }

    @Test
    void takesARunningNumberForAFieldOfView() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= 20; i++) names.add("image_" + i);
        assertThat(Split.fieldsOfView(names)).hasSize(20);
        assertThat(Split.of(names, 1).validation()).hasSize(2);
    }

    @Test
    void holdsBackOneOfTwo() {
        assertThat(Split.of(List.of("a", "b"), 4).validation()).hasSize(1);
    }

    /** One of two fields with five files is five fields, or one file would be half of all. */
    @Test
    void takesFiveNumbersOfOneNameForFieldsOfViewAndFourForChannels() {
        assertThat(Split.fieldsOfView(List.of("a_1", "a_2", "a_3", "a_4", "b")))
                .containsExactly(List.of("a_1", "a_2", "a_3", "a_4"), List.of("b"));
        assertThat(Split.fieldsOfView(List.of("a_1", "a_2", "a_3", "a_4", "a_5", "b"))).hasSize(6);
    }

    @Test
    void holdsFurtherFieldsBackForIntervalsAndLeavesTheValidationAsItIs() {
        List<String> names = new ArrayList<>();
        for (int field = 1; field <= 20; field++)
            for (int channel = 0; channel < 3; channel++)
                names.add("%03d_%d".formatted(field, channel));
        Split without = Split.of(names, 3);
        Split split = Split.of(names, List.of(), 9, 3);
        assertThat(split.validation()).isEqualTo(without.validation());
        assertThat(without.calibration()).isEmpty();
        assertThat(split.calibration()).hasSize(27).doesNotContainAnyElementsOf(split.validation());
        assertThat(split.calibration().stream().map(name -> name.substring(0, 3)).distinct())
                .hasSize(9);
        assertThat(names.stream().filter(split::trains)).hasSize(60 - 6 - 27);
        assertThat(split.note())
                .startsWith("60 files (20 fields of view): 27 to train on, 6 held back")
                .contains("; 27 held back to calibrate intervals: ");
        assertThatThrownBy(() -> Split.of(names, List.of(), 18, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "calibration=18 fields of view are to be held back beside those of the validation, and there are 18 to train on; give at most 17");
    }
}
