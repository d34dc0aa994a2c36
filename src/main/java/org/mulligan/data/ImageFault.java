package org.mulligan.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.mulligan.image.intensity.NotFinite;

/**
 * Why an image cannot be learnt from. Every training judges every image by this before its first
 * step.
 *
 * @param reason the end of a sentence that begins with the image's name
 */
public record ImageFault(Kind kind, String reason) {
    /** In the order in which they are told. */
    public enum Kind {
        UNREADABLE("unreadable"),
        SIZE("of a size that does not fit its partner"),
        NOT_NUMBERS("with pixels that are not numbers"),
        BLANK("blank"),
        SATURATED("saturated"),
        DUPLICATE("duplicate"),
        SAME_PIXELS("with the same pixels as its partner"),
        SHIFTED("shifted too far");

        /** Of several, behind their number. */
        public final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /**
     * Of an image with this share of pixels of one value the percentiles 0.1 and 99.9, by which
     * metrics scale it, are one.
     */
    public static final double NO_SCALE = 0.998;

    /** Values at which 8-, 10-, 12-, 14- and 16-bit cameras and files end. */
    private static final List<Float> ENDS = List.of(255f, 1023f, 4095f, 16383f, 65535f);

    /** Of an image of which this share is saturated little is left to learn. */
    private static final double SATURATED = 0.25;

    /**
     * Judges one plane.
     *
     * @param values all its pixels
     * @param blank share of pixels of one value from which on it shows nothing, to 1
     */
    public static Optional<ImageFault> of(float[] values, double blank) {
        float candidate = values[0];
        long votes = 0;
        float highest = values[0];
        int wrong = 0;
        int firstWrong = -1;
        for (int i = 0; i < values.length; i++) {
            float value = values[i];
            if (!Float.isFinite(value)) {
                if (wrong++ == 0) firstWrong = i;
                continue;
            }
            if (votes == 0) candidate = value;
            votes += value == candidate ? 1 : -1;
            highest = Math.max(highest, value);
        }
        if (wrong > 0) return Optional.of(notNumbers(values[firstWrong], wrong, values.length));
        return constant(values, candidate, blank).or(() -> saturated(values));
    }

    private static ImageFault notNumbers(float first, int count, int pixels) {
        return new ImageFault(
                Kind.NOT_NUMBERS,
                "has pixels that are not numbers (%s in %s of its pixels); %s"
                        .formatted(
                                first,
                                count == pixels ? "all" : percent(count / (double) pixels),
                                NotFinite.ADVICE));
    }

    private static Optional<ImageFault> constant(float[] values, float value, double blank) {
        long count = 0;
        for (float each : values) if (each == value) count++;
        if (count < blank * values.length) return Optional.empty();
        return Optional.of(
                new ImageFault(
                        Kind.BLANK,
                        "shows nothing: %s has the value %s"
                                .formatted(
                                        count == values.length
                                                ? "each pixel"
                                                : percent(count / (double) values.length)
                                                        + " of its pixels",
                                        plain(value))));
    }

    /** An image of two values is a mask and not overexposed. */
    private static Optional<ImageFault> saturated(float[] values) {
        float highest = values[0];
        float lowest = values[0];
        for (float value : values) {
            highest = Math.max(highest, value);
            lowest = Math.min(lowest, value);
        }
        if (!ENDS.contains(highest)) return Optional.empty();
        long count = 0;
        boolean mask = true;
        for (float value : values) {
            if (value == highest) count++;
            else mask &= value == lowest;
        }
        if (mask || count < SATURATED * values.length) return Optional.empty();
        return Optional.of(
                new ImageFault(
                        Kind.SATURATED,
                        "is saturated: %s of its pixels have the highest value, %s"
                                .formatted(
                                        percent(count / (double) values.length), plain(highest))));
    }

    private static String percent(double share) {
        return "%.3g %%".formatted(100 * share);
    }

    private static String plain(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Float.toString(value);
    }

    /** Equal for images with the same pixels. */
    public static String fingerprint(List<float[]> planes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = new byte[1 << 14];
            int at = 0;
            for (float[] plane : planes)
                for (float value : plane) {
                    int bits = Float.floatToIntBits(value + 0f);
                    bytes[at++] = (byte) (bits >> 24);
                    bytes[at++] = (byte) (bits >> 16);
                    bytes[at++] = (byte) (bits >> 8);
                    bytes[at++] = (byte) bits;
                    if (at == bytes.length) {
                        digest.update(bytes);
                        at = 0;
                    }
                }
            digest.update(bytes, 0, at);
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
