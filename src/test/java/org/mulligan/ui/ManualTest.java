package org.mulligan.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.FakeMulligan;
import org.mulligan.ij1.MulliganPlugin;
import org.scijava.Context;

class ManualTest {
    /** Label and class of each command in the menu. */
    static Stream<Arguments> commands() throws Exception {
        return Pattern.compile("\"(.+?)\", org.mulligan.ij1.MulliganPlugin\\(\"(.+?)\"\\)")
                .matcher(Files.readString(Path.of("src/main/resources/plugins.config")))
                .results()
                .map((MatchResult line) -> Arguments.of(line.group(1), line.group(2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void everyCommandOfTheMenuHasItsPage(String label, String command) {
        try (Context context = FakeMulligan.start()) {
            assertThat(MulliganPlugin.form(context, command).label()).isEqualTo(label);
        }
        assertThat(Manual.page(label).orElse("")).contains(">" + label + "</h1>");
    }

    @Test
    void aPageIsHtmlWithTheTable() {
        assertThat(Manual.page("Evaluate Restoration...").orElse(""))
                .startsWith("<html>")
                .contains("Evaluate Restoration...</h1>")
                .contains("<table cellpadding=\"4\" cellspacing=\"0\">")
                .contains("<code>truth</code>")
                .doesNotContain("`", "|---|");
    }

    @Test
    void aStrangersTextFetchesNothing() {
        assertThat(
                        Manual.strangersPage(
                                "# A ![x](http://a.invalid/b.png) b\n\n<img src='http://c.invalid'>\n\n|a|b|\n|-|-|\n|1|2|"))
                .contains(">A", "</h1>", "&lt;img", "<td")
                .doesNotContain("<img", "b.png");
    }

    @Test
    void aCommandOfSomebodyElseHasNone() {
        assertThat(Manual.page("Gaussian Blur...")).isEmpty();
    }
}
