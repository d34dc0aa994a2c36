package org.mulligan.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The README, by the sections of its commands. */
public final class Manual {
    private static final List<Extension> TABLES = List.of(TablesExtension.create());

    private final String markdown;

    /** The one in our jar. */
    public Manual() {
        this(readme());
    }

    Manual(String markdown) {
        this.markdown = markdown;
    }

    private static String readme() {
        try (InputStream bytes = Manual.class.getResourceAsStream("README.md")) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The section of a command, as HTML that Swing can show: no style sheets, tables with borders.
     *
     * @param label of the command; its section is the one whose heading starts with it
     * @return empty when it has none
     */
    public Optional<String> section(String label) {
        Node readme = Parser.builder().extensions(TABLES).build().parse(markdown);
        for (Node node = readme.getFirstChild(); node != null; node = node.getNext())
            if (node instanceof Heading heading && text(heading).startsWith(label))
                return Optional.of("<html>" + html(cut(heading)) + "</html>");
        return Optional.empty();
    }

    private static String text(Heading heading) {
        return heading.getFirstChild() instanceof Text text ? text.getLiteral() : "";
    }

    /** The heading and what follows it, as far as the next heading of its level or above. */
    private static Document cut(Heading heading) {
        Document section = new Document();
        Node next = heading.getNext();
        section.appendChild(heading);
        while (next != null && !(next instanceof Heading h && h.getLevel() <= heading.getLevel())) {
            Node node = next;
            next = node.getNext();
            section.appendChild(node);
        }
        return section;
    }

    private static String html(Document section) {
        return HtmlRenderer.builder()
                .extensions(TABLES)
                .attributeProviderFactory(
                        context ->
                                (node, tag, attributes) -> {
                                    if (node instanceof TableBlock)
                                        attributes.putAll(
                                                Map.of(
                                                        "border", "1",
                                                        "cellspacing", "0",
                                                        "cellpadding", "4"));
                                })
                .build()
                .render(section);
    }
}
