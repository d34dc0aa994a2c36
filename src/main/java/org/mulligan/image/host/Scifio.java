package org.mulligan.image.host;

import ij.IJ;
import java.io.IOException;
import java.nio.file.Path;
import net.imglib2.RandomAccessibleInterval;

/** Opens an image through SCIFIO, whose Datasets are read cell by cell. */
final class Scifio {
    private static final String SERVICE = "io.scif.services.DatasetIOService";

    private Scifio() {}

    static boolean isThere() {
        return Asked.type(SERVICE).isPresent();
    }

    static RandomAccessibleInterval<?> open(Path file) throws IOException {
        // The host's own; in Fiji that is how ImageJ's plugins come to it.
        Object context = IJ.runPlugIn("org.scijava.Context", "");
        if (context == null) throw new IOException("SCIFIO has no context; restart Fiji");
        Asked service = new Asked(new Asked(context).ask("service", SERVICE));
        Object image = service.ask("open", file.toAbsolutePath().toString());
        if (!(image instanceof RandomAccessibleInterval<?> pixels))
            throw new IOException("SCIFIO does not know its format");
        return pixels;
    }
}
