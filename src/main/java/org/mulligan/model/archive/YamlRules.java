package org.mulligan.model.archive;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** What a descriptor may be made of, before and after its values are built. */
final class YamlRules {
    private static final String CORE = "tag:yaml.org,2002:";

    /** Of plain values; a tag of another kind asks the reader to build something. */
    private static final Set<String> TAGS =
            Set.of("str", "int", "float", "bool", "null", "seq", "map");

    private YamlRules() {}

    /**
     * Reads along, and builds nothing.
     *
     * @throws IOException when a rule is broken; the text is a sentence about the document
     */
    static void check(Iterable<Event> events) throws IOException {
        int depth = 0;
        int aliases = 0;
        int values = 0;
        for (Event event : events) {
            if (event instanceof CollectionStartEvent start) {
                checkTag(start.getTag());
                if (++depth > ModelLimits.DEPTH) throw tooDeep();
            }
            if (event instanceof CollectionEndEvent) depth--;
            if (event instanceof AliasEvent && ++aliases > ModelLimits.ALIASES)
                throw new IOException(
                        "it uses more than the %d aliases (*name) allowed; write the values out"
                                .formatted(ModelLimits.ALIASES));
            if (event instanceof ScalarEvent scalar) {
                checkTag(scalar.getTag());
                checkNumber(scalar);
                if (++values > ModelLimits.VALUES) throw tooMany();
            }
        }
    }

    private static void checkTag(Optional<String> tag) throws IOException {
        if (tag.isEmpty() || tag.get().equals("!")) return;
        if (tag.get().startsWith(CORE) && TAGS.contains(tag.get().substring(CORE.length()))) return;
        throw new IOException(
                "it has a value with the tag %s, which asks for more than texts, numbers, lists and sections; write the value without it"
                        .formatted(brief(tag.get())));
    }

    /** A million digits take a machine minutes. */
    private static void checkNumber(ScalarEvent scalar) throws IOException {
        String text = scalar.getValue();
        if (scalar.isPlain()
                && text.length() > ModelLimits.DIGITS
                && text.chars()
                        .allMatch(letter -> "+-._eExXoO".indexOf(letter) >= 0 || isDigit(letter)))
            throw new IOException(
                    "it has a number of %,d characters (%s), and %d are allowed"
                            .formatted(text.length(), brief(text), ModelLimits.DIGITS));
    }

    private static boolean isDigit(int letter) {
        return Character.digit(letter, 16) >= 0;
    }

    private static String brief(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    /**
     * Goes through the built values, each use of an alias anew: a list can hold itself.
     *
     * @throws IOException when a rule is broken; the text is a sentence about the document
     */
    static void check(Object document) throws IOException {
        count(document, 0, 0);
    }

    private static int count(Object value, int depth, int before) throws IOException {
        int count = before + 1;
        if (count > ModelLimits.VALUES) throw tooMany();
        Collection<?> parts = List.of();
        if (value instanceof List<?> list) parts = list;
        if (value instanceof Map<?, ?> map) {
            for (Object key : map.keySet())
                if (key instanceof Collection<?> || key instanceof Map<?, ?>)
                    throw new IOException("it has a list or a section as a key; use a text");
            parts = map.values();
        }
        if (!parts.isEmpty() && depth >= ModelLimits.DEPTH) throw tooDeep();
        for (Object part : parts) count = count(part, depth + 1, count);
        return count;
    }

    private static IOException tooDeep() {
        return new IOException(
                "it is nested too deeply: more than the %d lists and sections within each other allowed"
                        .formatted(ModelLimits.DEPTH));
    }

    private static IOException tooMany() {
        return new IOException(
                "it has more than the %,d values allowed".formatted(ModelLimits.VALUES));
    }
}
