package org.mulligan.ij1;

import ij.macro.Interpreter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The options of a macro's {@code run} as keys and values. */
final class MacroOptions {
    private final String text;
    private int at;

    private MacroOptions(String text) {
        this.text = text;
    }

    /**
     * Reads {@code key=value key=[a value] key='a value' key}; a bare key is {@code true}, a value
     * {@code &x} is the macro's variable x.
     *
     * @param options may be null, as ImageJ gives it
     * @throws IllegalArgumentException when a bracket is never closed
     */
    static Map<String, String> parse(String options) {
        Map<String, String> values = new LinkedHashMap<>();
        MacroOptions reader = new MacroOptions(options == null ? "" : options);
        for (reader.skipSpace(); reader.at < reader.text.length(); reader.skipSpace()) {
            String key = reader.until("= ");
            boolean bare =
                    reader.at == reader.text.length() || reader.text.charAt(reader.at) == ' ';
            values.put(key, bare ? "true" : variable(reader.value()));
        }
        return values;
    }

    /** Whether these options mean exactly these values. */
    static boolean readsAs(String options, Map<String, String> values) {
        try {
            return parse(options).equals(values);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private String value() {
        at++;
        if (at == text.length()) return "";
        if (text.charAt(at) == '[') return bracketed();
        if (text.charAt(at) == '\'' && text.indexOf('\'', at + 1) > 0) {
            int start = at + 1;
            at = text.indexOf('\'', start) + 1;
            return text.substring(start, at - 1);
        }
        return until(" ");
    }

    private String bracketed() {
        int start = at + 1;
        int open = 0;
        for (; at < text.length(); at++) {
            if (text.charAt(at) == '[') open++;
            if (text.charAt(at) == ']' && --open == 0) return text.substring(start, at++);
        }
        throw new IllegalArgumentException(
                "A bracket is not closed in \"%s\"".formatted(text.trim()));
    }

    private String until(String ends) {
        int start = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) at++;
        return text.substring(start, at);
    }

    private void skipSpace() {
        while (at < text.length() && text.charAt(at) == ' ') at++;
    }

    private static String variable(String value) {
        Interpreter macro = Interpreter.getInstance();
        if (!value.startsWith("&") || macro == null) return value;
        String held = macro.getVariableAsString(value.substring(1));
        return held == null ? value : held;
    }
}
