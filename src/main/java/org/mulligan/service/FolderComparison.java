package org.mulligan.service;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.mulligan.engine.Progress;
import org.mulligan.image.ImageFiles;
import org.mulligan.metric.Evaluation;
import org.mulligan.metric.Evaluation.Row;
import org.mulligan.metric.Evaluation.Sample;

/**
 * Compares folders of images with the wanted ones, file by file of the same stem, first planes.
 * Where the noisy images are given too, they and the best Gaussian blur of them have rows of their
 * own: a blur passes for a denoiser.
 */
final class FolderComparison {
    private record Image(float[] pixels, int width, int height, int bitDepth) {}

    private final Map<String, Path> truths;
    private final Progress progress;
    private boolean eightBit = true;

    /**
     * @param truth folder of wanted images
     */
    FolderComparison(Path truth, Progress progress) throws IOException {
        truths = byStem(truth);
        this.progress = progress;
    }

    /**
     * Lines of a table: a row for each result folder, and for the noisy images and their best
     * Gaussian.
     *
     * @param results folders; every file of theirs needs a partner among the wanted images
     */
    List<String> table(List<Path> results, Optional<Path> noisy) throws IOException {
        List<String> lines = new ArrayList<>();
        if (noisy.isPresent()) {
            Map<String, Path> files = byStem(noisy.get());
            if (!results.isEmpty()) files.keySet().retainAll(byStem(results.get(0)).keySet());
            Evaluation evaluation = Evaluation.of(samples(files, true));
            lines.add(line("noisy", files.size(), evaluation.mean()));
            Evaluation.Gaussian gaussian = evaluation.gaussian().orElseThrow();
            lines.add(
                    line(
                            "best Gaussian, sigma " + gaussian.sigma(),
                            files.size(),
                            gaussian.mean()));
        }
        for (Path result : results) {
            List<Sample> samples = samples(byStem(result), false);
            lines.add(
                    line(
                            result.getFileName().toString(),
                            samples.size(),
                            Evaluation.of(samples).mean()));
        }
        lines.add(0, header());
        lines.add(
                "CARE: after CARE's affine fit to the wanted image, with its range; SSIM with a"
                        + " Gaussian window of 11 px (Wang 2004) and with a uniform one of 7 px"
                        + (eightBit ? "; PSNR and SSIM as the images are, range 255." : "."));
        return lines;
    }

    private String header() {
        String header =
                String.format(
                        Locale.ROOT,
                        "%-26s %6s %9s %10s %10s %9s",
                        "",
                        "images",
                        "CARE[dB]",
                        "CARE SSIM",
                        "(uniform)",
                        "sharpness");
        return eightBit ? header + String.format(Locale.ROOT, " %8s %7s", "PSNR", "SSIM") : header;
    }

    private String line(String name, int images, Row row) {
        String line =
                String.format(
                        Locale.ROOT,
                        "%-26s %6d %9.2f %10.4f %10.4f %9.3f",
                        name,
                        images,
                        row.carePsnr(),
                        row.careSsim(),
                        row.careSsimUniform(),
                        row.sharpness());
        return eightBit
                ? line + String.format(Locale.ROOT, " %8.2f %7.4f", row.psnr(), row.ssim())
                : line;
    }

    private List<Sample> samples(Map<String, Path> files, boolean noisy) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Path truth = truths.get(file.getKey());
            if (truth == null)
                throw new IllegalArgumentException(
                        "%s has no partner among the wanted images".formatted(file.getValue()));
            Image wanted = read(truth);
            Image test = read(file.getValue());
            if (wanted.width() != test.width() || wanted.height() != test.height())
                throw new IllegalArgumentException(
                        "%s is %d x %d px, its partner %s is %d x %d"
                                .formatted(
                                        file.getValue(),
                                        test.width(),
                                        test.height(),
                                        truth,
                                        wanted.width(),
                                        wanted.height()));
            eightBit &= wanted.bitDepth() == 8;
            samples.add(
                    new Sample(
                            file.getKey(),
                            wanted.pixels(),
                            test.pixels(),
                            noisy ? Optional.of(test.pixels()) : Optional.empty(),
                            wanted.width(),
                            wanted.height()));
            if (progress.cancelled()) throw new CancellationException("Cancelled");
            progress.update("Comparing", samples.size() / (double) files.size(), -1);
        }
        return samples;
    }

    private static Image read(Path file) throws IOException {
        ImagePlus image = ImageFiles.open(file);
        if (image.getBitDepth() == 24)
            throw new IllegalArgumentException(
                    "%s is RGB; make it 8-bit first (Image > Type > 8-bit)".formatted(file));
        float[] pixels =
                (float[]) image.getStack().getProcessor(1).convertToFloatProcessor().getPixels();
        return new Image(pixels, image.getWidth(), image.getHeight(), image.getBitDepth());
    }

    private static Map<String, Path> byStem(Path folder) throws IOException {
        if (!Files.isDirectory(folder))
            throw new IllegalArgumentException(folder + " is not a folder");
        Map<String, Path> files = new TreeMap<>();
        for (Path file : ImageFiles.list(folder))
            if (ImageFiles.isImage(file)) files.put(ImageFiles.stem(file), file);
        if (files.isEmpty()) throw new IllegalArgumentException("There are no images in " + folder);
        return files;
    }
}
