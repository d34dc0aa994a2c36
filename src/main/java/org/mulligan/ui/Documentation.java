package org.mulligan.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.commonmark.node.Node;

/**
 * The README and all pages as a folder of HTML that needs nothing else: what they link to in the
 * project, pictures among it, is copied beside them.
 */
public final class Documentation {
    private static final String README = "README.md";
    private static final String SITE = "src/site/markdown";

    /** Folder of what is copied, with the paths that it has in the project. */
    private static final String FILES = "files";

    private static final String FRAME =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s - Mulligan</title>
            <style>
            body {font-family: sans-serif; line-height: 1.45; max-width: 60em; margin: 1.5em auto; padding: 0 1em}
            nav {margin-bottom: 1.5em} nav a {margin-right: 1.2em}
            table {border-collapse: collapse; margin: 1em 0} td, th {border: 1px solid #ccc}
            code, pre {background: #f3f3f3} pre {padding: .7em; overflow-x: auto} img {max-width: 100%%}
            </style>
            </head>
            <body>
            <nav>%s</nav>
            %s</body>
            </html>
            """;

    private final Path project;
    private final Path target;

    /** Pages by their file, with their place in the target. */
    private final Map<Path, Path> pages = new LinkedHashMap<>();

    private Documentation(Path project, Path target) {
        this.project = project;
        this.target = target;
    }

    /**
     * The build's step.
     *
     * @param arguments folder of the project; folder to write
     */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    /**
     * Writes all pages. A link to what is not there becomes plain text; a test finds those.
     *
     * @param target made where it is missing; what is in it is overwritten
     */
    public static void write(Path project, Path target) throws IOException {
        Path root = project.toAbsolutePath().normalize();
        Documentation all = new Documentation(root, target.toAbsolutePath().normalize());
        all.pages.put(root.resolve(README), all.target.resolve("index.html"));
        Path site = root.resolve(SITE);
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList())
                all.pages.put(file, all.target.resolve(htmlName(site.relativize(file).toString())));
        }
        for (Map.Entry<Path, Path> page : all.pages.entrySet())
            all.writePage(page.getKey(), page.getValue());
    }

    /** The name of a page as HTML, what follows a # kept. */
    static String htmlName(String markdown) {
        return markdown.replaceFirst("\\.md(?=#|$)", ".html");
    }

    private void writePage(Path source, Path page) throws IOException {
        Node text = Markdown.parse(Files.readString(source));
        String title = text.getFirstChild() == null ? "" : Markdown.text(text.getFirstChild());
        Markdown.relink(text, to -> destination(to, source, page));
        Files.createDirectories(page.getParent());
        Files.writeString(page, FRAME.formatted(title, navigation(page), Markdown.html(text)));
    }

    private String navigation(Path page) {
        StringBuilder links = new StringBuilder();
        Map<String, String> places = new LinkedHashMap<>();
        places.put("Mulligan", "index.html");
        places.put("Guide", "guide/index.html");
        places.put("Commands", "commands/index.html");
        places.put("Developers", "developer/index.html");
        places.forEach(
                (name, place) -> {
                    if (pages.containsValue(target.resolve(place)))
                        links.append(
                                "<a href=\"%s\">%s</a>"
                                        .formatted(relative(page, target.resolve(place)), name));
                });
        return links.toString();
    }

    private Optional<String> destination(String to, Path source, Path page) {
        if (to.startsWith("#") || to.matches("[a-z]+:.*")) return Optional.of(to);
        String[] parts = to.split("#", 2);
        Path file = source.resolveSibling(parts[0]).normalize();
        Path there = pages.get(file);
        if (there == null) {
            if (!file.startsWith(project) || !Files.isRegularFile(file)) return Optional.empty();
            there = copied(file);
        }
        return Optional.of(relative(page, there) + (parts.length == 1 ? "" : "#" + parts[1]));
    }

    private Path copied(Path file) {
        Path copy = target.resolve(FILES).resolve(project.relativize(file).toString());
        try {
            Files.createDirectories(copy.getParent());
            return Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String relative(Path from, Path to) {
        return from.getParent().relativize(to).toString().replace('\\', '/');
    }
}
