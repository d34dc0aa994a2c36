package org.mulligan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.mulligan.ui.Markdown;

/** A page of the documentation, as the tests look at it. */
public record Page(Path file, Node text) {
    public static final Path SITE = Path.of("src/site/markdown");

    /** Ends of words that end no sentence. */
    private static final String SHORT = "(?<!\\b(?:al|e\\.g|i\\.e|cf|vs|approx|Fig|No)\\.)";

    private static final Pattern END =
            Pattern.compile(SHORT + "(?<=[.!?][\"')\u201d]?)\\s+(?=[^\\p{Ll}])");

    public static Page read(Path file) throws IOException {
        return new Page(file, Markdown.parse(Files.readString(file)));
    }

    /** The page of that name in the commands' folder. */
    public static Page ofCommand(String name) throws IOException {
        return read(SITE.resolve("commands").resolve(name));
    }

    /** The README and every page. */
    public static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>(List.of(read(Path.of("README.md"))));
        try (Stream<Path> files = Files.walk(SITE)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList())
                pages.add(read(file));
        }
        return pages;
    }

    /**
     * Sentences outside of tables, code, quotations and headings. Code and the name of a menu or a
     * command are one word each.
     */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        text.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Paragraph paragraph) {
                        Arrays.stream(END.split(prose(paragraph)))
                                .map(String::strip)
                                .filter(sentence -> !sentence.isEmpty())
                                .forEach(sentences::add);
                    }

                    @Override
                    public void visit(BlockQuote quotation) {}

                    @Override
                    public void visit(CustomBlock table) {}
                });
        return sentences;
    }

    /** Words of a sentence: what has a letter or a digit in it. */
    public static long words(String sentence) {
        return Arrays.stream(sentence.split("\\s+"))
                .filter(word -> word.matches(".*[\\p{L}\\p{N}].*"))
                .count();
    }

    private static String prose(Node paragraph) {
        StringBuilder prose = new StringBuilder();
        paragraph.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Text text) {
                        prose.append(text.getLiteral());
                    }

                    @Override
                    public void visit(Code code) {
                        prose.append("CODE");
                    }

                    @Override
                    public void visit(SoftLineBreak lineBreak) {
                        prose.append(' ');
                    }

                    @Override
                    public void visit(HardLineBreak lineBreak) {
                        prose.append(' ');
                    }

                    @Override
                    public void visit(Emphasis emphasis) {
                        visitNamed(emphasis);
                    }

                    @Override
                    public void visit(Link link) {
                        visitNamed(link);
                    }

                    @Override
                    public void visit(Image image) {}

                    private void visitNamed(Node node) {
                        String words = Markdown.text(node);
                        if (words.endsWith("...") || words.contains(" > ")) prose.append("NAME");
                        else visitChildren(node);
                    }
                });
        return prose.toString();
    }

    /**
     * Default, meaning and label of each key in the table below the heading "Keys", as Markdown
     * shows them.
     */
    public Map<String, List<String>> keys() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (Node node = text.getFirstChild(); node != null; node = node.getNext()) {
            if (!(node instanceof Heading) || !Markdown.text(node).equals("Keys")) continue;
            if (!(node.getNext() instanceof TableBlock table)) continue;
            for (Node row : rows(table)) {
                List<String> cells = cells(row);
                List<String> said = List.of(cells.get(2), cells.get(3), cells.get(0));
                if (keys.put(cells.get(1), said) != null)
                    throw new AssertionError(file + " has the key " + cells.get(1) + " twice");
            }
        }
        return keys;
    }

    /** What the table at the top says, by its first column. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        for (Node node = text.getFirstChild(); node != null; node = node.getNext())
            if (node instanceof TableBlock table) {
                for (Node row : rows(table)) facts.put(cells(row).get(0), cells(row).get(1));
                return facts;
            }
        return facts;
    }

    private static List<Node> rows(TableBlock table) {
        List<Node> rows = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext())
            if (part instanceof TableBody)
                for (Node row = part.getFirstChild(); row != null; row = row.getNext())
                    if (row instanceof TableRow) rows.add(row);
        return rows;
    }

    private static List<String> cells(Node row) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext())
            cells.add(Markdown.text(cell));
        return cells;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
