package org.mulligan.tensor.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.Properties;
import org.mulligan.disk.WholeFiles;

/**
 * How long one way to compute takes of another, kept for the processes that follow: a measurement
 * is the third part of an engine's start. Only what another measurement would not turn round is
 * kept, so that a busy moment does not decide for ever.
 */
final class KeptRatio {
    /** The property with the path of the file; without it nothing is kept. */
    static final String FILE = "mulligan.engine.measured";

    /** Between these the next measurement may say the other. */
    private static final double CLEARLY_LESS = 0.7;

    private static final double CLEARLY_MORE = 1.3;

    private KeptRatio() {}

    /**
     * @param what is compared, with all that it depends on: processor, threads, version
     */
    static OptionalDouble read(String what) {
        try {
            String kept = stored().getProperty(what);
            return kept == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Double.parseDouble(kept));
        } catch (IOException | IllegalArgumentException e) {
            return OptionalDouble.empty(); // measured again, and written anew
        }
    }

    /** Keeps a ratio that is clear; a file that cannot be written must not stop the work. */
    static void keep(String what, double ratio) {
        String file = System.getProperty(FILE);
        if (file == null || !(ratio < CLEARLY_LESS || ratio > CLEARLY_MORE)) return;
        Properties all;
        try {
            all = stored();
        } catch (IOException | IllegalArgumentException e) {
            all = new Properties(); // of no use to anybody
        }
        all.setProperty(what, Double.toString(ratio));
        try {
            Properties kept = all;
            Path target = Path.of(file).toAbsolutePath();
            Files.createDirectories(target.getParent());
            WholeFiles.replace(
                    target,
                    part -> {
                        try (OutputStream out = Files.newOutputStream(part)) {
                            kept.store(out, "Measured by Mulligan's engine; may be removed");
                        }
                    });
        } catch (IOException e) {
            return; // read-only or full: it is measured again next time
        }
    }

    private static Properties stored() throws IOException {
        Properties stored = new Properties();
        String file = System.getProperty(FILE);
        if (file != null && Files.exists(Path.of(file))) {
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                stored.load(in);
            }
        }
        return stored;
    }
}
