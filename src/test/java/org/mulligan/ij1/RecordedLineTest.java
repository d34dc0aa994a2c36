package org.mulligan.ij1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
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
    void textIsBrokenAtSpacesOnly() {
        assertThat(Words.wrapped("one two three\nfour", 8)).isEqualTo("one two\nthree\nfour");
        assertThat(Words.wrapped("unbreakable x", 5)).isEqualTo("unbreakable\nx");
        assertThat(Words.wrapped("", 5)).isEmpty();
    }
}
