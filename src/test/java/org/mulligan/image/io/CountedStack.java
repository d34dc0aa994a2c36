package org.mulligan.image.io;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.ImageProcessor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A virtual stack that knows which planes were read, and how many of them were alive at once. */
public final class CountedStack extends VirtualStack {
    private final int size;
    private final IntFunction<ImageProcessor> planes;
    private final List<WeakReference<ImageProcessor>> given = new ArrayList<>();

    /** Planes from 0, in the order in which they were read. */
    public final List<Integer> read = new ArrayList<>();

    public int mostAlive;

    public CountedStack(int width, int height, int size, IntFunction<ImageProcessor> planes) {
        super(width, height, null, "");
        this.size = size;
        this.planes = planes;
        setBitDepth(planes.apply(0).getBitDepth());
    }

    /** As ImageJ has it, of one channel. */
    public static ImagePlus image(String title, CountedStack stack, int channels, int slices) {
        ImagePlus image = new ImagePlus(title, stack);
        image.setDimensions(channels, slices, stack.size / channels / slices);
        image.setOpenAsHyperStack(true);
        stack.read.clear();
        return image;
    }

    @Override
    public synchronized ImageProcessor getProcessor(int n) {
        read.add(n - 1);
        ImageProcessor plane = planes.apply(n - 1);
        given.add(new WeakReference<>(plane));
        if (given.size() % 16 == 0) {
            System.gc();
            int alive = (int) given.stream().filter(one -> one.get() != null).count();
            mostAlive = Math.max(mostAlive, alive);
        }
        return plane;
    }

    @Override
    public Object getPixels(int n) {
        return getProcessor(n).getPixels();
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
        return "plane " + n;
    }
}
