package org.mulligan.service.report;

import java.util.Collection;

/**
 * A table whose fields are separated by commas, a row a line. Tables that were written once are
 * added to and compared, so their bytes stay: commons-csv quotes more than must be (a first field
 * that is empty or begins with {@code #}, white space at an end) and keeps line breaks.
 */
public final class Csv {
    private Csv() {}

    /** Without the end of the line. */
    public static String row(Collection<String> fields) {
        return String.join(",", fields.stream().map(Csv::field).toList());
    }

    /** In quotation marks where it must be (RFC 4180); a line break becomes a space. */
    public static String field(String text) {
        String line = text.replaceAll("\\R", " ");
        return line.matches("[^\",]*") ? line : "\"" + line.replace("\"", "\"\"") + "\"";
    }
}
