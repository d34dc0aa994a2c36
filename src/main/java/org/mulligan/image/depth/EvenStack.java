package org.mulligan.image.depth;

import ij.ImagePlus;
import org.mulligan.image.io.ImageLike;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.plane.RecentPlanes;

/**
 * A stack with planes as far apart as its pixels are.
 *
 * @param planes interpolated linearly, in raw units
 * @param like without pixels, with everything else of the stack and this many planes
 * @param slices planes along the depth
 * @param step from one plane of the stack to the next, px
 */
public record EvenStack(PlaneSource planes, ImagePlus like, int slices, double step) {
    /**
     * @param image not modified
     * @param step from one of its planes to the next, px
     * @throws IllegalArgumentException for RGB and palettes
     */
    public static EvenStack of(ImagePlus image, double step) {
        PlaneSource planes = new ImagePlusPlanes(image);
        EvenPlanes even =
                new EvenPlanes(
                        new RecentPlanes(planes, 2 * planes.channels()),
                        image.getNSlices(),
                        image.getNFrames(),
                        step);
        return new EvenStack(
                even, ImageLike.withSlices(image, even.slices(), step), even.slices(), step);
    }
}
