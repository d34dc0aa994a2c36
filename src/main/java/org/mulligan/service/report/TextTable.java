package org.mulligan.service.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table for people and for programs.
 *
 * @param header what the columns are
 * @param rows as long as the header each
 */
public record TextTable(List<String> header, List<List<String>> rows) {
    /** Columns beside each other, the last as long as it is. */
    public List<String> lines() {
        List<List<String>> all = new ArrayList<>();
        all.add(header);
        all.addAll(rows);
        int[] widths = new int[header.size()];
        for (List<String> row : all)
            for (int c = 0; c < widths.length; c++)
                widths[c] = Math.max(widths[c], row.get(c).length());
        List<String> lines = new ArrayList<>();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++)
                line.append(row.get(c)).append(" ".repeat(widths[c] - row.get(c).length() + 2));
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** The header and a line for each row (RFC 4180). */
    public String csv() {
        StringBuilder text = new StringBuilder();
        text.append(Csv.row(header)).append('\n');
        rows.forEach(row -> text.append(Csv.row(row)).append('\n'));
        return text.toString();
    }
}
