package org.mulligan.predict.block;

import java.io.IOException;

/** Which blocks of a plane are still to be computed, and by whom. */
public interface Claims {
    /** All of them, by the caller, who keeps none. */
    static Claims all() {
        return new Claims() {
            private long clipped;

            @Override
            public boolean isDone(int block) {
                return false;
            }

            @Override
            public boolean take(int block) {
                return true;
            }

            @Override
            public void done(int block, long some) {
                clipped += some;
            }

            @Override
            public long clipped() {
                return clipped;
            }

            @Override
            public boolean areKept() {
                return false;
            }
        };
    }

    /**
     * Whether a block's pixels are there.
     *
     * @param block from 0
     */
    boolean isDone(int block) throws IOException;

    /** Takes a block, unless it is done, or another process is computing it. */
    boolean take(int block) throws IOException;

    /**
     * Says that the pixels of a block that was taken are written.
     *
     * @param clipped of its values
     */
    void done(int block, long clipped) throws IOException;

    /** Values that were clipped in the blocks that are done. */
    long clipped() throws IOException;

    /** Whether what is done stays, and others may do some of it. */
    default boolean areKept() {
        return true;
    }
}
