package org.mulligan.image.plane;

import ij.VirtualStack;

/**
 * Planes that lie on disk and are read when they are asked for. Their labels are kept: ImageJ's own
 * virtual stack has those of its files.
 */
public abstract class DiskStack extends VirtualStack {
    private String[] labels = {};

    protected DiskStack(int width, int height) {
        super(width, height, null, "");
    }

    /** Says how many planes there are, before any is asked for; none has a label then. */
    protected final void setPlanes(int planes) {
        labels = new String[planes];
    }

    @Override
    public int getSize() {
        return labels.length;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public void setSliceLabel(String label, int n) {
        labels[n - 1] = label;
    }

    @Override
    public String getSliceLabel(int n) {
        return labels[n - 1];
    }

    @Override
    public String[] getSliceLabels() {
        return labels.clone();
    }
}
