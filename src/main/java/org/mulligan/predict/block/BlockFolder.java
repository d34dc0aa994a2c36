package org.mulligan.predict.block;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.mulligan.disk.WholeFiles;
import org.mulligan.image.plane.FilePixels;

/**
 * The folder beside a result in which its blocks are kept until all of them are done: the pixels,
 * and lists of what is done. Work that was ended in any way goes on in it, and several processes
 * may work in it at a time. Other work begins it anew.
 */
public final class BlockFolder implements AutoCloseable {
    /** Of this process, whose own locks do not keep it out. */
    private static final Set<Path> OPEN = new HashSet<>();

    private static final String WORK = "work.txt";
    private static final String LOCK = "lock";

    /** What of the lock file a process has: while it works here, and while it does what. */
    private static final int WORKING = 0;

    private static final int BEGINNING = 1;
    private static final int PLANNING = 2;
    private static final int FINISHING = 3;

    private final Path folder;
    private final FileChannel locks;
    private final boolean begun;
    private double reserved;
    private final Map<String, FilePixels> planes = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, BlockList> lists = new HashMap<>();

    private BlockFolder(Path folder, String work) throws IOException {
        this.folder = folder;
        locks =
                FileChannel.open(
                        folder.resolve(LOCK),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        boolean same;
        Optional<FileLock> beginning = lock(BEGINNING, false);
        try {
            Path file = folder.resolve(WORK);
            same = Files.exists(file) && Files.readString(file).equals(work);
            if (!same) {
                if (isUsed()) {
                    locks.close();
                    throw busy(folder);
                }
                empty();
                WholeFiles.replace(file, work.getBytes(StandardCharsets.UTF_8));
            }
            lock(WORKING, true);
        } finally {
            release(beginning);
        }
        begun = same;
    }

    /** Where the blocks of a file are. */
    public static Path of(Path target) {
        return target.resolveSibling(target.getFileName() + ".blocks");
    }

    /**
     * Opens the folder of a file, which is made where it is not there.
     *
     * @param work all that the pixels depend on: where it is not what it was, blocks are thrown
     *     away
     * @throws FileAlreadyExistsException when something else has its name
     * @throws IllegalArgumentException when other work on the same file is under way
     */
    public static BlockFolder open(Path target, String work) throws IOException {
        Path folder = of(target).toAbsolutePath().normalize();
        synchronized (OPEN) {
            if (!OPEN.add(folder)) throw busy(folder);
        }
        try {
            requireOurs(folder);
            Files.createDirectories(folder);
            return new BlockFolder(folder, work);
        } catch (IOException | RuntimeException e) {
            leave(folder);
            throw e;
        }
    }

    private static void leave(Path folder) {
        synchronized (OPEN) {
            OPEN.remove(folder);
        }
    }

    private static void requireOurs(Path folder) throws IOException {
        if (!Files.exists(folder) || Files.exists(folder.resolve(LOCK))) return;
        boolean free = Files.isDirectory(folder);
        if (free)
            try (Stream<Path> files = Files.list(folder)) {
                free = files.findAny().isEmpty();
            }
        if (!free)
            throw new FileAlreadyExistsException(
                    folder.toString(),
                    null,
                    "finished blocks would be kept there; rename it, or give another output");
    }

    private static IllegalArgumentException busy(Path folder) {
        return new IllegalArgumentException(
                "Other work on the same output is under way in %s; wait for its end, or give another output"
                        .formatted(folder));
    }

    private boolean isUsed() throws IOException {
        try {
            FileLock alone = locks.tryLock(WORKING, 1, false);
            if (alone == null) return true;
            alone.release();
            return false;
        } catch (IOException e) {
            return false; // Some network folders know no locks.
        }
    }

    private void empty() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(folder)) {
            all = files.filter(file -> !file.getFileName().toString().equals(LOCK)).toList();
        }
        for (Path file : all) WholeFiles.delete(file);
    }

    private Optional<FileLock> lock(int what, boolean shared) {
        try {
            return Optional.of(locks.lock(what, 1, shared));
        } catch (IOException e) {
            return Optional.empty(); // Some network folders know no locks.
        }
    }

    private static void release(Optional<FileLock> lock) throws IOException {
        if (lock.isPresent()) lock.get().release();
    }

    /** Whether the same work was begun before. */
    public boolean wasBegun() {
        return begun;
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /**
     * The pixels of a plane, 0 where they are not written yet. Of each name the last plane is open.
     *
     * @param plane from 0
     * @param bitDepth 8, 16 or 32
     */
    public FilePixels pixels(String name, int plane, int width, int height, int bitDepth)
            throws IOException {
        FilePixels open = planes.get(name);
        if (open != null && numbers.get(name) == plane) return open;
        if (open != null) open.close();
        FilePixels pixels =
                new FilePixels(
                        folder.resolve("%s-%d.pixels".formatted(name, plane + 1)),
                        width,
                        height,
                        bitDepth);
        planes.put(name, pixels);
        numbers.put(name, plane);
        return pixels;
    }

    /**
     * Says before the work how much it will keep here.
     *
     * @param bytes more than was said so far
     */
    public void reserve(double bytes) {
        reserved += bytes;
    }

    /** Bytes that the work keeps here when all blocks are done. */
    public double reserved() {
        return reserved;
    }

    /** Bytes that are here already. */
    public double bytes() throws IOException {
        double bytes = 0;
        List<Path> all;
        try (Stream<Path> files = Files.list(folder)) {
            all = files.toList();
        }
        for (Path file : all) bytes += Files.size(file);
        return bytes;
    }

    /** The blocks of a part of the work that has its own. */
    public Blocks blocks(String name) {
        return new Blocks(this, name);
    }

    /** What is settled once for all processes: what is there, or else what is said now. */
    String settled(String name, Settling now) throws IOException {
        Optional<FileLock> planning = lock(PLANNING, false);
        try {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) settle(name, now.get());
            return Files.readString(file);
        } finally {
            release(planning);
        }
    }

    interface Settling {
        String get() throws IOException;
    }

    void settle(String name, String text) throws IOException {
        WholeFiles.replace(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    BlockList list(String name, int blocks) throws IOException {
        BlockList list = lists.get(name);
        if (list == null) {
            list = new BlockList(folder.resolve(name), blocks, this::force);
            lists.put(name, list);
        }
        return list;
    }

    /** A block that is said to be done is on the disk. */
    private void force() throws IOException {
        for (FilePixels pixels : planes.values()) pixels.force();
    }

    /** What is done when all blocks are. */
    @FunctionalInterface
    public interface Finish {
        /** Writes the result, unless another process has. */
        void run() throws IOException;
    }

    /**
     * Finishes the work, one process at a time.
     *
     * @throws CancellationException when it is not wanted any more while another process does it
     */
    public void finish(Finish finish, BooleanSupplier cancelled) throws IOException {
        Optional<FileLock> alone;
        while ((alone = tryFinishing()).isEmpty()) {
            if (cancelled.getAsBoolean()) throw new CancellationException("Cancelled");
            Blocks.pause();
        }
        try {
            finish.run();
        } finally {
            alone.get().release();
        }
    }

    private Optional<FileLock> tryFinishing() throws IOException {
        return Optional.ofNullable(locks.tryLock(FINISHING, 1, false));
    }

    /** Throws all blocks away; what is open is closed. */
    public void delete() throws IOException {
        close();
        while (Files.exists(folder))
            try {
                WholeFiles.delete(folder);
            } catch (NoSuchFileException e) {
                // Another process that worked here deletes it, too.
                Blocks.pause();
            }
    }

    @Override
    public void close() throws IOException {
        for (FilePixels pixels : planes.values()) pixels.close();
        planes.clear();
        for (BlockList list : lists.values()) list.close();
        lists.clear();
        locks.close();
        leave(folder);
    }
}
