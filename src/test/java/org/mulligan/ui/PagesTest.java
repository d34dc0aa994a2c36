package org.mulligan.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.Page;

/** The README and the pages: their links, their sentences, and what the build makes of them. */
class PagesTest {
    private static final int MOST_WORDS = 25;
    private static final int README_MOST_BYTES = 8 * 1024;

    /** Pages besides those of the commands; ManualTest looks for these. */
    private static final List<String> EXPECTED =
            List.of(
                    "guide/index",
                    "guide/install",
                    "guide/train",
                    "guide/restore",
                    "guide/draw-new-images",
                    "guide/is-it-real",
                    "guide/how-well-it-does",
                    "guide/gpu",
                    "guide/import-export",
                    "guide/macros",
                    "guide/when-something-goes-wrong",
                    "commands/index",
                    "commands/command-line",
                    "commands/shared-keys",
                    "developer/index",
                    "developer/architecture",
                    "developer/extending",
                    "developer/engine",
                    "developer/model-file",
                    "developer/security",
                    "developer/testing");

    private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)`");

    /** Names of others, which the developer pages mention. */
    private static final Set<String> OTHERS =
            Set.of(
                    "ImagePlus",
                    "RandomAccessibleInterval",
                    "SavedModel",
                    "Conv3D",
                    "OnesLike",
                    "SaveV2",
                    "OutOfMemoryError");

    @TempDir private Path docs;

    static Stream<Page> pages() throws IOException {
        return Page.all().stream();
    }

    @Test
    void allPagesAreThere() {
        assertThat(EXPECTED)
                .allSatisfy(name -> assertThat(Page.SITE.resolve(name + ".md")).isRegularFile());
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.size(Path.of("README.md"))).isLessThanOrEqualTo(README_MOST_BYTES);
    }

    @Test
    void theDeveloperPagesNameClassesThatAreThere() throws IOException {
        Set<String> known;
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            known =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".java"))
                            .map(name -> name.substring(0, name.length() - 5))
                            .collect(Collectors.toCollection(HashSet::new));
        }
        known.addAll(OTHERS);
        List<String> gone = new ArrayList<>();
        for (Page page : pages().filter(each -> each.toString().contains("developer")).toList()) {
            Matcher name = CLASS_NAME.matcher(Files.readString(page.file()));
            while (name.find()) if (!known.contains(name.group(1))) gone.add(name.group(1));
        }
        assertThat(gone).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void everyLinkOfAPageLeadsSomewhere(Page page) throws IOException {
        List<String> broken = new ArrayList<>();
        for (String to : Markdown.destinations(page.text()))
            if (!to.matches("[a-z]+:.*") && !leadsSomewhere(to, page)) broken.add(to);
        assertThat(broken).as("links of %s", page).isEmpty();
    }

    private static boolean leadsSomewhere(String to, Page page) throws IOException {
        String[] parts = to.split("#", 2);
        Path file =
                parts[0].isEmpty()
                        ? page.file()
                        : page.file().toAbsolutePath().resolveSibling(parts[0]).normalize();
        if (!Files.exists(file)) return false;
        return parts.length == 1 || Markdown.anchors(Page.read(file).text()).contains(parts[1]);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void noSentenceOfAPageIsLong(Page page) {
        assertThat(page.sentences())
                .as("sentences of more than %d words in %s", MOST_WORDS, page)
                .allMatch(sentence -> Page.words(sentence) <= MOST_WORDS);
    }

    @Test
    void sentencesEndAtTheirEndAndNamesAreOneWord() {
        Page page =
                new Page(
                        Path.of("a.md"),
                        Markdown.parse(
                                "# Not this\n\nOpen *File > Open...* now, e.g. Fiji's (see `a b`). Then 2 - 1 is *one*!\n\n- **An item.**\n\n> Not this.\n\n|a|\n|-|\n|Nor this.|\n"));
        assertThat(page.sentences())
                .containsExactly(
                        "Open NAME now, e.g. Fiji's (see CODE).", "Then 2 - 1 is one!", "An item.");
        assertThat(Page.words("Then 2 - 1 is one!")).isEqualTo(5);
    }

    @Test
    void headingsHaveTheAnchorsThatGitHubGivesThem() {
        assertThat(
                        Markdown.anchors(
                                Markdown.parse("# How do I know?\n## `a` and B\n## Keys\n## Keys")))
                .containsExactly("how-do-i-know", "a-and-b", "keys", "keys-1");
    }

    @Test
    void theBuildMakesHtmlWhoseLinksLeadSomewhere() throws IOException {
        Documentation.write(Path.of(""), docs);
        assertThat(docs.resolve("index.html")).content().contains("<title>Mulligan", "<img src=");
        assertThat(docs.resolve("commands/denoise.html"))
                .content()
                .contains("href=\"shared-keys.html#sharpness\"", "href=\"../index.html\"");
        try (Stream<Path> files = Files.walk(docs)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".html")).toList()) {
                Matcher link =
                        Pattern.compile("(?:href|src)=\"([^\"#]+)(?:#([^\"]*))?\"")
                                .matcher(Files.readString(file));
                while (link.find()) {
                    if (link.group(1).matches("[a-z]+:.*")) continue;
                    Path to = file.resolveSibling(link.group(1));
                    assertThat(to).as("%s in %s", link.group(), file).isRegularFile();
                    if (link.group(2) != null)
                        assertThat(to).content().contains("id=\"" + link.group(2) + "\"");
                }
            }
        }
    }

    @Test
    void linksOfAHelpWindowAreAddressesOfTheFolderOfHtmlOrPlainText() throws IOException {
        Documentation.write(Path.of(""), docs);
        String address = docs.resolve("commands/shared-keys.html").toUri() + "#sharpness";
        assertThat(Manual.page("Denoise with Mulligan...", Optional.of(docs)).orElse(""))
                .contains("href=\"" + address + "\"");
        assertThat(Manual.page("Denoise with Mulligan...", Optional.empty()).orElse(""))
                .contains("0 = faithful weights", "(more)")
                .doesNotContain("href", ".md");
    }
}
