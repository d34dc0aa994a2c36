package org.mulligan.train.synthesis;

import org.mulligan.model.LatentSpace;

/** What images are drawn from, row by row. */
final class LatentRows {
    private LatentRows() {}

    /** Rows for the images of seeds that follow on each other; their classes take turns. */
    static float[] of(LatentSpace space, long seed, long first, int count) {
        float[] rows = new float[count * space.width()];
        for (int i = 0; i < count; i++) {
            int index =
                    space.classes().isEmpty() ? 0 : (int) ((first + i) % space.classes().size());
            float[] row = space.row(space.at(seed + first + i), index);
            System.arraycopy(row, 0, rows, i * row.length, row.length);
        }
        return rows;
    }
}
