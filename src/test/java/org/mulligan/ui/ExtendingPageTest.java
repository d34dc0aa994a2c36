package org.mulligan.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mulligan.Page;
import org.mulligan.extension.ExtensionPoint;

/** The page for those who add a class of their own shows what the test of the jar builds. */
class ExtendingPageTest {
    private static final Path PAGE = Page.SITE.resolve("developer/extending.md");
    private static final Path EXAMPLE = Path.of("examples/extension/src/main/java/org/example");
    private static final int MOST_LINES = 40;

    private static List<Path> classes() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLE)) {
            return files.sorted().toList();
        }
    }

    @Test
    void showsEachClassOfTheExampleWithoutItsImports() throws IOException {
        String page = Files.readString(PAGE);
        for (Path file : classes()) {
            String code = Files.readString(file);
            String shown = code.substring(code.indexOf('\n', code.lastIndexOf("\nimport ") + 1));
            assertThat(page).as(file.toString()).contains("```java\n" + shown.strip() + "\n```");
            assertThat(shown.strip().lines().count()).isLessThanOrEqualTo(MOST_LINES);
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesEachExtensionPointWhoseTypeIsThereAndHasAnExample(ExtensionPoint point)
            throws Exception {
        Class<?> type = Class.forName(point.type(), false, getClass().getClassLoader());
        assertThat(type).isInterface();
        assertThat(Files.readString(PAGE)).contains("| `" + point.type() + "` |");
        String plugin = "@Plugin(type = " + type.getSimpleName() + ".class";
        assertThat(classes())
                .anyMatch(
                        file ->
                                Arrays.stream(read(file).split("\\s+"))
                                        .reduce("", (a, b) -> a + b)
                                        .contains(plugin.replace(" ", "")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
