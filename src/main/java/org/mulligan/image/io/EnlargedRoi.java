package org.mulligan.image.io;

import ij.gui.EllipseRoi;
import ij.gui.ImageRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.plugin.RoiScaler;
import ij.process.FloatPolygon;

/**
 * Selections on an image of which every pixel has become a square of scale x scale pixels. ImageJ's
 * own {@link RoiScaler} makes polygons of rectangles and ovals, and forgets positions, properties
 * and counters.
 *
 * <p>Outlines of areas count from the corner of a pixel, so x becomes scale x. Lines and points
 * count from its centre, so x becomes scale x + (scale - 1) / 2 and they stay on the same spot.
 */
final class EnlargedRoi {
    private EnlargedRoi() {}

    /** New elements; stroke widths and font sizes of texts grow too, positions stay. */
    static Overlay of(Overlay overlay, int scale) {
        Overlay enlarged = overlay.create();
        for (Roi roi : overlay.toArray()) enlarged.add(of(roi, scale));
        return enlarged;
    }

    /** A new selection of the same type and attributes. */
    static Roi of(Roi roi, int scale) {
        Roi copy = (Roi) roi.clone();
        return scale == 1 ? copy : withAttributes(outline(copy, scale), roi, scale);
    }

    private static Roi outline(Roi roi, int scale) {
        if (roi instanceof ShapeRoi || roi instanceof ImageRoi || roi instanceof TextRoi)
            return RoiScaler.scale(roi, scale, scale, false);
        if (roi instanceof RotatedRectRoi rectangle) {
            double[] p = rectangle.getParams();
            return new RotatedRectRoi(
                    scale * p[0], scale * p[1], scale * p[2], scale * p[3], scale * p[4]);
        }
        if (roi instanceof EllipseRoi ellipse) {
            double[] p = ellipse.getParams();
            return new EllipseRoi(scale * p[0], scale * p[1], scale * p[2], scale * p[3], p[4]);
        }
        if (roi instanceof PointRoi points) return points(points, scale);
        if (roi instanceof PolygonRoi polygon) return polygon(polygon, scale);
        if (roi instanceof Line)
            return line((Line) RoiScaler.scale(roi, scale, scale, false), scale);
        double x = scale * roi.getXBase();
        double y = scale * roi.getYBase();
        double width = scale * roi.getFloatWidth();
        double height = scale * roi.getFloatHeight();
        if (roi instanceof OvalRoi) return new OvalRoi(x, y, width, height);
        return new Roi(x, y, width, height, scale * roi.getCornerDiameter());
    }

    /** Counters hold the position of each point too. */
    private static Roi points(PointRoi roi, int scale) {
        PointRoi enlarged = new PointRoi(enlarged(roi.getFloatPolygon(), scale, centre(scale)));
        enlarged.setCounters(roi.getCounters());
        enlarged.setShowLabels(roi.getShowLabels());
        return enlarged;
    }

    private static Roi polygon(PolygonRoi roi, int scale) {
        double shift = roi.isLine() ? centre(scale) : 0;
        FloatPolygon corners =
                roi.isSplineFit() ? roi.getNonSplineFloatPolygon() : roi.getFloatPolygon();
        PolygonRoi enlarged = new PolygonRoi(enlarged(corners, scale, shift), roi.getType());
        if (roi.isSplineFit()) enlarged.fitSpline(roi.getFloatPolygon().npoints);
        return enlarged;
    }

    private static Roi line(Line enlarged, int scale) {
        enlarged.setLocation(
                enlarged.getXBase() + centre(scale), enlarged.getYBase() + centre(scale));
        return enlarged;
    }

    private static double centre(int scale) {
        return (scale - 1) / 2.0;
    }

    private static FloatPolygon enlarged(FloatPolygon corners, int scale, double shift) {
        FloatPolygon enlarged = new FloatPolygon();
        for (int i = 0; i < corners.npoints; i++)
            enlarged.addPoint(
                    scale * corners.xpoints[i] + shift, scale * corners.ypoints[i] + shift);
        return enlarged;
    }

    private static Roi withAttributes(Roi enlarged, Roi roi, int scale) {
        enlarged.copyAttributes(roi);
        boolean drawn = roi instanceof TextRoi || roi instanceof ImageRoi;
        if (!drawn && roi.getStrokeWidth() != 0)
            enlarged.setStrokeWidth((double) scale * roi.getStrokeWidth());
        if (roi.getProperties() != null) enlarged.setProperties(roi.getProperties());
        if (roi.hasHyperStackPosition())
            enlarged.setPosition(roi.getCPosition(), roi.getZPosition(), roi.getTPosition());
        else if (roi.getPosition() > 0) enlarged.setPosition(roi.getPosition());
        return enlarged;
    }
}
