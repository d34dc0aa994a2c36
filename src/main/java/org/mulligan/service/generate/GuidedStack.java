package org.mulligan.service.generate;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.NotFinite;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.mask.ObjectMask;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.PixelMemory;
import org.mulligan.image.plane.Pixels;
import org.mulligan.model.LatentSpace;
import org.mulligan.model.NoiseField;
import org.mulligan.model.Synthesis;
import org.mulligan.predict.GuidedDrawing;
import org.mulligan.predict.LoadedModel;

/**
 * The planes of all drawings of one image. Drawings lie along slices, or along frames where the
 * image has slices itself.
 */
final class GuidedStack {
    private static final double ALIKE = 0.1;

    /** Share of an input's pixels beyond the range of the training that is worth a word. */
    private static final double MANY = 0.02;

    private static final int SIGNED_ZERO = 32768;

    /**
     * What is drawn.
     *
     * @param seed of the first drawing
     * @param count drawings
     * @param tile px; 0 = automatic
     */
    record Order(ImagePlus input, long seed, int count, DrawStyle style, int tile) {}

    private final Order order;
    private final LatentSpace space;
    private final Synthesis synthesis;
    private final ClassChoice classes;
    private final Progress progress;
    private final ImagePlusPlanes inputs;
    private final GuidedDrawing drawing;
    private final DrawnPixels pixels;
    private long tilesDone;

    /**
     * @throws IllegalArgumentException when the image has colours or several channels, or slices
     *     and frames and is to be drawn several times
     */
    GuidedStack(LoadedModel model, Order order, ClassChoice classes, Progress progress) {
        this.order = order;
        this.classes = classes;
        this.progress = progress;
        synthesis = model.description().synthesis().orElseThrow();
        space = synthesis.space();
        ImagePlus input = order.input();
        require(input);
        inputs = new ImagePlusPlanes(input);
        drawing =
                new GuidedDrawing(
                        model, input.getWidth(), input.getHeight(), order.tile(), progress);
        pixels = new DrawnPixels(synthesis, order.style().depth());
    }

    private void require(ImagePlus input) {
        if (input.getType() == ImagePlus.COLOR_RGB)
            throw new IllegalArgumentException(
                    "\"%s\" is an RGB image, and images are drawn from one channel; convert it with Image > Type > 8-bit"
                            .formatted(input.getTitle()));
        if (input.getNChannels() != 1)
            throw new IllegalArgumentException(
                    "\"%s\" has %d channels, and images are drawn from one; split them first (Image > Color > Split Channels)"
                            .formatted(input.getTitle(), input.getNChannels()));
        if (order.count() > 1 && input.getNSlices() > 1 && input.getNFrames() > 1)
            throw new IllegalArgumentException(
                    "\"%s\" has slices and frames, so a stack has no axis left for %d drawings; give a folder as output, for a file each, or count=1"
                            .formatted(input.getTitle(), order.count()));
    }

    ImagePlus input() {
        return order.input();
    }

    int width() {
        return order.input().getWidth();
    }

    int height() {
        return order.input().getHeight();
    }

    int depth() {
        return pixels.depth();
    }

    private boolean alongFrames() {
        return order.input().getNSlices() > 1;
    }

    int slices() {
        return order.input().getNSlices() * (alongFrames() ? 1 : order.count());
    }

    int frames() {
        return order.input().getNFrames() * (alongFrames() ? order.count() : 1);
    }

    int planes() {
        return slices() * frames();
    }

    /** The plane of the input that a plane is drawn from, from 0. */
    private int source(int plane) {
        return alongFrames() || order.count() == 1
                ? plane % order.input().getStackSize()
                : plane / order.count();
    }

    private long seed(int plane) {
        if (order.count() == 1) return order.seed();
        return order.seed()
                + (alongFrames() ? plane / order.input().getStackSize() : plane % order.count());
    }

    String title() {
        return Drawing.title(order.style(), ImageFiles.stem(order.input().getTitle()));
    }

    String label(int plane) {
        String before = inputLabel(source(plane));
        String own = "seed " + seed(plane) + classes.words(classes.of(seed(plane)));
        return Drawing.label(order.style(), before.isEmpty() ? own : before + ", " + own);
    }

    /** Its first line; ImageJ makes the label of a plane that has none from title and Info. */
    private String inputLabel(int plane) {
        ImagePlus input = order.input();
        String label = input.getStack().getSliceLabel(plane + 1);
        boolean made = input.getStackSize() == 1 && input.getProperty("Label") == null;
        if (label == null || (made && label.startsWith(input.getTitle() + "\n"))) return "";
        return label.lines().findFirst().orElse("").strip();
    }

    /** The pixels of a plane. */
    Pixels plane(int plane) throws IOException {
        float[] point = Synthesising.truncated(space.at(seed(plane)), order.style().truncation());
        float[] code = space.row(point, classes.of(seed(plane)));
        long all = (long) planes() * drawing.tiles();
        float[] drawn =
                drawing.draw(
                        read(source(plane)),
                        new NoiseField(seed(plane), source(plane)),
                        code,
                        () ->
                                progress.update(
                                        "Drawing", Math.min(1, ++tilesDone / (double) all), -1));
        return pixels.of(drawn, width(), height());
    }

    /** As users see its values, and as the training saw them. */
    private Pixels read(int plane) throws IOException {
        Pixels input = inputs.read(plane);
        boolean signed =
                order.input().getCalibration().isSigned16Bit() && input instanceof Pixels.Shorts;
        Pixels own = signed ? Pixels.blank(32, width(), height()) : input;
        float[] row = new float[width()];
        for (int y = 0; y < height(); y++) {
            input.get(0, y, row.length, row);
            requireNumbers(row, y);
            if (!signed) continue;
            for (int x = 0; x < row.length; x++) row[x] -= SIGNED_ZERO;
            own.set(0, y, row.length, row);
        }
        return synthesis.guide().orElseThrow().labels() ? ObjectMask.of(own) : own;
    }

    private void requireNumbers(float[] row, int y) {
        for (int x = 0; x < row.length; x++)
            if (!Float.isFinite(row[x]))
                throw new IllegalArgumentException(
                        "\"%s\" has pixels that are not numbers, the first is %s at x=%d, y=%d; %s"
                                .formatted(
                                        order.input().getTitle(), row[x], x, y, NotFinite.ADVICE));
    }

    /** The line that names the image. */
    static String origin(String title) {
        return "Drawn from: " + title;
    }

    /** The line of a single drawing. */
    static String seed(long seed) {
        return "Seed: " + seed;
    }

    /** Lines for Info: from what, which seeds, which styles. */
    List<String> story() {
        List<String> story = new ArrayList<>();
        story.add(origin(order.input().getTitle()));
        story.add(
                order.count() == 1
                        ? seed(order.seed())
                        : "Seeds: %d to %d"
                                .formatted(order.seed(), order.seed() + order.count() - 1));
        if (!space.classes().isEmpty())
            story.add(
                    order.count() == 1
                            ? "Class: " + space.classes().get(classes.of(order.seed()))
                            : "Classes: "
                                    + (classes.isNamed()
                                            ? order.style().classes()
                                            : "all take turns, seed by seed"));
        pixelSize().ifPresent(story::add);
        return story;
    }

    /** What to look out for, once all planes are drawn. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        pixelSize().ifPresent(warnings::add);
        if (drawing.beyond() > MANY)
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "%.0f %% of the pixels of \"%s\" lie beyond the intensities of the training's inputs, %.6g to %.6g; what is drawn there follows from nothing that was learnt",
                            100 * drawing.beyond(),
                            order.input().getTitle(),
                            synthesis.guide().orElseThrow().low(),
                            synthesis.guide().orElseThrow().high()));
        return warnings;
    }

    private java.util.Optional<String> pixelSize() {
        Calibration own = order.input().getCalibration();
        if (!(synthesis.pixel() > 0) || !own.scaled() || !own.getUnit().equals(unit()))
            return java.util.Optional.empty();
        if (Math.abs(own.pixelWidth / synthesis.pixel() - 1) <= ALIKE)
            return java.util.Optional.empty();
        return java.util.Optional.of(
                String.format(
                        Locale.ROOT,
                        "A pixel of \"%s\" is %.4g %s wide, one of the training images %.4g %s; what is drawn has the grain and the blur of those",
                        order.input().getTitle(),
                        own.pixelWidth,
                        own.getUnit(),
                        synthesis.pixel(),
                        synthesis.unit()));
    }

    /** As ImageJ writes it. */
    private String unit() {
        Calibration other = new Calibration();
        other.setUnit(synthesis.unit());
        return other.getUnit();
    }

    String outcome() {
        String range =
                String.format(
                        Locale.ROOT,
                        "intensities -1 to 1 of the network are %s to %s here",
                        synthesis.low(),
                        synthesis.high());
        return pixels.clipped() == 0
                ? range
                : range + "; %d values clipped".formatted(pixels.clipped());
    }

    /**
     * @throws IllegalArgumentException when all planes would take more than half of what is free
     */
    void requireMemory() {
        long bytes = (long) planes() * width() * height() * depth() / 8;
        PixelMemory.require(
                bytes,
                2,
                (needed, free) ->
                        "%d planes need %d MB, and %d MB are free; draw fewer, or give output: a file ending in .tif is written plane by plane"
                                .formatted(planes(), needed, free));
    }
}
