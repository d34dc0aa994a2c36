package org.mulligan.train.restore;

import ij.gui.Plot;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.function.ToDoubleFunction;

/**
 * What a turn of the dial costs: its PSNR, and beside it its sharpness; and the PSNR of an unsharp
 * mask that is as sharp as the adversarial images. ImageJ draws it, without a window.
 */
final class PerceptionDistortionPlot {
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    /** Blue and vermilion, which colour-blind people tell apart. */
    private static final Color PSNR = new Color(0x0072b2);

    private static final Color SHARPNESS = new Color(0xc04f00);

    /** What ImageJ adds to a frame for numbers and names, px. */
    private static final int BESIDE = 83;

    private static final int BELOW = 57;
    private static final int SMALLEST = 20;

    /** On either side of the curve, as a share of what it spans. */
    private static final double MARGIN = 0.1;

    /** Keeps the dots at both ends off the axes; of the dial. */
    private static final double ENDS = 0.06;

    /** Less than this between best and worst is drawn as little, dB. */
    private static final double LEAST_SPAN = 1;

    private final PerceptionDistortionCurve measured;

    PerceptionDistortionPlot(PerceptionDistortionCurve measured) {
        this.measured = measured;
    }

    /** Draws into a white area. */
    void draw(Graphics2D graphics, Rectangle area) {
        Rectangle left = new Rectangle(area.x, area.y, area.width / 2, area.height);
        Rectangle right = new Rectangle(left.x + left.width, area.y, left.width, area.height);
        draw(psnr(), graphics, left);
        draw(sharpness(), graphics, right);
    }

    private Plot psnr() {
        Plot plot = plot("PSNR [dB]", PSNR, "circle", PairValidation.Figures::psnr);
        double unsharp = measured.unsharp().psnr();
        plot.setLineWidth(3);
        plot.add("x", new double[] {1}, new double[] {unsharp});
        plot.addLabel(0, 0, "\u00d7 unsharp mask, as sharp");
        double lowest = Math.min(unsharp, least(PairValidation.Figures::psnr));
        double highest = Math.max(unsharp, -least(figures -> -figures.psnr()));
        double middle = (lowest + highest) / 2;
        double reach = (0.5 + MARGIN) * Math.max(LEAST_SPAN, highest - lowest);
        plot.setLimits(-ENDS, 1 + ENDS, middle - reach, middle + reach);
        return plot;
    }

    private Plot sharpness() {
        Plot plot = plot("sharpness", SHARPNESS, "box", PairValidation.Figures::sharpness);
        double highest = Math.max(1, -least(figures -> -figures.sharpness()));
        plot.setLimits(-ENDS, 1 + ENDS, 0, (1 + MARGIN) * highest);
        return plot;
    }

    private Plot plot(
            String name,
            Color color,
            String dots,
            ToDoubleFunction<PairValidation.Figures> figure) {
        double[] x = measured.curve().stream().mapToDouble(point -> point.sharpness()).toArray();
        double[] y =
                measured.curve().stream()
                        .mapToDouble(point -> figure.applyAsDouble(point.figures()))
                        .toArray();
        Plot plot = new Plot("", "weights: 0 faithful, 1 adversarial", name);
        plot.setFont(FONT);
        plot.setAntialiasedText(true);
        plot.setFormatFlags(
                Plot.X_TICKS | Plot.Y_TICKS | Plot.X_NUMBERS | Plot.Y_NUMBERS | Plot.Y_GRID);
        plot.setColor(color, color);
        plot.setLineWidth(2);
        plot.add("line", x, y);
        plot.setLineWidth(4);
        plot.add(dots, x, y);
        return plot;
    }

    private double least(ToDoubleFunction<PairValidation.Figures> figure) {
        return measured.curve().stream()
                .mapToDouble(point -> figure.applyAsDouble(point.figures()))
                .min()
                .orElseThrow();
    }

    private static void draw(Plot plot, Graphics2D graphics, Rectangle area) {
        // Of the frame, which takes what was set last.
        plot.setLineWidth(1);
        plot.setColor(Color.DARK_GRAY);
        plot.setFrameSize(
                Math.max(SMALLEST, area.width - BESIDE), Math.max(SMALLEST, area.height - BELOW));
        graphics.drawImage(plot.getProcessor().createImage(), area.x, area.y, null);
    }
}
