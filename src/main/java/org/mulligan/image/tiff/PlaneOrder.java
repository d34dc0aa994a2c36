package org.mulligan.image.tiff;

import java.util.stream.IntStream;

/**
 * Which planes of a file stand where in a stack of ImageJ, whose channels come first, then slices,
 * then frames.
 *
 * @param planes numbers of the file's planes, in the order of the stack
 */
record PlaneOrder(int channels, int slices, int frames, int[] planes) {
    /** Numbers of one position. */
    private static final String AXES = "CZT";

    PlaneOrder {
        if (channels < 1 || slices < 1 || frames < 1 || planes.length != channels * slices * frames)
            throw new IllegalArgumentException(
                    "%d planes are not %d channels, %d slices, %d frames"
                            .formatted(planes.length, channels, slices, frames));
    }

    /** Pages one after the other. */
    static PlaneOrder slices(int pages, int channels) {
        return new PlaneOrder(channels, pages, 1, IntStream.range(0, pages * channels).toArray());
    }

    /**
     * Planes that lie in an order of axes.
     *
     * @param fastest the axes C, Z, T, each once, that which changes from plane to plane first
     */
    static PlaneOrder of(int channels, int slices, int frames, String fastest) {
        int[] planes = new int[channels * slices * frames];
        int i = 0;
        for (int t = 0; t < frames; t++)
            for (int z = 0; z < slices; z++)
                for (int c = 0; c < channels; c++)
                    planes[i++] =
                            index(
                                    new int[] {c, z, t},
                                    new int[] {channels, slices, frames},
                                    fastest);
        return new PlaneOrder(channels, slices, frames, planes);
    }

    /**
     * The number of a plane in an order of axes.
     *
     * @param place and {@code sizes} of channel, slice, frame
     */
    static int index(int[] place, int[] sizes, String fastest) {
        int index = 0;
        for (int k = AXES.length() - 1; k >= 0; k--) {
            int axis = AXES.indexOf(fastest.charAt(k));
            index = index * sizes[axis] + place[axis];
        }
        return index;
    }

    /** Such as 2 channels, 3 slices, 4 frames. */
    static String said(int channels, int slices, int frames) {
        return "%d channel%s, %d slice%s, %d frame%s"
                .formatted(
                        channels,
                        channels == 1 ? "" : "s",
                        slices,
                        slices == 1 ? "" : "s",
                        frames,
                        frames == 1 ? "" : "s");
    }
}
