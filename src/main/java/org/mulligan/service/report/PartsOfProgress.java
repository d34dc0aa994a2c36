package org.mulligan.service.report;

import org.mulligan.engine.Pace;
import org.mulligan.engine.Progress;

/**
 * The progress of several images, one after the other. The time that is left follows from the
 * images that are done; before these are enough, from the share of the image that is worked on.
 */
public final class PartsOfProgress {
    private final Progress whole;
    private final int count;
    private final Pace pace;
    private int begun;

    /**
     * @param count images in all
     */
    public PartsOfProgress(Progress whole, int count) {
        this(whole, count, new Pace());
    }

    PartsOfProgress(Progress whole, int count, Pace pace) {
        this.whole = whole;
        this.count = count;
        this.pace = pace;
    }

    /** The next image begins, and the one before it is done; asked for once for each. */
    public Progress next() {
        if (begun > 0) pace.done();
        return new Part(begun++);
    }

    /** One image. */
    private final class Part implements Progress {
        private final int done;

        Part(int done) {
            this.done = done;
        }

        @Override
        public void log(String line) {
            whole.log(line);
        }

        @Override
        public void warn(String line) {
            whole.warn(line);
        }

        @Override
        public void result(String line) {
            whole.result(line);
        }

        @Override
        public void update(String what, double fraction, double secondsLeft) {
            whole.update(
                    "%s (%d of %d)".formatted(what, done + 1, count),
                    (done + fraction) / count,
                    left(fraction, secondsLeft));
        }

        private double left(double fraction, double secondsLeft) {
            double images = count - done - fraction;
            if (pace.isKnown()) return pace.secondsLeft(images);
            if (secondsLeft < 0 || fraction >= 1) return -1;
            return secondsLeft / (1 - fraction) * images;
        }

        @Override
        public boolean cancelled() {
            return whole.cancelled();
        }
    }
}
