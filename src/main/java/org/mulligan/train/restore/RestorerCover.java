package org.mulligan.train.restore;

import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mulligan.data.Plane;
import org.mulligan.image.filter.GaussianBlur;

/** A model's cover: what it does to an image, and below it what its sharpness costs. */
public final class RestorerCover {
    /**
     * Of the cover, px. With the curve it is a square, without it half of one: as collections want.
     */
    static final int WIDTH = 520;

    private static final int GAP = 5;

    /** Of the blur that leaves no noise, px. */
    private static final double COARSE = 2;

    /**
     * One image of a row; all show the same field.
     *
     * @param pixels row by row
     */
    public record Panel(String label, float[] pixels, int width, int height) {}

    private RestorerCover() {}

    /**
     * How much an image shows of structure, so that no empty field gets on a cover: the variance of
     * what is coarser than noise in its middle.
     */
    static double contrast(Plane plane) {
        int width = plane.scale() * plane.width();
        int height = plane.scale() * plane.height();
        int side = Math.min(WIDTH / 2, Math.min(width, height));
        float[] middle = centre(Baseline.of(plane), width, height, side, side);
        return Plane.variance(GaussianBlur.blur(middle, side, side, COARSE));
    }

    /** The middle of an image. */
    static float[] centre(float[] image, int width, int height, int wide, int high) {
        float[] middle = new float[wide * high];
        int x = (width - wide) / 2;
        int y = (height - high) / 2;
        for (int row = 0; row < high; row++)
            System.arraycopy(image, (y + row) * width + x, middle, row * wide, wide);
        return middle;
    }

    /** The middles of images side by side, in one grey scale: that of the last. */
    public static BufferedImage cover(List<Panel> panels) {
        return cover(panels, Optional.empty());
    }

    /**
     * The middles of images side by side, in one grey scale: that of the last. An image with fewer
     * pixels is shown with larger ones.
     *
     * @param curve goes below
     */
    static BufferedImage cover(List<Panel> panels, Optional<PerceptionDistortionCurve> curve) {
        int side = (WIDTH - GAP * (panels.size() - 1)) / panels.size();
        int height = curve.isPresent() ? WIDTH : side;
        BufferedImage cover = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < WIDTH; x++) cover.setRGB(x, y, 0xffffff);
        Panel finest = panels.stream().max(Comparator.comparingInt(Panel::width)).orElseThrow();
        double field = Math.min(side, Math.min(finest.width(), finest.height()));
        float[] last = square(panels.get(panels.size() - 1), field / finest.width(), side);
        Arrays.sort(last);
        float black = last[(int) (0.005 * (last.length - 1))];
        float white = last[(int) (0.998 * (last.length - 1))];
        for (int i = 0; i < panels.size(); i++) {
            float[] square = square(panels.get(i), field / finest.width(), side);
            for (int at = 0; at < square.length; at++)
                cover.setRGB(
                        i * (side + GAP) + at % side,
                        at / side,
                        0x010101 * grey(square[at], black, white));
        }
        try {
            write(cover, panels, side, curve);
            return cover;
        } catch (AWTError | InternalError | LinkageError | RuntimeException e) {
            // A Java without fonts, as in a bare container: no word is worth a lost training.
            return cover.getSubimage(0, 0, WIDTH, side);
        }
    }

    /**
     * The middle of a panel, by the nearest pixel.
     *
     * @param share of the panel's width that is shown
     */
    private static float[] square(Panel panel, double share, int side) {
        double crop = share * panel.width();
        double left = (panel.width() - crop) / 2;
        double top = (panel.height() - crop) / 2;
        float[] square = new float[side * side];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                int fromX = (int) Math.floor(left + (x + 0.5) * crop / side);
                int fromY = (int) Math.floor(top + (y + 0.5) * crop / side);
                square[y * side + x] = panel.pixels()[fromY * panel.width() + fromX];
            }
        return square;
    }

    private static void write(
            BufferedImage cover,
            List<Panel> panels,
            int side,
            Optional<PerceptionDistortionCurve> curve) {
        Graphics2D graphics = cover.createGraphics();
        try {
            graphics.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
            for (int i = 0; i < panels.size(); i++)
                label(graphics, panels.get(i).label(), i * (side + GAP), side);
            curve.ifPresent(
                    way ->
                            new PerceptionDistortionPlot(way)
                                    .draw(
                                            graphics,
                                            new Rectangle(
                                                    0, side + GAP, WIDTH, WIDTH - side - GAP)));
        } finally {
            graphics.dispose();
        }
    }

    /** White on a dark ground, at the lower left. */
    private static void label(Graphics2D graphics, String text, int left, int bottom) {
        int width = graphics.getFontMetrics().stringWidth(text);
        graphics.setColor(new Color(0, 0, 0, 170));
        graphics.fillRect(left, bottom - 20, width + 10, 20);
        graphics.setColor(Color.WHITE);
        graphics.drawString(text, left + 5, bottom - 6);
    }

    private static int grey(float value, float black, float white) {
        float share = (value - black) / Math.max(1e-6f, white - black);
        return Math.max(0, Math.min(255, Math.round(255 * share)));
    }
}
