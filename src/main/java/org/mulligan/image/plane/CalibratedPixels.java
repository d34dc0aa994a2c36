package org.mulligan.image.plane;

import ij.measure.Calibration;

/**
 * Pixels that are written in raw units and stored in those of ImageJ's calibration function, so
 * that a signed 16-bit image becomes a 32-bit one with the values that the user sees.
 */
public record CalibratedPixels(Pixels stored, Calibration calibration) implements Pixels {
    @Override
    public int width() {
        return stored.width();
    }

    @Override
    public int height() {
        return stored.height();
    }

    @Override
    public void get(int x, int y, int count, float[] into) {
        stored.get(x, y, count, into);
    }

    @Override
    public int set(int x, int y, int count, float[] from) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = (float) calibration.getCValue((double) from[i]);
        return stored.set(x, y, count, values);
    }

    @Override
    public Object array() {
        return stored.array();
    }

    @Override
    public int bitDepth() {
        return stored.bitDepth();
    }

    @Override
    public boolean isArray() {
        return stored.isArray();
    }
}
