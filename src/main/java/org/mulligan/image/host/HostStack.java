package org.mulligan.image.host;

import ij.process.ImageProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import org.mulligan.image.plane.DiskStack;

/** Planes that Bio-Formats reads when they are asked for. */
final class HostStack extends DiskStack {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Path file;
    private final Asked reader;
    private final HostPixels pixels;
    private final int channels;
    private final int slices;
    private final int frames;
    private int last = -1;
    private byte[] bytes = {};

    /**
     * @param reader stands at the series, and is closed when the stack is no longer used
     * @param channels as ImageJ counts them
     */
    HostStack(Path file, Asked reader, HostPixels pixels, int channels, int slices, int frames) {
        super(pixels.width(), pixels.height());
        this.file = file;
        this.reader = reader;
        this.pixels = pixels;
        this.channels = channels;
        this.slices = slices;
        this.frames = frames;
        setPlanes(Math.multiplyExact(channels, Math.multiplyExact(slices, frames)));
        setBitDepth(pixels.depth());
        CLEANER.register(this, () -> close(reader));
    }

    private static void close(Asked reader) {
        try {
            reader.ask("close");
        } catch (IOException e) {
            // It was only read, and nobody waits for it.
            return;
        }
    }

    /**
     * @throws UncheckedIOException when it cannot be read; the text names file and plane
     */
    @Override
    public synchronized ImageProcessor getProcessor(int n) {
        int plane = n - 1;
        int channel = plane % channels;
        int slice = plane / channels % slices;
        int frame = plane / channels / slices;
        int together = pixels.isColour() ? 1 : pixels.samples();
        try {
            int index = reader.number("getIndex", slice, channel / together, frame);
            // Of samples that come together the others are asked for next.
            if (together == 1 || index != last) bytes = (byte[]) reader.ask("openBytes", index);
            ImageProcessor processor = pixels.of(bytes, channel % together);
            last = index;
            if (together == 1) bytes = new byte[0];
            return processor;
        } catch (IOException e) {
            last = -1;
            throw new UncheckedIOException(
                    new IOException(
                            "Plane %d of %s cannot be read by Bio-Formats: %s"
                                    .formatted(n, file, e.getMessage()),
                            e));
        }
    }

    int channels() {
        return channels;
    }

    int slices() {
        return slices;
    }

    int frames() {
        return frames;
    }
}
