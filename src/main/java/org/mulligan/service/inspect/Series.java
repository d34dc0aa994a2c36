package org.mulligan.service.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.mulligan.metric.Resolution;
import org.mulligan.noise.LagCorrelation;
import org.mulligan.noise.PhotonTransfer;
import org.mulligan.noise.series.Bleaching;
import org.mulligan.noise.series.Drift;
import org.mulligan.noise.series.Frames;

/**
 * What planes of one channel say together: in time, or in depth where there is one time only.
 *
 * @param timed whether they are times
 * @param compared planes, one behind the other, of the middle of the series
 * @param frames which of them hold nothing of their own
 * @param drift against the first of them; empty where they are no times, or nothing of the first
 *     was found again
 * @param along correlation of the noise of a plane and the next; empty where there is none
 * @param repeats how many of them show the same, so that their differences are noise; 0 where they
 *     do not
 * @param transfer by those differences; empty where they do not show the same, or it cannot be told
 * @param resolution by the agreement of two of them, px; empty where they do not show the same
 * @param bleaching of all planes, of one frame to the next; empty where they are no times, or the
 *     offset of the camera is not known
 */
record Series(
        boolean timed,
        int compared,
        Frames frames,
        Optional<Drift> drift,
        OptionalDouble along,
        int repeats,
        Optional<PhotonTransfer> transfer,
        OptionalDouble resolution,
        Optional<Bleaching> bleaching) {
    /** Planes that are compared with the next, and planes whose light is measured. */
    static final int MOST = 16;

    /** Planes whose noise is compared. */
    private static final int REPEATS = 4;

    private static final int FEWEST = 3;

    /** Side from which on a shift can be found, px. */
    private static final int SHORTEST = 64;

    /** How a plane is read. */
    @FunctionalInterface
    interface Reader {
        float[] read(int plane) throws IOException;
    }

    /**
     * @param planes numbers of planes in their order
     * @param step of the grey levels
     * @param columns of what is read of a plane
     * @param timed whether they are times, and no depths, between which nothing drifts
     */
    static Optional<Series> of(int[] planes, Reader reader, double step, int columns, boolean timed)
            throws IOException {
        if (planes.length < 2) return Optional.empty();
        int compared = Math.min(MOST, planes.length);
        int first = (planes.length - compared) / 2;
        List<float[]> frames = new ArrayList<>();
        for (int i = 0; i < compared; i++) frames.add(reader.read(planes[first + i]));
        Frames found = Frames.of(frames, step);
        Optional<Drift> drift = timed ? drift(frames, columns) : Optional.empty();
        int rows = frames.get(0).length / columns;
        List<float[]> few = frames.subList(0, Math.min(REPEATS, compared));
        boolean same = PhotonTransfer.areRepeats(few, columns, rows);
        return Optional.of(
                new Series(
                        timed,
                        compared,
                        found,
                        drift,
                        along(frames, columns, rows),
                        same ? few.size() : 0,
                        same ? PhotonTransfer.ofRepeats(few, columns, rows) : Optional.empty(),
                        same
                                ? Resolution.ofRepeats(few.get(0), few.get(1), columns, rows)
                                : OptionalDouble.empty(),
                        Optional.empty()));
    }

    private static OptionalDouble along(List<float[]> frames, int columns, int rows) {
        return IntStream.range(1, Math.min(REPEATS + 1, frames.size()))
                .mapToObj(
                        i ->
                                LagCorrelation.between(
                                        frames.get(i - 1), frames.get(i), columns, rows))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }

    private static Optional<Drift> drift(List<float[]> frames, int columns) {
        for (float[] frame : frames)
            for (float value : frame) if (!Float.isFinite(value)) return Optional.empty();
        int rows = frames.get(0).length / columns;
        if (Math.min(columns, rows) < SHORTEST) return Optional.empty();
        return Optional.of(Drift.of(frames, columns, rows))
                .filter(drift -> drift.shifts().size() > 1);
    }

    /**
     * Measures the light, too.
     *
     * @param times numbers of planes
     * @param offset counts without light
     * @param sigma of the noise of a pixel
     */
    Series withLight(int[] times, Reader reader, double offset, double sigma) throws IOException {
        if (times.length < FEWEST) return this;
        int stride = Math.max(1, -Math.floorDiv(-(times.length - 1), MOST - 1));
        List<Double> means = new ArrayList<>();
        int pixels = 1;
        for (int i = 0; i < times.length; i += stride) {
            float[] plane = reader.read(times[i]);
            double sum = 0;
            for (float value : plane) sum += value;
            pixels = plane.length;
            means.add(sum / pixels);
        }
        return new Series(
                timed,
                compared,
                frames,
                drift,
                along,
                repeats,
                transfer,
                resolution,
                Bleaching.of(means, offset, sigma / Math.sqrt(pixels))
                        .map(each -> ofEveryFrame(each, stride, times.length)));
    }

    /** Of frames that are a stride apart to those beside each other. */
    private static Bleaching ofEveryFrame(Bleaching strided, int stride, int count) {
        double logarithm = Math.log1p(strided.change()) / stride;
        return new Bleaching(
                Math.expm1(logarithm),
                Math.expm1(logarithm * (count - 1)),
                strided.halfLife() * stride,
                strided.flicker());
    }

    /** The sentences with what is to be said of the series; the same where that is nothing. */
    Verdict with(Verdict plane) {
        List<String> found = new ArrayList<>();
        say(frames.copies().size(), "copies of the frame before", found);
        say(frames.between().size(), "means of the frames beside them", found);
        say(frames.blank().size(), "blank", found);
        if (found.isEmpty()) return plane;
        return new Verdict(
                "%s; of %d frames that were compared %s."
                        .formatted(
                                withoutStop(plane.found()), compared, String.join(" and ", found)),
                "%s; delete such frames first (Image > Stacks > Delete Slice), as averages, traces and trainings would count them."
                        .formatted(withoutStop(plane.advice())));
    }

    private static void say(int count, String what, List<String> found) {
        if (count > 0) found.add(count + " are " + what);
    }

    private static String withoutStop(String sentence) {
        return sentence.substring(0, sentence.length() - 1);
    }
}
