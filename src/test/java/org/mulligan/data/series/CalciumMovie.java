package org.mulligan.data.series;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ShortProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A simulated two-photon movie of neurons: a background of neuropil with vessels, cells whose light
 * jumps with each spike and decays, a baseline that wanders and bleaches, photons, and a detector's
 * gain, offset and read noise. In counts of the detector.
 *
 * @param truth expected counts of each frame, row by row
 * @param noisy counts of each frame
 * @param cells pixels of each cell
 * @param quiet pixels without a cell
 * @param spikes frames in which each cell jumps
 */
public record CalciumMovie(
        int width,
        int height,
        List<float[]> truth,
        List<float[]> noisy,
        List<int[]> cells,
        int[] quiet,
        List<List<Integer>> spikes) {
    public static final double OFFSET = 100;
    private static final double GAIN = 8;
    private static final double READ = 6;
    private static final double RATE = 0.02;
    private static final double BLEACHED = 0.1;

    /**
     * @param photons of the background in a pixel of a frame; cells have 1.5 to 3 times as many
     */
    public static CalciumMovie of(int side, int frames, double photons, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] still = background(side, random);
        int count = Math.max(3, side * side / 1600);
        List<int[]> cells = new ArrayList<>();
        List<double[]> shapes = new ArrayList<>();
        List<double[]> traces = new ArrayList<>();
        List<List<Integer>> spikes = new ArrayList<>();
        boolean[] covered = new boolean[side * side];
        for (int c = 0; c < count; c++) {
            double radius = 3.5 + 2.5 * random.nextDouble();
            double x = 8 + (side - 16) * random.nextDouble();
            double y = 8 + (side - 16) * random.nextDouble();
            double[] shape = cell(side, x, y, radius, 0.6 + 1.4 * random.nextDouble());
            List<Integer> pixels = new ArrayList<>();
            boolean free = true;
            for (int i = 0; i < shape.length; i++) {
                double distance = Math.hypot(i % side - x, i / side - y);
                if (distance < radius + 3) free &= !covered[i];
                if (distance < radius) pixels.add(i);
            }
            if (!free) continue;
            for (int i = 0; i < shape.length; i++)
                covered[i] |= Math.hypot(i % side - x, i / side - y) < radius + 3;
            cells.add(pixels.stream().mapToInt(Integer::intValue).toArray());
            shapes.add(shape);
            List<Integer> own = new ArrayList<>();
            traces.add(trace(frames, own, random));
            spikes.add(own);
        }
        List<float[]> truth = new ArrayList<>();
        List<float[]> noisy = new ArrayList<>();
        for (int t = 0; t < frames; t++) {
            double wander = 1 + 0.05 * Math.sin(2 * Math.PI * t / 70.0);
            double light = photons * (1 - BLEACHED * t / frames);
            float[] clean = new float[side * side];
            float[] counts = new float[side * side];
            for (int i = 0; i < clean.length; i++) {
                double value = still[i] * wander;
                for (int c = 0; c < shapes.size(); c++)
                    value += shapes.get(c)[i] * traces.get(c)[t];
                double expected = light * value;
                clean[i] = (float) (OFFSET + GAIN * expected);
                double noise = READ * random.nextGaussian();
                counts[i] =
                        (float)
                                Math.max(
                                        0,
                                        Math.rint(
                                                OFFSET + GAIN * photons(expected, random) + noise));
            }
            truth.add(clean);
            noisy.add(counts);
        }
        List<Integer> quiet = new ArrayList<>();
        for (int i = 0; i < covered.length; i++) if (!covered[i]) quiet.add(i);
        return new CalciumMovie(
                side,
                side,
                truth,
                noisy,
                cells,
                quiet.stream().mapToInt(Integer::intValue).toArray(),
                spikes);
    }

    private static double[] background(int side, SplittableRandom random) {
        double[] still = new double[side * side];
        double[] phases = random.doubles(24).toArray();
        for (int i = 0; i < still.length; i++) {
            double x = i % side;
            double y = i / side;
            double value = 1;
            for (int k = 0; k < 12; k++) {
                double angle = Math.PI * phases[2 * k];
                double length = 10 + 6 * k;
                value +=
                        0.06
                                * Math.sin(
                                        2
                                                        * Math.PI
                                                        * (x * Math.cos(angle)
                                                                + y * Math.sin(angle))
                                                        / length
                                                + 7 * phases[2 * k + 1]);
            }
            double vessel = Math.abs(y - 0.4 * side - 0.3 * x - 6 * Math.sin(x / 17));
            still[i] = Math.max(0.2, value) * (vessel < 3 ? 0.35 : 1);
        }
        return still;
    }

    /** A ring that is brighter than its nucleus, with a soft rim. */
    private static double[] cell(int side, double x, double y, double radius, double light) {
        double[] shape = new double[side * side];
        for (int i = 0; i < shape.length; i++) {
            double distance = Math.hypot(i % side - x, i / side - y);
            if (distance > radius + 3) continue;
            double rim = 1 / (1 + Math.exp((distance - radius) / 0.5));
            double nucleus = 0.4 * Math.exp(-distance * distance / (0.3 * radius * radius));
            shape[i] = light * rim * (1 - nucleus);
        }
        return shape;
    }

    /** Jumps by half to all of the resting light and more, and decays within 1 to 8 frames. */
    private static double[] trace(int frames, List<Integer> spikes, SplittableRandom random) {
        double decay = Math.exp(-1 / (1 + 7 * random.nextDouble()));
        double[] trace = new double[frames];
        double fired = 0;
        for (int t = 0; t < frames; t++) {
            fired *= decay;
            if (random.nextDouble() < RATE) {
                fired += 0.7 + 1.3 * random.nextDouble();
                spikes.add(t);
            }
            trace[t] = 1 + fired;
        }
        return trace;
    }

    private static double photons(double mean, SplittableRandom random) {
        if (mean > 30)
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        double left = random.nextDouble();
        double probability = Math.exp(-mean);
        int count = 0;
        while (left > probability && count < 200) {
            left -= probability;
            probability *= mean / ++count;
        }
        return count;
    }

    /** The mean over some pixels of each frame. */
    public static double[] trace(List<float[]> frames, int[] pixels) {
        double[] trace = new double[frames.size()];
        for (int t = 0; t < trace.length; t++) {
            for (int pixel : pixels) trace[t] += frames.get(t)[pixel];
            trace[t] /= pixels.length;
        }
        return trace;
    }

    /** A stack in time, 16-bit. */
    public ImagePlus image() {
        return image("movie", noisy, width, height);
    }

    public static ImagePlus image(String title, List<float[]> frames, int width, int height) {
        ImageStack stack = new ImageStack(width, height);
        for (float[] frame : frames) {
            short[] pixels = new short[frame.length];
            for (int i = 0; i < pixels.length; i++) pixels[i] = (short) Math.rint(frame[i]);
            stack.addSlice(null, new ShortProcessor(width, height, pixels, null));
        }
        ImagePlus image = new ImagePlus(title, stack);
        image.setDimensions(1, 1, frames.size());
        return image;
    }
}
