package org.mulligan.service.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables of earlier versions are added to: what is quoted, and what is not, stays. */
class CsvTest {
    @Test
    void quotesOnlyWhatMustBe() {
        assertThat(Csv.row(List.of("", "#1", " a ", "b\r\nc", "!x", "caf\u00e9")))
                .isEqualTo(",#1, a ,b c,!x,caf\u00e9");
        assertThat(Csv.row(List.of("a,b", "say \"a\"", "\"")))
                .isEqualTo("\"a,b\",\"say \"\"a\"\"\",\"\"\"\"");
    }

    @Test
    void aTableHasALineForEachRow() {
        assertThat(new TextTable(List.of("name", "x,y"), List.of(List.of("", "1"))).csv())
                .isEqualTo("name,\"x,y\"\n,1\n");
    }
}
