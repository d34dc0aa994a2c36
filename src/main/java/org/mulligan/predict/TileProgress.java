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
    private boolean first;
    private String what;
    private long tiles;
    private final int ofPlane;

    /**
     * The clock starts now.
     *
     * @param planned tiles in all
     * @param what is being computed, for a status line
     */
    public TileProgress(Progress progress, long planned, String what) {
        this(progress, planned, what, new Pace());
    }

    /**
     * For work of hours: says the plane and the block, and tells how long the rest takes with each
     * plane that is done.
     *
     * @param ofPlane blocks of a plane
     */
    static TileProgress ofBlocks(Progress progress, int planes, int ofPlane, String what) {
        return new TileProgress(progress, (long) planes * ofPlane, what, new Pace(), ofPlane);
    }

    TileProgress(Progress progress, long planned, String what, Pace pace) {
        this(progress, planned, what, pace, 0);
    }

    /**
     * @param ofPlane blocks of a plane; 0 = they are not told
     */
    TileProgress(Progress progress, long planned, String what, Pace pace, int ofPlane) {
        this.ofPlane = ofPlane;
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
        if (ofPlane > 0 && left < 0) {
            left = pace.secondsAtMost(planned - tiles);
            if (!first)
                progress.log(
                        "The first of %d blocks is done; about %s to go at most, as an engine's first is its slowest"
                                .formatted(planned, duration(left)));
            first = true;
        }
        if (pace.isKnown() && tiles < planned && (!told || endsPlane())) {
            told = true;
            progress.log(
                    "%s; about %s to go"
                            .formatted(
                                    endsPlane()
                                            ? "%d of %d planes done"
                                                    .formatted(tiles / ofPlane, planned / ofPlane)
                                            : "%d of %d tiles done".formatted(tiles, planned),
                                    duration(left)));
        }
        progress.update(what(), Math.min(1, tiles / (double) planned), left);
        if (tiles < planned) requireGoingOn();
    }

    private boolean endsPlane() {
        return ofPlane > 0 && tiles % ofPlane == 0;
    }

    /** Of the block that was done. */
    private String what() {
        return ofPlane == 0
                ? what
                : "%s plane %d of %d, block %d of %d"
                        .formatted(
                                what,
                                (tiles - 1) / ofPlane + 1,
                                planned / ofPlane,
                                (tiles - 1) % ofPlane + 1,
                                ofPlane);
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
        if (seconds < 100) return "%.0f s".formatted(seconds);
        double minutes = Math.ceil(seconds / 60);
        return minutes < 200
                ? "%.0f min".formatted(minutes)
                : "%.0f h".formatted(Math.ceil(minutes / 60));
    }
}
