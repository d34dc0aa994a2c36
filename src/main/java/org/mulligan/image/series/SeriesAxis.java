package org.mulligan.image.series;

import org.mulligan.image.filter.Mirror;

/**
 * The series that the planes of an image belong to: along time, or along depth where there is one
 * time. Each channel, and in a series of stacks each depth, is a series of its own.
 *
 * @param step planes from one of a series to the next
 * @param length planes of each series
 */
public record SeriesAxis(int step, int length) {
    public SeriesAxis {
        if (step < 1 || length < 1)
            throw new IllegalArgumentException(
                    "A series has 1 plane or more, 1 or more apart, got %d and %d"
                            .formatted(length, step));
    }

    /**
     * Of planes in ImageJ's order: channels fastest, then depths, then times.
     *
     * @param planes of all
     */
    public static SeriesAxis of(int planes, int channels, int frames) {
        return frames > 1
                ? new SeriesAxis(planes / frames, frames)
                : new SeriesAxis(channels, planes / channels);
    }

    /**
     * The same along depth where there is one, else along time: what lies above a plane is nearer
     * to it than what was there before.
     */
    public static SeriesAxis ofStack(int planes, int channels, int frames) {
        int slices = planes / channels / frames;
        return slices > 1 ? new SeriesAxis(channels, slices) : of(planes, channels, frames);
    }

    /** Place of a plane in its series, from 0. */
    public int place(int plane) {
        return plane / step % length;
    }

    /** The plane of the same series at another place. */
    public int plane(int plane, int place) {
        return plane + (place - place(plane)) * step;
    }

    /**
     * As {@link #neighbour}, of a plane that is taken itself, too: what is nowhere in a short
     * series is mirrored at its ends.
     *
     * @param distance below 0 before; 0 gives the plane itself
     */
    public int mirrored(int plane, int distance) {
        int before = place(plane) - distance;
        int after = place(plane) + distance;
        boolean has = Math.min(before, after) >= 0 || Math.max(before, after) < length;
        return has ? neighbour(plane, distance) : plane(plane, Mirror.at(after, length));
    }

    /**
     * A plane of the same series before or after one. Beyond an end of the series it is the one as
     * far away on the other side, so that it is never {@code plane} itself.
     *
     * @param distance below 0 before; its size at most half of {@code length - 1}
     */
    public int neighbour(int plane, int distance) {
        int place = place(plane) + distance;
        if (place < 0 || place >= length) place -= 2 * distance;
        if (place < 0 || place >= length)
            throw new IllegalArgumentException(
                    "In a series of %d planes not every one has a neighbour %d away; at least %d are needed"
                            .formatted(length, Math.abs(distance), 1 + 2 * Math.abs(distance)));
        return plane(plane, place);
    }
}
