package org.mulligan.service.compare;

import ij.ImagePlus;
import ij.ImageStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.ImageLike;
import org.mulligan.image.io.ImagePart;
import org.mulligan.image.io.ImageResult;
import org.mulligan.image.io.SurroundedPart;
import org.mulligan.image.io.TiffFile;
import org.mulligan.image.lines.LevelPlanes;
import org.mulligan.image.lines.OffsetLines;
import org.mulligan.image.plane.Damage;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.PixelMemory;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.service.report.Provenance;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.RestoreSettings;

/**
 * An image that a filter was chosen for, or nothing at all, plane by plane in its own bit depth or
 * in 32 bits, with a provenance that says so.
 */
public final class FilteredJob {
    /** Of a pixel, in all copies of a plane. */
    private static final int BYTES = 16;

    /** Wider than any filter reaches, px. */
    private static final ImagePart.Surroundings SURROUNDINGS = new ImagePart.Surroundings(64, 1, 0);

    private final ImagePlus image;
    private final SurroundedPart part;
    private final String source;
    private final OffsetLines lines;
    private final PlaneSource planes;
    private final Optional<Damage> damage;
    private final AutoChoice choice;
    private final Progress progress;
    private final int depth;

    /**
     * @param choice of a filter or of raw
     */
    public FilteredJob(
            ImagePlus image, AutoChoice choice, RestoreSettings settings, Progress progress) {
        source = settings.cut().named(image.getTitle());
        part = SurroundedPart.of(image, settings.cut(), SURROUNDINGS);
        this.image = part.alone();
        damage = Damage.of(image);
        this.choice = choice;
        this.progress = progress;
        lines = new OffsetLines(settings.repairs().lineOffsets());
        planes = part.of(new LevelPlanes(new ImagePlusPlanes(image), lines));
        depth = settings.depth() == RestoreSettings.BitDepth.FLOAT ? Float.SIZE : planes.bitDepth();
    }

    /** A new image in memory. */
    public ImagePlus toMemory() throws IOException {
        ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
        for (int plane = 0; plane < image.getStackSize(); plane++)
            stack.addSlice(null, plane(plane).array());
        ImagePlus filtered =
                ImageLike.of(
                        image,
                        ImageFiles.stem(image.getTitle()) + "-" + Purpose.DENOISE.participle(),
                        stack);
        filtered.setProperty("Info", info());
        return filtered;
    }

    /** A TIFF file; none is left when that fails or is cancelled. */
    public void toFile(Path target) throws IOException {
        if (damage.isPresent()) findDamage();
        ImagePlus blank = TiffFile.blank(image, depth);
        blank.setProperty("Info", info());
        ImageResult.warnings(blank, target).forEach(progress::warn);
        ImageResult.write(
                blank,
                this::plane,
                new TiffFile.LateText(Provenance.PENDING, () -> Provenance.PENDING),
                target);
    }

    private Pixels plane(int plane) throws IOException {
        if (progress.cancelled()) throw new CancellationException("Cancelled");
        progress.update(Purpose.DENOISE.verb(), (double) plane / image.getStackSize(), -1);
        Pixels pixels = planes.read(part.taken().place(plane));
        if (!pixels.isArray())
            PixelMemory.require(
                    (long) BYTES * pixels.width() * pixels.height(),
                    1,
                    (needed, free) ->
                            "\"%s\" is best filtered (%s), and a filter needs whole planes: %d MB, and at most %d MB are free; give Java more (-Xmx), or name a model"
                                    .formatted(
                                            image.getTitle(),
                                            choice.method().name(),
                                            needed,
                                            free));
        float[] filtered = choice.method().filter(pixels.all(), pixels.width(), pixels.height());
        float[] row = new float[pixels.width()];
        Pixels result = Pixels.blank(depth, pixels.width(), pixels.height());
        for (int y = 0; y < pixels.height(); y++) {
            System.arraycopy(filtered, y * row.length, row, 0, row.length);
            result.set(0, y, row.length, row);
        }
        return part.taken().of(result, 1);
    }

    /** Info comes first in a file, so all is read before. */
    private void findDamage() throws IOException {
        float[] row = new float[planes.width()];
        for (int plane = 0; plane < planes.count(); plane++) {
            if (progress.cancelled()) throw new CancellationException("Cancelled");
            Pixels pixels = planes.read(plane);
            for (int y = 0; y < planes.height(); y++) pixels.get(0, y, row.length, row);
        }
        damaged().forEach(progress::warn);
    }

    private List<String> damaged() {
        return damage.map(Damage::notes).orElse(List.of());
    }

    private String info() {
        List<String> lines = new ArrayList<>();
        Optional.ofNullable(image.getInfoProperty())
                .filter(text -> !text.isEmpty())
                .map(String::stripTrailing)
                .ifPresent(lines::add);
        lines.add(Provenance.HEAD);
        lines.add(
                choice.method().kind() == Method.Kind.RAW
                        ? "This image was not changed."
                        : "This image was filtered (%s); no neural network was used."
                                .formatted(choice.method().name()));
        lines.add(Provenance.source(source));
        lines.addAll(choice.notes());
        lines.addAll(damaged());
        lines.add("Versions: Mulligan " + Provenance.version());
        return String.join("\n", lines) + "\n";
    }
}
