package org.mulligan.service.evaluate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.disk.WholeFiles;
import org.mulligan.service.report.Csv;

/**
 * The summary of several models: a text with a block for each, and a table with a row for each. A
 * model that is in them already is replaced; all else stays as it is.
 */
public final class SummaryFiles {
    static final String TEXT = "GANs_summary.txt";
    static final String TABLE = "GANs_summary.csv";

    private final Path folder;

    SummaryFiles(Path folder) {
        this.folder = folder;
    }

    /** Looks whether it can be written, before the work. */
    void require() throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder))
            throw new IllegalArgumentException(
                    "output must be a folder, and %s is a file".formatted(folder));
        Files.createDirectories(folder);
        if (!Files.isWritable(folder))
            throw new IOException("The folder " + folder + " is not writable");
    }

    void add(SynthesisFigures figures) throws IOException {
        Path text = folder.resolve(TEXT);
        Path table = folder.resolve(TABLE);
        String rows = table(table, figures);
        WholeFiles.replace(text, text(text, figures).getBytes(StandardCharsets.UTF_8));
        WholeFiles.replace(table, rows.getBytes(StandardCharsets.UTF_8));
    }

    /** The file with the block of this model in its place, else at the end. */
    private static String text(Path file, SynthesisFigures figures) throws IOException {
        String heading = "=== %s ===".formatted(figures.name());
        Map<String, List<String>> blocks = new LinkedHashMap<>();
        List<String> block = new ArrayList<>();
        blocks.put("", block);
        for (String line : lines(file)) {
            if (line.matches("=== .* ===")) {
                block = new ArrayList<>();
                blocks.put(line, block);
            } else block.add(line);
        }
        List<String> own = new ArrayList<>(figures.lines());
        own.add("");
        blocks.put(heading, own);
        StringBuilder all = new StringBuilder();
        blocks.forEach(
                (head, body) -> {
                    if (!head.isEmpty()) all.append(head).append('\n');
                    for (String line : body) all.append(line).append('\n');
                });
        return all.toString();
    }

    private static String table(Path file, SynthesisFigures figures) throws IOException {
        String header = String.join(",", figures.columns().keySet());
        String row = Csv.row(figures.columns().values());
        List<String> lines = new ArrayList<>(lines(file));
        if (lines.isEmpty()) lines.add(header);
        if (!lines.get(0).equals(header))
            throw new IllegalArgumentException(
                    "%s has other columns than this version of Mulligan writes; move it away or give another output"
                            .formatted(file));
        String key = Csv.field(figures.name()) + ",";
        int at = 1;
        while (at < lines.size() && !lines.get(at).startsWith(key)) at++;
        if (at < lines.size()) lines.set(at, row);
        else lines.add(row);
        return String.join("\n", lines) + "\n";
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
