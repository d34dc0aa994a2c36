package org.mulligan.image.host;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;

/** Opens images of formats that only readers of the host know: Bio-Formats, else SCIFIO. */
public final class HostFormats {
    /** Of a file that no reader knows. */
    static final String UNKNOWN = "Bio-Formats does not know its format";

    private HostFormats() {}

    /**
     * An image that was opened.
     *
     * @param notes what the user should know of how it was read
     */
    public record Opened(ImagePlus image, List<String> notes) {}

    /** Whether the host has a reader; nothing of it is started. */
    public static boolean areThere() {
        return BioFormats.isThere() || Scifio.isThere();
    }

    /**
     * Opens an image with Bio-Formats; its planes are read when they are asked for.
     *
     * @param series which of the images in the file, from 0
     * @return empty where the host has no Bio-Formats
     * @throws IOException when it cannot be read, with what the reader says
     */
    public static Optional<Opened> open(Path file, int series) throws IOException {
        return BioFormats.isThere() ? Optional.of(BioFormats.open(file, series)) : Optional.empty();
    }

    /**
     * Opens the first image of a file with SCIFIO; its cells are read when they are asked for.
     *
     * @return empty where the host has no SCIFIO
     * @throws IOException when it cannot be read, with what the reader says
     */
    public static Optional<RandomAccessibleInterval<?>> dataset(Path file) throws IOException {
        return Scifio.isThere() ? Optional.of(Scifio.open(file)) : Optional.empty();
    }
}
