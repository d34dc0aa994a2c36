package org.mulligan.predict;

import java.util.concurrent.CancellationException;
import org.mulligan.engine.Pace;
import org.mulligan.engine.Progress;

/**
 * Counts tiles against a plan, tells how long the rest takes, and looks for a cancel after each.
 * Nothing is said of the time before three tiles are done: an engine starts with the first.
 */
public final class TileProgress implements TiledNetwork.Watch {
    private final Progress progress;
    private final long planned;
    private final Pace pace;
    private boolean told;
    private String what;
    private long tiles;

    /**
     * The clock starts now.
     *
     * @param planned tiles in all
     * @param what is being computed, for a status line
     */
    public TileProgress(Progress progress, long planned, String what) {
        this(progress, planned, what, new Pace());
    }

    TileProgress(Progress progress, long planned, String what, Pace pace) {
        this.progress = progress;
        this.planned = planned;
        this.what = what;
        this.pace = pace;
    }

    /** From now on something else is computed. */
    public void now(String what) {
        this.what = what;
    }

    /**
     * @throws CancellationException once the work is not wanted any more
     */
    public void requireGoingOn() {
        if (progress.cancelled()) throw new CancellationException("Cancelled");
    }

    /**
     * @throws CancellationException once the work is not wanted any more and some of it is left
     */
    @Override
    public void tileDone() {
        pace.done();
        tiles++;
        double left = tiles < planned ? pace.secondsLeft(planned - tiles) : 0;
        if (!told && pace.isKnown() && tiles < planned) {
            told = true;
            progress.log(
                    "%d of %d tiles done; about %s to go"
                            .formatted(tiles, planned, duration(left)));
        }
        progress.update(what, Math.min(1, tiles / (double) planned), left);
        if (tiles < planned) requireGoingOn();
    }

    /** It took no time, and says nothing of how long others take. */
    @Override
    public void tileFound() {
        tiles++;
    }

    /** Done so far. */
    public long tiles() {
        return tiles;
    }

    /** Where tiles got smaller on the way, the count falls back to the plan's. */
    public void countAs(long tiles) {
        this.tiles = tiles;
    }

    private static String duration(double seconds) {
        return seconds < 100
                ? "%.0f s".formatted(seconds)
                : "%.0f min".formatted(Math.ceil(seconds / 60));
    }
}
