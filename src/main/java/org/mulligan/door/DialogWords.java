package org.mulligan.door;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A message about keys as somebody needs it who looks at a dialog: with the labels that stand
 * there. Messages are made below, where one knows keys only, as macros and the command line do.
 *
 * <p>Many keys are everyday words, such as {@code model}. So a word is taken for a key where it
 * stands as one: with a value, or between what is said of keys only.
 */
final class DialogWords {
    private static final String VALUE = "(\\[[^\\]]*]|\\.\\.\\.|[^\\s,;:()\"]*[^\\s,;:()\".])";
    private static final String ARTICLE = "(?<!\\b(?:[Aa]n?|[Tt]he|[Ee]ach|[Oo]ne|[Nn]o) )";

    private final Map<String, String> labels;
    private final Pattern keys;

    /**
     * @param fields of which only those count that the dialog shows
     */
    DialogWords(List<FormField> fields) {
        labels =
                fields.stream()
                        .filter(FormField::isAsked)
                        .collect(Collectors.toMap(FormField::key, FormField::label));
        String any =
                labels.keySet().stream()
                        .sorted(Comparator.comparing(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|"));
        String key = "(?<%s>" + any + ")";
        keys =
                Pattern.compile(
                        String.join(
                                "|",
                                "\\b" + key.formatted("given") + "=" + VALUE,
                                "the key \"" + key.formatted("named") + "\"",
                                "^(?i:" + key.formatted("first") + ")(?= must | needs | cannot )",
                                ARTICLE + "\\b" + key.formatted("must") + "(?= must (?:be|have))",
                                "(?<=\\b(?:[Gg]ive|[Ll]eave|needs|or|and|without) )"
                                        + key.formatted("asked")
                                        + "(?=[,;.:]|$| or | and | \\(| empty| out\\b)"));
    }

    /** The message with each key named by its label, and the key beside it where it is another. */
    String of(String message) {
        if (labels.isEmpty() || message == null) return message;
        return keys.matcher(message)
                .replaceAll(found -> Matcher.quoteReplacement(said(found, message)));
    }

    private String said(MatchResult found, String message) {
        String text = found.group();
        int value = text.indexOf('=');
        if (value > 0) {
            boolean inBrackets = found.start() > 0 && message.charAt(found.start() - 1) == '(';
            return (inBrackets ? "\"%s\", %s" : "\"%s\" (%s)")
                    .formatted(labels.get(text.substring(0, value)), text);
        }
        String key = text.replace("the key ", "").replace("\"", "");
        return label(labels.containsKey(key) ? key : key.toLowerCase(Locale.ROOT));
    }

    /** The label of a key, and the key where it is another word; a key without a label as it is. */
    String label(String key) {
        String label = labels.get(key);
        if (label == null) return key;
        return label.equalsIgnoreCase(key)
                ? "\"%s\"".formatted(label)
                : "\"%s\" (%s)".formatted(label, key);
    }
}
