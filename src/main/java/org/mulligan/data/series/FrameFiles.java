package org.mulligan.data.series;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/**
 * The frames of a series that lie in a file each, in the order of the files. A file has a plane for
 * each channel.
 */
final class FrameFiles implements PlaneSource {
    private final List<Path> files;
    private final ImagePlusPlanes first;
    private ImagePlusPlanes open;
    private int number;

    /**
     * @throws IllegalArgumentException for RGB and palettes
     */
    FrameFiles(List<Path> files) throws IOException {
        this.files = List.copyOf(files);
        first = open(files.get(0));
        open = first;
    }

    private static ImagePlusPlanes open(Path file) throws IOException {
        ImagePlus image = ImageFiles.open(file);
        return new ImagePlusPlanes(image);
    }

    @Override
    public int count() {
        return files.size() * first.count();
    }

    @Override
    public int width() {
        return first.width();
    }

    @Override
    public int height() {
        return first.height();
    }

    @Override
    public int bitDepth() {
        return first.bitDepth();
    }

    @Override
    public int channels() {
        return first.count();
    }

    @Override
    public int channel(int plane) {
        return plane % channels();
    }

    /**
     * @throws IOException when a file is of another size than the first one
     */
    @Override
    public Pixels read(int plane) throws IOException {
        int wanted = plane / channels();
        if (wanted != number) {
            ImagePlusPlanes next = open(files.get(wanted));
            if (next.width() != width()
                    || next.height() != height()
                    || next.count() != channels()
                    || next.bitDepth() != bitDepth())
                throw new IOException(
                        "The frames of a series must be alike: %s has %d planes of %d x %d px and %d bit, %s has %d of %d x %d px and %d bit. Take one away, or give a folder for each series"
                                .formatted(
                                        files.get(0),
                                        channels(),
                                        width(),
                                        height(),
                                        bitDepth(),
                                        files.get(wanted),
                                        next.count(),
                                        next.width(),
                                        next.height(),
                                        next.bitDepth()));
            open = next;
            number = wanted;
        }
        return open.read(plane % channels());
    }
}
