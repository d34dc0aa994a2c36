package org.mulligan.train.restore;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a turn of the dial costs: PSNR on the left axis, sharpness on the right one, and the PSNR of
 * an unsharp mask that is as sharp as the adversarial images.
 */
final class PerceptionDistortionPlot {
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    /** Blue and vermilion, which colour-blind people tell apart. */
    private static final Color PSNR = new Color(0x0072b2);

    private static final Color SHARPNESS = new Color(0xc04f00);
    private static final Color GRID = new Color(0xe2e2e2);

    /** Room for the numbers and names of an axis, px. */
    private static final int SIDE = 66;

    private static final int ABOVE = 34;
    private static final int BELOW = 48;
    private static final double DOT = 4.5;

    /** Less than this between best and worst is drawn as little, dB. */
    private static final double LEAST_SPAN = 1;

    private final PerceptionDistortionCurve dial;
    private final Axis psnr;
    private final Axis sharpness;

    PerceptionDistortionPlot(PerceptionDistortionCurve dial) {
        this.dial = dial;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        double sharpest = 1;
        for (PerceptionDistortionCurve.Point point : dial.curve()) {
            lowest = Math.min(lowest, point.figures().psnr());
            highest = Math.max(highest, point.figures().psnr());
            sharpest = Math.max(sharpest, point.figures().sharpness());
        }
        lowest = Math.min(lowest, dial.unsharp().psnr());
        highest = Math.max(highest, dial.unsharp().psnr());
        double more = Math.max(0, LEAST_SPAN - (highest - lowest)) / 2;
        psnr = Axis.of(lowest - more, highest + more);
        sharpness = Axis.of(0, sharpest);
    }

    /** Draws into a white area. */
    void draw(Graphics2D graphics, Rectangle area) {
        graphics.setFont(FONT);
        Rectangle frame =
                new Rectangle(
                        area.x + SIDE,
                        area.y + ABOVE,
                        area.width - 2 * SIDE,
                        area.height - ABOVE - BELOW);
        axes(graphics, frame);
        curve(graphics, frame, sharpness, Validation.Figures::sharpness, SHARPNESS, true);
        curve(graphics, frame, psnr, Validation.Figures::psnr, PSNR, false);
        graphics.setColor(PSNR);
        graphics.setStroke(new BasicStroke(2));
        graphics.draw(cross(x(frame, 1), psnr.y(frame, dial.unsharp().psnr())));
        legend(graphics, area.x + SIDE, area.y + 21);
    }

    private void axes(Graphics2D graphics, Rectangle frame) {
        int right = frame.x + frame.width;
        int bottom = frame.y + frame.height;
        graphics.setStroke(new BasicStroke(1));
        for (double at = psnr.low(); at < psnr.high() + psnr.step() / 2; at += psnr.step()) {
            int y = (int) Math.round(psnr.y(frame, at));
            graphics.setColor(GRID);
            graphics.drawLine(frame.x, y, right, y);
            graphics.setColor(PSNR);
            String text = psnr.text(at);
            graphics.drawString(
                    text, frame.x - 8 - graphics.getFontMetrics().stringWidth(text), y + 5);
        }
        graphics.setColor(SHARPNESS);
        for (double at = 0; at < sharpness.high() + sharpness.step() / 2; at += sharpness.step()) {
            int y = (int) Math.round(sharpness.y(frame, at));
            graphics.drawLine(right, y, right + 4, y);
            graphics.drawString(sharpness.text(at), right + 8, y + 5);
        }
        graphics.setColor(Color.DARK_GRAY);
        graphics.draw(frame);
        for (PerceptionDistortionCurve.Point point : dial.curve()) {
            int x = (int) Math.round(x(frame, point.sharpness()));
            graphics.drawLine(x, bottom, x, bottom + 4);
            centred(graphics, Axis.plain(point.sharpness()), x, bottom + 19);
        }
        centred(
                graphics,
                "sharpness dial (0 faithful, 1 adversarial)",
                frame.x + frame.width / 2,
                bottom + 39);
        graphics.setColor(PSNR);
        upright(graphics, "PSNR [dB]", frame.x - 52, frame.y + frame.height / 2);
        graphics.setColor(SHARPNESS);
        upright(graphics, "sharpness", right + 54, frame.y + frame.height / 2);
    }

    private void curve(
            Graphics2D graphics,
            Rectangle frame,
            Axis axis,
            ToDoubleFunction<Validation.Figures> figure,
            Color color,
            boolean square) {
        graphics.setColor(color);
        graphics.setStroke(new BasicStroke(2));
        Path2D line = new Path2D.Double();
        for (PerceptionDistortionCurve.Point point : dial.curve()) {
            double x = x(frame, point.sharpness());
            double y = axis.y(frame, figure.applyAsDouble(point.figures()));
            if (line.getCurrentPoint() == null) line.moveTo(x, y);
            else line.lineTo(x, y);
            graphics.fill(dot(x, y, square));
        }
        graphics.draw(line);
    }

    private void legend(Graphics2D graphics, int left, int baseline) {
        int x = entry(graphics, dot(left + 5, baseline - 5, false), PSNR, "PSNR", left, baseline);
        x = entry(graphics, dot(x + 5, baseline - 5, true), SHARPNESS, "sharpness", x, baseline);
        graphics.setColor(PSNR);
        graphics.setStroke(new BasicStroke(2));
        graphics.draw(cross(x + 5, baseline - 5));
        graphics.setColor(Color.DARK_GRAY);
        graphics.drawString("PSNR of an unsharp mask as sharp", x + 15, baseline);
    }

    private static int entry(
            Graphics2D graphics, Shape dot, Color color, String text, int x, int baseline) {
        graphics.setColor(color);
        graphics.fill(dot);
        graphics.setColor(Color.DARK_GRAY);
        graphics.drawString(text, x + 15, baseline);
        return x + 15 + graphics.getFontMetrics().stringWidth(text) + 20;
    }

    private static double x(Rectangle frame, double dial) {
        // A margin keeps the dots at both ends off the axes.
        return frame.x + 14 + dial * (frame.width - 28);
    }

    private static Shape dot(double x, double y, boolean square) {
        return square
                ? new Rectangle2D.Double(x - DOT, y - DOT, 2 * DOT, 2 * DOT)
                : new Ellipse2D.Double(x - DOT, y - DOT, 2 * DOT, 2 * DOT);
    }

    private static Shape cross(double x, double y) {
        Path2D cross = new Path2D.Double();
        cross.append(new Line2D.Double(x - DOT, y - DOT, x + DOT, y + DOT), false);
        cross.append(new Line2D.Double(x - DOT, y + DOT, x + DOT, y - DOT), false);
        return cross;
    }

    private static void centred(Graphics2D graphics, String text, int x, int baseline) {
        graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text) / 2, baseline);
    }

    private static void upright(Graphics2D graphics, String text, int baseline, int middle) {
        AffineTransform before = graphics.getTransform();
        graphics.rotate(-Math.PI / 2, baseline, middle);
        centred(graphics, text, baseline, middle);
        graphics.setTransform(before);
    }

    /** From a multiple of the step to another; the step is 1, 2 or 5 times a power of ten. */
    private record Axis(double low, double high, double step) {
        private static final int MOST_STEPS = 6;

        static Axis of(double low, double high) {
            double step = Math.pow(10, Math.floor(Math.log10((high - low) / MOST_STEPS)));
            for (double factor : new double[] {2, 2.5, 2})
                if (step * MOST_STEPS < high - low) step *= factor;
            return new Axis(Math.floor(low / step) * step, Math.ceil(high / step) * step, step);
        }

        double y(Rectangle frame, double value) {
            return frame.y + frame.height * (high - value) / (high - low);
        }

        String text(double value) {
            int digits = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
            return String.format(Locale.ROOT, "%." + digits + "f", value);
        }

        static String plain(double value) {
            return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        }
    }
}
