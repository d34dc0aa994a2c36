package org.mulligan.service.report;

/** A field of a table whose fields are separated by commas. */
public final class Csv {
    private Csv() {}

    /** In quotation marks where it must be (RFC 4180); a line break becomes a space. */
    public static String field(String text) {
        String line = text.replaceAll("\\R", " ");
        return line.matches("[^\",]*") ? line : "\"" + line.replace("\"", "\"\"") + "\"";
    }
}
