package org.mulligan.data.pairs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.data.ImageFault;
import org.mulligan.data.ImageFile;
import org.mulligan.data.LeftOut;
import org.mulligan.image.filter.Binning;
import org.mulligan.noise.Median;
import org.mulligan.noise.series.PhaseCorrelation;

/**
 * What of files is learnt from: each plane is judged, and of pairs whether they belong together and
 * where. A frame is left out in all its channels, and in both images of a pair.
 */
final class PairSelection {
    /** Planes of a file that are looked at as pairs; where shifts are undone, all of them. */
    private static final int PLANES = 8;

    /** A shift so near to that of most pairs is that, px: it is not known better. */
    private static final double SAME_SHIFT = 0.75;

    /** Pairs that are compared with each other. */
    private static final int COMPARED = 400;

    /**
     * What is left of a file or a pair of files.
     *
     * @param frames their numbers in the files, from 0; empty where nothing is
     * @param parts what both images show, a part for each plane of these frames, all of one size
     */
    record Choice(List<Integer> frames, List<Overlap> parts) {}

    private final PairSettings settings;
    private final int scale;
    private final int patch;
    private final LeftOut leftOut;
    private final PairJudge judge;
    private final Map<String, String> seen = new HashMap<>();
    private final Map<String, List<String>> targets = new LinkedHashMap<>();
    private int planes;
    private int compared;
    private int samePixels;
    private int undone;

    /** Shifts of the first planes of some pairs, px of the measured planes. */
    private final List<PhaseCorrelation.Peak> first = new ArrayList<>();

    /**
     * @param patch px that must be left of each side of a measured image; 0 = any
     */
    PairSelection(PairSettings settings, int scale, int patch, LeftOut leftOut) {
        this.settings = settings;
        this.scale = scale;
        this.patch = patch;
        this.leftOut = leftOut;
        judge = new PairJudge(settings);
    }

    /** Planes that were judged, one for all channels; the two of a pair count as one. */
    int planes() {
        return planes;
    }

    /** Pairs whose two images have the same pixels. */
    int samePixels() {
        return samePixels;
    }

    /** Pairs whose shift is undone, one for each channel. */
    int undone() {
        return undone;
    }

    PairJudge judge() {
        return judge;
    }

    /**
     * Looks at the first plane of a pair before all are read: many pairs tell a shift that they
     * share more exactly than each its own.
     */
    void expect(ImageFile noisy, ImageFile target) {
        PhaseCorrelation.Peak peak = correlation(noisy, target, 0).peak();
        if (peak.height() >= PairJudge.PEAK) first.add(peak);
    }

    /** The shift of a plane: that of most pairs where it is about that, else its own. */
    private double[] shift(PhaseCorrelation.Peak peak) {
        if (!first.isEmpty()) {
            double x = Median.of(first.stream().mapToDouble(PhaseCorrelation.Peak::x).toArray());
            double y = Median.of(first.stream().mapToDouble(PhaseCorrelation.Peak::y).toArray());
            long alike =
                    first.stream()
                            .filter(one -> Math.hypot(one.x() - x, one.y() - y) < SAME_SHIFT)
                            .count();
            boolean unsure = peak.height() < PairJudge.PEAK && 2 * alike > first.size();
            if (unsure || Math.hypot(peak.x() - x, peak.y() - y) < SAME_SHIFT)
                return new double[] {x, y};
        }
        return PairJudge.isShift(peak) ? new double[] {peak.x(), peak.y()} : new double[2];
    }

    /** Names of files that share a target. */
    List<List<String>> sharedTargets() {
        return targets.values().stream().filter(names -> names.size() > 1).toList();
    }

    /** A file without partner. */
    List<Integer> ofTarget(ImageFile target) {
        List<Integer> frames = new ArrayList<>();
        for (int frame = 0; frame < target.planes().size() / target.channels(); frame++)
            if (isUsable(target, frame)) frames.add(frame);
        return frames;
    }

    private boolean isUsable(ImageFile target, int frame) {
        planes++;
        for (int i = frame * target.channels(); i < (frame + 1) * target.channels(); i++) {
            Optional<ImageFault> fault = ImageFault.of(target.planes().get(i), ImageFault.NO_SCALE);
            if (fault.isPresent()) return leaveOut(target.nameOf(i), fault.get());
        }
        return isNew(target, frame, target.nameOf(frame * target.channels()));
    }

    private boolean leaveOut(String name, ImageFault fault) {
        leftOut.add(name, fault);
        return false;
    }

    private boolean isNew(ImageFile file, int frame, String name) {
        String first = seen.putIfAbsent(ImageFault.fingerprint(frame(file, frame)), name);
        return first == null || leaveOut(name, duplicate(first));
    }

    private static ImageFault duplicate(String first) {
        return new ImageFault(
                ImageFault.Kind.DUPLICATE,
                "is the same picture as %s".formatted(first.replaceFirst(",$", "")));
    }

    private static List<float[]> frame(ImageFile file, int frame) {
        return file.planes().subList(frame * file.channels(), (frame + 1) * file.channels());
    }

    /** Two files of which the target is {@code scale} times as large. */
    Choice of(String name, ImageFile noisy, ImageFile target) {
        List<Integer> frames = new ArrayList<>();
        for (int frame = 0; frame < noisy.planes().size() / noisy.channels(); frame++)
            if (isUsable(noisy, target, frame)) frames.add(frame);
        List<Overlap> parts = parts(name, noisy.only(frames), target.only(frames), frames);
        if (parts.stream().anyMatch(part -> Math.min(part.width(), part.height()) < patch)) {
            leftOut.add(
                    noisy.path().toString(),
                    new ImageFault(
                            ImageFault.Kind.SHIFTED,
                            "is shifted so far against %s that less than a patch of %d px is left"
                                    .formatted(target.path(), patch)));
            return new Choice(List.of(), List.of());
        }
        if (!frames.isEmpty())
            targets.computeIfAbsent(
                            ImageFault.fingerprint(frame(target, frames.get(0))),
                            key -> new ArrayList<>())
                    .add(name);
        return new Choice(frames, parts);
    }

    private boolean isUsable(ImageFile noisy, ImageFile target, int frame) {
        planes++;
        int first = frame * noisy.channels();
        boolean same = scale == 1;
        for (int i = first; i < first + noisy.channels(); i++) {
            Optional<ImageFault> fault = ImageFault.of(noisy.planes().get(i), ImageFault.NO_SCALE);
            if (fault.isPresent()) return leaveOut(noisy.nameOf(i), fault.get());
            fault = ImageFault.of(target.planes().get(i), ImageFault.NO_SCALE);
            if (fault.isPresent()) return leaveOut(target.nameOf(i), fault.get());
            same &= Arrays.equals(noisy.planes().get(i), target.planes().get(i));
        }
        if (same) {
            samePixels++;
            return leaveOut(
                    noisy.nameOf(first),
                    new ImageFault(
                            ImageFault.Kind.SAME_PIXELS,
                            "has the same pixels as %s".formatted(target.path())));
        }
        return isNew(noisy, frame, noisy.nameOf(first));
    }

    /** By plane, cut to one size. */
    private List<Overlap> parts(
            String name, ImageFile noisy, ImageFile target, List<Integer> frames) {
        int count = noisy.planes().size();
        int most = settings.align() ? count : Math.min(PLANES, count);
        List<Optional<PhaseCorrelation.Peak>> peaks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Spread over the file.
            boolean looked = (long) (i + 1) * most / count > (long) i * most / count;
            String plane =
                    count == 1
                            ? name
                            : "%s plane %d"
                                    .formatted(
                                            name,
                                            frames.get(i / noisy.channels()) * noisy.channels()
                                                    + i % noisy.channels()
                                                    + 1);
            peaks.add(looked ? Optional.of(look(plane, noisy, target, i)) : Optional.empty());
        }
        if (!settings.align())
            return peaks.stream().map(p -> Overlap.whole(noisy.width(), noisy.height())).toList();
        return overlaps(peaks.stream().flatMap(Optional::stream).toList(), noisy);
    }

    private PhaseCorrelation.Peak look(String name, ImageFile noisy, ImageFile target, int plane) {
        PhaseCorrelation correlation = correlation(noisy, target, plane);
        PhaseCorrelation.Peak peak = correlation.peak();
        if (compared < COMPARED) {
            compared++;
            judge.add(
                    PairFigures.of(
                            name,
                            noisy.planes().get(plane),
                            seen(target, plane),
                            noisy.width(),
                            noisy.height(),
                            peak),
                    correlation);
        }
        return peak;
    }

    private PhaseCorrelation correlation(ImageFile noisy, ImageFile target, int plane) {
        return PairFigures.correlation(
                noisy.planes().get(plane), seen(target, plane), noisy.width(), noisy.height());
    }

    /** As pixels of the measured size would have seen it. */
    private float[] seen(ImageFile target, int plane) {
        float[] whole = target.planes().get(plane);
        return scale == 1 ? whole : Binning.mean(whole, target.width(), target.height(), scale);
    }

    /** Shifts are undone by whole pixels of the target: a part of one would smooth it. */
    private List<Overlap> overlaps(List<PhaseCorrelation.Peak> peaks, ImageFile noisy) {
        List<Overlap> parts = new ArrayList<>();
        int width = noisy.width();
        int height = noisy.height();
        for (PhaseCorrelation.Peak peak : peaks) {
            double[] shift = shift(peak);
            int x = (int) Math.rint(scale * shift[0]);
            int y = (int) Math.rint(scale * shift[1]);
            if (x != 0 || y != 0) undone++;
            Overlap part = Overlap.of(noisy.width(), noisy.height(), scale, x, y);
            parts.add(part);
            width = Math.min(width, part.width());
            height = Math.min(height, part.height());
        }
        int w = width;
        int h = height;
        return parts.stream()
                .map(p -> new Overlap(p.x(), p.y(), w, h, p.targetX(), p.targetY()))
                .toList();
    }
}
