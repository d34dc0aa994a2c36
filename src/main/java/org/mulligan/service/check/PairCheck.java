package org.mulligan.service.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.data.ImageFile;
import org.mulligan.data.audit.Remark;
import org.mulligan.data.pairs.PairFigures;
import org.mulligan.data.pairs.PairJudge;
import org.mulligan.data.pairs.PairSettings;
import org.mulligan.image.filter.Binning;
import org.mulligan.noise.ScaleFit;
import org.mulligan.noise.series.PhaseCorrelation;

/** Whether images are pairs, where their targets lie, and what scale they have. */
final class PairCheck {
    /** Pairs that are compared with each other, as in a training. */
    static final int MOST = 400;

    /** A gain with a larger relative error is not known. */
    private static final double KNOWN = 0.1;

    private static final int FEWEST_GAINS = 8;

    /** Of the logarithms of gains: standard deviations, and at least so much. */
    private static final double FAR = 5;

    private static final double LEAST_FAR = 0.2;
    private static final double DEVIATION = 1.4826;

    private final CheckPlan plan;
    private final PairJudge judge;
    private final List<CheckedImage> rows = new ArrayList<>();
    private final List<Double> gains = new ArrayList<>();

    PairCheck(CheckPlan plan) {
        this.plan = plan;
        judge = new PairJudge(settings(plan));
    }

    static PairSettings settings(CheckPlan plan) {
        return new PairSettings(
                plan.learning().measured,
                plan.learning().target,
                plan.learning() == CheckPlan.Learning.DENOISE,
                false);
    }

    /**
     * Looks at a pair whose target is {@link CheckPlan#scale} times as large.
     *
     * @param plane in both files, from 0
     */
    void add(CheckedImage row, ImageFile measured, ImageFile target, int plane) {
        int width = measured.width();
        int height = measured.height();
        float[] noisy = measured.planes().get(plane);
        float[] whole = target.planes().get(plane);
        float[] seen =
                plan.scale() == 1
                        ? whole
                        : Binning.mean(whole, target.width(), target.height(), plan.scale());
        PhaseCorrelation correlation = PairFigures.correlation(noisy, seen, width, height);
        judge.add(
                PairFigures.of(row.name(), noisy, seen, width, height, correlation.peak()),
                correlation);
        ScaleFit fit = ScaleFit.of(List.of(seen), List.of(noisy), width, height);
        boolean known = fit.relativeError() <= KNOWN && fit.gain() > 0;
        gains.add(known ? fit.gain() : Double.NaN);
        if (known) {
            row.put("Gain of the pair", fit.gain());
            row.put("Offset of the pair", fit.offset());
        }
        rows.add(row);
    }

    List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        List<String> unlike = new ArrayList<>();
        List<String> noisier = new ArrayList<>();
        List<String> shifted = new ArrayList<>();
        List<String> named = new ArrayList<>();
        List<PairJudge.Verdict> verdicts = judge.verdicts();
        for (int i = 0; i < rows.size(); i++) {
            PairJudge.Verdict verdict = verdicts.get(i);
            CheckedImage row = rows.get(i);
            PhaseCorrelation.Peak peak = verdict.figures().peak();
            row.put("Likeness to its target", verdict.likeness());
            row.put("Highest to another", verdict.others());
            row.put("Peak [sd]", peak.height());
            row.put("Blocks with the noisier target [%]", 100 * verdict.figures().noisierTarget());
            if (verdict.resembles()) {
                row.put("Shift right [px]", peak.x());
                row.put("Shift down [px]", peak.y());
            }
            // What is no pair has no gain.
            if (!verdict.resembles() || verdict.isElsewhere() || verdict.noisier())
                gains.set(i, Double.NaN);
            if (verdict.isElsewhere()) {
                row.mark(Remark.Kind.OTHER_PARTNER);
                elsewhere.add(row.name());
                named.add(
                        "%s of %s resembles %s of %s"
                                .formatted(
                                        row.name(),
                                        plan.learning().measured,
                                        verdict.partner(),
                                        plan.learning().target));
            } else if (!verdict.resembles()) {
                row.mark(Remark.Kind.UNLIKE);
                unlike.add(row.name());
            }
            if (verdict.noisier()) {
                row.mark(Remark.Kind.NOISIER);
                noisier.add(row.name());
            }
            if (verdict.shifted()) {
                row.mark(Remark.Kind.SHIFTED);
                shifted.add(
                        String.format(
                                Locale.ROOT, "%s by %.1f, %.1f", row.name(), peak.x(), peak.y()));
            }
        }
        add(
                remarks,
                Remark.Kind.OTHER_PARTNER,
                elsewhere,
                "%d of %d pairs resemble another partner more than their own (%s); give partners the same file name",
                named);
        add(
                remarks,
                Remark.Kind.UNLIKE,
                unlike,
                "%d of %d pairs hardly resemble each other (%s): are they of one field? Leave them out where not",
                unlike);
        add(
                remarks,
                Remark.Kind.NOISIER,
                noisier,
                "in %d of %d pairs the image of "
                        + plan.learning().target
                        + " is the noisier (%s): exchange the two where they are swapped",
                noisier);
        add(
                remarks,
                Remark.Kind.SHIFTED,
                shifted,
                "in %d of %d pairs the image of "
                        + plan.learning().target
                        + " is shifted, px to the right and down (%s); align=true of the training undoes it by whole pixels",
                shifted);
        gain().ifPresent(remarks::add);
        return remarks;
    }

    private void add(
            List<Remark> remarks,
            Remark.Kind kind,
            List<String> names,
            String text,
            List<String> named) {
        if (!names.isEmpty())
            remarks.add(
                    new Remark(
                            kind,
                            names,
                            text.formatted(names.size(), rows.size(), Remark.some(named))));
    }

    private double[] knownGains() {
        return gains.stream().mapToDouble(g -> g).filter(g -> g > 0).sorted().toArray();
    }

    /** Pairs whose gain lies far off that of the others. */
    private Optional<Remark> gain() {
        double[] known = knownGains();
        if (known.length < FEWEST_GAINS) return Optional.empty();
        double usual = known[known.length / 2];
        double[] off =
                Arrays.stream(known).map(g -> Math.abs(Math.log(g / usual))).sorted().toArray();
        double far = Math.max(LEAST_FAR, FAR * DEVIATION * off[off.length / 2]);
        List<String> names = new ArrayList<>();
        List<String> named = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (!(Math.abs(Math.log(gains.get(i) / usual)) > far)) continue;
            rows.get(i).mark(Remark.Kind.GAIN);
            names.add(rows.get(i).name());
            named.add(String.format(Locale.ROOT, "%s %.3g", rows.get(i).name(), gains.get(i)));
        }
        if (names.isEmpty()) return Optional.empty();
        return Optional.of(
                new Remark(
                        Remark.Kind.GAIN,
                        names,
                        String.format(
                                Locale.ROOT,
                                "%d of %d pairs have another gain than the others (%s; usual is %.3g): another exposure or contrast? fit=true of the training, which is the default, allows for it",
                                names.size(),
                                rows.size(),
                                Remark.some(named),
                                usual)));
    }

    /** What the pairs have in common, in sentences. */
    List<String> facts() {
        List<String> facts = new ArrayList<>();
        double[] known = knownGains();
        if (known.length > 0)
            facts.add(
                    String.format(
                            Locale.ROOT,
                            "Gain of %s by %s: %.4g in the middle, %.4g to %.4g, known of %d of %d pairs",
                            plan.learning().measured,
                            plan.learning().target,
                            known[known.length / 2],
                            known[0],
                            known[known.length - 1],
                            known.length,
                            rows.size()));
        return facts;
    }
}
