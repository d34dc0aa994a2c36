package org.mulligan.tensor.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operations that a graph out of a file may have: those that only compute, and, to fill its
 * variables, those that read its own weights. Whatever is not let in is refused: an operation may
 * read or write files, speak to the network or run code of the host. The list, with a reason for
 * each group, is the resource {@code ops.txt} beside this class.
 */
public final class OpAllowlist {
    private static final String LIST = "ops.txt";
    private static final Pattern HEADING = Pattern.compile("\\[(\\w+)( stateful)?] (.+)");

    /** When a group's operations are let in. */
    enum Kind {
        RUN,
        LOAD,
        REFUSE
    }

    /**
     * Operations that are let in or refused for one reason.
     *
     * @param stateful as TensorFlow calls those of them that are let in
     * @param ops names; a star in a refused one stands for any letters
     */
    record Group(Kind kind, boolean stateful, String reason, List<String> ops) {}

    private static final List<Group> GROUPS = read();
    private static final Map<String, Kind> LET_IN = letIn();
    private static final Map<Pattern, String> DANGERS = dangers();

    private OpAllowlist() {}

    public static boolean computes(String op) {
        return LET_IN.get(op) == Kind.RUN;
    }

    /** Whether it may run when a model is loaded. */
    static boolean loads(String op) {
        return LET_IN.containsKey(op);
    }

    /**
     * What a refused operation could do, as the end of a sentence about it; empty when no group
     * names it, and it could do anything.
     */
    static Optional<String> danger(String op) {
        return DANGERS.entrySet().stream()
                .filter(danger -> danger.getKey().matcher(op).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** All groups in the order of the list. */
    static List<Group> groups() {
        return GROUPS;
    }

    private static List<Group> read() {
        List<Group> groups = new ArrayList<>();
        for (String line : lines()) {
            if (line.isBlank() || line.startsWith("#")) continue;
            Matcher heading = HEADING.matcher(line);
            if (heading.matches())
                groups.add(
                        new Group(
                                Kind.valueOf(heading.group(1).toUpperCase(Locale.ROOT)),
                                heading.group(2) != null,
                                heading.group(3),
                                new ArrayList<>()));
            else groups.get(groups.size() - 1).ops().addAll(List.of(line.strip().split("\\s+")));
        }
        return List.copyOf(groups);
    }

    private static List<String> lines() {
        try (InputStream in = OpAllowlist.class.getResourceAsStream(LIST)) {
            if (in == null) throw new IllegalStateException("Mulligan's jar lacks " + LIST);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Kind> letIn() {
        Map<String, Kind> kinds = new HashMap<>();
        for (Group group : GROUPS)
            if (group.kind() != Kind.REFUSE)
                for (String op : group.ops()) kinds.put(op, group.kind());
        return kinds;
    }

    private static Map<Pattern, String> dangers() {
        Map<Pattern, String> dangers = new java.util.LinkedHashMap<>();
        for (Group group : GROUPS)
            if (group.kind() == Kind.REFUSE)
                for (String op : group.ops()) dangers.put(pattern(op), group.reason());
        return dangers;
    }

    static Pattern pattern(String op) {
        return Pattern.compile(op.replace("*", ".*").replace("?", "."));
    }
}
