package org.mulligan.service.restore.sharpening;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.engine.process.Engines;
import org.mulligan.image.filter.Bicubic;
import org.mulligan.image.filter.Convolution;
import org.mulligan.metric.BestGaussian;
import org.mulligan.metric.CarePsnr;
import org.mulligan.model.ModelFile;
import org.mulligan.service.MulliganService;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.MaskChoice;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;
import org.mulligan.service.restore.sharpening.Microtubules.Shot;
import org.scijava.Context;

/**
 * Deblurrers and super-resolvers on fibres of a known truth, seen through PSFs like measured ones,
 * beside what there is without them: the image itself, its best Gaussian by the truth, a denoiser,
 * and Richardson-Lucy with the true PSF, stopped by the truth. PSNR in dB after a fit of gain and
 * offset, means of the fields; and for each model how far the worst field lies above or below the
 * best of denoiser and Richardson-Lucy (deblur), or of the enlarged ones.
 *
 * <p>Arguments: paths of deblurrers and of super-resolvers x2; the shipped ones where there are
 * none. Properties: {@code mulligan.denoiser}, a path; {@code mulligan.fields}, of each kind, 12;
 * {@code mulligan.kinds}, {@code drawn} or {@code simulated} where it is not to be both. Start with
 * {@code -Dmulligan.home=.}.
 */
final class SharpeningBenchmark {
    private static final int FIELDS = Integer.getInteger("mulligan.fields", 12);
    private static final double[] FWHM = {2.5, 3.5, 5};
    private static final double[] PHOTONS = {20, 100, 500};
    private static final CarePsnr PSNR = new CarePsnr();

    private final MulliganService mulligan;
    private final String denoiser;

    private SharpeningBenchmark(MulliganService mulligan, String denoiser) {
        this.mulligan = mulligan;
        this.denoiser = denoiser;
    }

    public static void main(String[] arguments) throws IOException {
        List<String> given =
                arguments.length > 0
                        ? List.of(arguments)
                        : List.of("models/deblur", "models/super-resolution-x2");
        String denoiser = System.getProperty("mulligan.denoiser", "models/fluorescence");
        String kinds = System.getProperty("mulligan.kinds", "drawn simulated");
        try (Context context = new Context(MulliganService.class)) {
            MulliganService mulligan = context.service(MulliganService.class);
            mulligan.startEngineWith(Engines::sameProcess);
            SharpeningBenchmark benchmark = new SharpeningBenchmark(mulligan, denoiser);
            for (String kind : kinds.split(" "))
                for (int scale = 1; scale <= 2; scale++)
                    benchmark.print(kind, scale, ofScale(given, scale));
        }
        System.exit(0);
    }

    private static List<String> ofScale(List<String> models, int scale) throws IOException {
        List<String> found = new ArrayList<>();
        for (String model : models)
            if (ModelFile.open(Path.of(model)).description().scale() == scale) found.add(model);
        return found;
    }

    private void print(String kind, int scale, List<String> models) throws IOException {
        if (models.isEmpty()) return;
        System.out.printf(
                "%n%s fibres, %s, %d fields of %d px; the worst field against the best rival in brackets%n",
                kind, scale == 1 ? "deblur" : "x" + scale, FIELDS, Microtubules.SIDE);
        for (double fwhm : FWHM) {
            Convolution psf = MeasuredPsf.of(fwhm);
            for (double photons : PHOTONS) {
                Row row = new Row();
                for (int index = 0; index < FIELDS; index++) {
                    float[] truth =
                            kind.equals("drawn")
                                    ? Microtubules.drawn(index)
                                    : Microtubules.simulated(index);
                    Shot shot = Microtubules.shot(truth, psf, photons, scale, index);
                    Map<String, Double> rivals =
                            scale == 1 ? deblurred(shot, psf, row) : enlarged(shot, scale);
                    row.rivals(rivals);
                    double best = rivals.values().stream().max(Double::compare).orElseThrow();
                    for (String model : models)
                        row.model(model, score(truth, apply(shot, model, scale)), best);
                }
                System.out.println(
                        text("FWHM %.1f px, %3.0f photons: ", fwhm, photons) + row.text());
            }
        }
    }

    private Map<String, Double> deblurred(Shot shot, Convolution psf, Row row) throws IOException {
        Map<String, Double> rivals = new LinkedHashMap<>();
        int side = shot.side();
        rivals.put("raw", score(shot.truth(), shot.measured()));
        rivals.put(
                "Gaussian",
                BestGaussian.of(shot.truth(), shot.measured(), side, side, PSNR).score());
        rivals.put("denoised", score(shot.truth(), denoised(shot)));
        RichardsonLucy lucy =
                RichardsonLucy.best(
                        shot.truth(), shot.photons(), shot.background(), psf, side, PSNR);
        rivals.put("RL", lucy.score());
        row.iterations(lucy.iterations());
        return rivals;
    }

    private Map<String, Double> enlarged(Shot shot, int scale) throws IOException {
        Map<String, Double> rivals = new LinkedHashMap<>();
        int side = shot.side();
        rivals.put(
                "bicubic",
                score(shot.truth(), Bicubic.enlarge(shot.measured(), side, side, scale)));
        rivals.put(
                "bicubic of denoised",
                score(shot.truth(), Bicubic.enlarge(denoised(shot), side, side, scale)));
        return rivals;
    }

    private float[] denoised(Shot shot) throws IOException {
        return run(shot, RestoreSettings.denoise(denoiser));
    }

    private float[] apply(Shot shot, String model, int scale) throws IOException {
        return run(
                shot,
                new RestoreSettings(
                        scale == 1 ? Purpose.RESTORE : Purpose.SUPER_RESOLVE,
                        model,
                        0,
                        0,
                        Precision.AUTO,
                        DeviceChoice.AUTO,
                        BitDepth.FLOAT,
                        MaskChoice.NONE));
    }

    private float[] run(Shot shot, RestoreSettings settings) throws IOException {
        ImagePlus image =
                new ImagePlus(
                        "fibres",
                        new FloatProcessor(shot.side(), shot.side(), shot.measured().clone()));
        ImagePlus result = mulligan.restore(image, settings, Optional.empty(), Progress.SILENT);
        return (float[]) result.getProcessor().convertToFloatProcessor().getPixels();
    }

    private static double score(float[] truth, float[] result) {
        return PSNR.compare(truth, result, Microtubules.SIDE, Microtubules.SIDE);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Of the table: one PSF, one light. */
    private static final class Row {
        private final Map<String, Double> means = new LinkedHashMap<>();
        private final Map<String, Double> worst = new LinkedHashMap<>();
        private final List<Integer> iterations = new ArrayList<>();

        void rivals(Map<String, Double> scores) {
            scores.forEach((name, score) -> means.merge(name, score / FIELDS, Double::sum));
        }

        void iterations(int count) {
            iterations.add(count);
        }

        void model(String path, double score, double best) {
            String name = path.replaceFirst(".*/(.*/)", "$1");
            means.merge(name, score / FIELDS, Double::sum);
            worst.merge(name, score - best, Math::min);
        }

        String text() {
            List<String> cells = new ArrayList<>();
            means.forEach(
                    (name, mean) -> {
                        String cell = SharpeningBenchmark.text("%s %.2f", name, mean);
                        if (worst.containsKey(name))
                            cell += SharpeningBenchmark.text(" (%+.2f)", worst.get(name));
                        cells.add(cell);
                    });
            if (!iterations.isEmpty()) {
                iterations.sort(null);
                cells.add("RL's iterations " + iterations.get(iterations.size() / 2));
            }
            return String.join(" | ", cells);
        }
    }
}
