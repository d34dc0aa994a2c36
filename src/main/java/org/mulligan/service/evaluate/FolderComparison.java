package org.mulligan.service.evaluate;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import org.mulligan.engine.Progress;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.io.FileWarnings;
import org.mulligan.image.io.FolderImages;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.metric.Contrast;
import org.mulligan.metric.Evaluation;
import org.mulligan.metric.Evaluation.Row;
import org.mulligan.metric.Evaluation.Sample;
import org.mulligan.metric.Metric;
import org.mulligan.metric.UnsharpMask;
import org.mulligan.noise.ScaleFit;
import org.mulligan.service.report.FolderLog;

/**
 * Compares folders of images with their targets, file by file of the same stem, first planes. Where
 * the noisy images are given too, they and the best Gaussian blur of them have rows of their own: a
 * blur passes for a denoiser. Where the faithful results are given, so has an unsharp mask of them
 * that is as sharp as each result: an unsharp mask passes for an adversary.
 */
public final class FolderComparison {
    private record Image(float[] pixels, int width, int height, int bitDepth) {}

    /** Means over its images; of the metrics that are asked for besides in their order. */
    private record Line(
            String name,
            int images,
            Row row,
            List<Double> further,
            Contrast contrast,
            double overall) {}

    /** Least width of the column of names, characters. */
    private static final int NAME = 26;

    /** Least width of the column of a metric that is asked for besides. */
    private static final int FIGURE = 9;

    /** Data range of 8-bit images. */
    private static final double EIGHT_BIT = 255;

    /** A slope that is further from 1 is told in words. */
    private static final double SLOPE = 0.1;

    /** Relative error of a gain that is worth telling. */
    private static final double KNOWN = 0.1;

    private final Map<String, Path> targets;
    private final Map<String, Metric> further;
    private final Progress progress;
    private final FolderLog log;
    private final List<Line> lines = new ArrayList<>();
    private final List<Line> measured = new ArrayList<>();

    /** Why images are in no row, by their stems: all rows are over the same images. */
    private final Map<String, String> failed = new TreeMap<>();

    private final FileWarnings failures = new FileWarnings();

    private boolean eightBit = true;

    /**
     * @param target folder of target images
     * @param further metrics that have columns of their names besides
     */
    public FolderComparison(Path target, Map<String, Metric> further, Progress progress)
            throws IOException {
        this.further = new LinkedHashMap<>(further);
        this.progress = progress;
        log = new FolderLog(progress, Optional.empty(), 1);
        targets = byStem(target);
    }

    /**
     * Lines of a table: a row for each result folder, and for the noisy images and their best
     * Gaussian.
     *
     * @param results folders; every file of theirs needs a partner among the target images
     * @param faithful folder with a partner for every result; adds a row after each result folder,
     *     but for this one itself
     */
    public List<String> table(List<Path> results, Optional<Path> noisy, Optional<Path> faithful)
            throws IOException {
        // A folder that is none is said at once, and not after minutes.
        List<Path> folders = new ArrayList<>(results);
        noisy.ifPresent(folders::add);
        faithful.ifPresent(folders::add);
        for (Path folder : folders)
            for (Map.Entry<String, Path> file : byStem(folder).entrySet()) {
                tryToRead(file.getKey(), file.getValue());
                tryToRead(file.getKey(), targets.get(file.getKey()));
            }
        log.sayWarnings();
        if (noisy.isPresent()) {
            Map<String, Path> files = byStem(noisy.get());
            if (!results.isEmpty()) files.keySet().retainAll(byStem(results.get(0)).keySet());
            List<Sample> samples = samples(files, true);
            Evaluation evaluation = Evaluation.of(samples);
            add(line("noisy", evaluation.mean(), samples));
            Evaluation.Gaussian gaussian = evaluation.gaussian().orElseThrow();
            lines.add(
                    line(
                            "best Gaussian, sigma " + gaussian.sigma(),
                            gaussian.mean(),
                            samples.stream()
                                    .map(each -> blurred(each, gaussian.sigma()))
                                    .toList()));
        }
        for (Path result : results) {
            List<Sample> samples = samples(byStem(result), false);
            Evaluation evaluation = Evaluation.of(samples);
            add(line(name(result), evaluation.mean(), samples));
            if (faithful.isPresent() && !Files.isSameFile(faithful.get(), result))
                lines.add(unsharp(faithful.get(), result, samples, evaluation.rows()));
        }
        return text();
    }

    /** A row of images that were not made here. */
    private void add(Line line) {
        lines.add(line);
        measured.add(line);
    }

    /** Why images are in no row, a line for each reason; empty when all could be read. */
    public List<String> failures() {
        return failures.lines();
    }

    /** How many images are in no row. */
    public int failed() {
        return failed.size();
    }

    private void tryToRead(String stem, Path file) {
        if (progress.cancelled()) throw new CancellationException("Cancelled");
        if (file == null || failed.containsKey(stem)) return;
        try {
            ImagePlus image = open(file);
            Progress part = log.image(file);
            ImageFiles.notes(image).forEach(part::warn);
        } catch (IOException | RuntimeException e) {
            fail(stem, file, FolderImages.said(e));
        }
    }

    private void fail(String stem, Path file, String reason) {
        String line = reason.contains(file.toString()) ? reason : file + ": " + reason;
        if (failed.putIfAbsent(stem, line) == null) failures.add(file.toString(), reason);
    }

    /** Each image at the sharpness of its own result. */
    private Line unsharp(Path faithful, Path result, List<Sample> samples, List<Row> rows)
            throws IOException {
        Map<String, Path> files = byStem(faithful);
        for (Sample sample : samples)
            if (!files.containsKey(sample.name()))
                throw new IllegalArgumentException(
                        "%s of %s has no partner among the faithful results in %s"
                                .formatted(sample.name(), result, faithful));
        files.keySet().retainAll(samples.stream().map(Sample::name).toList());
        List<Sample> plain = samples(files, false);
        List<Sample> sharpened = new ArrayList<>();
        // Both are in the order of the names.
        for (int i = 0; i < plain.size(); i++) {
            sharpened.add(sharpened(plain.get(i), rows.get(i).sharpness()));
            if (progress.cancelled()) throw new CancellationException("Cancelled");
        }
        return line(
                "unsharp mask of %s at the sharpness of %s".formatted(name(faithful), name(result)),
                Evaluation.of(sharpened).mean(),
                sharpened);
    }

    private Line line(String name, Row row, List<Sample> samples) {
        List<Double> means = new ArrayList<>();
        further.forEach((key, metric) -> means.add(mean(key, metric, samples)));
        Contrast contrast = contrast(samples);
        return new Line(
                name,
                samples.size(),
                row,
                means,
                contrast,
                saysSlope(contrast) ? overall(samples) : Double.NaN);
    }

    private static Contrast contrast(List<Sample> samples) {
        List<Contrast> each = new ArrayList<>();
        for (Sample sample : samples)
            each.add(
                    Contrast.of(
                            sample.reference(), sample.test(), sample.width(), sample.height()));
        return new Contrast(
                mean(each, Contrast::slope),
                mean(each, Contrast::offset),
                mean(each, Contrast::background),
                mean(each, Contrast::range),
                mean(each, Contrast::psnr));
    }

    private static boolean saysSlope(Contrast contrast) {
        return Math.abs(contrast.slope() - 1) > SLOPE;
    }

    /** The mean gain that noise of the targets does not lower; not a number where it is unknown. */
    private static double overall(List<Sample> samples) {
        return samples.stream()
                .map(
                        sample ->
                                ScaleFit.of(
                                        List.of(sample.reference()),
                                        List.of(sample.test()),
                                        sample.width(),
                                        sample.height()))
                .filter(fit -> fit.relativeError() < KNOWN)
                .mapToDouble(ScaleFit::gain)
                .average()
                .orElse(Double.NaN);
    }

    private static double mean(List<Contrast> each, ToDoubleFunction<Contrast> figure) {
        return each.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    private static double mean(String name, Metric metric, List<Sample> samples) {
        double sum = 0;
        for (Sample sample : samples) {
            try {
                sum +=
                        metric.compare(
                                sample.reference(), sample.test(), sample.width(), sample.height());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "The metric %s cannot measure %s: %s"
                                .formatted(name, sample.name(), e.getMessage()),
                        e);
            }
        }
        return sum / samples.size();
    }

    private static Sample blurred(Sample sample, double sigma) {
        return other(
                sample, GaussianBlur.blur(sample.test(), sample.width(), sample.height(), sigma));
    }

    private static Sample sharpened(Sample sample, double sharpness) {
        return other(
                sample,
                UnsharpMask.toSharpness(
                        sample.test(),
                        sample.reference(),
                        sample.width(),
                        sample.height(),
                        sharpness));
    }

    private static Sample other(Sample sample, float[] test) {
        return new Sample(
                sample.name(),
                sample.reference(),
                test,
                Optional.empty(),
                sample.width(),
                sample.height());
    }

    private static String name(Path folder) {
        return folder.getFileName().toString();
    }

    private List<String> text() {
        int longest = lines.stream().mapToInt(line -> line.name().length()).max().orElse(0);
        int width = Math.max(NAME, longest);
        List<String> text = new ArrayList<>();
        text.add(header(width));
        for (Line line : lines) text.add(text(line, width));
        text.add(
                "CARE: after CARE's affine fit to the target image, with its range; SSIM with a"
                        + " Gaussian window of 11 px (Wang 2004) and with a uniform one of 7 px"
                        + (eightBit ? "; PSNR and SSIM as the images are, range 255." : "."));
        text.add(
                "Sharpness: energy at 0.1-0.25 cycles/px relative to the target image; coherence:"
                        + " how much of it is the target image's (1 all, 0 invented).");
        text.add(
                "Slope, offset: result = slope x target image + offset, least squares over all pixels;"
                        + " background: mean of result - target image where that is dark (the darkest"
                        + " quarter, by what lies around each pixel); PSNR-as-is: no fit, range "
                        + (eightBit ? "255." : "of each target image (largest - smallest value)."));
        for (Line line : measured) if (saysSlope(line.contrast())) text.add(warning(line));
        return text;
    }

    private static String warning(Line line) {
        return String.format(
                Locale.ROOT,
                "\"%s\" has the contrast of the target images times %.2f, where 1 is expected, and CARE's"
                        + " figures do not see that: measure no intensities in it. %sA blur, a wrong"
                        + " scale, and noise in the target images lower the slope.",
                line.name(),
                line.contrast().slope(),
                Double.isNaN(line.overall())
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "Over larger areas, where neither a blur nor noise in the target"
                                        + " images counts, it is %.2f. ",
                                line.overall()));
    }

    private String header(int width) {
        String header =
                String.format(
                        Locale.ROOT,
                        "%-" + width + "s %6s %9s %10s %10s %9s %9s",
                        "",
                        "images",
                        "CARE[dB]",
                        "CARE SSIM",
                        "(uniform)",
                        "sharpness",
                        "coherence");
        if (eightBit) header += String.format(Locale.ROOT, " %8s %7s", "PSNR", "SSIM");
        StringBuilder all = new StringBuilder(header);
        for (String name : further.keySet())
            all.append(String.format(Locale.ROOT, " %" + column(name) + "s", name));
        // What came later stands behind what macros count on.
        all.append(
                String.format(
                        Locale.ROOT,
                        " %7s %10s %10s %10s %10s",
                        "slope",
                        "offset",
                        "background",
                        "PSNR-as-is",
                        "range"));
        return all.toString();
    }

    private String text(Line line, int width) {
        Row row = line.row();
        String text =
                String.format(
                        Locale.ROOT,
                        "%-" + width + "s %6d %9.2f %10.4f %10.4f %9.3f %9.3f",
                        line.name(),
                        line.images(),
                        row.carePsnr(),
                        row.careSsim(),
                        row.careSsimUniform(),
                        row.sharpness(),
                        row.coherence());
        if (eightBit) text += String.format(Locale.ROOT, " %8.2f %7.4f", row.psnr(), row.ssim());
        StringBuilder all = new StringBuilder(text);
        int at = 0;
        for (String name : further.keySet())
            all.append(
                    String.format(
                            Locale.ROOT, " %" + column(name) + ".4f", line.further().get(at++)));
        Contrast contrast = line.contrast();
        all.append(
                String.format(
                        Locale.ROOT,
                        " %7.3f %10.4g %10.4g %10.2f %10.4g",
                        contrast.slope(),
                        contrast.offset(),
                        contrast.background(),
                        eightBit ? row.psnr() : contrast.psnr(),
                        eightBit ? EIGHT_BIT : contrast.range()));
        return all.toString();
    }

    /** Width of the column of a metric, characters. */
    private static int column(String name) {
        return Math.max(FIGURE, name.length());
    }

    private List<Sample> samples(Map<String, Path> files, boolean noisy) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Path target = targets.get(file.getKey());
            if (target == null)
                throw new IllegalArgumentException(
                        "%s has no partner among the target images".formatted(file.getValue()));
            Image reference = read(target);
            Image test = read(file.getValue());
            if (reference.width() != test.width() || reference.height() != test.height())
                throw new IllegalArgumentException(
                        "%s is %d x %d px, its partner %s is %d x %d"
                                .formatted(
                                        file.getValue(),
                                        test.width(),
                                        test.height(),
                                        target,
                                        reference.width(),
                                        reference.height()));
            eightBit &= reference.bitDepth() == 8;
            samples.add(
                    new Sample(
                            file.getKey(),
                            reference.pixels(),
                            test.pixels(),
                            noisy ? Optional.of(test.pixels()) : Optional.empty(),
                            reference.width(),
                            reference.height()));
            if (progress.cancelled()) throw new CancellationException("Cancelled");
            progress.update("Comparing", samples.size() / (double) files.size(), -1);
        }
        return samples;
    }

    private static Image read(Path file) throws IOException {
        ImagePlus image = open(file);
        float[] pixels =
                (float[]) image.getStack().getProcessor(1).convertToFloatProcessor().getPixels();
        return new Image(pixels, image.getWidth(), image.getHeight(), image.getBitDepth());
    }

    private static ImagePlus open(Path file) throws IOException {
        ImagePlus image = ImageFiles.open(file);
        if (image.getBitDepth() == 24)
            throw new IllegalArgumentException(
                    "%s is RGB; make it 8-bit first (Image > Type > 8-bit)".formatted(file));
        return image;
    }

    /** The images that can be compared. */
    private Map<String, Path> byStem(Path folder) throws IOException {
        if (!Files.isDirectory(folder))
            throw new IllegalArgumentException(folder + " is not a folder");
        FolderImages found = FolderImages.of(folder);
        found.failed().forEach((file, reason) -> fail(ImageFiles.stem(file), file, reason));
        Map<String, Path> files = new TreeMap<>();
        for (Path file : found.images()) files.put(ImageFiles.stem(file), file);
        files.keySet().removeAll(failed.keySet());
        if (files.isEmpty())
            throw new IllegalArgumentException(
                    "There are no images in %s%s%s"
                            .formatted(
                                    folder,
                                    failed.isEmpty() ? "" : ": ",
                                    String.join("; ", failures.lines())));
        return files;
    }
}
