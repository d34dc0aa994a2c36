package org.mulligan.train.vst;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.mulligan.data.Seeds;
import org.mulligan.data.pairs.Batch;
import org.mulligan.image.intensity.Normalisation;

/**
 * Patches in which one pixel of each 4 x 4 is hidden from the network: it becomes the mean of its
 * four neighbours, and what it was is all that is known of the target. Each batch is a function of
 * seed and step.
 */
record HiddenPixels(List<NoisyImage> images, int batch, int patch, long seed) {
    /** Pixels from one that is hidden to the next. */
    static final int APART = 4;

    /** The images with their pixels hidden. */
    Batch batch(long step) {
        RandomGenerator random = Seeds.PATCHES.stream(seed, step);
        int each = patch * patch;
        float[] inputs = new float[batch * each];
        float[] targets = new float[batch * each];
        for (int i = 0; i < batch; i++) {
            NoisyImage image = images.get(random.nextInt(images.size()));
            int left = random.nextInt(image.width() - patch + 1);
            int top = random.nextInt(image.height() - patch + 1);
            float[] cut = new float[each];
            for (int y = 0; y < patch; y++)
                System.arraycopy(
                        image.pixels(), (top + y) * image.width() + left, cut, y * patch, patch);
            float[] asked = hide(cut, patch, patch, random.nextInt(APART * APART));
            System.arraycopy(cut, 0, inputs, i * each, each);
            System.arraycopy(asked, 0, targets, i * each, each);
        }
        return new Batch(step, inputs, targets);
    }

    /**
     * Hides the pixels of one of the 16 grids.
     *
     * @param pixels row by row; the hidden ones are replaced
     * @param grid 0 to 15
     * @return what the hidden pixels were, all others {@link Normalisation#MISSING}
     */
    static float[] hide(float[] pixels, int width, int height, int grid) {
        float[] known = pixels.clone();
        float[] asked = new float[pixels.length];
        Arrays.fill(asked, Normalisation.MISSING);
        for (int y = grid / APART; y < height; y += APART)
            for (int x = grid % APART; x < width; x += APART) {
                int i = y * width + x;
                asked[i] = known[i];
                pixels[i] =
                        (known[y * width + inside(x - 1, width)]
                                        + known[y * width + inside(x + 1, width)]
                                        + known[inside(y - 1, height) * width + x]
                                        + known[inside(y + 1, height) * width + x])
                                / 4;
            }
        return asked;
    }

    /** At the border the neighbour within stands for the one beyond. */
    private static int inside(int at, int length) {
        return at < 0 ? 1 : at >= length ? length - 2 : at;
    }
}
