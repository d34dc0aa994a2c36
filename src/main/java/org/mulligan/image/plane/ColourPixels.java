package org.mulligan.image.plane;

/**
 * One colour of an RGB plane, 8-bit.
 *
 * @param array ImageJ's, one {@code int} for the three colours of a pixel; the others are kept
 * @param colour 0 = red, 1 = green, 2 = blue
 */
public record ColourPixels(int[] array, int width, int height, int colour) implements Pixels {
    @Override
    public void get(int x, int y, int count, float[] into) {
        int at = y * width + x;
        for (int i = 0; i < count; i++) into[i] = array[at + i] >> shift() & 0xff;
    }

    @Override
    public int set(int x, int y, int count, float[] from) {
        byte[] rounded = new byte[count];
        int clipped = new Bytes(rounded, count, 1).set(0, 0, count, from);
        int at = y * width + x;
        int others = ~(0xff << shift());
        for (int i = 0; i < count; i++)
            array[at + i] = array[at + i] & others | (rounded[i] & 0xff) << shift();
        return clipped;
    }

    private int shift() {
        return 16 - 8 * colour;
    }
}
