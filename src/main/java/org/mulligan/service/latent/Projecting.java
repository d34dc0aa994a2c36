package org.mulligan.service.latent;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.NotFinite;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.TiffFile;
import org.mulligan.image.plane.Pixels;
import org.mulligan.model.LatentFile;
import org.mulligan.model.Synthesis;
import org.mulligan.predict.Generator;
import org.mulligan.predict.LatentProjection;
import org.mulligan.predict.LatentProjection.Found;
import org.mulligan.service.generate.ClassChoice;
import org.mulligan.service.generate.DrawStyle;
import org.mulligan.service.generate.Drawing;
import org.mulligan.service.generate.Drawn;
import org.mulligan.service.generate.DrawnInfo;
import org.mulligan.service.generate.DrawnPixels;
import org.mulligan.service.latent.LatentWork.Projection;
import org.mulligan.service.report.Provenance;

/** Looks for an image in a latent space, and shows what is left over. */
final class Projecting {
    private final Generator generator;
    private final DrawStyle style;
    private final Progress progress;
    private final Synthesis synthesis;

    Projecting(Generator generator, DrawStyle style, Progress progress) {
        this.generator = generator;
        this.style = style;
        this.progress = progress;
        synthesis = generator.synthesis();
    }

    /** Where the point of a projection goes: NAME-latent.txt beside the image. */
    static Path latentFile(Path output) {
        return output.resolveSibling(ImageFiles.stem(output) + "-latent.txt");
    }

    /**
     * The current plane of an image beside the nearest drawn one and their difference.
     *
     * @param output a TIFF file, free as its latent file is
     * @throws IllegalArgumentException when the image is not of the model's size or kind
     */
    Drawn project(Projection work, Optional<Path> output) throws IOException {
        ImagePlus image =
                work.open().isPresent()
                        ? work.open().get()
                        : ImageFiles.open(Path.of(work.image().strip()));
        float[] target = read(image);
        ClassChoice classes = new ClassChoice(generator, style.classes());
        Found found = new LatentProjection(generator, classes::of).nearest(target, progress);
        ImagePlus projected = stack(image, target, found.image());
        List<String> lines = lines(image.getTitle(), found);
        projected.setProperty(
                "Info",
                DrawnInfo.of(
                        generator,
                        style,
                        lines,
                        "target, projection and target - projection in the image's units"));
        if (output.isEmpty()) return new Drawn(Optional.of(projected), List.of(), lines);
        Path latent = latentFile(output.get());
        write(projected, output.get());
        List<String> names = synthesis.space().classes();
        new LatentFile(
                        generator.hash(),
                        names.isEmpty() ? Optional.empty() : Optional.of(names.get(found.index())),
                        found.point())
                .write(latent);
        return new Drawn(Optional.of(projected), List.of(output.get(), latent), lines);
    }

    /** -1 to 1, as the generator draws. */
    private float[] read(ImagePlus image) {
        int size = synthesis.size();
        if (image.getProcessor() == null || image.getWidth() != size || image.getHeight() != size)
            throw new IllegalArgumentException(
                    "The model \"%s\" draws images of %d x %d px, and \"%s\" has %d x %d; crop or scale it to that size first"
                            .formatted(
                                    generator.name(),
                                    size,
                                    size,
                                    image.getTitle(),
                                    image.getWidth(),
                                    image.getHeight()));
        boolean colour = image.getBitDepth() == 24;
        int channels = synthesis.channels();
        if (channels == 3 ? !colour && image.getNChannels() != 3 : colour)
            throw new IllegalArgumentException(
                    "The model \"%s\" draws %s images, and \"%s\" is %s; convert it with Image > Type"
                            .formatted(
                                    generator.name(),
                                    channels == 3 ? "RGB or three-channel" : "grey",
                                    image.getTitle(),
                                    colour ? "RGB" : "grey"));
        float[] values = new float[synthesis.values()];
        double middle = (synthesis.high() + synthesis.low()) / 2;
        double half = (synthesis.high() - synthesis.low()) / 2;
        for (int c = 0; c < channels; c++) {
            ImageProcessor plane = plane(image, c);
            for (int i = 0; i < size * size; i++) {
                float value = plane.getf(i);
                if (!Float.isFinite(value))
                    throw new IllegalArgumentException(
                            "\"%s\" has pixels that are not numbers; %s"
                                    .formatted(image.getTitle(), NotFinite.ADVICE));
                values[i * channels + c] = (float) ((value - middle) / half);
            }
        }
        return values;
    }

    /** Of the current slice and frame. */
    private ImageProcessor plane(ImagePlus image, int channel) {
        if (synthesis.channels() == 1 || image.getBitDepth() == 24)
            return image.getProcessor().toFloat(channel, null);
        int index = image.getStackIndex(channel + 1, image.getZ(), image.getT());
        return image.getStack().getProcessor(index).toFloat(0, null);
    }

    private ImagePlus stack(ImagePlus image, float[] target, float[] projection) {
        int size = synthesis.size();
        int channels = synthesis.channels();
        String[] labels = {
            "target", Drawing.label(style, "projection"), "residual: target - projection"
        };
        ImageStack stack = new ImageStack(size, size);
        for (int z = 0; z < labels.length; z++)
            for (int c = 0; c < channels; c++) {
                float[] plane = new float[size * size];
                for (int i = 0; i < plane.length; i++) {
                    float a = DrawnPixels.intensity(synthesis, target[i * channels + c]);
                    float b = DrawnPixels.intensity(synthesis, projection[i * channels + c]);
                    plane[i] = z == 0 ? a : z == 1 ? b : a - b;
                }
                stack.addSlice(labels[z], new FloatProcessor(size, size, plane));
            }
        ImagePlus plain =
                new ImagePlus(
                        Drawing.title(style, ImageFiles.stem(image.getTitle()) + "-projection"),
                        stack);
        plain.setDimensions(channels, labels.length, 1);
        plain.setDisplayRange(synthesis.low(), synthesis.high());
        ImagePlus result = channels == 3 ? Drawing.coloured(plain, synthesis) : plain;
        Calibration calibration = image.getCalibration().copy();
        calibration.disableDensityCalibration();
        result.setCalibration(calibration);
        result.setProp(DrawnInfo.KEY, "true");
        return result;
    }

    private List<String> lines(String title, Found found) {
        double unit = (synthesis.high() - synthesis.low()) / 2;
        double share = found.rms() / Math.max(found.spread(), 1e-9);
        List<String> lines = new ArrayList<>();
        lines.add(
                "Projection of: %s; Adam on the latent point from the best %d of %d seeds"
                        .formatted(title, Generator.TOGETHER, LatentProjection.SEEDS));
        if (!synthesis.space().classes().isEmpty())
            lines.add("Class: " + synthesis.space().classes().get(found.index()));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "Residual: RMS %.4g in the image's units (the best seed alone: %.4g)",
                        found.rms() * unit,
                        found.startRms() * unit));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "That is %.2f of the mean RMS distance of two drawn images: %s",
                        share,
                        words(share)));
        return lines;
    }

    private static String words(double share) {
        if (share < 0.25) return "the model can draw this image nearly as it is";
        if (share < 0.6) return "the model draws an image like it, without its details";
        if (share < 1) return "the model draws it only roughly";
        return "no nearer than two drawn images are to each other, so the model cannot draw it";
    }

    private static void write(ImagePlus image, Path target) throws IOException {
        TiffFile.write(
                TiffFile.blank(image, 32),
                i -> Pixels.of(image.getStack().getProcessor(i + 1)),
                new TiffFile.LateText(Provenance.PENDING, () -> ""),
                target);
    }
}
