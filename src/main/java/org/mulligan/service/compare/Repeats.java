package org.mulligan.service.compare;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.metric.risk.SameField;
import org.mulligan.noise.series.Drift;

/**
 * Further shots of the field of a plane: of another image, or the planes of the image itself that
 * show the same.
 *
 * @param shots what is judged of each, as of the plane; empty where there are none
 */
record Repeats(List<float[]> shots) {
    /** Nearest to the plane; more make the estimates hardly better. */
    private static final int MOST = 8;

    /** Beyond that pixels of a detail are not the same any more, px. */
    private static final double MOVED = 0.5;

    /** Planes that nobody said to be times must be alike to the noise. */
    private static final double SLICES_EXCESS = 2;

    static final Repeats NONE = new Repeats(List.of());

    /**
     * Of an image that somebody gave as the repeat.
     *
     * @param plane of {@code image}
     * @throws IllegalArgumentException where it is another size, a copy, or shows something else
     */
    static Repeats of(ImagePlus repeat, ImagePlus image, int plane, JudgedPlane judged)
            throws IOException {
        if (repeat.getWidth() != image.getWidth() || repeat.getHeight() != image.getHeight())
            throw new IllegalArgumentException(
                    "The repeat (repeat) \"%s\" is %d x %d px and \"%s\" %d x %d px; give a second shot of the same field and size"
                            .formatted(
                                    repeat.getTitle(),
                                    repeat.getWidth(),
                                    repeat.getHeight(),
                                    image.getTitle(),
                                    image.getWidth(),
                                    image.getHeight()));
        PlaneSource planes = new ImagePlusPlanes(repeat);
        int other = plane < planes.count() ? plane : 0;
        float[] shot = JudgedPlane.of(planes, other).values();
        SameField same = SameField.of(judged.values(), shot, judged.blocks());
        if (same.copies())
            throw new IllegalArgumentException(
                    "The repeat (repeat) \"%s\" is a copy of \"%s\", pixel by pixel, with the same noise; give a second shot"
                            .formatted(repeat.getTitle(), image.getTitle()));
        if (!same.isSame())
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The repeat (repeat) \"%s\" shows something else than \"%s\", or is too"
                                    + " dark to tell: their means over 32 px agree by r = %.2f, where 1"
                                    + " is the same; give a second shot of the same field, or leave"
                                    + " repeat empty",
                            repeat.getTitle(),
                            image.getTitle(),
                            same.correlation()));
        double moved = moved(judged, shot);
        if (moved > MOVED)
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The repeat (repeat) \"%s\" is shifted against \"%s\" by %.1f px;"
                                    + " register the two first, at most %.1f px may be left",
                            repeat.getTitle(),
                            image.getTitle(),
                            moved,
                            MOVED));
        return new Repeats(List.of(shot));
    }

    /**
     * Of the other planes of the image: times of the same depth, or slices where there is one time.
     *
     * @param planes of the image
     * @param plane that is judged
     * @param copies is told how many planes of the series are copies of it
     */
    static Repeats within(ImagePlus image, PlaneSource planes, int plane, JudgedPlane judged)
            throws IOException {
        boolean timed = image.getNFrames() > 1;
        List<float[]> shots = new ArrayList<>();
        for (int other : series(image, plane)) {
            float[] shot = JudgedPlane.of(planes, other).values();
            SameField same = SameField.of(judged.values(), shot, judged.blocks());
            if (same.copies())
                throw new NotRanked(
                        "Planes %d and %d of \"%s\" are copies, pixel by pixel, so that they tell nothing of the noise; delete such planes first (Image > Stacks > Delete Slice)"
                                .formatted(plane + 1, other + 1, image.getTitle()),
                        false);
            boolean alike = same.isSame() && (timed || same.excess() < SLICES_EXCESS);
            if (alike && moved(judged, shot) <= MOVED) shots.add(shot);
        }
        return new Repeats(shots);
    }

    private static double moved(JudgedPlane judged, float[] shot) {
        return Drift.of(List.of(judged.values(), shot), judged.width(), judged.height()).farthest();
    }

    /** The nearest planes along time or depth. */
    private static List<Integer> series(ImagePlus image, int plane) {
        int[] at = image.convertIndexToPosition(plane + 1);
        boolean timed = image.getNFrames() > 1;
        int count = timed ? image.getNFrames() : image.getNSlices();
        int own = timed ? at[2] : at[1];
        return IntStream.rangeClosed(1, count)
                .filter(i -> i != own)
                .boxed()
                .sorted(Comparator.comparingInt(i -> Math.abs(i - own)))
                .limit(MOST)
                .map(i -> image.getStackIndex(at[0], timed ? at[1] : i, timed ? i : at[2]) - 1)
                .toList();
    }

    Optional<String> words() {
        if (shots.isEmpty()) return Optional.empty();
        return Optional.of(
                shots.size() == 1
                        ? "a second shot of the field"
                        : shots.size() + " other shots of the field");
    }
}
