package org.mulligan.predict.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The blocks of all planes of an image in a file: 8 bytes for each, 0 until it is done, then 1 more
 * than the number of its values that were clipped. Who computes a block has a lock on its bytes,
 * which ends with the process.
 */
final class BlockList implements AutoCloseable {
    /** Brings the pixels of blocks to the disk. */
    interface Force {
        void run() throws IOException;
    }

    private final FileChannel channel;
    private final int blocks;
    private final Force force;
    private final Map<Long, FileLock> taken = new HashMap<>();

    /**
     * Opens a list, which is made where it is not there.
     *
     * @param blocks of each plane
     * @param force done before a block is said to be done
     */
    BlockList(Path file, int blocks, Force force) throws IOException {
        this.blocks = blocks;
        this.force = force;
        channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
    }

    /** Those of a plane. */
    Claims of(int plane) {
        return new Claims() {
            @Override
            public boolean isDone(int block) throws IOException {
                return entry(number(plane, block)) != 0;
            }

            @Override
            public boolean take(int block) throws IOException {
                return BlockList.this.take(number(plane, block));
            }

            @Override
            public void done(int block, long clipped) throws IOException {
                force.run();
                BlockList.this.done(number(plane, block), clipped);
            }

            @Override
            public long clipped() throws IOException {
                long clipped = 0;
                for (int block = 0; block < blocks; block++)
                    clipped += Math.max(0, entry(number(plane, block)) - 1);
                return clipped;
            }
        };
    }

    /** Blocks of a plane that are done. */
    int done(int plane) throws IOException {
        int done = 0;
        for (int block = 0; block < blocks; block++) if (entry(number(plane, block)) != 0) done++;
        return done;
    }

    private long number(int plane, int block) {
        return (long) plane * blocks + block;
    }

    private long entry(long block) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        long place = block * Long.BYTES;
        while (bytes.hasRemaining() && channel.read(bytes, place + bytes.position()) >= 0) {}
        return bytes.getLong(0);
    }

    private boolean take(long block) throws IOException {
        if (entry(block) != 0) return false;
        try {
            FileLock lock = channel.tryLock(block * Long.BYTES, Long.BYTES, false);
            if (lock == null) return false;
            taken.put(block, lock);
        } catch (IOException e) {
            return true; // Some network folders know no locks; there a block may be computed twice.
        }
        if (entry(block) == 0) return true;
        release(block);
        return false;
    }

    private void done(long block, long clipped) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).putLong(0, clipped + 1);
        long place = block * Long.BYTES;
        while (bytes.hasRemaining()) channel.write(bytes, place + bytes.position());
        release(block);
    }

    private void release(long block) throws IOException {
        FileLock lock = taken.remove(block);
        if (lock != null) lock.release();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
