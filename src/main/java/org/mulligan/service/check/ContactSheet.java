package org.mulligan.service.check;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Collection;
import java.util.List;

/**
 * All images of a set, small and with their number, name and mark: pages of a stack. What has a
 * mark has a coloured frame, red where it is not learnt from or stops a training.
 */
final class ContactSheet {
    private static final int COLUMNS = 6;
    private static final int ROWS = 6;
    private static final int GAP = 6;
    private static final int TEXT = 28;
    private static final Color GROUND = new Color(32, 32, 32);
    private static final Color ERROR = new Color(230, 60, 50);
    private static final Color WARNING = new Color(240, 170, 40);
    private static final Color PLAIN = new Color(200, 200, 200);

    private ContactSheet() {}

    /**
     * @param images one or more
     * @param pictures of each, 1 or 2
     */
    static ImagePlus of(List<CheckedImage> images, int pictures) {
        int wide = pictures * SheetImage.SIDE + (pictures - 1) * GAP / 2;
        int cellWidth = Math.max(wide, 2 * SheetImage.SIDE) + 2 * GAP;
        int cellHeight = SheetImage.SIDE + TEXT + 2 * GAP;
        int columns = Math.min(COLUMNS, images.size());
        int rows = Math.min(ROWS, (images.size() + columns - 1) / columns);
        ImageStack pages = new ImageStack(columns * cellWidth, rows * cellHeight);
        for (int first = 0; first < images.size(); first += columns * rows) {
            List<CheckedImage> page =
                    images.subList(first, Math.min(images.size(), first + columns * rows));
            BufferedImage drawn =
                    new BufferedImage(
                            pages.getWidth(), pages.getHeight(), BufferedImage.TYPE_INT_RGB);
            fill(drawn);
            for (int i = 0; i < page.size(); i++)
                draw(drawn, page.get(i), i % columns * cellWidth, i / columns * cellHeight);
            write(drawn, page, columns, cellWidth, cellHeight);
            pages.addSlice(
                    "%d to %d".formatted(page.get(0).number(), page.get(page.size() - 1).number()),
                    new ColorProcessor(drawn));
        }
        return new ImagePlus("Contact sheet", pages);
    }

    private static void fill(BufferedImage page) {
        for (int y = 0; y < page.getHeight(); y++)
            for (int x = 0; x < page.getWidth(); x++) page.setRGB(x, y, GROUND.getRGB());
    }

    private static void draw(BufferedImage page, CheckedImage image, int left, int top) {
        int x = left + GAP;
        for (SheetImage picture : image.pictures()) {
            for (int v = 0; v < picture.height(); v++)
                for (int u = 0; u < picture.width(); u++)
                    page.setRGB(
                            x + u,
                            top + GAP + v,
                            0xff000000
                                    | 0x010101
                                            * (picture.pixels()[v * picture.width() + u] & 0xff));
            if (!image.marks().isEmpty())
                frame(page, x, top + GAP, picture, colour(image).getRGB());
            x += SheetImage.SIDE + GAP / 2;
        }
    }

    /** Around a picture, 2 px wide. */
    private static void frame(BufferedImage page, int x, int y, SheetImage picture, int colour) {
        for (int width = 1; width <= 2; width++) {
            for (int u = -width; u < picture.width() + width; u++) {
                page.setRGB(x + u, y - width, colour);
                page.setRGB(x + u, y + picture.height() + width - 1, colour);
            }
            for (int v = -width; v < picture.height() + width; v++) {
                page.setRGB(x - width, y + v, colour);
                page.setRGB(x + picture.width() + width - 1, y + v, colour);
            }
        }
    }

    private static Color colour(CheckedImage image) {
        if (image.marks().isEmpty()) return PLAIN;
        return image.marks().iterator().next().spoils() ? ERROR : WARNING;
    }

    private static void write(
            BufferedImage page,
            Collection<CheckedImage> images,
            int columns,
            int cellWidth,
            int cellHeight) {
        try {
            Graphics2D graphics = page.createGraphics();
            try {
                graphics.setRenderingHint(
                        RenderingHints.KEY_TEXT_ANTIALIASING,
                        RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
                graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
                int i = 0;
                for (CheckedImage image : images) {
                    int x = i % columns * cellWidth + GAP;
                    int y = i / columns * cellHeight + GAP + SheetImage.SIDE + 13;
                    graphics.setClip(x, y - 13, cellWidth - 2 * GAP, TEXT);
                    graphics.setColor(PLAIN);
                    graphics.drawString(image.number() + "  " + image.name(), x, y);
                    graphics.setColor(colour(image));
                    graphics.drawString(image.markWords(), x, y + 13);
                    i++;
                }
            } finally {
                graphics.dispose();
            }
        } catch (AWTError | InternalError | LinkageError | RuntimeException e) {
            // A Java without fonts, as in a bare container: the frames still say what is marked.
            page.flush();
        }
    }
}
