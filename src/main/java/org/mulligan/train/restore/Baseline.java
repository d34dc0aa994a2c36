package org.mulligan.train.restore;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.mulligan.data.Plane;
import org.mulligan.image.filter.Bicubic;
import org.mulligan.image.intensity.Normalisation;

/** What anyone has without a network, to measure one against: an image of the target's size. */
final class Baseline {
    private static final int SWEEPS = 200;

    private Baseline() {}

    /**
     * The measured image itself; enlarged, and with holes filled, where it has to be. {@link
     * org.mulligan.model.Task.Training#baseline} names it.
     */
    static float[] of(Plane plane) {
        if (!plane.hasItself()) return middle(plane.noisy(), plane.planes());
        if (plane.scale() > 1)
            return Bicubic.enlarge(plane.itself(), plane.width(), plane.height(), plane.scale());
        if (plane.planes() > 1) return plane.itself();
        for (float value : plane.noisy()) if (Normalisation.isMissing(value)) return filled(plane);
        return plane.noisy();
    }

    /**
     * The mean of the two nearest planes of a series.
     *
     * @param noisy planes fastest; itself where there is one
     */
    static float[] middle(float[] noisy, int planes) {
        return planes == 1 ? noisy : mean(noisy, planes, (planes - 1) / 2, planes / 2);
    }

    /**
     * The mean of two planes.
     *
     * @param noisy planes fastest
     */
    static float[] mean(float[] noisy, int planes, int one, int other) {
        float[] mean = new float[noisy.length / planes];
        for (int i = 0; i < mean.length; i++)
            mean[i] = (noisy[i * planes + one] + noisy[i * planes + other]) / 2;
        return mean;
    }

    /** From the rim inwards by means of neighbours, then relaxed until it is smooth. */
    private static float[] filled(Plane plane) {
        int width = plane.width();
        float[] image = plane.noisy().clone();
        boolean[] known = new boolean[image.length];
        Deque<Integer> rim = new ArrayDeque<>();
        for (int i = 0; i < image.length; i++) {
            known[i] = !Normalisation.isMissing(image[i]);
            if (known[i]) rim.add(i);
        }
        int[] missing = new int[image.length - rim.size()];
        boolean[] reached = known.clone();
        int count = 0;
        while (!rim.isEmpty()) {
            int at = rim.remove();
            for (int next : neighbours(at, width, image.length)) {
                if (reached[next]) continue;
                reached[next] = true;
                image[next] = image[at];
                missing[count++] = next;
                rim.add(next);
            }
        }
        missing = Arrays.copyOf(missing, count);
        for (int sweep = 0; sweep < SWEEPS; sweep++)
            for (int at : missing) {
                float sum = 0;
                int[] around = neighbours(at, width, image.length);
                for (int next : around) sum += image[next];
                image[at] = sum / around.length;
            }
        return image;
    }

    private static int[] neighbours(int at, int width, int length) {
        int[] found = new int[4];
        int count = 0;
        if (at % width > 0) found[count++] = at - 1;
        if (at % width < width - 1) found[count++] = at + 1;
        if (at >= width) found[count++] = at - width;
        if (at + width < length) found[count++] = at + width;
        return Arrays.copyOf(found, count);
    }
}
