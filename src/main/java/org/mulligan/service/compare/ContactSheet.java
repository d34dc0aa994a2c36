package org.mulligan.service.compare;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.mulligan.image.intensity.Percentiles;

/**
 * The same part of each candidate's result beside each other, the best first, in one range of grey;
 * names and figures are drawn below the pixels, none on them. A slice for each channel.
 */
final class ContactSheet {
    /** Of the part, px. */
    private static final int SIDE = 256;

    private static final int GAP = 6;
    private static final int LINE = 15;
    private static final int TEXT = 2 * LINE + 4;
    private static final int MOST_ACROSS = 4;
    private static final double BLACK = 0.1;
    private static final double WHITE = 99.9;

    private final Ranking ranking;
    private final int side;
    private final int left;
    private final int top;

    private ContactSheet(Ranking ranking) {
        this.ranking = ranking;
        side = Math.min(SIDE, ranking.plane().inner());
        int[] corner = corner(ranking.rows().get(0).result());
        left = corner[0];
        top = corner[1];
    }

    /** 8 bit, titled NAME-compare. */
    static ImagePlus of(String title, List<Ranking> channels) {
        ImageStack stack = null;
        for (Ranking channel : channels) {
            ImageProcessor sheet = new ContactSheet(channel).draw();
            // Models that failed on one channel only leave its sheet shorter.
            if (stack == null) stack = new ImageStack(sheet.getWidth(), sheet.getHeight());
            else sheet = fitted(sheet, stack.getWidth(), stack.getHeight());
            stack.addSlice(channel.name(), sheet);
        }
        return new ImagePlus(title + "-compare", stack);
    }

    private static ImageProcessor fitted(ImageProcessor sheet, int width, int height) {
        ImageProcessor fitted = new ByteProcessor(width, height);
        fitted.setColor(Color.white);
        fitted.fill();
        fitted.insert(sheet, 0, 0);
        return fitted;
    }

    /** Where the best result has the most to show, among places that no seam crosses. */
    private int[] corner(float[] best) {
        JudgedPlane plane = ranking.plane();
        int[] corner = {plane.margin(), plane.margin()};
        double most = -1;
        int step = plane.pitch() > side + 2 * plane.margin() ? side / 4 : plane.pitch();
        for (int y = plane.margin(); y + side + plane.margin() <= plane.height(); y += step)
            for (int x = plane.margin(); x + side + plane.margin() <= plane.width(); x += step) {
                double spread = spread(best, plane.width(), x, y);
                if (spread <= most) continue;
                most = spread;
                corner = new int[] {x, y};
            }
        return corner;
    }

    private double spread(float[] values, int width, int x, int y) {
        double sum = 0;
        double squares = 0;
        for (int row = y; row < y + side; row++)
            for (int column = x; column < x + side; column++) {
                double value = values[row * width + column];
                sum += value;
                squares += value * value;
            }
        double count = (double) side * side;
        return squares / count - sum * sum / (count * count);
    }

    private ImageProcessor draw() {
        List<Ranked> rows = ranking.rows();
        int across = Math.min(MOST_ACROSS, rows.size());
        int down = -Math.floorDiv(-rows.size(), across);
        ByteProcessor sheet =
                new ByteProcessor(GAP + across * (side + GAP), GAP + down * (side + TEXT + GAP));
        sheet.setColor(Color.white);
        sheet.fill();
        sheet.setColor(Color.black);
        sheet.setAntialiasedText(true);
        sheet.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, LINE - 3));
        Percentiles percentiles = new Percentiles(rows.get(0).result());
        double black = percentiles.at(BLACK);
        double white = percentiles.at(WHITE);
        for (int i = 0; i < rows.size(); i++) {
            int x = GAP + i % across * (side + GAP);
            int y = GAP + i / across * (side + TEXT + GAP);
            paint(sheet, rows.get(i).result(), x, y, black, white);
            sheet.drawString((i + 1) + " " + rows.get(i).method().name(), x, y + side + LINE + 1);
            sheet.drawString(figure(rows.get(i)), x, y + side + 2 * LINE + 1);
        }
        return sheet;
    }

    private static String figure(Ranked row) {
        return row.isAtLeast()
                ? String.format(Locale.ROOT, "> %.1f dB", row.psnr())
                : String.format(Locale.ROOT, "%.2f +- %.2f dB", row.psnr(), row.psnrError());
    }

    private void paint(
            ByteProcessor sheet, float[] values, int x, int y, double black, double white) {
        int width = ranking.plane().width();
        for (int row = 0; row < side; row++)
            for (int column = 0; column < side; column++) {
                double value = values[(top + row) * width + left + column];
                double share = (value - black) / Math.max(white - black, Float.MIN_NORMAL);
                sheet.set(
                        x + column,
                        y + row,
                        (int) Math.round(255 * Math.max(0, Math.min(1, share))));
            }
    }
}
