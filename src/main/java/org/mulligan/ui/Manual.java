package org.mulligan.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The README's sections on the commands, as pages for a help window. */
public final class Manual {
    private static final String STYLE =
            "<head><style>h3 {font-size: 15pt; margin-top: 4px; margin-bottom: 6px} table {margin-top: 8px}</style></head>";

    /** Of the text, px: without it ImageJ asks for the height of lines that are not broken. */
    private static final int WIDTH = 720;

    private static final List<Extension> TABLES = List.of(TablesExtension.create());

    private Manual() {}

    /**
     * The page of a command, in the HTML 3.2 that Java's editor pane shows.
     *
     * @param label of the command, which is the heading of its section
     * @return empty when there is no such section: the command is not one of ours
     */
    public static Optional<String> page(String label) {
        return section(label).map(Manual::html);
    }

    /**
     * A text of a stranger's as a page: its HTML is shown as it is written, and its pictures are
     * left out, because the pane would fetch them from wherever they say.
     */
    static String strangersPage(String markdown) {
        Node text = Parser.builder().extensions(TABLES).build().parse(markdown);
        text.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Image image) {
                        image.unlink();
                    }
                });
        return framed(
                HtmlRenderer.builder()
                        .extensions(TABLES)
                        .escapeHtml(true)
                        .attributeProviderFactory(context -> Manual::layout)
                        .build()
                        .render(text));
    }

    private static String html(String markdown) {
        Node section = Parser.builder().extensions(TABLES).build().parse(markdown);
        String body =
                HtmlRenderer.builder()
                        .extensions(TABLES)
                        .attributeProviderFactory(context -> Manual::layout)
                        .build()
                        .render(section);
        return framed(body);
    }

    private static String framed(String body) {
        return "<html>%s<body><table width=\"%d\"><tr><td>%s</td></tr></table></body></html>"
                .formatted(STYLE, WIDTH, body);
    }

    /** A section's text with its heading, up to the next heading of its level or above. */
    static Optional<String> section(String label) {
        Matcher section =
                Pattern.compile(
                                "^### " + Pattern.quote(label) + "$.*?(?=^#{1,3} |\\z)",
                                Pattern.MULTILINE | Pattern.DOTALL)
                        .matcher(readme());
        return section.find() ? Optional.of(section.group()) : Optional.empty();
    }

    /** What style sheets do elsewhere. */
    private static void layout(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof TableBlock && tag.equals("table")) {
            attributes.put("cellpadding", "4");
            attributes.put("cellspacing", "0");
        }
        if (node instanceof TableCell) {
            attributes.put("align", "left");
            attributes.put("valign", "top");
        }
    }

    private static String readme() {
        try (InputStream text = Manual.class.getResourceAsStream("README.md")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
