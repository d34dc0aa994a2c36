package org.mulligan.image.zarr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Metadata of Zarr: maps, lists, texts, numbers, booleans and null. */
final class Json {
    /** Of lists and maps within each other. */
    private static final int DEPTH = 100;

    private Json() {}

    /**
     * A document that is a map. JSON is YAML, but for tabs, which no text of JSON holds.
     *
     * @param name of the file, for messages
     */
    static Map<?, ?> parse(byte[] bytes, String name) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8).replace('\t', ' ');
        if (text.startsWith("\ufeff")) text = text.substring(1);
        requireShallow(text, name);
        try {
            LoadSettings settings =
                    LoadSettings.builder().setCodePointLimit(text.length() + 1).build();
            if (new Load(settings).loadFromString(text) instanceof Map<?, ?> map) return map;
        } catch (YamlEngineException e) {
            throw new IOException("its %s is no JSON: %s".formatted(name, brief(e)), e);
        } catch (RuntimeException e) {
            // Its parser stumbles over some broken texts.
            throw new IOException("its %s is no JSON (%s)".formatted(name, e), e);
        }
        throw new IOException("its %s holds no keys and values".formatted(name));
    }

    private static String brief(YamlEngineException e) {
        String text = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }

    /** The parser calls itself. */
    private static void requireShallow(String text, String name) throws IOException {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (quoted && letter == '\\') i++;
            else if (letter == '"') quoted = !quoted;
            else if (!quoted && (letter == '[' || letter == '{') && ++depth > DEPTH)
                throw new IOException(
                        "its %s has more than %d lists within each other".formatted(name, DEPTH));
            else if (!quoted && (letter == ']' || letter == '}')) depth--;
        }
    }

    /** The map at a key; an empty one where there is none. */
    static Map<?, ?> map(Map<?, ?> of, String key) {
        return of.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    /** The list at a key; an empty one where there is none. */
    static List<?> list(Map<?, ?> of, String key) {
        return of.get(key) instanceof List<?> list ? list : List.of();
    }

    /** The text at a key; an empty one where there is none. */
    static String text(Map<?, ?> of, String key) {
        return of.get(key) instanceof String text ? text : "";
    }

    /**
     * The whole numbers of a list.
     *
     * @throws IOException when it is something else, or one of them is less than {@code least}
     */
    static long[] wholes(Map<?, ?> of, String key, long least) throws IOException {
        if (!(of.get(key) instanceof List<?> list))
            throw new IOException("its metadata have no list \"%s\"".formatted(key));
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(list.get(i) instanceof Integer || list.get(i) instanceof Long)
                    || ((Number) list.get(i)).longValue() < least)
                throw new IOException(
                        "its \"%s\" are %s, and whole numbers from %d on are expected"
                                .formatted(key, list, least));
            numbers[i] = ((Number) list.get(i)).longValue();
        }
        return numbers;
    }

    /** As bytes of a file. */
    static byte[] bytes(Map<?, ?> document) {
        return text(document).getBytes(StandardCharsets.UTF_8);
    }

    /** Two spaces to the level, lists of plain values in a line. */
    static String text(Map<?, ?> document) {
        StringBuilder text = new StringBuilder();
        write(document, "\n", text);
        return text.append('\n').toString();
    }

    private static void write(Object value, String indent, StringBuilder text) {
        if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(separator).append(indent).append("  ");
                quote(entry.getKey().toString(), text);
                text.append(": ");
                write(entry.getValue(), indent + "  ", text);
                separator = ",";
            }
            text.append(map.isEmpty() ? "{}" : indent + "}");
        } else if (value instanceof List<?> list) {
            boolean plain = list.stream().noneMatch(Map.class::isInstance);
            String separator = "[";
            for (Object each : list) {
                text.append(separator);
                if (!plain) text.append(indent).append("  ");
                write(each, indent + "  ", text);
                separator = plain ? ", " : ",";
            }
            if (list.isEmpty()) text.append('[');
            text.append(plain ? "]" : indent + "]");
        } else if (value instanceof String words) {
            quote(words, text);
        } else if (value instanceof Double number && number == Math.rint(number)) {
            // 1.0 and not 1.0E10, which is JSON too and hard to read.
            text.append(Math.abs(number) < 1e15 ? "%d.0".formatted(number.longValue()) : number);
        } else {
            text.append(value);
        }
    }

    private static void quote(String words, StringBuilder text) {
        text.append('"');
        for (char letter : words.toCharArray())
            switch (letter) {
                case '"', '\\' -> text.append('\\').append(letter);
                case '\n' -> text.append("\\n");
                default -> {
                    if (letter < ' ' || Character.isSurrogate(letter) || letter == '\u2028')
                        text.append("\\u%04x".formatted((int) letter));
                    else text.append(letter);
                }
            }
        text.append('"');
    }

    /** A map that keeps the order of its keys. */
    static Map<String, Object> of(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2)
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        return map;
    }
}
