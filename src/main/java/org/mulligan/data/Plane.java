package org.mulligan.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mulligan.image.intensity.NoiseChannels;
import org.mulligan.image.intensity.NoiseLaw;

/**
 * A pair of whole planes in normalised intensities, or of volumes.
 *
 * @param name of the file
 * @param width of the noisy plane, px
 * @param height of the noisy plane, px
 * @param planes of a series that are taken together for one: an odd number with the plane itself in
 *     the middle, an even one without it; or of a volume
 * @param noisy {@code width * height * planes} values, row by row, planes fastest; of a volume
 *     plane by plane
 * @param target the target image, each side {@link #scale} times as long; of a volume as many
 *     planes
 * @param noise the law of the noisy plane's noise, for a network that is told of it
 * @param isVolume whether there is a target for each of the planes
 */
public record Plane(
        String name,
        int width,
        int height,
        int planes,
        float[] noisy,
        float[] target,
        Optional<NoiseLaw> noise,
        boolean isVolume) {
    /** Of one target plane. */
    public Plane(
            String name,
            int width,
            int height,
            int planes,
            float[] noisy,
            float[] target,
            Optional<NoiseLaw> noise) {
        this(name, width, height, planes, noisy, target, noise, false);
    }

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

    /**
     * A volume.
     *
     * @param noisy planes of {@code width * height} values, two or more
     * @param targets as many
     */
    public static Plane volume(
            String name, int width, int height, List<float[]> noisy, List<float[]> targets) {
        return new Plane(
                name,
                width,
                height,
                noisy.size(),
                joined(noisy),
                joined(targets),
                Optional.empty(),
                true);
    }

    private static float[] joined(List<float[]> planes) {
        float[] joined = new float[planes.size() * planes.get(0).length];
        for (int p = 0; p < planes.size(); p++)
            System.arraycopy(
                    planes.get(p), 0, joined, p * planes.get(p).length, planes.get(p).length);
        return joined;
    }

    /** The planes of a volume that is as this one's noisy or target. */
    public List<float[]> apart(float[] volume) {
        int each = volume.length / planes;
        return IntStream.range(0, planes)
                .mapToObj(p -> Arrays.copyOfRange(volume, p * each, (p + 1) * each))
                .toList();
    }

    /** The pairs of single planes of a volume; itself where it is none. */
    public List<Plane> singles() {
        if (!isVolume) return List.of(this);
        List<float[]> froms = apart(noisy);
        List<float[]> tos = apart(target);
        return IntStream.range(0, planes)
                .mapToObj(p -> new Plane(name, width, height, froms.get(p), tos.get(p)))
                .toList();
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
        return isVolume || planes % 2 == 1;
    }

    /**
     * The noisy plane itself, of those that are taken, or that in the middle of a volume; a copy
     * where there are several.
     */
    public float[] itself() {
        if (planes == 1) return noisy;
        if (isVolume) return apart(noisy).get(planes / 2);
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
        int targets = isVolume ? planes : 1;
        return (int)
                Math.round(Math.sqrt(planes / targets * target.length / (double) noisy.length));
    }

    /** A rectangle of both images; all in px of the noisy one. */
    public Plane cut(int x, int y, int wide, int high) {
        int s = scale();
        if (isVolume)
            return volume(
                    name,
                    wide,
                    high,
                    apart(noisy).stream().map(p -> cut(p, width, x, y, wide, high)).toList(),
                    apart(target).stream()
                            .map(p -> cut(p, s * width, s * x, s * y, s * wide, s * high))
                            .toList());
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
