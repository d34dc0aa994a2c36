package org.mulligan.service.training;

import ij.gui.Plot;
import ij.measure.ResultsTable;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.mulligan.engine.TrainingMeasurement;
import org.mulligan.engine.TrainingMeasurement.Held;
import org.mulligan.service.report.Csv;

/** The measurements of a training, as curves and as a table. */
public final class TrainingCurves {
    private static final Color NETWORK = new Color(0, 90, 200);
    private static final Color BLUR = new Color(200, 90, 0);
    private static final Color RAW = Color.GRAY;

    /** Beyond the lowest and the highest value, as a share of what lies between them. */
    private static final double ROOM = 0.05;

    private final List<TrainingMeasurement> rows = new ArrayList<>();

    /** What can be drawn over the steps. */
    public enum Curve {
        /** The figure of held-back images, beside raw and best Gaussian. */
        VALIDATION("Validation"),
        /** The network's loss on what it learns from. */
        LOSS("Pixel loss"),
        /** The discriminator's loss beside that of one that sees no difference. */
        DISCRIMINATOR("Discriminator");

        private final String label;

        Curve(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /** One that comes again, as after an interruption, takes the place of what was there. */
    public void add(TrainingMeasurement measurement) {
        rows.removeIf(row -> row.step() >= measurement.step());
        rows.add(measurement);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Whether there was an adversary. */
    public boolean hasDiscriminator() {
        return rows.stream().anyMatch(row -> !Double.isNaN(row.discriminatorLoss()));
    }

    /**
     * @param log whether the ordinate is logarithmic
     */
    public Plot plot(Curve curve, boolean log, int width, int height) {
        List<TrainingMeasurement> shown =
                rows.stream().filter(row -> !Double.isNaN(value(curve, row))).toList();
        Plot plot = new Plot("Training", "Steps", ordinate(curve));
        plot.setSize(width, height);
        if (shown.isEmpty()) return plot;
        double[] steps = of(shown, TrainingMeasurement::step);
        List<double[]> lines = new ArrayList<>();
        StringBuilder legend = new StringBuilder();
        switch (curve) {
            case VALIDATION -> {
                draw(plot, steps, of(shown, row -> row.held().value()), NETWORK, lines);
                draw(plot, steps, of(shown, row -> row.held().gaussian()), BLUR, lines);
                legend.append("network\tbest Gaussian blur");
                // Raw images may be so far below that nothing else would be seen.
                if (nearly(shown.get(0).held(), lines)) {
                    draw(plot, steps, of(shown, row -> row.held().raw()), RAW, lines);
                    legend.append("\traw");
                }
            }
            case LOSS -> {
                draw(plot, steps, of(shown, TrainingMeasurement::pixelLoss), NETWORK, lines);
                legend.append("network");
            }
            case DISCRIMINATOR -> {
                draw(
                        plot,
                        steps,
                        of(shown, TrainingMeasurement::discriminatorLoss),
                        NETWORK,
                        lines);
                draw(plot, steps, of(shown, row -> row.balance().equilibriumLoss()), BLUR, lines);
                legend.append("discriminator\tsees no difference");
            }
        }
        fit(plot, steps, lines, log);
        plot.setColor(Color.BLACK);
        plot.setLegend(legend.toString(), Plot.AUTO_POSITION);
        return plot;
    }

    private String ordinate(Curve curve) {
        return curve == Curve.VALIDATION && !rows.isEmpty()
                ? rows.get(0).held().heading()
                : curve.toString();
    }

    private static double value(Curve curve, TrainingMeasurement row) {
        return switch (curve) {
            case VALIDATION -> row.held().value();
            case LOSS -> row.pixelLoss();
            case DISCRIMINATOR -> row.discriminatorLoss();
        };
    }

    private record Range(double low, double high) {
        static Range of(List<double[]> lines) {
            DoubleSummaryStatistics all =
                    lines.stream().flatMapToDouble(Arrays::stream).summaryStatistics();
            return new Range(all.getMin(), all.getMax());
        }
    }

    private static boolean nearly(Held held, List<double[]> lines) {
        Range range = Range.of(lines);
        double room = Math.max(range.high - range.low, ROOM * Math.abs(range.high));
        return held.raw() > range.low - room && held.raw() < range.high + room;
    }

    private static double[] of(
            List<TrainingMeasurement> rows, ToDoubleFunction<TrainingMeasurement> value) {
        return rows.stream().mapToDouble(value).toArray();
    }

    private static void draw(
            Plot plot, double[] steps, double[] values, Color colour, List<double[]> lines) {
        plot.setColor(colour);
        plot.setLineWidth(2);
        plot.addPoints(steps, values, steps.length == 1 ? Plot.CIRCLE : Plot.LINE);
        lines.add(values);
    }

    private static void fit(Plot plot, double[] steps, List<double[]> lines, boolean log) {
        Range range = Range.of(lines);
        double low = range.low;
        double high = range.high;
        double room = ROOM * Math.max(high - low, 1e-3 * Math.abs(high));
        boolean positive = log && low > 0;
        if (positive) plot.setAxisYLog(true);
        plot.setLimits(
                0,
                Math.max(1, steps[steps.length - 1]),
                positive ? low / 1.05 : low - room,
                positive ? high * 1.05 : high + room);
    }

    /** A row for each measurement, for ImageJ's own window, which saves it. */
    public ResultsTable table() {
        ResultsTable table = new ResultsTable();
        for (TrainingMeasurement row : rows) {
            table.incrementCounter();
            table.addValue("Step", row.step());
            table.addValue("Stage", row.stage());
            table.addValue("Pixel loss", row.pixelLoss());
            table.addValue(row.held().heading(), row.held().value());
            table.addValue("Raw", row.held().raw());
            table.addValue("Best Gaussian", row.held().gaussian());
            table.addValue("SSIM", row.ssim());
            table.addValue("Discriminator loss", row.discriminatorLoss());
            table.addValue("At equilibrium", row.balance().equilibriumLoss());
            table.addValue("Target above result", row.balance().realAboveFake());
            table.addValue("Remarks", String.join(" ", row.remarks()));
        }
        return table;
    }

    static final String HEADER =
            "step,stage,pixel_loss,measure,validation,raw,best_gaussian,ssim,discriminator_loss,equilibrium_loss,target_above_result,remarks";

    /** A line of {@code training.csv}; what is not there is empty. */
    static String line(TrainingMeasurement row) {
        return Csv.row(
                List.of(
                        Long.toString(row.step()),
                        row.stage(),
                        number(row.pixelLoss()),
                        row.held().heading(),
                        number(row.held().value()),
                        number(row.held().raw()),
                        number(row.held().gaussian()),
                        number(row.ssim()),
                        number(row.discriminatorLoss()),
                        number(row.balance().equilibriumLoss()),
                        number(row.balance().realAboveFake()),
                        String.join(" ", row.remarks())));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.5g", value);
    }
}
