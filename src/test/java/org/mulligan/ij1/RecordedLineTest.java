package org.mulligan.ij1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedLineTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "/c d/e.tif", "/c [d] e/f.tif", "/c]d", "x'y z", "a=b c"})
    void whatAMacroCanHoldIsRecorded(String value) {
        assertThatNoException()
                .isThrownBy(
                        () ->
                                new RecordedLine(
                                        "Denoise with Mulligan...", Map.of("output", value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/c ]d", "/c [d e", "[c", "say \"c\""})
    void whatItCannotIsRefusedByName(String value) {
        assertThatThrownBy(
                        () -> new RecordedLine("Denoise with Mulligan...", Map.of("output", value)))
                .hasMessageContaining("output cannot be recorded")
                .hasMessageContaining(value)
                .hasMessageContaining("close the Recorder");
    }

    @Test
    void aTitleThatIsTakenGetsANumberBeforeItsExtension() {
        Set<String> taken = Set.of("a-denoised", "a-denoised-1", "b.tif", "v1.x y", "c-3");
        assertThat(UniqueTitle.of("new", taken)).isEqualTo("new");
        assertThat(UniqueTitle.of("a-denoised", taken)).isEqualTo("a-denoised-2");
        assertThat(UniqueTitle.of("b.tif", taken)).isEqualTo("b-1.tif");
        assertThat(UniqueTitle.of("v1.x y", taken)).isEqualTo("v1.x y-1");
        assertThat(UniqueTitle.of("c-3", taken)).isEqualTo("c-3-1");
    }

    @Test
    void ofALongMessageTheFirstLinesAreShown() {
        assertThat(Words.first("a\nb\nc", 3, "...")).isEqualTo("a\nb\nc");
        assertThat(Words.first("a\nb\nc\nd", 3, "...")).isEqualTo("a\nb\n...");
    }

    @Test
    void textIsBrokenAtSpacesOnly() {
        assertThat(Words.wrapped("one two three\nfour", 8)).isEqualTo("one two\nthree\nfour");
        assertThat(Words.wrapped("unbreakable x", 5)).isEqualTo("unbreakable\nx");
        assertThat(Words.wrapped("", 5)).isEmpty();
    }
}
