package org.mulligan.image.io;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import org.mulligan.image.plane.Reading;

/** Opens small files as large ones are. */
public final class ByPart {
    private ByPart() {}

    /** An image whose planes are read by part. */
    public static ImagePlus open(Path file) throws IOException {
        return ImageFiles.open(file, new Reading(0, 0));
    }
}
