package org.mulligan.service.compare;

import java.util.List;
import java.util.Locale;

/**
 * Candidates on one plane, the best first.
 *
 * @param image its title
 * @param channel from 1
 * @param channels of the image
 * @param basis what the estimates rest on, in a few words
 * @param range data range of the PSNR: percentiles 0.1 to 99.9 of the best candidate's result,
 *     units of the image. The raw plane's would hold its noise, and the truth's nobody knows
 * @param rows the best first
 * @param leftOut models that could not be judged, and why
 * @param plane what was judged
 */
public record Ranking(
        String image,
        int channel,
        int channels,
        String basis,
        double range,
        List<Ranked> rows,
        List<String> leftOut,
        JudgedPlane plane) {
    public Ranking {
        rows = List.copyOf(rows);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * What should be taken: the first that is better than raw by more than chance, else raw. What
     * is not told apart from raw is not worth a change of the pixels.
     */
    public Ranked winner() {
        return rows.get(0).beatsRaw() ? rows.get(0) : raw();
    }

    /** The image as it is. */
    public Ranked raw() {
        return rows.stream()
                .filter(row -> row.method().kind() == Method.Kind.RAW)
                .findFirst()
                .orElseThrow();
    }

    /** The image, and of several channels which. */
    public String name() {
        return channels == 1 ? image : "%s, channel %d".formatted(image, channel);
    }

    /** A sentence with the winner. */
    public String verdict() {
        Ranked winner = winner();
        if (winner.method().kind() == Method.Kind.RAW)
            return name()
                    + ": nothing is better than the image as it is by more than two standard"
                    + " errors; leave it";
        return "%s: %s is best, %s".formatted(name(), winner.method().name(), gain(winner));
    }

    static String gain(Ranked row) {
        return String.format(
                Locale.ROOT, "gain over raw %.2f dB +- %.2f", row.gain(), row.gainError());
    }
}
