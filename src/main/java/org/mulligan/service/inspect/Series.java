package org.mulligan.service.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.noise.series.Bleaching;
import org.mulligan.noise.series.Drift;
import org.mulligan.noise.series.Frames;

/**
 * What planes of one channel say together: in time, or in depth where there is one time only.
 *
 * @param compared planes, one behind the other, of the middle of the series
 * @param frames which of them hold nothing of their own
 * @param drift against the first of them; empty where they are no times, or nothing of the first
 *     was found again
 * @param bleaching of all planes, of one frame to the next; empty where they are no times, or the
 *     offset of the camera is not known
 */
record Series(int compared, Frames frames, Optional<Drift> drift, Optional<Bleaching> bleaching) {
    /** Planes that are compared with the next, and planes whose light is measured. */
    static final int MOST = 16;

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
     * @param columns of what is read of a plane, where they are times; 0 where they are depths,
     *     between which nothing drifts
     */
    static Optional<Series> of(int[] planes, Reader reader, double step, int columns)
            throws IOException {
        if (planes.length < 2) return Optional.empty();
        int compared = Math.min(MOST, planes.length);
        int first = (planes.length - compared) / 2;
        List<float[]> frames = new ArrayList<>();
        for (int i = 0; i < compared; i++) frames.add(reader.read(planes[first + i]));
        Frames found = Frames.of(frames, step);
        Optional<Drift> drift = columns == 0 ? Optional.empty() : drift(frames, columns);
        return Optional.of(new Series(compared, found, drift, Optional.empty()));
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
                compared,
                frames,
                drift,
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
