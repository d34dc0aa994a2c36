package org.mulligan.data.pairs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mulligan.noise.series.PhaseCorrelation;

/**
 * Whether images are pairs. Two show the same where their phase correlation has a clear peak, or
 * where the measured image resembles its own target more than all others. Neither asks for alike
 * intensities or contrast: a pair of two modalities, or of a negative, passes.
 *
 * <p>The numbers were chosen on 148 real pairs of denoising (FMD, W2S, SRDTrans): the lowest peak
 * of a true pair was 32, the median of pairs of other fields 7.
 */
public final class PairJudge {
    /** Least height of a peak that is no chance, standard deviations. */
    static final double PEAK = 10;

    /** Least correlation of small squares that is no chance. */
    private static final double ALIKE = 0.3;

    /** Correlation with another's target that, and by how much, shows that it is the partner. */
    private static final double PARTNER = 0.5;

    private static final double MARGIN = 0.15;

    /** Share of blocks. */
    private static final double NOISIER = 0.75;

    /** A shift that is told, px. */
    private static final double SHIFT = 1;

    /** Shifts of one cause lie within so many px of their median. */
    private static final double TOGETHER = 1;

    /** A peak off the middle is a shift where it is so much higher than what is at the middle. */
    private static final double ABOVE_STILL = 1.05;

    private static final int NAMED = 5;

    private final PairSettings settings;
    private final List<PairFigures> pairs = new ArrayList<>();

    /**
     * Of all pairs that have no peak of their own: images with much noise may have one together.
     */
    private Optional<PhaseCorrelation> faint = Optional.empty();

    private boolean several;

    /** By measured plane and target: absolute correlations; empty until they are asked for. */
    private double[][] likeness = {};

    public PairJudge(PairSettings settings) {
        this.settings = settings;
    }

    /** Takes a pair, with the correlation that its peak is of. */
    public void add(PairFigures pair, PhaseCorrelation correlation) {
        pairs.add(pair);
        likeness = new double[0][];
        if (pair.peak().height() >= PEAK) return;
        if (faint.isEmpty()) faint = Optional.of(correlation);
        else if (faint.get().add(correlation)) several = true;
    }

    /** What is wrong with most of the pairs, in a sentence; empty when nothing is. */
    public Optional<String> fault() {
        if (pairs.isEmpty()) return Optional.empty();
        return wronglySorted().or(this::unlike).or(this::swapped);
    }

    private double[][] likeness() {
        if (likeness.length == pairs.size()) return likeness;
        likeness = new double[pairs.size()][pairs.size()];
        for (int k = 0; k < likeness.length; k++)
            for (int m = 0; m < likeness.length; m++)
                likeness[k][m] = Math.abs(pairs.get(k).likeness(pairs.get(m)));
        return likeness;
    }

    /** Of each pair the one whose target it resembles, itself where that is so. */
    private List<Integer> partners() {
        List<Integer> partners = new ArrayList<>();
        for (int k = 0; k < pairs.size(); k++) {
            double[] own = likeness()[k];
            int best = k;
            double most = Math.max(PARTNER, own[k] + MARGIN);
            for (int m = 0; m < own.length; m++)
                if (own[m] > most) {
                    most = own[m];
                    best = m;
                }
            partners.add(best);
        }
        return partners;
    }

    private Optional<String> wronglySorted() {
        List<Integer> partners = partners();
        List<String> elsewhere = new ArrayList<>();
        for (int k = 0; k < pairs.size(); k++)
            if (partners.get(k) != k)
                elsewhere.add(
                        "%s of %s resembles %s of %s"
                                .formatted(
                                        pairs.get(k).name(),
                                        settings.measured(),
                                        pairs.get(partners.get(k)).name(),
                                        settings.target()));
        if (2 * elsewhere.size() <= pairs.size()) return Optional.empty();
        return Optional.of(
                "The images of %s and %s are sorted differently: %d of %d pairs resemble another partner more than their own (%s). Give partners the same file name"
                        .formatted(
                                settings.measured(),
                                settings.target(),
                                elsewhere.size(),
                                pairs.size(),
                                some(elsewhere)));
    }

    private Optional<String> unlike() {
        List<PairFigures> unlike =
                IntStream.range(0, pairs.size())
                        .filter(k -> !resembles(k))
                        .mapToObj(pairs::get)
                        .toList();
        if (2 * unlike.size() <= pairs.size() || together()) return Optional.empty();
        return Optional.of(
                "Most images of %s do not resemble their partners in %s: %d of %d pairs (%s). Are they of other fields, or sorted differently? Give partners the same file name"
                        .formatted(
                                settings.measured(),
                                settings.target(),
                                unlike.size(),
                                pairs.size(),
                                some(unlike.stream().map(PairFigures::name).toList())));
    }

    private boolean resembles(int pair) {
        if (pairs.get(pair).peak().height() >= PEAK) return true;
        double own = likeness()[pair][pair];
        return own >= ALIKE && others(pair) < own;
    }

    /** The highest correlation with another pair's target; 0 where there is none. */
    private double others(int pair) {
        double most = 0;
        for (int m = 0; m < pairs.size(); m++)
            if (m != pair && !pairs.get(pair).sharesTarget(pairs.get(m)))
                most = Math.max(most, likeness()[pair][m]);
        return most;
    }

    private boolean together() {
        return several && faint.orElseThrow().peak().height() >= PEAK;
    }

    /** Where a target differs by its noise alone. */
    private Optional<String> swapped() {
        if (!settings.sameDetail()) return Optional.empty();
        List<PairFigures> noisier =
                pairs.stream().filter(pair -> pair.noisierTarget() >= NOISIER).toList();
        if (2 * noisier.size() <= pairs.size()) return Optional.empty();
        return Optional.of(
                "The images of %s are noisier than those of %s, in %d of %d pairs (%s). Are the two folders swapped? Then exchange %s and %s; for targets that are sharper instead there is Restorer... (train-restorer) with task=deblur"
                        .formatted(
                                settings.target(),
                                settings.measured(),
                                noisier.size(),
                                pairs.size(),
                                some(noisier.stream().map(PairFigures::name).toList()),
                                settings.measured(),
                                settings.target()));
    }

    /** What should be known of single pairs of a set that passed. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        List<Verdict> all = verdicts();
        List<String> elsewhere =
                all.stream()
                        .filter(Verdict::isElsewhere)
                        .map(
                                one ->
                                        "%s of %s resembles %s of %s"
                                                .formatted(
                                                        one.name(),
                                                        settings.measured(),
                                                        one.partner(),
                                                        settings.target()))
                        .toList();
        if (!elsewhere.isEmpty())
            warnings.add(
                    "Warning: %d of %d pairs resemble another partner more than their own (%s): give partners the same file name"
                            .formatted(elsewhere.size(), pairs.size(), some(elsewhere)));
        List<String> unlike =
                all.stream()
                        .filter(one -> !one.resembles() && !one.isElsewhere())
                        .map(Verdict::name)
                        .toList();
        if (!unlike.isEmpty())
            warnings.add(
                    "Warning: %d of %d pairs hardly resemble each other (%s): are they pairs?"
                            .formatted(unlike.size(), pairs.size(), some(unlike)));
        List<String> noisier = all.stream().filter(Verdict::noisier).map(Verdict::name).toList();
        if (!noisier.isEmpty())
            warnings.add(
                    "Warning: in %d of %d pairs the image of %s is noisier than that of %s (%s): are these two swapped?"
                            .formatted(
                                    noisier.size(),
                                    pairs.size(),
                                    settings.target(),
                                    settings.measured(),
                                    some(noisier)));
        shift().ifPresent(warnings::add);
        return warnings;
    }

    /**
     * What is said of one pair.
     *
     * @param name of the pair
     * @param partner name of the pair whose target it resembles most; its own where that is so
     * @param resembles whether it resembles its own target more than chance and all others
     * @param noisier whether the target is the noisier of the two though it should not be
     * @param shifted whether the target is clearly shifted, by more than a pixel
     * @param likeness correlation with its own target, -1 to 1
     * @param others the highest correlation with another pair's target; 0 where there is none
     * @param figures what was measured
     */
    public record Verdict(
            String name,
            String partner,
            boolean resembles,
            boolean noisier,
            boolean shifted,
            double likeness,
            double others,
            PairFigures figures) {
        /** Whether it resembles another's target. */
        public boolean isElsewhere() {
            return !name.equals(partner);
        }
    }

    /** Of each pair, in their order. */
    public List<Verdict> verdicts() {
        List<Integer> partners = partners();
        List<Verdict> verdicts = new ArrayList<>();
        for (int k = 0; k < pairs.size(); k++) {
            PairFigures pair = pairs.get(k);
            verdicts.add(
                    new Verdict(
                            pair.name(),
                            pairs.get(partners.get(k)).name(),
                            resembles(k),
                            settings.sameDetail() && pair.noisierTarget() >= NOISIER,
                            isShift(pair.peak()) && pair.peak().length() > SHIFT,
                            pair.likeness(pair),
                            others(k),
                            pair));
        }
        return verdicts;
    }

    private Optional<String> shift() {
        List<PairFigures> shifted =
                pairs.stream()
                        .filter(pair -> isShift(pair.peak()) && pair.peak().length() > SHIFT)
                        .toList();
        if (shifted.isEmpty() || settings.align()) return Optional.empty();
        double x = median(shifted.stream().map(pair -> pair.peak().x()).toList());
        double y = median(shifted.stream().map(pair -> pair.peak().y()).toList());
        boolean one =
                shifted.stream()
                        .allMatch(
                                pair ->
                                        Math.hypot(pair.peak().x() - x, pair.peak().y() - y)
                                                <= TOGETHER);
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "Warning: in %d of %d pairs the image of %s is shifted against that of %s, by %.1f px to the right and %.1f px down%s (%s); align=true undoes it",
                        shifted.size(),
                        pairs.size(),
                        settings.target(),
                        settings.measured(),
                        x,
                        y,
                        one ? "" : " in the median, each by another shift",
                        some(shifted.stream().map(PairFigures::name).toList())));
    }

    /** Whether a peak is no chance, and clearly not at the middle. */
    static boolean isShift(PhaseCorrelation.Peak peak) {
        return peak.height() >= PEAK && peak.height() > ABOVE_STILL * peak.still();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    static String some(List<String> names) {
        return names.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (names.size() > NAMED ? ", ..." : "");
    }
}
