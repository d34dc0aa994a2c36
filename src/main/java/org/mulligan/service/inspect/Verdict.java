package org.mulligan.service.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.noise.LagCorrelation;
import org.mulligan.noise.spectrum.PeriodicPattern;

/**
 * Two sentences of a channel.
 *
 * @param found what was found
 * @param advice which command with which keys to use, and why not the others
 */
public record Verdict(String found, String advice) {
    /** Pixels of a side from which on there are cells enough to measure noise in. */
    private static final int SMALLEST = 64;

    /** Share of saturated pixels that leaves too little to work on. */
    private static final double MOSTLY_SATURATED = 0.25;

    /** Share of saturated pixels that is worth a word. */
    private static final double SATURATED = 0.001;

    /** Share of pixels at 0 above which the noise of the dark was cut off. */
    private static final double BLACK = 0.5;

    /** Standard deviations in steps of grey; that of rounding alone is 0.29. */
    private static final double ROUNDING = 0.35;

    /** Correlation beyond which nothing is left of the noise of single pixels. */
    private static final double SMOOTH = 0.7;

    /** Of fluorescence, where the few are bright, the skew is above 0. */
    private static final double BRIGHT_GROUND = -0.1;

    private static final int FEW_LEVELS = 64;

    /** Peak photons of images that each shipped denoiser learnt from. */
    private static final double FEWEST_PHOTONS = 3;

    private static final double MOST_PHOTONS = 500;

    /** Times as many in bright pixels are far from what was learnt. */
    private static final double FAR = 10;

    /** Share of the saturated pixels below which those that look drawn are saturated structure. */
    private static final double DRAWN = 0.1;

    private static final String DENOISE = "Denoise with Mulligan... (model=general)";
    private static final String USE = "use " + DENOISE;
    private static final String TRAIN = NoiseWords.TRAIN;

    /** Of one channel. */
    public static Verdict of(Findings findings) {
        Verdict plane = ofPlanes(findings);
        return findings.series().map(series -> series.with(plane)).orElse(plane);
    }

    /** The first line of the table that is true. */
    private static Verdict ofPlanes(Findings findings) {
        GreyLevels levels = findings.levels();
        if (levels.isFlat()) return flat(levels);
        if (findings.width() < SMALLEST || findings.height() < SMALLEST) return small(findings);
        if (levels.high() > MOSTLY_SATURATED) return saturated(levels);
        if (findings.restored()) return restored();
        if (findings.jpeg().isPresent()) return compressed(findings);
        if (findings.lag().isEmpty())
            return levels.low() > BLACK ? black(levels) : noiseless(findings);
        LagCorrelation lag = findings.lag().get();
        if (lag.sigma() < ROUNDING * levels.step()) return noiseless(findings);
        if (Math.min(lag.x(), lag.y()) > SMOOTH) return smooth(lag);
        Optional<String> lines =
                findings.lines().flatMap(each -> NoiseWords.lines(each, lag.sigma(), ""));
        if (lines.isPresent())
            return new Verdict(
                    found(findings, lines.get()),
                    "%s, which takes their offsets out first (lineoffsets=remove, which is the default)%s."
                            .formatted(sentence(USE), hot(findings)));
        if (findings.pattern().isPresent()) return pattern(findings, findings.pattern().get(), lag);
        return NoiseWords.correlated(lag, "")
                .map(found -> correlated(findings, lag, found))
                .orElseGet(() -> white(findings));
    }

    private static Verdict flat(GreyLevels levels) {
        return new Verdict(
                levels.count() == 0
                        ? "No pixel is a number, so there is nothing to measure."
                        : text(
                                "All pixels are %s: there is neither structure nor noise in it.",
                                number(levels.median())),
                "No command helps; check exposure and channel, and whether the file is the right one.");
    }

    private static Verdict small(Findings findings) {
        return new Verdict(
                text(
                        "It is %d x %d px, and noise is measured from %d x %d px on.",
                        findings.width(), findings.height(), SMALLEST, SMALLEST),
                "Inspect the image that it was cut from; no command can be advised for so small a part.");
    }

    private static Verdict saturated(GreyLevels levels) {
        return new Verdict(
                text(
                        "%.0f %% of the pixels are saturated at %s, which hides both structure and noise.",
                        100 * levels.high(), number(levels.ceiling())),
                "Record it again with less light, exposure or gain; no command brings back what was cut off, and Denoise with Mulligan... would leave plateaus.");
    }

    private static Verdict restored() {
        return new Verdict(
                "Its Info says that a network restored it, so what noise it has is not that of a camera.",
                "Nothing needs to be done: a second run of Denoise with Mulligan... would only take away structure; to learn of the noise inspect the image that it came from.");
    }

    private static Verdict compressed(Findings findings) {
        return new Verdict(
                found(
                        findings,
                        "JPEG left its grid of 8 x 8 px in it, and took away noise and detail"),
                "Take the file that the microscope wrote; Denoise with Mulligan... would take the blocks for structure, and no command brings back what JPEG took away.");
    }

    private static Verdict black(GreyLevels levels) {
        return new Verdict(
                text(
                        "%.0f %% of the pixels are 0, so the noise of dark places was cut off or hardly any photon came.",
                        100 * levels.low()),
                "Sum or average frames (Image > Stacks > Z Project...), or record with more light or a higher offset of the camera; "
                        + DENOISE
                        + " takes noise that is not cut off, and has no dark noise to go by here.");
    }

    private static Verdict noiseless(Findings findings) {
        return new Verdict(
                found(findings, "No noise was found beyond the rounding to grey levels"),
                "Nothing needs to be done: Denoise with Mulligan... has nothing to take away but structure.");
    }

    private static Verdict smooth(LagCorrelation lag) {
        return new Verdict(
                text(
                        "Neighbouring pixels vary together (correlation %.2f along X, %.2f along Y): the image was denoised, smoothed or enlarged before, or is blurred over several pixels.",
                        lag.x(), lag.y()),
                "Nothing needs to be done here: Denoise with Mulligan... takes noise of single pixels, of which none is left; if there is a raw file, inspect that one.");
    }

    private static Verdict white(Findings findings) {
        Optional<Light> light = Light.of(findings);
        String found =
                found(findings, "The noise is that of each pixel by itself" + photons(light));
        String why =
                "binning and a training of your own are not needed, as the noise is white"
                        + hot(findings);
        if (light.isPresent() && light.get().bright() < FEWEST_PHOTONS)
            return new Verdict(
                    found,
                    text(
                            "Sum frames or bin first (Image > Transform > Bin..., 2 x 2) and use %s then; it learnt from images of %.0f photons and more, and has too few here%s.",
                            DENOISE, FEWEST_PHOTONS, hot(findings)));
        if (light.isPresent()
                && Math.max(light.get().median(), light.get().bright() / FAR) > MOST_PHOTONS)
            return new Verdict(
                    found,
                    text(
                            "There is little to gain: %s may be used, but it learnt from images of %.0f to %.0f photons, and there is far less noise here; %s.",
                            DENOISE, FEWEST_PHOTONS, MOST_PHOTONS, why));
        if (findings.levels().skew() < BRIGHT_GROUND)
            return new Verdict(
                    found,
                    "Use %s and compare it with the image, or %s; the noise is white, but the model learnt from bright structures on a dark ground, and most of this image is bright%s."
                            .formatted(DENOISE, TRAIN, hot(findings)));
        return new Verdict(found, "Use %s; %s.".formatted(DENOISE, why));
    }

    private static Verdict correlated(Findings findings, LagCorrelation lag, String found) {
        if (lag.isWhiteAtHalf())
            return new Verdict(
                    found(findings, found),
                    "Use %s, which denoises it at half the resolution, too, where it is nearly white; or %s%s."
                            .formatted(DENOISE, TRAIN, hot(findings)));
        return new Verdict(
                found(findings, found),
                "%s; as it is the model would take the noise for structure%s."
                        .formatted(sentence(NoiseWords.remedy(lag, USE)), hot(findings)));
    }

    private static Verdict pattern(Findings findings, PeriodicPattern wave, LagCorrelation lag) {
        return new Verdict(
                found(
                        findings,
                        text(
                                "A wave of %.3g px, %.0f degrees to the X axis, runs over the whole field (%.0f %% of the noise)",
                                wave.period(),
                                wave.direction(),
                                100 * wave.deviation() / lag.sigma())),
                "Take it out first (Process > FFT > FFT, blacken its two spots, Inverse FFT), or find its source, as hum of the mains or light of the room, and %s then; as it is the model would draw it as structure%s."
                        .formatted(USE, hot(findings)));
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String photons(Optional<Light> light) {
        return light.map(
                        each ->
                                text(
                                        ", with about %s photons in a bright pixel and an SNR of %.2g there",
                                        number(each.bright()), each.snr(each.bright())))
                .orElse("; how many photons there are cannot be told");
    }

    /** The first finding and what there is besides. */
    private static String found(Findings findings, String first) {
        List<String> all = new ArrayList<>();
        all.add(first);
        GreyLevels levels = findings.levels();
        if (levels.high() > SATURATED)
            all.add(
                    text(
                            "%.2g %% of the pixels are saturated at %s",
                            100 * levels.high(), number(levels.ceiling())));
        if (levels.count() < FEW_LEVELS)
            all.add("there are only %d grey levels".formatted(levels.count()));
        int defects = findings.hot() + findings.dead();
        if (defects > 0)
            all.add(
                    "%d single %s hot or dead"
                            .formatted(defects, defects == 1 ? "pixel is" : "pixels are"));
        double saturated =
                levels.high()
                        * Math.min(findings.width(), Inspection.SIDE)
                        * Math.min(findings.height(), Inspection.SIDE);
        if (findings.drawn() > DRAWN * saturated) all.add("a scale bar or text is drawn into it");
        return String.join("; ", all) + ".";
    }

    private static String hot(Findings findings) {
        return findings.hot() + findings.dead() == 0
                ? ""
                : ", and hot pixels are replaced (hotpixels=replace, which is the default)";
    }

    private static String number(double value) {
        return new Figure("", "", Math.abs(value) < 10 ? value : Math.rint(value)).text();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
