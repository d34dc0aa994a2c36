package org.mulligan.service;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import org.mulligan.engine.Progress;
import org.mulligan.image.Pixels;
import org.mulligan.image.TiffFile;
import org.mulligan.model.Synthesis;
import org.mulligan.predict.Generator;

/** Draws the images of rows, into memory or plane by plane into a file. */
final class Drawing {
    /** A stack must leave as much free as it takes. */
    private static final int SHARE_OF_MEMORY = 2;

    /**
     * An image to draw.
     *
     * @param label of its slice
     * @param row of the generator's input
     */
    record Row(String label, float[] row) {}

    /**
     * What a stack is called and how it is laid out.
     *
     * @param title without the word "synthetic"
     * @param frames that follow on each other; 1 = the images are slices
     * @param story lines for Info: which points, which class
     */
    record Layout(String title, int slices, int frames, List<String> story) {}

    private final Generator generator;
    private final DrawStyle style;
    private final IntFunction<Row> rows;
    private final Progress progress;
    private final DrawnPixels pixels;
    private final int count;
    private float[][] batch = {};
    private int batchStart;
    private long clippedBefore;

    /**
     * @param count images in all
     * @param rows of image 0 to {@code count - 1}
     */
    Drawing(
            Generator generator,
            DrawStyle style,
            int count,
            IntFunction<Row> rows,
            Progress progress) {
        this.generator = generator;
        this.style = style;
        this.count = count;
        this.rows = rows;
        this.progress = progress;
        pixels = new DrawnPixels(generator.synthesis(), style.depth());
    }

    /** A title or label that says what it is, unless it was asked not to. */
    static String title(DrawStyle style, String plain) {
        return style.stamp() ? plain + "-synthetic" : plain;
    }

    static String label(DrawStyle style, String plain) {
        return style.stamp() ? "synthetic, " + plain : plain;
    }

    /**
     * All of them as a new image in memory.
     *
     * @throws IllegalArgumentException when it would take more than half of what is free
     */
    ImagePlus toMemory(Layout layout) throws IOException {
        requireMemory();
        Synthesis synthesis = generator.synthesis();
        ImageStack stack = new ImageStack(synthesis.size(), synthesis.size());
        for (int i = 0; i < count; i++) {
            Pixels plane = plane(i);
            stack.addSlice(label(style, rows.apply(i).label()), plane.array());
        }
        ImagePlus image = new ImagePlus(title(style, layout.title()), stack);
        if (count == 1) image.setProperty("Label", stack.getSliceLabel(1));
        dress(image, layout, outcome());
        return image;
    }

    /**
     * A TIFF file, written plane by plane; no file is left when that fails or is cancelled.
     *
     * @param first of the images in it
     */
    void toFile(Layout layout, int first, Path target) throws IOException {
        int planes = layout.slices() * layout.frames();
        int size = generator.synthesis().size();
        clippedBefore = pixels.clipped();
        ImagePlus blank = TiffFile.blank(size, size, planes, pixels.depth());
        blank.setTitle(target.getFileName().toString());
        for (int i = 0; i < planes; i++)
            blank.getStack().setSliceLabel(label(style, rows.apply(first + i).label()), i + 1);
        if (planes == 1) blank.setProperty("Label", label(style, rows.apply(first).label()));
        dress(blank, layout, Provenance.PENDING);
        TiffFile.write(
                blank,
                i -> plane(first + i),
                new TiffFile.LateText(Provenance.PENDING, this::outcome),
                target);
    }

    private void dress(ImagePlus image, Layout layout, String outcome) throws IOException {
        Synthesis synthesis = generator.synthesis();
        image.setDimensions(1, layout.slices(), layout.frames());
        if (layout.slices() > 1 && layout.frames() > 1) image.setOpenAsHyperStack(true);
        image.setCalibration(calibration(synthesis));
        if (pixels.depth() == 16 || pixels.depth() == 32)
            image.setDisplayRange(synthesis.low(), synthesis.high());
        image.setProperty("Info", DrawnInfo.of(generator, style, layout.story(), outcome));
        image.setProp(DrawnInfo.KEY, "true");
    }

    static Calibration calibration(Synthesis synthesis) {
        Calibration calibration = new Calibration();
        if (synthesis.pixel() > 0) {
            calibration.pixelWidth = synthesis.pixel();
            calibration.pixelHeight = synthesis.pixel();
            if (!synthesis.unit().isEmpty()) calibration.setUnit(synthesis.unit());
        }
        return calibration;
    }

    private Pixels plane(int i) throws IOException {
        if (i < batchStart || i >= batchStart + batch.length) {
            if (progress.cancelled()) throw new CancellationException("Cancelled");
            progress.update("Drawing", i / (double) count, -1);
            List<float[]> next = new ArrayList<>();
            for (int k = i; k < Math.min(count, i + Generator.TOGETHER); k++)
                next.add(rows.apply(k).row());
            batch = generator.draw(next);
            batchStart = i;
        }
        return pixels.of(batch[i - batchStart]);
    }

    private String outcome() {
        Synthesis synthesis = generator.synthesis();
        String range =
                "intensities -1 to 1 of the network are %s to %s here"
                        .formatted(synthesis.low(), synthesis.high());
        long clipped = pixels.clipped() - clippedBefore;
        return clipped == 0 ? range : range + "; %d values clipped".formatted(clipped);
    }

    private void requireMemory() {
        Synthesis synthesis = generator.synthesis();
        long bytes = (long) count * synthesis.size() * synthesis.size() * Math.max(8, bits()) / 8;
        Runtime java = Runtime.getRuntime();
        long free = java.maxMemory() - java.totalMemory() + java.freeMemory();
        if (bytes > free / SHARE_OF_MEMORY)
            throw new IllegalArgumentException(
                    "%d images need %d MB, and %d MB are free; draw fewer, or give output: a file ending in .tif is written plane by plane, a folder image by image"
                            .formatted(count, bytes >> 20, free >> 20));
    }

    /** ImageJ keeps RGB in 32. */
    private int bits() {
        return pixels.depth() == 24 ? 32 : pixels.depth();
    }
}
