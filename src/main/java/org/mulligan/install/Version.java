package org.mulligan.install;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A version as libraries and ImageJ write it: numbers count as numbers, letters come after none.
 *
 * @param text e.g. 2.100.1 or 1.54p; empty where it is not known
 */
record Version(String text) implements Comparable<Version> {
    static final Version UNKNOWN = new Version("");
    private static final Pattern PART = Pattern.compile("\\d+|[a-z]+");

    boolean known() {
        return !text.isEmpty();
    }

    /** Surely older: where one of the two is not known, nothing is sure. */
    boolean olderThan(Version other) {
        return known() && other.known() && compareTo(other) < 0;
    }

    private List<String> parts() {
        return PART.matcher(text).results().map(MatchResult::group).toList();
    }

    @Override
    public int compareTo(Version other) {
        List<String> mine = parts();
        List<String> others = other.parts();
        for (int i = 0; i < Math.min(mine.size(), others.size()); i++) {
            int order = compare(mine.get(i), others.get(i));
            if (order != 0) return order;
        }
        return Integer.compare(mine.size(), others.size());
    }

    private static int compare(String part, String other) {
        boolean numbers = Character.isDigit(part.charAt(0)) && Character.isDigit(other.charAt(0));
        return numbers
                ? new BigInteger(part).compareTo(new BigInteger(other))
                : part.compareTo(other);
    }

    @Override
    public String toString() {
        return known() ? text : "of unknown version";
    }
}
