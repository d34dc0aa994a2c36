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
import java.util.function.UnaryOperator;
import org.mulligan.engine.Progress;
import org.mulligan.image.ImageFiles;
import org.mulligan.metric.CareFit;
import org.mulligan.metric.GaussianBlur;
import org.mulligan.metric.Psnr;
import org.mulligan.metric.Ssim;

/**
 * Compares folders of images with the wanted ones, file by file of the same stem, first planes.
 * Where the noisy images are given too, they and the best Gaussian blur of them have rows of their
 * own: a blur passes for a denoiser.
 */
final class Evaluation {
    private record Image(float[] pixels, int width, int height, int bitDepth) {}

    private record Row(
            double psnr, double ssim, double carePsnr, double careSsim, double sharpness) {}

    private final Map<String, Path> truths;
    private final Progress progress;

    /**
     * @param truth folder of wanted images
     */
    Evaluation(Path truth, Progress progress) throws IOException {
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
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%-28s %6s %9s %7s %10s %9s %9s",
                        "",
                        "images",
                        "PSNR[dB]",
                        "SSIM",
                        "CARE[dB]",
                        "CARE SSIM",
                        "sharpness"));
        if (noisy.isPresent()) {
            Map<String, Path> files = byStem(noisy.get());
            if (!results.isEmpty()) files.keySet().retainAll(byStem(results.get(0)).keySet());
            lines.add(line("noisy", files, image -> image));
            lines.add(bestGaussian(files));
        }
        for (Path result : results)
            lines.add(line(result.getFileName().toString(), byStem(result), image -> image));
        lines.add(
                "PSNR and SSIM with the range of the wanted image's type (32-bit: its own);"
                        + " CARE: after its affine fit, range of the wanted image.");
        return lines;
    }

    private String bestGaussian(Map<String, Path> noisy) throws IOException {
        Row best = new Row(0, 0, Double.NEGATIVE_INFINITY, 0, 0);
        double sigma = 0;
        for (double s = 0.5; s <= 4; s += 0.25) {
            double candidate = s;
            Row row =
                    mean(
                            noisy,
                            image ->
                                    new Image(
                                            GaussianBlur.of(
                                                    image.pixels(),
                                                    image.width(),
                                                    image.height(),
                                                    candidate),
                                            image.width(),
                                            image.height(),
                                            image.bitDepth()),
                            false);
            if (row.carePsnr() > best.carePsnr()) {
                best = row;
                sigma = s;
            }
        }
        double chosen = sigma;
        return line(
                "best Gaussian, sigma " + sigma,
                noisy,
                image ->
                        new Image(
                                GaussianBlur.of(
                                        image.pixels(), image.width(), image.height(), chosen),
                                image.width(),
                                image.height(),
                                image.bitDepth()));
    }

    private String line(String name, Map<String, Path> files, UnaryOperator<Image> change)
            throws IOException {
        Row row = mean(files, change, true);
        return String.format(
                Locale.ROOT,
                "%-28s %6d %9.2f %7.4f %10.2f %9.4f %9.3f",
                name,
                files.size(),
                row.psnr(),
                row.ssim(),
                row.carePsnr(),
                row.careSsim(),
                row.sharpness());
    }

    private Row mean(Map<String, Path> files, UnaryOperator<Image> change, boolean all)
            throws IOException {
        double[] sums = new double[5];
        int done = 0;
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Path truth = truths.get(file.getKey());
            if (truth == null)
                throw new IllegalArgumentException(
                        "%s has no partner among the wanted images".formatted(file.getValue()));
            Image wanted = read(truth);
            Image test = change.apply(read(file.getValue()));
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
            Row row = row(wanted, test, all);
            sums[0] += row.psnr();
            sums[1] += row.ssim();
            sums[2] += row.carePsnr();
            sums[3] += row.careSsim();
            sums[4] += row.sharpness();
            progress.update("Comparing", ++done / (double) files.size(), -1);
        }
        for (int i = 0; i < sums.length; i++) sums[i] /= files.size();
        return new Row(sums[0], sums[1], sums[2], sums[3], sums[4]);
    }

    private static Row row(Image wanted, Image test, boolean all) {
        CareFit fit = CareFit.of(wanted.pixels(), test.pixels());
        if (!all) return new Row(0, 0, fit.psnr(), 0, 0);
        double range = range(wanted);
        int width = wanted.width();
        int height = wanted.height();
        return new Row(
                Psnr.of(wanted.pixels(), test.pixels(), range),
                Ssim.of(wanted.pixels(), test.pixels(), width, height, range),
                fit.psnr(),
                fit.ssim(width, height),
                fit.sharpness(width, height));
    }

    private static double range(Image image) {
        if (image.bitDepth() == 8) return 255;
        if (image.bitDepth() == 16) return 65535;
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : image.pixels()) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return most - least;
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
