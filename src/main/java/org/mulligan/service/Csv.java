package org.mulligan.service;

/** A field of a table whose fields are separated by commas. */
final class Csv {
    private Csv() {}

    /** In quotation marks where it must be (RFC 4180); a line break becomes a space. */
    static String field(String text) {
        String line = text.replaceAll("\\R", " ");
        return line.matches("[^\",]*") ? line : "\"" + line.replace("\"", "\"\"") + "\"";
    }
}
