package org.mulligan.service.report.html;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.mulligan.image.filter.Binning;

/**
 * A plane as it is shown and measured.
 *
 * @param values row by row
 */
record Field(float[] values, int width, int height) {
    private static final double LOW = 0.01;
    private static final double HIGH = 0.998;
    private static final int BAR = 14;

    /**
     * @param channel from 1
     */
    static Field middle(ImagePlus image, int channel) {
        int index =
                image.getStackIndex(
                        channel, (image.getNSlices() + 1) / 2, (image.getNFrames() + 1) / 2);
        ImageProcessor plane = image.getStack().getProcessor(index);
        return new Field(
                (float[]) plane.convertToFloatProcessor().getPixels(),
                plane.getWidth(),
                plane.getHeight());
    }

    /** Means of squares of pixels, so that a field of a super-resolved image has the raw pixels. */
    Field binned(int by) {
        return new Field(Binning.mean(values, width, height, by), width / by, height / by);
    }

    Field minus(Field other) {
        float[] difference = new float[values.length];
        for (int i = 0; i < difference.length; i++) difference[i] = values[i] - other.values[i];
        return new Field(difference, width, height);
    }

    Field cut(int left, int top, int side) {
        int w = Math.min(side, width);
        int h = Math.min(side, height);
        int x = Math.max(0, Math.min(left, width - w));
        int y = Math.max(0, Math.min(top, height - h));
        float[] part = new float[w * h];
        for (int row = 0; row < h; row++)
            System.arraycopy(values, (y + row) * width + x, part, row * w, w);
        return new Field(part, w, h);
    }

    double mean() {
        double sum = 0;
        for (float value : values) sum += value;
        return sum / values.length;
    }

    private double variance(int left, int top, int side) {
        Field part = cut(left, top, side);
        double mean = part.mean();
        double sum = 0;
        for (float value : part.values) sum += (value - mean) * (value - mean);
        return sum / part.values.length;
    }

    /**
     * Where most is to be seen.
     *
     * @return left, top of the square with the largest variance
     */
    int[] liveliest(int side) {
        int[] best = {0, 0};
        double most = -1;
        for (int y = 0; y + side <= height; y += Math.max(1, side / 2))
            for (int x = 0; x + side <= width; x += Math.max(1, side / 2)) {
                double variance = variance(x, y, side);
                if (variance > most) {
                    most = variance;
                    best = new int[] {x, y};
                }
            }
        return best;
    }

    /** From dark to bright; of all but the extreme pixels. */
    double[] range() {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        double low = sorted[(int) (LOW * (sorted.length - 1))];
        double high = sorted[(int) (HIGH * (sorted.length - 1))];
        return new double[] {low, high > low ? high : low + 1};
    }

    /** From minus to plus the same, of all but the extreme pixels. */
    double[] balanced() {
        double[] range = range();
        double most = Math.max(Math.abs(range[0]), Math.abs(range[1]));
        return new double[] {-most, most};
    }

    /**
     * In shades of grey.
     *
     * @param side the longer one, px
     */
    BufferedImage picture(double[] range, int side) {
        FloatProcessor plane = new FloatProcessor(width, height, values.clone());
        plane.setMinAndMax(range[0], range[1]);
        BufferedImage grey = plane.convertToByteProcessor().getBufferedImage();
        double scale = side / (double) Math.max(width, height);
        int w = (int) Math.max(1, Math.round(scale * width));
        int h = (int) Math.max(1, Math.round(scale * height));
        BufferedImage picture = new BufferedImage(w, h, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                scale < 1
                        ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
                        : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.drawImage(grey, 0, 0, w, h, null);
        graphics.dispose();
        return picture;
    }

    /** With a bar of its shades below, from the low end of the range to the high one. */
    BufferedImage pictureWithBar(double[] range, int side) {
        BufferedImage plane = picture(range, side);
        int w = plane.getWidth();
        BufferedImage all =
                new BufferedImage(w, plane.getHeight() + 2 * BAR, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = all.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, w, all.getHeight());
        graphics.drawImage(plane, 0, 0, null);
        for (int x = 0; x < w; x++) {
            int shade = 255 * x / Math.max(1, w - 1);
            graphics.setColor(new Color(shade, shade, shade));
            graphics.drawLine(x, plane.getHeight() + 3, x, plane.getHeight() + BAR);
        }
        graphics.setColor(Color.BLACK);
        graphics.setFont(graphics.getFont().deriveFont((float) BAR - 3));
        String high = "%.4g".formatted(range[1]);
        int y = all.getHeight() - 2;
        graphics.drawString("%.4g".formatted(range[0]), 0, y);
        graphics.drawString(high, w - graphics.getFontMetrics().stringWidth(high), y);
        graphics.dispose();
        return all;
    }

    /**
     * How alike pixels are that lie some pixels apart, -1 to 1; of white noise 0.
     *
     * @param alongX whether they lie in a row, else in a column
     * @return NaN where the field is constant or too small
     */
    double correlation(int lag, boolean alongX) {
        int w = width - (alongX ? lag : 0);
        int h = height - (alongX ? 0 : lag);
        double mean = mean();
        double products = 0;
        double squares = 0;
        for (float value : values) squares += (value - mean) * (value - mean);
        int step = alongX ? lag : lag * width;
        for (int y = 0; y < h; y++)
            for (int x = 0; x < w; x++)
                products += (values[y * width + x] - mean) * (values[y * width + x + step] - mean);
        return products / Math.max(1L, (long) w * h) / (squares / values.length);
    }
}
