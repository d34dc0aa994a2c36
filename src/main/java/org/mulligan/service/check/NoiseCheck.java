package org.mulligan.service.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.mulligan.data.audit.Remark;
import org.mulligan.noise.LagCorrelation;
import org.mulligan.service.inspect.NoiseWords;

/** The noise of some images of a set. */
final class NoiseCheck {
    /** Images whose noise is measured: one detector took them all. */
    static final int MOST = 24;

    private final List<CheckedImage> rows = new ArrayList<>();
    private final List<NoiseFigures> figures = new ArrayList<>();

    void add(CheckedImage row, float[] plane, int width, int height) {
        NoiseFigures found = NoiseFigures.of(plane, width, height);
        found.putInto(row);
        rows.add(row);
        figures.add(found);
    }

    List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>();
        List<String> correlated = new ArrayList<>();
        List<String> lined = new ArrayList<>();
        String firstCorrelated = "";
        String firstLined = "";
        for (int i = 0; i < rows.size(); i++) {
            NoiseFigures found = figures.get(i);
            if (found.lag().isEmpty()) continue;
            LagCorrelation lag = found.lag().get();
            String words = NoiseWords.correlated(lag, "").orElse("");
            if (!words.isEmpty()) {
                if (correlated.isEmpty()) firstCorrelated = words;
                correlated.add(rows.get(i).name());
            }
            String lines =
                    found.lines()
                            .flatMap(each -> NoiseWords.lines(each, lag.sigma(), ""))
                            .orElse("");
            if (!lines.isEmpty()) {
                if (lined.isEmpty()) firstLined = lines;
                lined.add(rows.get(i).name());
            }
        }
        remark(
                remarks,
                correlated,
                firstCorrelated,
                "with clean images it is learnt as it is; without them method=auto chooses what can bear it");
        remark(
                remarks,
                lined,
                firstLined,
                "correct the lines of the camera or scanner first, or train with clean images, from which they are learnt");
        return remarks;
    }

    private void remark(List<Remark> remarks, List<String> names, String first, String advice) {
        if (names.isEmpty()) return;
        remarks.add(
                new Remark(
                        Remark.Kind.NOISE,
                        names,
                        "in %d of %d images that were measured: %s, the first being %s; %s"
                                .formatted(
                                        names.size(), rows.size(), first, names.get(0), advice)));
    }

    /** What the images have in common, in a sentence. */
    List<String> facts() {
        List<NoiseFigures> known =
                figures.stream().filter(found -> found.lag().isPresent()).toList();
        if (known.isEmpty()) return List.of();
        String light = "";
        List<NoiseFigures> lit =
                known.stream().filter(found -> found.transfer().isPresent()).toList();
        if (!lit.isEmpty())
            light =
                    String.format(
                            Locale.ROOT,
                            ", gain %.3g counts/photon, read noise at most %.3g counts",
                            median(lit, found -> found.transfer().orElseThrow().gain()),
                            median(lit, found -> found.transfer().orElseThrow().readNoise()));
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Noise of %d images, in the middle: standard deviation %.3g counts%s, correlation %.2f along X and %.2f along Y, %.0f hot or dead pixels",
                        known.size(),
                        median(known, found -> found.lag().orElseThrow().sigma()),
                        light,
                        median(known, found -> found.lag().orElseThrow().x()),
                        median(known, found -> found.lag().orElseThrow().y()),
                        median(known, NoiseFigures::hot)));
    }

    private static double median(List<NoiseFigures> all, ToDoubleFunction<NoiseFigures> of) {
        double[] values = all.stream().mapToDouble(of).sorted().toArray();
        return values[values.length / 2];
    }
}
