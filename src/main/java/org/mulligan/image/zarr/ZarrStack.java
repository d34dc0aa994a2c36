package org.mulligan.image.zarr;

import ij.process.ImageProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.mulligan.image.plane.DiskStack;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlanesByPart;

/** Planes of an array that are read when they are asked for. */
final class ZarrStack extends DiskStack implements PlanesByPart {
    private final String name;
    private final ZarrArray array;
    private final AxisPlan axes;
    private final boolean large;
    private final int channels;
    private final int slices;
    private final int frames;

    /**
     * @param name of the image, for messages
     * @param largest bytes of a plane from which on planes are read by part only
     * @throws IOException when it has more planes, or larger ones, than ImageJ can have
     */
    ZarrStack(String name, ZarrArray array, AxisPlan axes, long largest) throws IOException {
        super(side(array, axes.x()), side(array, axes.y()));
        this.name = name;
        this.array = array;
        this.axes = axes;
        long[] shape = array.layout().shape();
        long pixels = shape[axes.x()] * shape[axes.y()];
        if (pixels > Integer.MAX_VALUE - 8)
            throw new IOException(
                    "its planes have %d x %d px, and ImageJ's end at 2147483639 px; open a smaller level, or cut it into parts"
                            .formatted(shape[axes.x()], shape[axes.y()]));
        try {
            channels = Math.toIntExact(AxisPlan.count(axes.channels(), shape));
            slices = Math.toIntExact(AxisPlan.count(axes.slices(), shape));
            frames = Math.toIntExact(AxisPlan.count(axes.frames(), shape));
            int planes = Math.multiplyExact(channels, Math.multiplyExact(slices, frames));
            if (planes > Integer.MAX_VALUE / 16) throw new ArithmeticException();
            setPlanes(planes);
        } catch (ArithmeticException e) {
            throw new IOException(
                    "its shape is %s, more planes than ImageJ can have"
                            .formatted(Arrays.toString(shape)),
                    e);
        }
        int depth = ImageJPixels.depth(array.layout().type());
        setBitDepth(depth);
        large = pixels * depth / Byte.SIZE > largest;
    }

    private static int side(ZarrArray array, int axis) throws IOException {
        return PixelType.ints(new long[] {array.layout().shape()[axis]}, "planes")[0];
    }

    int channels() {
        return channels;
    }

    int slices() {
        return slices;
    }

    int frames() {
        return frames;
    }

    /**
     * @throws UncheckedIOException when a chunk of it cannot be read, which is named
     */
    @Override
    public ImageProcessor getProcessor(int n) {
        try {
            if (large) return withoutPixels(n - 1, getBitDepth(), getWidth(), getHeight());
            return Pixels.processor(
                    read(n - 1, 0, 0, getWidth(), getHeight()), getWidth(), getHeight());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Plane %d of %s cannot be read: %s".formatted(n, name, e.getMessage()), e);
        }
    }

    @Override
    public boolean areLarge() {
        return large;
    }

    @Override
    public int[] piece() {
        int[] chunk = array.layout().chunk().shape();
        return new int[] {chunk[axes.x()], chunk[axes.y()]};
    }

    @Override
    public Object read(int plane, int left, int top, int width, int height) throws IOException {
        long[] shape = array.layout().shape();
        long[] origin = new long[shape.length];
        AxisPlan.place(origin, axes.channels(), shape, plane % channels);
        AxisPlan.place(origin, axes.slices(), shape, plane / channels % slices);
        AxisPlan.place(origin, axes.frames(), shape, plane / channels / slices);
        origin[axes.x()] = left;
        origin[axes.y()] = top;
        int[] size = new int[shape.length];
        Arrays.fill(size, 1);
        size[axes.x()] = width;
        size[axes.y()] = height;
        byte[] stored = array.read(origin, size);
        PixelType type = array.layout().type();
        if (axes.x() < axes.y()) stored = turned(stored, width, height, type.size());
        return ImageJPixels.of(stored, type);
    }

    /** Columns of pixels as rows. */
    private static byte[] turned(byte[] columns, int width, int height, int bytes) {
        byte[] rows = new byte[columns.length];
        int[] strides = {1, height};
        int[] origin = {0, 0};
        Grid.copy(
                columns,
                origin,
                strides,
                rows,
                origin,
                new int[] {width, 1},
                new int[] {height, width},
                bytes);
        return rows;
    }
}
