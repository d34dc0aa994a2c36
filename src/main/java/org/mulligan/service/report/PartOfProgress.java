package org.mulligan.service.report;

import org.mulligan.engine.Progress;

/**
 * The progress of one image among several.
 *
 * @param done images before it
 * @param count images in all
 */
public record PartOfProgress(Progress whole, int done, int count, long begun) implements Progress {
    public PartOfProgress(Progress whole, int done, int count) {
        this(whole, done, count, System.nanoTime());
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
        double elapsed = (System.nanoTime() - begun) / 1e9;
        double others = (count - done - 1) * (elapsed + secondsLeft);
        whole.update(
                "%s (%d of %d)".formatted(what, done + 1, count),
                (done + fraction) / count,
                secondsLeft < 0 ? -1 : secondsLeft + others);
    }

    @Override
    public boolean cancelled() {
        return whole.cancelled();
    }
}
