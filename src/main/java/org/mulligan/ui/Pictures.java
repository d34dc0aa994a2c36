package org.mulligan.ui;

import java.awt.Image;
import java.awt.image.BufferedImage;

/** Pictures on the screen. */
final class Pictures {
    private Pictures() {}

    /** As large as it is, or smaller where that is more than there is room for, px. */
    static Image fitted(BufferedImage picture, int widest, int highest) {
        double scale =
                Math.min(
                        1,
                        Math.min(
                                widest / (double) picture.getWidth(),
                                highest / (double) picture.getHeight()));
        return scale == 1
                ? picture
                : picture.getScaledInstance(
                        Math.max(1, (int) (scale * picture.getWidth())),
                        Math.max(1, (int) (scale * picture.getHeight())),
                        Image.SCALE_SMOOTH);
    }
}
