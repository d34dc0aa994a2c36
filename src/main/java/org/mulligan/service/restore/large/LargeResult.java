package org.mulligan.service.restore.large;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageResult;
import org.mulligan.image.io.TiffFile;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.predict.block.BlockFolder;

/**
 * A result that is computed block by block. Blocks are kept beside the file until all of them are
 * there; then it is written, and they are thrown away. Work that was ended in any way goes on where
 * it was when the same is asked for again, and several processes may work on one result at a time.
 * The heap does not grow with the image.
 */
public final class LargeResult implements AutoCloseable {
    private static final String NAME = "result";

    /**
     * What is to be made.
     *
     * @param width of a plane, px
     * @param height of a plane, px
     * @param bitDepth 8, 16 or 32
     */
    public record Shape(int planes, int width, int height, int bitDepth) {
        double bytes() {
            return (double) planes * width * height * bitDepth / Byte.SIZE;
        }
    }

    /** Computes a plane. */
    @FunctionalInterface
    public interface Planes {
        /**
         * @param plane from 0
         * @param result overwritten where blocks are not done
         */
        void compute(int plane, Pixels result) throws IOException;
    }

    private final BlockFolder blocks;
    private final Path target;
    private final Shape shape;
    private final PlaneSource image;
    private final Progress progress;
    private Optional<ImagePlus> blank = Optional.empty();
    private boolean whole;

    private LargeResult(
            BlockFolder blocks, Path target, Shape shape, PlaneSource image, Progress progress) {
        this.blocks = blocks;
        this.target = target;
        this.shape = shape;
        this.image = image;
        this.progress = progress;
    }

    /**
     * Opens what is kept of a file.
     *
     * @param work all that the result's pixels depend on
     * @param image what is restored
     * @throws IllegalArgumentException when other work on the same file is under way
     */
    public static LargeResult open(
            Path target, String work, Shape shape, PlaneSource image, Progress progress)
            throws IOException {
        return new LargeResult(BlockFolder.open(target, work), target, shape, image, progress);
    }

    /** For the planning of the work. */
    public Optional<BlockFolder> blocks() {
        return Optional.of(blocks);
    }

    /**
     * Computes all blocks that are not there.
     *
     * @param description the result without pixels, with all else
     * @throws IOException before the first block when the disk is too small
     */
    public void compute(Planes planes, ImagePlus description) throws IOException {
        blank = Optional.of(description);
        blocks.reserve(shape.bytes());
        plan(description);
        try {
            for (int plane = 0; plane < shape.planes(); plane++)
                planes.compute(plane, pixels(plane));
        } catch (IOException e) {
            // Where another process has finished it meanwhile, nothing is missing.
            if (!Files.exists(target)) throw e;
        }
    }

    private void plan(ImagePlus description) throws IOException {
        double written = ImageResult.bytes(description, target);
        double read =
                (double) image.count() * image.width() * image.height() * image.bitDepth() / 8;
        progress.log(
                String.format(
                        Locale.ROOT,
                        "Plan, block by block: %.2f GB are read, about three times; %.2f GB of blocks are kept in %s until all are done, then up to %.2f GB are written. %.1f GB are free on the disk. If the work is ended, the same command goes on where it was",
                        read / 1e9,
                        blocks.reserved() / 1e9,
                        blocks.path(),
                        written / 1e9,
                        ImageResult.free(target) / 1e9));
        ImageResult.requireSpace(target, written + blocks.reserved() - blocks.bytes());
        if (blocks.wasBegun())
            progress.log(
                    "Going on with what is kept in %s, of the same image, model and settings"
                            .formatted(blocks.path()));
    }

    private Pixels pixels(int plane) throws IOException {
        return blocks.pixels(NAME, plane, shape.width(), shape.height(), shape.bitDepth());
    }

    /** Writes the file, unless another process has. */
    public void finish(TiffFile.LateText late) throws IOException {
        blocks.finish(
                () -> {
                    if (Files.exists(target)) return;
                    ImageResult.write(
                            blank.orElseThrow(),
                            plane -> {
                                progress.update("Writing", plane / (double) shape.planes(), -1);
                                return pixels(plane);
                            },
                            late,
                            target);
                },
                progress::cancelled);
        whole = true;
    }

    @Override
    public void close() throws IOException {
        if (whole) {
            blocks.delete();
            return;
        }
        blocks.close();
        progress.log(
                "The blocks that are done are kept in %s; the same command goes on with them. Delete the folder if it is not wanted any more"
                        .formatted(blocks.path()));
    }
}
