package org.mulligan.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.Node;
import org.mulligan.engine.process.EngineFolder;

/** The pages of the commands, as pages for a help window; they come with the jar. */
public final class Manual {
    private static final String PAGES = "/org/mulligan/pages/";
    private static final String STYLE =
            "<head><style>h1 {font-size: 15pt; margin-top: 4px; margin-bottom: 6px} h2 {font-size: 12pt; margin-top: 8px; margin-bottom: 4px} table {margin-top: 8px}</style></head>";

    /** Of the text, px: without it ImageJ asks for the height of lines that are not broken. */
    private static final int WIDTH = 720;

    private Manual() {}

    /**
     * The page of a command, in the HTML 3.2 that Java's editor pane shows.
     *
     * @param label of the command, by which the table of commands links to its page
     * @return empty when there is no such page: the command is not one of ours
     */
    public static Optional<String> page(String label) {
        return page(label, docs());
    }

    /**
     * @param docs the folder of all pages as HTML, which links open in a browser; where there is
     *     none, links are plain text
     */
    static Optional<String> page(String label, Optional<Path> docs) {
        return name(label)
                .map(
                        name -> {
                            Node page = Markdown.parse(read("commands/" + name));
                            Markdown.relink(page, to -> browsable(to, docs));
                            return framed(Markdown.html(page));
                        });
    }

    /** A text of a stranger's as a page, which fetches nothing from elsewhere. */
    static String strangersPage(String markdown) {
        return framed(Markdown.strangersHtml(Markdown.parse(markdown)));
    }

    private static String framed(String body) {
        return "<html>%s<body><table width=\"%d\"><tr><td>%s</td></tr></table></body></html>"
                .formatted(STYLE, WIDTH, body);
    }

    /** File of a command's page. */
    static Optional<String> name(String label) {
        Matcher link =
                Pattern.compile("\\[" + Pattern.quote(label) + "\\]\\(([\\w-]+\\.md)\\)")
                        .matcher(read("commands/index.md"));
        return link.find() ? Optional.of(link.group(1)) : Optional.empty();
    }

    /** ImageJ's help window gives links to the browser, which needs whole addresses. */
    private static Optional<String> browsable(String to, Optional<Path> docs) {
        if (to.matches("https?://.*")) return Optional.of(to);
        if (docs.isEmpty() || to.startsWith("#")) return Optional.empty();
        String[] parts = Documentation.htmlName(to).split("#", 2);
        Path file = docs.get().resolve("commands").resolve(parts[0]).normalize();
        if (!Files.isRegularFile(file)) return Optional.empty();
        // In ImageJ the address becomes a part of a macro, within single quotes.
        String address = file.toUri().toString().replace("'", "%27");
        return Optional.of(parts.length == 1 ? address : address + "#" + parts[1]);
    }

    /** In the folder of this installation, or where {@code bin/mulligan install} puts them. */
    private static Optional<Path> docs() {
        Stream<Path> home = Stream.ofNullable(System.getProperty("mulligan.home")).map(Path::of);
        Stream<Path> besideJar =
                EngineFolder.ownJar().stream()
                        .flatMap(
                                jar ->
                                        Stream.of(".", "../lib/mulligan", "../../lib/mulligan")
                                                .map(jar.toAbsolutePath().getParent()::resolve));
        return Stream.concat(home, besideJar)
                .map(folder -> folder.resolve("docs").normalize())
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static String read(String page) {
        try (InputStream text = Manual.class.getResourceAsStream(PAGES + page)) {
            if (text == null)
                throw new IllegalStateException(
                        "The page %s is not in Mulligan's jar; reinstall Mulligan".formatted(page));
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
