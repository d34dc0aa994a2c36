package org.mulligan.engine.process;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apposed.appose.SharedMemory;
import org.mulligan.engine.OutOfTileMemoryException;

/**
 * Floats that two processes see. The memory goes back when nobody can reach the buffer any more and
 * not before: a buffer whose memory was taken away crashes the process that touches it.
 */
public final class SharedFloats {
    /** Where Linux keeps shared memory; in Docker 64 MB unless it is told otherwise. */
    private static final Path LINUX = Path.of("/dev/shm");

    private static final Pattern NAME = Pattern.compile("mulligan-(\\d+)-\\d+");
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Set<String> LIVE = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger COUNT = new AtomicInteger();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVE.forEach(SharedFloats::unlink)));
    }

    private final String name;
    private final FloatBuffer floats;

    private SharedFloats(SharedMemory memory) {
        name = memory.name();
        ByteBuffer bytes = memory.buf().order(ByteOrder.nativeOrder());
        floats = bytes.asFloatBuffer();
        CLEANER.register(bytes, new Release(memory));
    }

    /** Apart from the buffer, which it must not keep reachable. */
    private record Release(SharedMemory memory) implements Runnable {
        @Override
        public void run() {
            memory.close();
            LIVE.remove(memory.name());
        }
    }

    /**
     * Makes shared memory, all zero.
     *
     * @throws OutOfTileMemoryException when there is not that much; the text says where
     */
    static SharedFloats create(int count) {
        long bytes = 4L * count;
        requireRoom(bytes);
        String name =
                "mulligan-%d-%d".formatted(ProcessHandle.current().pid(), COUNT.getAndIncrement());
        try {
            SharedMemory memory = SharedMemory.create(name, bytes);
            LIVE.add(name);
            SharedFloats shared = new SharedFloats(memory);
            reserve(name, bytes);
            return shared;
        } catch (IOException | RuntimeException e) {
            LIVE.remove(name);
            unlink(name);
            throw new OutOfTileMemoryException(full(bytes, e.getMessage()), e);
        }
    }

    /**
     * Shared memory that another process made.
     *
     * @throws IOException when there is none of that name and size
     */
    public static SharedFloats attach(String name, int count) throws IOException {
        // Attaching to a name that is not there makes an empty one, and writing to that crashes.
        if (Files.isDirectory(LINUX)
                && (!Files.exists(LINUX.resolve(name))
                        || Files.size(LINUX.resolve(name)) < 4L * count))
            throw new IOException(
                    "There is no shared memory %s of %d floats".formatted(name, count));
        return new SharedFloats(SharedMemory.attach(name, 4L * count));
    }

    public String name() {
        return name;
    }

    public FloatBuffer floats() {
        return floats;
    }

    /** Takes away what a host that was killed has left. Only Linux lists it. */
    static void sweep() {
        if (!Files.isDirectory(LINUX)) return;
        try (Stream<Path> files = Files.list(LINUX)) {
            for (Path file : files.toList()) {
                Matcher ours = NAME.matcher(file.getFileName().toString());
                if (ours.matches() && ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty())
                    Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            return; // Another user's, most likely; it is not ours to mend.
        }
    }

    private static void requireRoom(long bytes) {
        if (!Files.isDirectory(LINUX)) return;
        try {
            long free = Files.getFileStore(LINUX).getUsableSpace();
            if (free < bytes)
                throw new OutOfTileMemoryException(
                        full(bytes, "%d MB are free".formatted(free >> 20)), null);
        } catch (IOException e) {
            return; // It cannot be asked; writing will tell.
        }
    }

    /**
     * Writes through the file, where a full disk is an exception; through the memory it would be a
     * signal that ends this process.
     */
    private static void reserve(String name, long bytes) throws IOException {
        if (!Files.isDirectory(LINUX)) return;
        byte[] zeros = new byte[1 << 16];
        try (RandomAccessFile file = new RandomAccessFile(LINUX.resolve(name).toFile(), "rw")) {
            for (long at = 0; at < bytes; at += zeros.length)
                file.write(zeros, 0, (int) Math.min(zeros.length, bytes - at));
        }
    }

    private static String full(long bytes, String why) {
        return "The %d MB for a tile do not fit into shared memory%s (%s); in Docker give it more with --shm-size"
                .formatted(
                        Math.max(1, bytes >> 20), Files.isDirectory(LINUX) ? " " + LINUX : "", why);
    }

    /** Takes the name away; who has the memory keeps it. Windows needs none of this. */
    private static void unlink(String name) {
        if (System.getProperty("os.name").startsWith("Windows")) return;
        if (Files.isDirectory(LINUX)) {
            LINUX.resolve(name).toFile().delete();
            return;
        }
        NativeLibrary.getInstance("c")
                .getFunction("shm_unlink")
                .invokeInt(new Object[] {"/" + name});
    }
}
