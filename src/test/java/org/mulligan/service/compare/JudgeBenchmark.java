package org.mulligan.service.compare;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.filter.RankFilters;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.mulligan.data.simulation.TenKinds;
import org.mulligan.engine.Progress;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.intensity.AffineFit;
import org.mulligan.image.intensity.Percentiles;
import org.mulligan.metric.risk.*;
import org.mulligan.noise.*;
import org.mulligan.service.MulliganService;
import org.mulligan.service.restore.RestoreSettings;
import org.scijava.Context;

final class JudgeBenchmark {
    record Pair(String name, float[] noisy, float[] truth, int w, int h) {}

    public static void main(String[] arguments) throws Exception {
        List<Pair> pairs = new ArrayList<>();
        String what = arguments[0];
        Path data = Path.of("/work/shared/data");
        if (what.contains("f"))
            for (Path file : list(data.resolve("fmd_test48/raw"))) {
                if (!what.contains("w") && file.getFileName().toString().startsWith("WideField")) continue;
                float[] n = read(file), t = read(data.resolve("fmd_test48/gt").resolve(file.getFileName()));
                pairs.add(new Pair(file.getFileName().toString().replace(".png", ""), n, t, 512, 512));
            }
        if (what.contains("s"))
            for (TenKinds kind : TenKinds.values())
                for (double peak : new double[] {8, 30, 100, 300, 1000}) {
                    float[] p = kind.photons(384, peak, (long) peak);
                    Random r = new Random((long) peak + kind.ordinal());
                    double read = 0.5 + 2 * r.nextDouble();
                    float[] n = new float[p.length];
                    float[] t = new float[p.length];
                    for (int i = 0; i < n.length; i++) {
                        double counted = p[i] < 1000 ? poisson(p[i], r) : p[i] + Math.sqrt(p[i]) * r.nextGaussian();
                        n[i] = (float) Math.max(0, Math.rint(100 + 3 * (counted + read * r.nextGaussian())));
                        t[i] = 100 + 3 * p[i];
                    }
                    pairs.add(new Pair(kind + "_" + (int) peak, n, t, 384, 384));
                }
        if (what.contains("2"))
            for (Path file : list(data.resolve("w2s_denoise/test/noisy_avg1"))) {
                float[] n = read(file), c = read(data.resolve("w2s_denoise/test/clean_avg400").resolve(file.getFileName()));
                AffineFit fit = AffineFit.of(c, n);
                float[] t = AffineFit.apply(c, fit.gain(), fit.offset());
                pairs.add(new Pair("w2s_" + file.getFileName().toString().replace(".png", ""), n, t, 512, 512));
            }
        double[] steps = arguments.length > 1 ? Arrays.stream(arguments[1].split(",")).mapToDouble(Double::parseDouble).toArray() : new double[] {0.3};
        String mode = arguments.length > 2 ? arguments[2] : "white";
        boolean verbose = arguments.length > 3;
        try (Context context = org.mulligan.service.EngineHere.start()) {
            MulliganService mulligan = context.service(MulliganService.class);
            Denoiser shipped = (p, w, h) -> {
                Img<FloatType> r = mulligan.restore(ArrayImgs.floats(p, w, h), RestoreSettings.denoise("fluorescence"), Progress.SILENT);
                float[] out = new float[p.length];
                int i = 0;
                for (FloatType f : r) out[i++] = f.get();
                return out;
            };
            Map<String, Denoiser> c = new LinkedHashMap<>();
            c.put("raw", (p, w, h) -> p.clone());
            for (double s = .5; s <= 4; s += .25) {
                double sigma = s;
                c.put("G" + s, (p, w, h) -> GaussianBlur.blur(p, w, h, sigma));
            }
            for (int m = 1; m <= 2; m++) { int mm = m; c.put("M" + m, (p, w, h) -> {
                FloatProcessor f = new FloatProcessor(w, h, p.clone());
                new RankFilters().rank(f, mm, RankFilters.MEDIAN);
                return (float[]) f.getPixels();
            }); }
            c.put("net", shipped);
            for (double step : steps) {
                int n = 0, good = 0; double worst = 0; String worstName = "";
                List<double[]> est = new ArrayList<>();
                List<double[]> gains = new ArrayList<>();
                StringBuilder misses = new StringBuilder();
                for (Pair pair : pairs) {
                    Optional<LagCorrelation> lag = LagCorrelation.of(pair.noisy, pair.w, pair.h);
                    Optional<PhotonTransfer> pt = PhotonTransfer.of(pair.noisy, pair.w, pair.h);
                    float[] v = new float[pair.noisy.length];
                    float[] smooth = donut(pair.noisy, pair.w, pair.h);
                    double vt = 0, vm = 0;
                    double lx = 0, ly = 0;
                    if (mode.contains("lag") && lag.isPresent()) { lx = clip(lag.get().x()); ly = clip(lag.get().y()); }
                    int order = Integer.getInteger("order", 4);
                    VarianceCurve curve = VarianceCurve.of(pair.noisy, smooth, pair.w, pair.h, order, lx, ly);
                    for (int i = 0; i < v.length; i++) {
                        v[i] = (float) curve.at(smooth[i]);
                        vm += v[i] / v.length;
                        vt += sq(pair.noisy[i] - pair.truth[i]) / v.length;
                    }
                    if (mode.contains("vonly")) {
                        StringBuilder vs = new StringBuilder();
                        for (int o : new int[] {2, 3, 4, 6, 8}) vs.append(String.format(" %.3f", VarianceCurve.of(pair.noisy, smooth, pair.w, pair.h, o, lx, ly).mean / vt));
                        for (int o : new int[] {2, 4, 6}) for (boolean b : new boolean[] {true, false}) { double[] l = VarianceCurve.lags(pair.noisy, pair.w, pair.h, o, b); vs.append(String.format(" | %.3f %.3f %.3f", l[1], l[2], l[3])); }
                        System.out.printf("%-22s lag %.2f %.2f%s%n", pair.name, lag.map(LagCorrelation::x).orElse(9d), lag.map(LagCorrelation::y).orElse(9d), vs);
                        continue;
                    }
                    if (mode.equals("oraclev")) { for (int i = 0; i < v.length; i++) v[i] *= vt / vm; }
                    float[] probe = Sure.probe(v, pair.w, pair.h, lx, ly, 1);
                    Sure sure = new Sure(pair.noisy, v, probe, step, new Blocks(pair.w, pair.h, new BitSet()));
                    double range = range(pair.truth);
                    String bestE = "", bestT = ""; double be = 1e99, bt = 1e99, chosenT = 0;
                    Map<String, Double> te = new LinkedHashMap<>(), tt = new LinkedHashMap<>();
                    BlockMeans raw = null;
                    String line = "";
                    for (var e : c.entrySet()) {
                        var r = sure.of(e.getValue());
                        double m = r.risk().mean();
                        double t = 0;
                        for (int i = 0; i < v.length; i++) t += sq(r.result()[i] - pair.truth[i]) / v.length;
                        if (m < be) { be = m; bestE = e.getKey(); chosenT = t; }
                        if (t < bt) { bt = t; bestT = e.getKey(); }
                        te.put(e.getKey(), m); tt.put(e.getKey(), t);
                        if (e.getKey().equals("net")) line = String.format(Locale.ROOT, "net est %.2f+-%.2f true %.2f", db(range, m), 4.34 * r.risk().standardError() / Math.abs(m), db(range, t));
                    }
                    double regret = 10 * Math.log10(chosenT / bt);
                    n++;
                    if (regret <= 0.1) good++;
                    if (regret > worst) { worst = regret; worstName = pair.name; }
                    est.add(new double[] {db(range, be), db(range, chosenT)});
                    gains.add(new double[] {10*Math.log10(te.get("raw")/te.get("net")), 10*Math.log10(tt.get("raw")/tt.get("net"))});
                    if (verbose || regret > .1)
                        misses.append(String.format(Locale.ROOT, "%-22s regret %.2f chose %s best %s; v est/true %.3f (pt %s lag %.2f %.2f) %s; est gain G-net %.2f true %.2f%n", pair.name, regret, bestE, bestT, vm / vt, pt.isPresent(), lag.map(LagCorrelation::x).orElse(9d), lag.map(LagCorrelation::y).orElse(9d), line, 10 * Math.log10(minG(te) / te.get("net")), 10 * Math.log10(minG(tt) / tt.get("net"))));
                }
                System.out.printf(Locale.ROOT, "step %.2f mode %s: n %d, within .1: %d (%.1f %%), worst %.2f %s; corr PSNR %.3f gains %.3f, mean abs err PSNR %.2f%n", step, mode, n, good, 100. * good / n, worst, worstName, corr(est), corr(gains), mae(est));
                System.out.println(misses);
            }
        }
        System.exit(0);
    }

    static double minG(Map<String, Double> m) { return m.entrySet().stream().filter(e -> e.getKey().startsWith("G")).mapToDouble(Map.Entry::getValue).min().getAsDouble(); }
    static double clip(double lag) { return lag < .03 ? 0 : Math.min(.7, lag); }
    static double mae(List<double[]> l) { return l.stream().filter(a -> Double.isFinite(a[0])).mapToDouble(a -> Math.abs(a[0] - a[1])).average().getAsDouble(); }
    static double corr(List<double[]> l) {
        l = l.stream().filter(a -> Double.isFinite(a[0])).toList();
        float[] a = new float[l.size()], b = new float[l.size()];
        for (int i = 0; i < a.length; i++) { a[i] = (float) l.get(i)[0]; b[i] = (float) l.get(i)[1]; }
        return AffineFit.of(a, b).correlation();
    }
    static double range(float[] t) { Percentiles p = new Percentiles(t); return p.at(99.9) - p.at(.1); }
    static double db(double range, double mse) { return 10 * Math.log10(range * range / mse); }
    static double sq(double x) { return x * x; }

    static float[] donut(float[] p, int w, int h) {
        double s = 1.5;
        float[] g = GaussianBlur.blur(p, w, h, s);
        double[] k = GaussianBlur.kernel(s, 6);
        double c = k[6] * k[6];
        for (int i = 0; i < g.length; i++) g[i] = (float) ((g[i] - c * p[i]) / (1 - c));
        return g;
    }

    static int poisson(double mean, Random r) {
        if (mean > 50) return (int) Math.max(0, Math.rint(mean + Math.sqrt(mean) * r.nextGaussian()));
        double l = Math.exp(-mean), p = 1; int k = 0;
        do { k++; p *= r.nextDouble(); } while (p > l);
        return k - 1;
    }

    static float[] read(Path file) {
        ImagePlus i = IJ.openImage(file.toString());
        return (float[]) i.getProcessor().convertToFloat().getPixels();
    }

    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> s = Files.list(folder)) { return s.sorted().toList(); }
    }
}
