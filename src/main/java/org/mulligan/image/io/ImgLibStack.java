package org.mulligan.image.io;

import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Util;
import net.imglib2.view.Views;

/** Planes of an ImgLib2 image in ImageJ's order XYCZT; each is copied when it is read. */
final class ImgLibStack extends VirtualStack {
    private final RandomAccessibleInterval<? extends RealType<?>> image;
    private final ImgLibAxes axes;
    private final List<Integer> order = new ArrayList<>();
    private final int depth;
    private final int size;

    ImgLibStack(RandomAccessibleInterval<? extends RealType<?>> image, ImgLibAxes axes) {
        super(
                Math.toIntExact(image.dimension(axes.x())),
                Math.toIntExact(image.dimension(axes.y())),
                null,
                "");
        this.image = image;
        this.axes = axes;
        axes.c().ifPresent(order::add);
        axes.z().ifPresent(order::add);
        axes.t().ifPresent(order::add);
        order.addAll(axes.others());
        depth = depth(Util.getTypeFromInterval(image));
        size = count(order);
        setBitDepth(depth);
    }

    private static int depth(RealType<?> pixel) {
        boolean whole = pixel instanceof IntegerType && pixel.getMinValue() >= 0;
        if (whole && pixel.getMaxValue() <= 255) return 8;
        return whole && pixel.getMaxValue() <= 65535 ? 16 : 32;
    }

    private int count(List<Integer> dimensions) {
        long count = 1;
        for (int d : dimensions) count = Math.multiplyExact(count, image.dimension(d));
        return Math.toIntExact(count);
    }

    int channels() {
        return length(axes.c());
    }

    int slices() {
        return length(axes.z());
    }

    int frames() {
        return size / channels() / slices();
    }

    private int length(OptionalInt axis) {
        return axis.isPresent() ? Math.toIntExact(image.dimension(axis.getAsInt())) : 1;
    }

    @Override
    public int getSize() {
        return size;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String getSliceLabel(int n) {
        return null;
    }

    @Override
    public Object getPixels(int n) {
        return getProcessor(n).getPixels();
    }

    @Override
    public ImageProcessor getProcessor(int n) {
        ImageProcessor plane =
                switch (depth) {
                    case 8 -> new ByteProcessor(getWidth(), getHeight());
                    case 16 -> new ShortProcessor(getWidth(), getHeight());
                    default -> new FloatProcessor(getWidth(), getHeight());
                };
        Cursor<? extends RealType<?>> pixels = Views.flatIterable(plane(n - 1)).cursor();
        int pixelCount = getWidth() * getHeight();
        for (int i = 0; i < pixelCount; i++) plane.setf(i, pixels.next().getRealFloat());
        if (depth == 16) plane.resetMinAndMax();
        return plane;
    }

    /** With X before Y. */
    private RandomAccessibleInterval<? extends RealType<?>> plane(int index) {
        long[] position = new long[image.numDimensions()];
        long rest = index;
        for (int d : order) {
            position[d] = image.min(d) + rest % image.dimension(d);
            rest /= image.dimension(d);
        }
        RandomAccessibleInterval<? extends RealType<?>> slice = image;
        for (int d = position.length - 1; d >= 0; d--)
            if (d != axes.x() && d != axes.y()) slice = Views.hyperSlice(slice, d, position[d]);
        return axes.x() < axes.y() ? slice : Views.permute(slice, 0, 1);
    }
}
