package org.mulligan.service.restore.probes;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.engine.process.Engines;
import org.mulligan.metric.BestGaussian;
import org.mulligan.metric.Psnr;
import org.mulligan.service.MulliganService;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.probes.Probe.Field;
import org.scijava.Context;

/**
 * What denoisers draw that is not there, and erase that is: the {@link Probe}s through <em>Denoise
 * with Mulligan</em>, beside the best Gaussian of each image. Prints for each model a table, means
 * of the seeds with the worst in brackets, and what of the following does not hold: the error is
 * below the Gaussian's, the ridge index not above the truth's, dots of 4 sd keep 60 % of their
 * depth, rows have .15 sd left at most, hot pixels 1.5 sd, no block half of its noise.
 *
 * <p>Arguments: models, names or paths. Property {@code mulligan.seeds}: fields of each probe, 3
 * where it is not given. Property {@code mulligan.pictures}: a folder for a stack of each probe:
 * truth, noisy, Gaussian, result. Start with {@code -Dmulligan.home=.} and javacpp's limits off.
 */
final class DenoiserProbes {
    private static final int SEEDS = Integer.getInteger("mulligan.seeds", 3);
    private static final double RIDGES_MORE = 0.005;
    private static final double KEPT = 0.6;
    private static final double ROWS = 0.15;
    private static final double HOT = 1.5;
    private static final double RAW = 0.5;

    private final MulliganService mulligan;
    private final String model;

    private DenoiserProbes(MulliganService mulligan, String model) {
        this.mulligan = mulligan;
        this.model = model;
    }

    public static void main(String[] models) throws IOException {
        if (models.length == 0)
            throw new IllegalArgumentException("Which models? Name them, or their folders");
        try (Context context = new Context(MulliganService.class)) {
            MulliganService mulligan = context.service(MulliganService.class);
            mulligan.startEngineWith(Engines::sameProcess);
            for (String model : models) new DenoiserProbes(mulligan, model).print();
        }
        System.exit(0);
    }

    private void print() throws IOException {
        System.out.printf("%s, %d fields of each probe; best Gaussian | result%n", model, SEEDS);
        for (Probe probe : Probe.values()) {
            Row row = new Row(probe);
            for (int seed = 1; seed <= SEEDS; seed++) {
                Field field = probe.field(seed);
                float[] result = denoise(field.noisy());
                BestGaussian gaussian =
                        BestGaussian.of(
                                field.truth(), field.noisy(), Probe.SIDE, Probe.SIDE, new Psnr());
                row.add(field, gaussian, result);
                if (seed == 1) save(probe, field, gaussian.image(), result);
            }
            System.out.println(row.text());
        }
    }

    private float[] denoise(float[] noisy) throws IOException {
        ImagePlus image =
                new ImagePlus("probe", new FloatProcessor(Probe.SIDE, Probe.SIDE, noisy.clone()));
        ImagePlus result =
                mulligan.restore(
                        image, RestoreSettings.denoise(model), Optional.empty(), Progress.SILENT);
        return (float[]) result.getProcessor().convertToFloatProcessor().getPixels();
    }

    private static void save(Probe probe, Field field, float[] gaussian, float[] result)
            throws IOException {
        String folder = System.getProperty("mulligan.pictures", "");
        if (folder.isEmpty()) return;
        ImageStack stack = new ImageStack(Probe.SIDE, Probe.SIDE);
        stack.addSlice("truth", field.truth());
        stack.addSlice("noisy", field.noisy());
        stack.addSlice("Gaussian", gaussian);
        stack.addSlice("result", result);
        Path file = Files.createDirectories(Path.of(folder)).resolve(probe + ".tif");
        IJ.saveAsTiff(new ImagePlus(probe.name(), stack), file.toString());
    }

    /** Of the table: one probe. */
    private static final class Row {
        private final Probe probe;
        private final Figure gaussianError = new Figure(false);
        private final Figure error = new Figure(false);
        private final Figure overGaussian = new Figure(false);
        private final Figure truthRidges = new Figure(false);
        private final Figure gaussianRidges = new Figure(false);
        private final Figure ridges = new Figure(false);
        private final Figure rawest = new Figure(false);
        private final Figure gaussianOwn;
        private final Figure own;

        Row(Probe probe) {
            this.probe = probe;
            boolean kept = probe.measure.words.equals(Probe.Measure.KEPT.words);
            gaussianOwn = new Figure(kept);
            own = new Figure(kept);
        }

        void add(Field field, BestGaussian gaussian, float[] result) {
            gaussianError.add(Measures.error(field, gaussian.image()));
            error.add(Measures.error(field, result));
            overGaussian.add(
                    Measures.error(field, result) / Measures.error(field, gaussian.image()));
            truthRidges.add(ridges(field.truth()));
            gaussianRidges.add(ridges(gaussian.image()));
            ridges.add(ridges(result));
            rawest.add(Measures.rawest(field, result));
            gaussianOwn.add(own(field, gaussian.image()));
            own.add(own(field, result));
        }

        private static double ridges(float[] image) {
            return RidgeIndex.of(image, Probe.SIDE, Probe.SIDE);
        }

        private double own(Field field, float[] result) {
            return switch (probe.measure) {
                case NONE -> 0;
                case KEPT, FAINT -> Measures.kept(field, result);
                case ROWS -> Measures.rows(field, result);
                case HOT -> Measures.hot(field, result);
            };
        }

        String text() {
            StringBuilder text = new StringBuilder();
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-18s error %s | %s, ridges of the truth %.3f, %.3f | %.3f, rawest"
                                    + " block %s",
                            probe,
                            gaussianError.text(),
                            error.text(),
                            truthRidges.mean(),
                            gaussianRidges.mean(),
                            ridges.mean(),
                            rawest.text()));
            if (probe.measure != Probe.Measure.NONE)
                text.append(
                        String.format(
                                ", %s %s | %s",
                                probe.measure.words, gaussianOwn.text(), own.text()));
            if (overGaussian.worst >= 1) text.append("; ERROR");
            // A flat truth has no structure whose lines could be compared.
            if (truthRidges.mean() > 0 && ridges.mean() > truthRidges.mean() + RIDGES_MORE)
                text.append("; RIDGES");
            if (rawest.worst > RAW) text.append("; RAW");
            if (failsOwn()) text.append("; ").append(probe.measure);
            return text.toString();
        }

        private boolean failsOwn() {
            return switch (probe.measure) {
                case NONE, FAINT -> false;
                case KEPT -> own.worst < KEPT;
                case ROWS -> own.worst > ROWS;
                case HOT -> own.worst > HOT;
            };
        }
    }

    /** A figure of several fields: its mean, and the worst of them. */
    private static final class Figure {
        private final boolean highIsGood;
        private double sum;
        private int count;
        private double worst;

        Figure(boolean highIsGood) {
            this.highIsGood = highIsGood;
        }

        void add(double value) {
            boolean worse = highIsGood ? value < worst : value > worst;
            worst = count == 0 || worse ? value : worst;
            sum += value;
            count++;
        }

        double mean() {
            return sum / count;
        }

        String text() {
            return String.format(Locale.ROOT, "%.3f (%.3f)", mean(), worst);
        }
    }
}
