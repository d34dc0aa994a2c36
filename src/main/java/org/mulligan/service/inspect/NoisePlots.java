package org.mulligan.service.inspect;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Plot;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.noise.LagCorrelation;
import org.mulligan.noise.PhotonTransfer;
import org.mulligan.noise.PhotonTransfer.Point;

/** Plots of what was measured, as images; of several channels a stack with a plane for each. */
public final class NoisePlots {
    private static final double MARGIN = 1.08;
    private static final Color FITTED = new Color(0xc04020);
    private static final Color MEASURED = new Color(0x205090);

    private record Page(String label, Plot plot) {}

    private NoisePlots() {}

    /** Variance against mean, with the fitted line; empty where no channel has one. */
    public static Optional<ImagePlus> photonTransfer(List<Findings> channels) {
        List<Page> pages = new ArrayList<>();
        for (Findings each : channels)
            each.transfer().ifPresent(fit -> pages.add(new Page(each.name(), transfer(fit))));
        return image("Photon transfer of ", channels, pages);
    }

    /** Correlation against distance; empty where no channel has noise. */
    public static Optional<ImagePlus> autocorrelation(List<Findings> channels) {
        List<Page> pages = new ArrayList<>();
        for (Findings each : channels)
            each.lag().ifPresent(lag -> pages.add(new Page(each.name(), lags(lag))));
        return image("Autocorrelation of ", channels, pages);
    }

    private static Optional<ImagePlus> image(
            String what, List<Findings> channels, List<Page> pages) {
        if (pages.isEmpty()) return Optional.empty();
        String title = what + channels.get(0).image();
        // ImageJ shows it in a window that has its values, too.
        if (channels.size() == 1) {
            ImagePlus image = pages.get(0).plot().getImagePlus();
            image.setTitle(title);
            return Optional.of(image);
        }
        ImageStack stack = null;
        for (Page page : pages) {
            var drawn = page.plot().getProcessor();
            if (stack == null) stack = new ImageStack(drawn.getWidth(), drawn.getHeight());
            stack.addSlice(page.label(), drawn);
        }
        return Optional.of(new ImagePlus(title, stack));
    }

    private static Plot transfer(PhotonTransfer fit) {
        double[] means = fit.points().stream().mapToDouble(Point::mean).toArray();
        double[] variances = fit.points().stream().mapToDouble(Point::variance).toArray();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double highest = 0;
        for (int i = 0; i < means.length; i++) {
            least = Math.min(least, means[i]);
            most = Math.max(most, means[i]);
            highest = Math.max(highest, variances[i]);
        }
        double[] ends = {least, most};
        double[] line = new double[2];
        for (int i = 0; i < 2; i++)
            line[i] =
                    fit.readNoise() * fit.readNoise()
                            + fit.gain() * Math.max(0, ends[i] - fit.offset());
        Plot plot = new Plot("Photon transfer", "Mean [counts]", "Variance [counts^2]");
        dots(plot, means, variances);
        plot.setColor(FITTED);
        plot.add("line", ends, line);
        double side = (MARGIN - 1) * (most - least);
        plot.setLimits(
                least - side,
                most + side,
                0,
                MARGIN * Math.max(highest, Math.max(line[0], line[1])));
        plot.setColor(Color.BLACK);
        plot.addLegend("measured\nfitted line");
        return plot;
    }

    private static Plot lags(LagCorrelation lag) {
        Plot plot = new Plot("Autocorrelation", "Distance [px]", "Correlation of the noise");
        double[] distance = new double[lag.alongX().size() + 1];
        double[] x = new double[distance.length];
        double[] y = new double[distance.length];
        x[0] = 1;
        y[0] = 1;
        double least = 0;
        for (int i = 1; i < distance.length; i++) {
            distance[i] = i;
            x[i] = lag.alongX().get(i - 1);
            y[i] = lag.alongY().get(i - 1);
            least = Math.min(least, Math.min(x[i], y[i]));
        }
        plot.setLineWidth(2);
        plot.setColor(MEASURED, MEASURED);
        plot.add("connected circle", distance, x);
        plot.setColor(FITTED, FITTED);
        plot.add("connected circle", distance, y);
        plot.setLineWidth(1);
        plot.setColor(Color.GRAY);
        plot.add("line", new double[] {0, distance.length - 1.0}, new double[2]);
        plot.setLimits(-0.1, distance.length - 0.9, Math.min(-0.2, MARGIN * least), 1.05);
        plot.setColor(Color.BLACK);
        plot.addLegend("along X\nalong Y");
        return plot;
    }

    private static void dots(Plot plot, double[] x, double[] y) {
        plot.setColor(MEASURED, MEASURED);
        plot.setLineWidth(1);
        plot.add("circle", x, y);
    }
}
