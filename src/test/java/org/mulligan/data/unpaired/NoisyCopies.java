package org.mulligan.data.unpaired;

import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.mulligan.data.ImageFile;
import org.mulligan.data.Plane;
import org.mulligan.data.degradation.PoissonGaussian;

/**
 * Makes the images for the figures of trainings without clean images: squares of a folder's images
 * with photon noise, 16 bit, and the same without, in two folders. Arguments: folder of clean 8-bit
 * images, folder to write to, photons of white, read noise in photons, side in px.
 */
public final class NoisyCopies {
    private static final double GAIN = 10;
    private static final double DARK = 100;

    /** Photons of black. */
    private static final double BACKGROUND = 2;

    private NoisyCopies() {}

    public static void main(String[] args) throws IOException {
        Path to = Path.of(args[1]);
        double white = Double.parseDouble(args[2]);
        double readNoise = Double.parseDouble(args[3]);
        int side = Integer.parseInt(args[4]);
        Random random = new Random(1);
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(args[0]))) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            ImageFile image = ImageFile.open(file);
            String stem = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
            for (int corner = 0; corner < 2; corner++) {
                int x = corner * (image.width() - side);
                int y = corner * (image.height() - side);
                float[] photons = Plane.cut(image.planes().get(0), image.width(), x, y, side, side);
                for (int i = 0; i < photons.length; i++)
                    photons[i] = (float) (photons[i] / 255 * white + BACKGROUND);
                float[] counted = PoissonGaussian.count(photons, readNoise, random);
                String name = "%s-%d.tif".formatted(stem, corner);
                save(counted, side, true, to.resolve("noisy").resolve(name));
                save(photons, side, false, to.resolve("clean").resolve(name));
            }
        }
    }

    private static void save(float[] photons, int side, boolean whole, Path file)
            throws IOException {
        Files.createDirectories(file.getParent());
        float[] counts = photons.clone();
        for (int i = 0; i < counts.length; i++) counts[i] = (float) (DARK + GAIN * counts[i]);
        FloatProcessor pixels = new FloatProcessor(side, side, counts);
        IJ.saveAsTiff(
                new ImagePlus("copy", whole ? pixels.convertToShort(false) : pixels),
                file.toString());
    }
}
