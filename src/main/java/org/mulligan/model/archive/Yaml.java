package org.mulligan.model.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML 1.2 of plain values: no tags, few aliases, bounded depth ({@link ModelLimits}). JSON is YAML
 * too.
 */
public final class Yaml {
    private Yaml() {}

    /**
     * A section at a place of a document; every getter names that place when it fails.
     *
     * @param where dotted keys that lead here, with a dot at the end; empty at the top
     */
    public record Section(Map<?, ?> map, String where) {
        public boolean has(String key) {
            return map.containsKey(key);
        }

        public Section section(String key) throws IOException {
            if (map.get(key) instanceof Map<?, ?> found)
                return new Section(found, where + key + ".");
            throw wrong(key, "a section");
        }

        /** The first section of a list. */
        public Section first(String key) throws IOException {
            if (map.get(key) instanceof List<?> list
                    && !list.isEmpty()
                    && list.get(0) instanceof Map<?, ?> found)
                return new Section(found, where + key + "[0].");
            throw wrong(key, "a list of sections");
        }

        public String text(String key) throws IOException {
            if (map.get(key) instanceof String found) return found;
            throw wrong(key, "a text");
        }

        public int integer(String key) throws IOException {
            if (map.get(key) instanceof Integer found) return found;
            throw wrong(key, "a whole number");
        }

        /** Never NaN or infinity. */
        public double number(String key) throws IOException {
            if (map.get(key) instanceof Number found && Double.isFinite(found.doubleValue()))
                return found.doubleValue();
            throw wrong(key, "a finite number");
        }

        private IOException wrong(String key, String wanted) {
            return new IOException(
                    map.containsKey(key)
                            ? "%s%s must be %s, but is %s"
                                    .formatted(where, key, wanted, brief(map.get(key)))
                            : "%s%s is missing; it must be %s".formatted(where, key, wanted));
        }

        private static String brief(Object value) {
            String text = String.valueOf(value);
            return text.length() <= 60 ? text : text.substring(0, 60) + "...";
        }
    }

    /**
     * @throws IOException when the bytes are no YAML, or a kind that could exhaust the machine
     */
    public static Section parse(byte[] bytes) throws IOException {
        LoadSettings settings =
                LoadSettings.builder()
                        .setAllowDuplicateKeys(false)
                        // Refused by our own rules, in words of ours.
                        .setAllowNonScalarKeys(true)
                        .setMaxAliasesForCollections(ModelLimits.ALIASES)
                        .setCodePointLimit(bytes.length + 1)
                        .build();
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            YamlRules.check(new Parse(settings).parseString(text));
            Object document = new Load(settings).loadFromString(text);
            YamlRules.check(document);
            if (document instanceof Map<?, ?> map) return new Section(map, "");
        } catch (YamlEngineException e) {
            throw new IOException(e.getMessage(), e);
        } catch (RuntimeException e) {
            // Its parser stumbles over some broken texts.
            throw new IOException("it is no YAML (%s)".formatted(e), e);
        }
        throw new IOException("it is no list of keys and values");
    }

    public static byte[] dump(Map<String, ?> document) {
        DumpSettings settings =
                DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setDereferenceAliases(true)
                        .setWidth(120)
                        .build();
        return new Dump(settings).dumpToString(document).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A copy with sorted keys, so that equal maps give equal bytes.
     *
     * @throws IllegalArgumentException when {@code value} holds anything but String, Number,
     *     Boolean, List and Map of String
     */
    public static Object plain(Object value, String where) {
        if (value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double) return value;
        // As it reads, not as it is stored: 0.1f is 0.1.
        if (value instanceof Number number) return Double.valueOf(number.toString());
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            for (Object item : list) copy.add(plain(item, where + "[" + copy.size() + "]"));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new TreeMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String key = String.valueOf(entry.getKey());
                copy.put(key, plain(entry.getValue(), where + "." + key));
            }
            return copy;
        }
        throw new IllegalArgumentException(
                "A model file holds texts, numbers, booleans, lists and maps only; %s is %s"
                        .formatted(where, value == null ? "null" : value.getClass().getName()));
    }
}
