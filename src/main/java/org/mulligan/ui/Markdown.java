package org.mulligan.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown as HTML: for the dialogs' help, for the cards of models, and for the pages of docs/. */
public final class Markdown {
    private static final List<Extension> TABLES = List.of(TablesExtension.create());

    private Markdown() {}

    /** A text as a tree, which may be changed before it becomes HTML. */
    public static Node parse(String text) {
        return Parser.builder().extensions(TABLES).build().parse(text.replace("\r\n", "\n"));
    }

    /** A table needs a row of headings in Markdown; one without words would be an empty line. */
    private static void dropEmptyHeads(Node page) {
        page.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(CustomNode part) {
                        if (part instanceof TableHead && text(part).isEmpty()) part.unlink();
                    }
                });
    }

    /** The body of a page, without frame. Headings have their {@link #anchors} as ids. */
    static String html(Node page) {
        dropEmptyHeads(page);
        return renderer().build().render(page);
    }

    /**
     * A text of a stranger's: its HTML is shown as it is written, and its pictures are left out,
     * because an editor pane would fetch them from wherever they say.
     */
    static String strangersHtml(Node text) {
        text.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Image image) {
                        image.unlink();
                    }
                });
        return renderer().escapeHtml(true).build().render(text);
    }

    private static HtmlRenderer.Builder renderer() {
        return HtmlRenderer.builder()
                .extensions(TABLES)
                .attributeProviderFactory(context -> new Layout());
    }

    /** What style sheets do elsewhere: Java's editor pane knows HTML 3.2. */
    private static final class Layout implements AttributeProvider {
        private final Map<String, Integer> seen = new HashMap<>();

        @Override
        public void setAttributes(Node node, String tag, Map<String, String> attributes) {
            if (node instanceof Heading heading) attributes.put("id", anchor(heading, seen));
            if (node instanceof TableBlock && tag.equals("table")) {
                attributes.put("cellpadding", "4");
                attributes.put("cellspacing", "0");
            }
            if (node instanceof TableCell) {
                attributes.put("align", "left");
                attributes.put("valign", "top");
            }
        }
    }

    /** What a link may name after its {@code #}: the headings, as GitHub names them. */
    public static List<String> anchors(Node page) {
        List<String> anchors = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        page.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Heading heading) {
                        anchors.add(anchor(heading, seen));
                    }
                });
        return anchors;
    }

    private static String anchor(Heading heading, Map<String, Integer> seen) {
        String name =
                text(heading)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
        int before = seen.merge(name, 1, Integer::sum) - 1;
        return before == 0 ? name : name + "-" + before;
    }

    /** The words of a part of a page. */
    public static String text(Node node) {
        StringBuilder words = new StringBuilder();
        node.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Text text) {
                        words.append(text.getLiteral());
                    }

                    @Override
                    public void visit(Code code) {
                        words.append(code.getLiteral());
                    }

                    @Override
                    public void visit(SoftLineBreak lineBreak) {
                        words.append(' ');
                    }
                });
        return words.toString();
    }

    /** Where links and pictures of a page point to, in their order. */
    public static List<String> destinations(Node page) {
        List<String> destinations = new ArrayList<>();
        relink(
                page,
                to -> {
                    destinations.add(to);
                    return Optional.of(to);
                });
        return destinations;
    }

    /**
     * Points links and pictures elsewhere.
     *
     * @param elsewhere a new destination; empty = only the words of the link, or of the picture's
     *     description, are shown
     */
    static void relink(Node page, Function<String, Optional<String>> elsewhere) {
        page.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Link link) {
                        visitChildren(link);
                        Optional<String> to = elsewhere.apply(link.getDestination());
                        to.ifPresentOrElse(link::setDestination, () -> unwrap(link));
                    }

                    @Override
                    public void visit(Image image) {
                        Optional<String> to = elsewhere.apply(image.getDestination());
                        to.ifPresentOrElse(image::setDestination, () -> unwrap(image));
                    }
                });
    }

    private static void unwrap(Node node) {
        while (node.getFirstChild() != null) node.insertBefore(node.getFirstChild());
        node.unlink();
    }
}
