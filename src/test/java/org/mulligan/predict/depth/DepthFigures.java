package org.mulligan.predict.depth;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.filter.Mirror;
import org.mulligan.image.io.ImageFiles;

/**
 * Stacks that are coarser along their depth than in their planes, of a truth that is not, and how
 * near a result comes to it. {@code make FOLDER COUNT SEED PHOTONS} writes volumes of 128 x 128 x
 * 128 px into {@code truth} and what is seen of them into {@code coarse}: every fourth plane
 * through a PSF of 2.5 px in the plane and 7.5 px along the depth. {@code measure FOLDER RESTORED}
 * prints the PSNR of linear and cubic interpolation, of Richardson-Lucy along the depth, and of the
 * results in a folder.
 */
public final class DepthFigures {
    private static final int SIDE = 128;
    private static final int STEP = 4;
    private static final double FWHM = 2 * Math.sqrt(2 * Math.log(2));
    private static final double LATERAL = 2.5 / FWHM;
    private static final double AXIAL = 7.5 / FWHM;
    private static final double LONGER = Math.sqrt(AXIAL * AXIAL - LATERAL * LATERAL);
    private static final int UNITS = 10000;
    private static final int OFFSET = 100;
    private static final int[] ITERATIONS = {5, 10, 20};

    private DepthFigures() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        if (arguments[0].equals("make"))
            make(
                    folder,
                    Integer.parseInt(arguments[2]),
                    Long.parseLong(arguments[3]),
                    Double.parseDouble(arguments[4]));
        else measure(folder, Path.of(arguments[2]));
    }

    private static void make(Path folder, int count, long seed, double photons) throws IOException {
        Files.createDirectories(folder.resolve("truth"));
        Files.createDirectories(folder.resolve("coarse"));
        for (int i = 0; i < count; i++) {
            Random random = new Random(1000 * seed + i);
            float[][] truth = structures(i % 3, random);
            if (random.nextInt(5) < 2) {
                float[][] more = structures(random.nextInt(3), random);
                for (int z = 0; z < SIDE; z++)
                    for (int at = 0; at < truth[z].length; at++) truth[z][at] += more[z][at] / 2;
                level(truth);
            }
            String name = "v%02d.tif".formatted(i);
            save(truth, 1, folder.resolve("truth").resolve(name));
            float[][] seen = along(truth, LONGER);
            for (float[] plane : seen)
                for (int at = 0; at < plane.length; at++) {
                    double light = photons * plane[at];
                    double noise = Math.sqrt(light + 1) * random.nextGaussian();
                    plane[at] = (float) ((light + noise) / photons);
                }
            save(seen, STEP, folder.resolve("coarse").resolve(name));
        }
    }

    /** Filaments, nuclei or vesicles in all directions, through the PSF of the plane. */
    private static float[][] structures(int kind, Random random) {
        float[][] volume = new float[SIDE][SIDE * SIDE];
        switch (kind) {
            case 0 -> filaments(volume, random);
            case 1 -> nuclei(volume, random);
            default -> vesicles(volume, random);
        }
        float[][] seen = blurred(volume, LATERAL);
        level(seen);
        return seen;
    }

    private static void filaments(float[][] volume, Random random) {
        int count = 25 + random.nextInt(25);
        double wobble = 0.02 + 0.06 * random.nextDouble();
        for (int i = 0; i < count; i++) {
            double[] at = place(random);
            double[] way = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            double light = 0.4 + 0.6 * random.nextDouble();
            int steps = 2 * (int) (SIDE * (1 + 2 * random.nextDouble()));
            for (int step = 0; step < steps; step++) {
                double length = Math.hypot(Math.hypot(way[0], way[1]), way[2]);
                deposit(volume, at, light);
                for (int k = 0; k < 3; k++) {
                    way[k] /= length;
                    at[k] += way[k] / 2;
                    way[k] += wobble * random.nextGaussian();
                }
            }
        }
    }

    private static void nuclei(float[][] volume, Random random) {
        float[][] texture = new float[SIDE][SIDE * SIDE];
        for (float[] plane : texture)
            for (int i = 0; i < plane.length; i++) plane[i] = (float) random.nextGaussian();
        texture = blurred(texture, 1.5 + 1.5 * random.nextDouble());
        double squares = 0;
        for (float[] plane : texture) for (float value : plane) squares += value * value;
        double sigma = Math.sqrt(squares / SIDE / SIDE / SIDE);
        int count = 8 + random.nextInt(8);
        double contrast = 0.2 + 0.3 * random.nextDouble();
        for (int i = 0; i < count; i++) {
            double[] centre = place(random);
            double radius = 10 + 10 * random.nextDouble();
            double light = 0.4 + 0.6 * random.nextDouble();
            double[] axes = new double[3];
            for (int k = 0; k < 3; k++) axes[k] = radius * (0.8 + 0.4 * random.nextDouble());
            for (int z = 0; z < SIDE; z++)
                for (int at = 0; at < SIDE * SIDE; at++) {
                    double x = (at % SIDE - centre[0]) / axes[0];
                    double y = (at / SIDE - centre[1]) / axes[1];
                    double w = (z - centre[2]) / axes[2];
                    if (x * x + y * y + w * w >= 1) continue;
                    double grain = 1 + contrast * texture[z][at] / sigma;
                    volume[z][at] = (float) Math.max(volume[z][at], light * Math.max(0.05, grain));
                }
        }
    }

    private static void vesicles(float[][] volume, Random random) {
        int count = 300 + random.nextInt(500);
        for (int i = 0; i < count; i++) {
            double[] centre = place(random);
            double radius = 4 * random.nextDouble();
            double light = 0.3 + 0.7 * random.nextDouble();
            if (radius < 1.5) deposit(volume, centre, 3 * light);
            else
                for (int z = (int) (centre[2] - radius); z <= centre[2] + radius + 1; z++)
                    for (int y = (int) (centre[1] - radius); y <= centre[1] + radius + 1; y++)
                        for (int x = (int) (centre[0] - radius); x <= centre[0] + radius + 1; x++)
                            if (isIn(x, y, z)
                                    && Math.hypot(
                                                    Math.hypot(x - centre[0], y - centre[1]),
                                                    z - centre[2])
                                            < radius) volume[z][y * SIDE + x] += (float) light;
        }
    }

    private static double[] place(Random random) {
        return new double[] {
            SIDE * random.nextDouble(), SIDE * random.nextDouble(), SIDE * random.nextDouble()
        };
    }

    private static boolean isIn(int x, int y, int z) {
        return Math.min(Math.min(x, y), z) >= 0 && Math.max(Math.max(x, y), z) < SIDE;
    }

    /** On the eight pixels around a place. */
    private static void deposit(float[][] volume, double[] at, double light) {
        for (int corner = 0; corner < 8; corner++) {
            int[] pixel = new int[3];
            double share = light;
            for (int k = 0; k < 3; k++) {
                int low = (int) Math.floor(at[k]);
                int more = corner >> k & 1;
                pixel[k] = low + more;
                share *= more == 1 ? at[k] - low : 1 - at[k] + low;
            }
            if (isIn(pixel[0], pixel[1], pixel[2]))
                volume[pixel[2]][pixel[1] * SIDE + pixel[0]] += (float) share;
        }
    }

    private static void level(float[][] volume) {
        float most = 0;
        for (float[] plane : volume) for (float value : plane) most = Math.max(most, value);
        for (float[] plane : volume) for (int i = 0; i < plane.length; i++) plane[i] /= most;
    }

    /** Along all three axes. */
    private static float[][] blurred(float[][] volume, double sigma) {
        float[][] made = along(volume, sigma);
        for (int z = 0; z < made.length; z++) made[z] = planeBlurred(made[z], sigma);
        return made;
    }

    private static float[] planeBlurred(float[] plane, double sigma) {
        float[][] rows = new float[SIDE][];
        for (int y = 0; y < SIDE; y++)
            rows[y] = Arrays.copyOfRange(plane, y * SIDE, (y + 1) * SIDE);
        float[][] columns = turned(along(rows, sigma));
        float[][] both = turned(along(columns, sigma));
        float[] made = new float[plane.length];
        for (int y = 0; y < SIDE; y++) System.arraycopy(both[y], 0, made, y * SIDE, SIDE);
        return made;
    }

    private static float[][] turned(float[][] rows) {
        float[][] columns = new float[SIDE][SIDE];
        for (int y = 0; y < SIDE; y++) for (int x = 0; x < SIDE; x++) columns[x][y] = rows[y][x];
        return columns;
    }

    /** Along the first axis alone; the border continues by reflection. */
    private static float[][] along(float[][] volume, double sigma) {
        double[] kernel = GaussianBlur.kernel(sigma, (int) Math.ceil(3 * sigma));
        int radius = kernel.length / 2;
        float[][] made = new float[volume.length][volume[0].length];
        for (int z = 0; z < volume.length; z++)
            for (int k = -radius; k <= radius; k++) {
                float[] from = volume[Mirror.at(z + k, volume.length)];
                float weight = (float) kernel[k + radius];
                for (int i = 0; i < from.length; i++) made[z][i] += weight * from[i];
            }
        return made;
    }

    private static void save(float[][] volume, int step, Path file) throws IOException {
        ImageStack stack = new ImageStack(SIDE, SIDE);
        for (int z = 0; z < SIDE; z += step) {
            short[] pixels = new short[SIDE * SIDE];
            for (int i = 0; i < pixels.length; i++) {
                long value = Math.round(OFFSET + UNITS * (double) volume[z][i]);
                pixels[i] = (short) Math.max(0, Math.min(65535, value));
            }
            stack.addSlice("z" + z, pixels);
        }
        ImagePlus image = new ImagePlus("volume", stack);
        image.setDimensions(1, stack.getSize(), 1);
        image.getCalibration().setUnit("um");
        image.getCalibration().pixelWidth = 0.1;
        image.getCalibration().pixelHeight = 0.1;
        image.getCalibration().pixelDepth = 0.1 * step;
        if (!new FileSaver(image).saveAsTiffStack(file.toString()))
            throw new IOException("Cannot save " + file);
    }

    private static void measure(Path folder, Path restored) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder.resolve("truth"))) {
            files = all.sorted().toList();
        }
        System.out.println("volume, linear, cubic, Richardson-Lucy 5, 10, 20, restored; PSNR [dB]");
        double[] sums = new double[6];
        for (Path file : files) {
            String name = file.getFileName().toString();
            float[][] truth = load(file);
            float[][] coarse = load(folder.resolve("coarse").resolve(name));
            float[][] linear = interpolated(coarse, false);
            List<Double> row = new ArrayList<>();
            row.add(psnr(truth, linear));
            row.add(psnr(truth, interpolated(coarse, true)));
            for (int iterations : ITERATIONS)
                row.add(psnr(truth, richardsonLucy(linear, iterations)));
            row.add(psnr(truth, load(restored.resolve(name))));
            StringBuilder line = new StringBuilder(name);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += row.get(i) / files.size();
                line.append(" %.2f".formatted(row.get(i)));
            }
            System.out.println(line);
        }
        StringBuilder line = new StringBuilder("mean");
        for (double sum : sums) line.append(" %.2f".formatted(sum));
        System.out.println(line);
    }

    private static float[][] load(Path file) throws IOException {
        ImagePlus image = ImageFiles.open(file);
        float[][] planes = new float[image.getStackSize()][];
        for (int z = 0; z < planes.length; z++)
            planes[z] =
                    (float[])
                            image.getStack()
                                    .getProcessor(z + 1)
                                    .convertToFloatProcessor()
                                    .getPixels();
        return planes;
    }

    private static float[][] interpolated(float[][] coarse, boolean cubic) {
        float[][] made = new float[(coarse.length - 1) * STEP + 1][coarse[0].length];
        for (int z = 0; z < made.length; z++) {
            double t = z % STEP / (double) STEP;
            double[] weights =
                    cubic
                            ? new double[] {
                                t * (-0.5 + t * (1 - 0.5 * t)),
                                1 + t * t * (-2.5 + 1.5 * t),
                                t * (0.5 + t * (2 - 1.5 * t)),
                                t * t * (-0.5 + 0.5 * t)
                            }
                            : new double[] {0, 1 - t, t, 0};
            for (int k = 0; k < 4; k++) {
                int plane = Math.max(0, Math.min(coarse.length - 1, z / STEP + k - 1));
                for (int i = 0; i < made[z].length; i++)
                    made[z][i] += (float) (weights[k] * coarse[plane][i]);
            }
        }
        return made;
    }

    /** Undoes along the depth what the PSF is longer there; knows it exactly. */
    private static float[][] richardsonLucy(float[][] seen, int iterations) {
        float[][] light = new float[seen.length][seen[0].length];
        for (int z = 0; z < seen.length; z++)
            for (int i = 0; i < seen[z].length; i++) light[z][i] = Math.max(1, seen[z][i] - OFFSET);
        float[][] made = light;
        for (int round = 0; round < iterations; round++) {
            float[][] ratio = along(made, LONGER);
            for (int z = 0; z < ratio.length; z++)
                for (int i = 0; i < ratio[z].length; i++)
                    ratio[z][i] = light[z][i] / Math.max(1e-3f, ratio[z][i]);
            ratio = along(ratio, LONGER);
            float[][] next = new float[made.length][made[0].length];
            for (int z = 0; z < next.length; z++)
                for (int i = 0; i < next[z].length; i++) next[z][i] = made[z][i] * ratio[z][i];
            made = next;
        }
        for (float[] plane : made) for (int i = 0; i < plane.length; i++) plane[i] += OFFSET;
        return made;
    }

    /** Of the planes that both have, with the range of the truth there. */
    private static double psnr(float[][] truth, float[][] made) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double squares = 0;
        int planes = Math.min(truth.length, made.length);
        for (int z = 0; z < planes; z++)
            for (int i = 0; i < truth[z].length; i++) {
                low = Math.min(low, truth[z][i]);
                high = Math.max(high, truth[z][i]);
                double error = truth[z][i] - made[z][i];
                squares += error * error;
            }
        double mean = squares / planes / truth[0].length;
        return 10 * Math.log10((high - low) * (high - low) / mean);
    }
}
