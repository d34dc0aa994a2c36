package org.mulligan.data;

import java.util.List;
import java.util.Optional;
import org.mulligan.image.intensity.NoiseChannels;
import org.mulligan.image.intensity.NoiseLaw;

/**
 * A pair of whole planes in normalised intensities.
 *
 * @param name of the file
 * @param width of the noisy plane, px
 * @param height of the noisy plane, px
 * @param planes of a series that are taken together for one: an odd number with the plane itself in
 *     the middle, an even one without it
 * @param noisy {@code width * height * planes} values, row by row, planes fastest
 * @param target the target image, each side {@link #scale} times as long
 * @param noise the law of the noisy plane's noise, for a network that is told of it
 */
public record Plane(
        String name,
        int width,
        int height,
        int planes,
        float[] noisy,
        float[] target,
        Optional<NoiseLaw> noise) {
    /** Of whose noise nothing is said. */
    public Plane(String name, int width, int height, int planes, float[] noisy, float[] target) {
        this(name, width, height, planes, noisy, target, Optional.empty());
    }

    /** Of one noisy plane. */
    public Plane(String name, int width, int height, float[] noisy, float[] target) {
        this(name, width, height, 1, noisy, target);
    }

    /** The same, with the law of its noise. */
    public Plane with(NoiseLaw law) {
        return new Plane(name, width, height, planes, noisy, target, Optional.of(law));
    }

    /** Several planes pixel by pixel, as {@link #noisy} has them. */
    public static float[] together(List<float[]> planes) {
        if (planes.size() == 1) return planes.get(0);
        int count = planes.size();
        float[] together = new float[count * planes.get(0).length];
        for (int p = 0; p < count; p++) {
            float[] plane = planes.get(p);
            for (int i = 0; i < plane.length; i++) together[i * count + p] = plane[i];
        }
        return together;
    }

    /** Whether the plane itself is among those that are taken. */
    public boolean hasItself() {
        return planes % 2 == 1;
    }

    /** The noisy plane itself, of those that are taken; a copy where there are several. */
    public float[] itself() {
        if (planes == 1) return noisy;
        float[] itself = new float[width * height];
        for (int i = 0; i < itself.length; i++) itself[i] = noisy[i * planes + planes / 2];
        return itself;
    }

    /** What a network takes: the noisy plane, and where its noise is known that, too. */
    public float[] taken() {
        return noise.isPresent() ? NoiseChannels.of(noisy, width, height, noise.get()) : noisy;
    }

    /** Pixels of the target image along a pixel of the noisy one. */
    public int scale() {
        return (int) Math.round(Math.sqrt(planes * target.length / (double) noisy.length));
    }

    /** A rectangle of both images; all in px of the noisy one. */
    public Plane cut(int x, int y, int wide, int high) {
        int s = scale();
        return new Plane(
                name,
                wide,
                high,
                planes,
                cut(noisy, planes * width, planes * x, y, planes * wide, high),
                cut(target, s * width, s * x, s * y, s * wide, s * high),
                noise);
    }

    /**
     * The middle of both images, or where that shows nothing the part whose target varies most:
     * nothing can be measured against an even one.
     *
     * @param wide px of the noisy image, as {@code high}
     */
    public Plane middle(int wide, int high) {
        Plane middle = cut((width - wide) / 2, (height - high) / 2, wide, high);
        if (!middle.isBlank()) return middle;
        Plane best = middle;
        double most = 0;
        for (int y = 0; ; y = Math.min(y + Math.max(1, high / 2), height - high)) {
            for (int x = 0; ; x = Math.min(x + Math.max(1, wide / 2), width - wide)) {
                Plane part = cut(x, y, wide, high);
                double variance = variance(part.target);
                if (variance > most && !part.isBlank()) {
                    most = variance;
                    best = part;
                }
                if (x == width - wide) break;
            }
            if (y == height - high) break;
        }
        return best;
    }

    /** Whether one of the two shows nothing. */
    public boolean isBlank() {
        return isBlank(noisy) || isBlank(target);
    }

    private static boolean isBlank(float[] values) {
        return ImageFault.of(values, ImageFault.NO_SCALE).isPresent();
    }

    /** Of all values of an image. */
    public static double variance(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        return squares / values.length - mean * mean;
    }

    /** A rectangle of an image whose rows have {@code stride} px. */
    public static float[] cut(float[] from, int stride, int x, int y, int wide, int high) {
        float[] to = new float[wide * high];
        for (int row = 0; row < high; row++)
            System.arraycopy(from, (y + row) * stride + x, to, row * wide, wide);
        return to;
    }
}
