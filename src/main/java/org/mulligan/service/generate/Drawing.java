package org.mulligan.service.generate;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.LUT;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.TiffFile;
import org.mulligan.image.plane.PixelMemory;
import org.mulligan.image.plane.Pixels;
import org.mulligan.model.Synthesis;
import org.mulligan.predict.Generator;
import org.mulligan.service.report.Provenance;

/** Draws the images of rows, into memory or plane by plane into a file. */
public final class Drawing {
    /** A stack must leave as much free as it takes. */
    private static final int SHARE_OF_MEMORY = 2;

    /**
     * An image to draw.
     *
     * @param label of its slice
     * @param row of the generator's input
     */
    public record Row(String label, float[] row) {}

    /**
     * What a stack is called and how it is laid out.
     *
     * @param title without the word "synthetic"
     * @param frames that follow on each other; 1 = the images are slices
     * @param story lines for Info: which points, which class
     */
    public record Layout(String title, int slices, int frames, List<String> story) {}

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
    public Drawing(
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
    public static String title(DrawStyle style, String plain) {
        return style.stamp() ? plain + "-synthetic" : plain;
    }

    public static String label(DrawStyle style, String plain) {
        return style.stamp() ? "synthetic, " + plain : plain;
    }

    /**
     * All of them as a new image in memory.
     *
     * @throws IllegalArgumentException when it would take more than half of what is free
     */
    public ImagePlus toMemory(Layout layout) throws IOException {
        requireMemory();
        Synthesis synthesis = generator.synthesis();
        ImageStack stack = new ImageStack(synthesis.size(), synthesis.size());
        int planes = pixels.planes();
        for (int i = 0; i < count * planes; i++)
            stack.addSlice(label(style, rows.apply(i / planes).label()), plane(0, i).array());
        ImagePlus image =
                dress(new ImagePlus(title(style, layout.title()), stack), layout, outcome());
        if (count == 1) image.setProperty("Label", stack.getSliceLabel(1));
        return image;
    }

    /**
     * A TIFF file, written plane by plane; no file is left when that fails or is cancelled.
     *
     * @param first of the images in it
     */
    public void toFile(Layout layout, int first, Path target) throws IOException {
        int planes = layout.slices() * layout.frames() * pixels.planes();
        int size = generator.synthesis().size();
        clippedBefore = pixels.clipped();
        ImagePlus blank = TiffFile.blank(size, size, planes, pixels.depth());
        blank.setTitle(target.getFileName().toString());
        for (int i = 0; i < planes; i++)
            blank.getStack()
                    .setSliceLabel(
                            label(style, rows.apply(first + i / pixels.planes()).label()), i + 1);
        if (planes == 1) blank.setProperty("Label", label(style, rows.apply(first).label()));
        TiffFile.write(
                dress(blank, layout, Provenance.PENDING),
                i -> plane(first, i),
                new TiffFile.LateText(Provenance.PENDING, this::outcome),
                target);
    }

    private ImagePlus dress(ImagePlus plain, Layout layout, String outcome) throws IOException {
        Synthesis synthesis = generator.synthesis();
        plain.setDimensions(pixels.planes(), layout.slices(), layout.frames());
        if (layout.slices() > 1 && layout.frames() > 1) plain.setOpenAsHyperStack(true);
        if (pixels.depth() == 16 || pixels.depth() == 32)
            plain.setDisplayRange(synthesis.low(), synthesis.high());
        ImagePlus image = pixels.planes() == 3 ? coloured(plain, synthesis) : plain;
        image.setCalibration(calibration(synthesis));
        image.setProperty("Info", DrawnInfo.of(generator, style, layout.story(), outcome));
        image.setProp(DrawnInfo.KEY, "true");
        return image;
    }

    /** Channels shown as red, green and blue, each over the intensities of the model. */
    public static ImagePlus coloured(ImagePlus channels, Synthesis synthesis) {
        CompositeImage image = new CompositeImage(channels, CompositeImage.COMPOSITE);
        LUT[] luts = {
            LUT.createLutFromColor(Color.RED),
            LUT.createLutFromColor(Color.GREEN),
            LUT.createLutFromColor(Color.BLUE)
        };
        for (LUT lut : luts) {
            lut.min = synthesis.low();
            lut.max = synthesis.high();
        }
        image.setLuts(luts);
        image.setOpenAsHyperStack(true);
        return image;
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

    /**
     * @param plane of a stack that begins with image {@code first}; channels lie side by side
     */
    private Pixels plane(int first, int plane) throws IOException {
        int i = first + plane / pixels.planes();
        if (i < batchStart || i >= batchStart + batch.length) {
            if (progress.cancelled()) throw new CancellationException("Cancelled");
            progress.update("Drawing", i / (double) count, -1);
            List<float[]> next = new ArrayList<>();
            for (int k = i; k < Math.min(count, i + Generator.TOGETHER); k++)
                next.add(rows.apply(k).row());
            batch = generator.draw(next);
            batchStart = i;
        }
        return pixels.of(batch[i - batchStart], plane % pixels.planes());
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
        long bytes = (long) count * synthesis.size() * synthesis.size() * bits() / 8;
        PixelMemory.require(
                bytes,
                SHARE_OF_MEMORY,
                (needed, free) ->
                        "%d images need %d MB, and %d MB are free; draw fewer, or give output: a file ending in .tif is written plane by plane, a folder image by image"
                                .formatted(count, needed, free));
    }

    /** Of a pixel with all its channels; ImageJ keeps RGB in 32. */
    private int bits() {
        return pixels.depth() == 24 ? 32 : pixels.depth() * pixels.planes();
    }
}
