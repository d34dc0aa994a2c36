package org.mulligan.image.io;

import ij.VirtualStack;
import ij.process.ImageProcessor;
import java.util.HashMap;
import java.util.Map;

/** Planes that are all the same black one: what an image has before its pixels are computed. */
final class BlankStack extends VirtualStack {
    private final ImageProcessor plane;
    private final int size;
    private final Map<Integer, String> labels = new HashMap<>();

    BlankStack(ImageProcessor plane, int size) {
        super(plane.getWidth(), plane.getHeight(), null, "");
        this.plane = plane;
        this.size = size;
        setBitDepth(plane.getBitDepth());
    }

    @Override
    public ImageProcessor getProcessor(int n) {
        return plane;
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
    public void setSliceLabel(String label, int n) {
        labels.put(n, label);
    }

    @Override
    public String getSliceLabel(int n) {
        return labels.get(n);
    }

    @Override
    public String[] getSliceLabels() {
        String[] all = new String[size];
        for (int i = 0; i < size; i++) all[i] = labels.get(i + 1);
        return all;
    }
}
