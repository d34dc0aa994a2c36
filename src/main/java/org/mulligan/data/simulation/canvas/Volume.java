package org.mulligan.data.simulation.canvas;

import java.util.ArrayList;
import java.util.List;
import org.mulligan.image.filter.FastGaussian;

/**
 * Planes above each other that simulated light is added to. Axes XYZ; all places are in px of X.
 */
public final class Volume {
    public final int width;
    public final int height;

    /** Distance of two planes, px. */
    public final double step;

    public final List<Canvas> planes;

    /**
     * @param count planes
     * @param step distance of two planes, px
     */
    public Volume(int width, int height, int count, double step) {
        this.width = width;
        this.height = height;
        this.step = step;
        planes = new ArrayList<>();
        for (int i = 0; i < count; i++) planes.add(new Canvas(width, height));
    }

    /** From the first plane to behind the last one, px. */
    public double depth() {
        return step * planes.size();
    }

    /** Adds light at a point, shared among the eight nearest pixels. */
    public void deposit(double x, double y, double z, double light) {
        int above = (int) Math.floor(z / step);
        double share = z / step - above;
        if (above >= 0 && above < planes.size())
            planes.get(above).deposit(x, y, light * (1 - share));
        if (above + 1 >= 0 && above + 1 < planes.size())
            planes.get(above + 1).deposit(x, y, light * share);
    }

    public void add(Volume other, double factor) {
        for (int i = 0; i < planes.size(); i++) planes.get(i).add(other.planes.get(i), factor);
    }

    /** A blur within each plane, by a Gaussian. */
    public void blur(double sigma) {
        planes.forEach(plane -> plane.blur(sigma));
    }

    /**
     * A blur across the planes, mirrored at both ends.
     *
     * @param sigma px, above 0
     */
    public void blurAcross(double sigma) {
        float[] column = new float[planes.size()];
        for (int i = 0; i < width * height; i++) {
            for (int z = 0; z < column.length; z++) column[z] = planes.get(z).values[i];
            FastGaussian.blur(column, column.length, 1, sigma / step, 0);
            for (int z = 0; z < column.length; z++) planes.get(z).values[i] = column[z];
        }
    }

    /**
     * Lets each plane shine into the others, the less the farther they are; the light of all
     * together stays.
     *
     * @param length distance over which it falls to 1/e, px
     */
    public void shineAcross(double length) {
        double fall = Math.exp(-step / length);
        float gain = (float) ((1 - fall) / (1 + fall));
        int count = planes.size();
        float[] shining = new float[count];
        for (int i = 0; i < width * height; i++) {
            float down = 0;
            for (int z = 0; z < count; z++) {
                down = (float) (fall * down) + planes.get(z).values[i];
                shining[z] = down;
            }
            float up = 0;
            for (int z = count - 1; z >= 0; z--) {
                shining[z] += up;
                up = (float) (fall * (up + planes.get(z).values[i]));
            }
            for (int z = 0; z < count; z++) planes.get(z).values[i] = gain * shining[z];
        }
    }

    /** Some of its planes. */
    public Volume part(int first, int count) {
        Volume part = new Volume(width, height, 0, step);
        part.planes.addAll(planes.subList(first, first + count));
        return part;
    }

    /**
     * Brings the brightest part to 1; leaves an empty one empty.
     *
     * @see Canvas#level
     */
    public void level() {
        Canvas all = new Canvas(width, height * planes.size());
        for (int i = 0; i < planes.size(); i++)
            System.arraycopy(
                    planes.get(i).values, 0, all.values, i * width * height, width * height);
        all.level();
        for (int i = 0; i < planes.size(); i++)
            System.arraycopy(
                    all.values, i * width * height, planes.get(i).values, 0, width * height);
    }

    /** Whether no light was added yet. */
    public boolean isEmpty() {
        for (Canvas plane : planes) for (float value : plane.values) if (value > 0) return false;
        return true;
    }
}
