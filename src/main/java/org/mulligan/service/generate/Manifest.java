package org.mulligan.service.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mulligan.service.report.Csv;

/** The table of an enlarged folder that says which file is real, and how each other was made. */
final class Manifest {
    static final String FILE = "manifest.csv";

    private static final String HEADER = "file,class,kind,source,way,model,model_sha256,seed";

    private final List<String> lines = new ArrayList<>(List.of(HEADER));
    private final List<String> labels = new ArrayList<>(List.of("name,class"));
    private final Map<String, String> sources = new HashMap<>();

    /** A copy of a file, untouched. */
    void real(String file, String label) {
        add(file, label, "real", file, "", "", "", "");
    }

    /**
     * @param source that was turned
     */
    void symmetric(String file, String label, String source, String way) {
        add(file, label, "symmetric", source, way, "", "", "");
    }

    void synthetic(String file, String label, String model, String hash, long seed) {
        add(file, label, "synthetic", "", "", model, hash, "" + seed);
    }

    private void add(String file, String... fields) {
        String from = fields[2].isEmpty() ? fields[4] : fields[2];
        // Some systems tell no capitals apart.
        String other = sources.put(file.toLowerCase(Locale.ROOT), from);
        if (other != null)
            throw new IllegalArgumentException(
                    "%s would be written twice, from %s and from %s; rename one of the images"
                            .formatted(file, other, from));
        List<String> row = new ArrayList<>(List.of(file));
        row.addAll(List.of(fields));
        lines.add(Csv.row(row));
        labels.add(Csv.row(row.subList(0, 2)));
    }

    /** Lines of {@code name,class}. */
    List<String> labels() {
        return labels;
    }

    void write(Path folder) throws IOException {
        Files.write(folder.resolve(FILE), lines);
    }
}
