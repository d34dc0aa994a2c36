package org.mulligan.service.inspect;

import java.util.ArrayList;
import java.util.List;
import org.mulligan.noise.LineOffsets;

/** The rows of the table: what could be measured, and nothing that could not. */
public final class Figures {
    private final List<Figure> figures = new ArrayList<>();

    private Figures() {}

    /** Of one channel. */
    public static List<Figure> of(Findings findings) {
        Figures rows = new Figures();
        rows.add("Width", "px", findings.width());
        rows.add("Height", "px", findings.height());
        rows.add("Planes", "", findings.planes());
        rows.add("Planes measured", "", findings.measured());
        rows.add("Bit depth", "bit", findings.bitDepth());
        GreyLevels levels = findings.levels();
        rows.add("Grey levels", "", levels.count());
        if (levels.isFlat()) return rows.figures;
        rows.add("At 0", "%", 100 * levels.low());
        rows.add("Saturated", "%", 100 * levels.high());
        if (levels.high() > 0) rows.add("Saturated at", "counts", levels.ceiling());
        rows.add("Median", "counts", levels.median());
        rows.add("Bright", "counts", levels.bright());
        rows.noise(findings);
        Light.of(findings).ifPresent(rows::light);
        findings.resolution().ifPresent(resolution -> rows.add("Resolution", "px", resolution));
        findings.lag().ifPresent(lag -> rows.pattern(findings, lag.sigma()));
        rows.add("Hot pixels", "", findings.hot());
        rows.add("Dead pixels", "", findings.dead());
        rows.add("Drawn pixels", "", findings.drawn());
        findings.jpeg().ifPresent(jpeg -> rows.add("JPEG grid", "%", 100 * jpeg.jump()));
        findings.series().ifPresent(rows::series);
        return rows.figures;
    }

    private void pattern(Findings findings, double sigma) {
        findings.pattern()
                .ifPresent(
                        wave -> {
                            add("Pattern", "px", wave.period());
                            add("Pattern direction", "deg", wave.direction());
                            add("Pattern", "noise sd", wave.deviation() / sigma);
                        });
    }

    private void series(Series series) {
        add("Frames compared", "", series.compared());
        if (series.repeats() > 0) add("Repeated frames", "", series.repeats());
        series.along()
                .ifPresent(along -> add("Correlation " + (series.timed() ? "T" : "Z"), "", along));
        add("Copied frames", "", series.frames().copies().size());
        add("Interpolated frames", "", series.frames().between().size());
        add("Blank frames", "", series.frames().blank().size());
        series.drift().ifPresent(drift -> add("Drift", "px", drift.farthest()));
        series.bleaching()
                .ifPresent(
                        light -> {
                            add("Light per frame", "%", 100 * light.change());
                            add("Light over all frames", "%", 100 * light.total());
                            add("Flicker", "%", 100 * light.flicker());
                        });
    }

    private void noise(Findings findings) {
        findings.lag()
                .ifPresent(
                        lag -> {
                            add("Noise of flat areas", "counts", lag.sigma());
                            for (int i = 0; i < lag.alongX().size(); i++)
                                add("Correlation X " + (i + 1), "", lag.alongX().get(i));
                            for (int i = 0; i < lag.alongY().size(); i++)
                                add("Correlation Y " + (i + 1), "", lag.alongY().get(i));
                            findings.lines().ifPresent(lines -> offsets(lines, lag.sigma()));
                        });
    }

    private void offsets(LineOffsets lines, double sigma) {
        add("Row offsets", "noise sd", lines.rows() / sigma);
        add("Column offsets", "noise sd", lines.columns() / sigma);
    }

    private void light(Light light) {
        add("Gain", "counts/photon", light.gain());
        add("Offset", "counts", light.offset());
        add("Read noise", "counts", light.readNoise());
        add("Read noise", "photons", light.readPhotons());
        add("Median", "photons", light.median());
        add("Bright", "photons", light.bright());
        add("SNR of the median", "", light.snr(light.median()));
        add("SNR of bright pixels", "", light.snr(light.bright()));
    }

    private void add(String name, String unit, double value) {
        figures.add(new Figure(name, unit, value));
    }
}
