package org.mulligan.image.io;

import ij.gui.ImageRoi;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.process.FloatPolygon;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/**
 * Selections on a part of an image. What lies outside is left out, areas are cut at the border, and
 * lines, texts and pictures that reach over it stay whole.
 */
final class CutRoi {
    private CutRoi() {}

    /** A new selection on the same spot of the specimen; empty where nothing of it is left. */
    static Optional<Roi> of(Roi roi, ImagePart part) {
        Optional<Place> place = Place.of(roi, part);
        if (place.isEmpty()) return Optional.empty();
        Optional<Roi> moved = outline(roi, part);
        moved.ifPresent(place.get()::give);
        return moved;
    }

    private static Optional<Roi> outline(Roi roi, ImagePart part) {
        ImagePart.Box box = part.box();
        Rectangle border = new Rectangle(box.x(), box.y(), box.width(), box.height());
        if (roi instanceof PointRoi points) return points(points, part, border);
        Rectangle2D.Double bounds = roi.getFloatBounds();
        if (!new Rectangle2D.Double(
                        bounds.x,
                        bounds.y,
                        // Of a level line it is 0.
                        Math.max(bounds.width, Double.MIN_NORMAL),
                        Math.max(bounds.height, Double.MIN_NORMAL))
                .intersects(border)) return Optional.empty();
        Roi moved = (Roi) roi.clone();
        boolean area = roi.isArea() && !(roi instanceof TextRoi) && !(roi instanceof ImageRoi);
        if (area && !border.contains(bounds)) {
            ShapeRoi cut = new ShapeRoi(moved).and(new ShapeRoi(new Roi(border)));
            if (cut.getBounds().isEmpty()) return Optional.empty();
            moved = cut.trySimplify();
            moved.copyAttributes(roi);
        }
        Rectangle2D.Double from = moved.getFloatBounds();
        moved.setLocation(from.x - box.x(), from.y - box.y());
        return Optional.of(moved);
    }

    /** The counter of a point has its plane too, so they are kept only with all planes. */
    private static Optional<Roi> points(PointRoi points, ImagePart part, Rectangle border) {
        FloatPolygon all = points.getFloatPolygon();
        FloatPolygon inside = new FloatPolygon();
        for (int i = 0; i < all.npoints; i++)
            if (border.contains((double) all.xpoints[i], all.ypoints[i]))
                inside.addPoint(all.xpoints[i] - border.x, all.ypoints[i] - border.y);
        if (inside.npoints == 0) return Optional.empty();
        PointRoi moved = new PointRoi(inside);
        moved.copyAttributes(points);
        moved.setShowLabels(points.getShowLabels());
        boolean planes = part.planes() == part.whole().planes();
        if (planes && inside.npoints == all.npoints) moved.setCounters(points.getCounters());
        return Optional.of(moved);
    }

    /** The plane or the planes that a selection is for; 0 = all. */
    private record Place(boolean hyperstack, int channel, int slice, int frame, int plane) {
        /** Empty where it is for planes that are left out. */
        static Optional<Place> of(Roi roi, ImagePart part) {
            if (roi.hasHyperStackPosition())
                return known(
                        new Place(
                                true,
                                index(part.channels(), roi.getCPosition()),
                                index(part.slices(), roi.getZPosition()),
                                index(part.frames(), roi.getTPosition()),
                                0));
            int plane = 0;
            for (int i = 0; i < part.planes() && roi.getPosition() > 0; i++)
                if (part.place(i) == roi.getPosition() - 1) plane = i + 1;
            if (roi.getPosition() > 0 && plane == 0) return Optional.empty();
            return Optional.of(new Place(false, 0, 0, 0, plane));
        }

        private static int index(List<Integer> numbers, int position) {
            if (position == 0) return 0;
            int index = numbers.indexOf(position - 1);
            return index < 0 ? -1 : index + 1;
        }

        private static Optional<Place> known(Place place) {
            return place.channel < 0 || place.slice < 0 || place.frame < 0
                    ? Optional.empty()
                    : Optional.of(place);
        }

        void give(Roi roi) {
            if (hyperstack) roi.setPosition(channel, slice, frame);
            else roi.setPosition(plane);
        }
    }
}
