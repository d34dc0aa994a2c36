package org.mulligan.predict.block;

import java.io.IOException;
import java.util.concurrent.CancellationException;

/** The blocks of one network's way over an image; each is a tile. */
public final class Blocks {
    private static final long PAUSE_MS = 200;

    private final BlockFolder folder;
    private final String name;

    Blocks(BlockFolder folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Chooses the size of tiles. */
    @FunctionalInterface
    public interface TileSize {
        /**
         * @return side, px
         */
        int get() throws IOException;
    }

    /**
     * The size of tiles of the work that was begun, else the one that is planned now: other tiles
     * are other blocks.
     */
    public int tile(TileSize planned) throws IOException {
        String text = folder.settled(name + ".tile", () -> "" + planned.get());
        return Integer.parseInt(text.strip());
    }

    /** From now on tiles are of another size, as those before did not fit into memory. */
    public void changeTile(int tile) throws IOException {
        folder.settle(name + ".tile", "" + tile);
    }

    /**
     * The blocks of a plane.
     *
     * @param tile their size, px
     * @param count of each plane
     */
    public Claims of(int plane, int tile, int count) throws IOException {
        return list(tile, count).of(plane);
    }

    /** How many blocks of a plane are done; see {@link #of}. */
    public int done(int plane, int tile, int count) throws IOException {
        return list(tile, count).done(plane);
    }

    private BlockList list(int tile, int count) throws IOException {
        return folder.list("%s-%d.list".formatted(name, tile), count);
    }

    /** Waits a little for another process. */
    public static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("Cancelled").initCause(e);
        }
    }
}
