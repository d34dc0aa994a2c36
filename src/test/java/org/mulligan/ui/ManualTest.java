package org.mulligan.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.FakeMulligan;
import org.mulligan.ij1.MulliganPlugin;
import org.scijava.Context;
import org.scijava.module.ModuleItem;

class ManualTest {
    private final Context context = FakeMulligan.start();

    @AfterEach
    void stop() {
        context.dispose();
    }

    /** Label and class of every command in the menu. */
    static Stream<Arguments> commands() throws IOException {
        Pattern line = Pattern.compile("\"(.+?)\", org\\.mulligan.*\\(\"(.+)\"\\)");
        String menu = Files.readString(Path.of("src/main/resources/plugins.config"));
        return line.matcher(menu)
                .results()
                .map((MatchResult found) -> Arguments.of(found.group(1), found.group(2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void everyCommandHasASectionThatTellsItsKeys(String label, String commandClass) {
        String section = new Manual().section(label).orElse("");

        assertThat(section).startsWith("<html><h3>" + label).contains("border=\"1\"");
        CommandForm form = MulliganPlugin.form(context, commandClass);
        assertThat(form.label()).isEqualTo(label);
        assertThat(form.inputs().stream().map(ModuleItem::getName))
                .filteredOn(key -> !key.equals("input"))
                .isNotEmpty()
                .allSatisfy(
                        key ->
                                assertThat(section)
                                        .as("first column has " + key)
                                        .containsPattern("<tr>\n<td>.*<code>" + key + "</code>"));
    }

    @Test
    void aSectionEndsWhereTheNextOfItsLevelBegins() {
        Manual manual = new Manual("# A\n## B... (in C)\nyes\n### D\ntoo\n## E\nno\n");
        assertThat(manual.section("B..."))
                .hasValueSatisfying(
                        html ->
                                assertThat(html)
                                        .contains("B... (in C)", "yes", "too")
                                        .doesNotContain("no"));
        assertThat(manual.section("F...")).isEmpty();
    }
}
