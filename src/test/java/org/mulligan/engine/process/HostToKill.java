package org.mulligan.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.mulligan.engine.OutOfTileMemoryException;
import org.mulligan.engine.Precision;

/** A host in a process of its own, with an engine that is idle, busy, or short of shared memory. */
final class HostToKill {
    private HostToKill() {}

    /**
     * @param what {@code none}, {@code slow}: busy with a tile, {@code full}
     */
    static Process start(Path folder, String what) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // No file may be larger than 8 MB, in /dev/shm or elsewhere; the shell counts in 512 bytes.
        String limit = what.equals("full") ? "ulimit -f 16384; " : "";
        return new ProcessBuilder(
                        List.of(
                                "sh",
                                "-c",
                                limit + "exec \"$0\" \"$@\"",
                                java,
                                "-Dmulligan.home=" + System.getProperty("mulligan.home"),
                                "-Dmulligan.engine.log=" + folder.resolve("host.log"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                HostToKill.class.getName(),
                                folder.toString(),
                                what))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The next line that the host prints. */
    static String line(Process host) throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream out = host.getInputStream();
        for (int c = out.read(); c >= 0 && c != '\n'; c = out.read()) line.append((char) c);
        return line.toString();
    }

    public static void main(String[] arguments) throws Exception {
        OwnProcessEngine engine = Faults.engine(arguments[1], Path.of(arguments[0]));
        if (arguments[1].equals("full")) {
            try {
                engine.allocate(10 << 20);
            } catch (OutOfTileMemoryException e) {
                System.out.println("OutOfTileMemoryException: " + e.getMessage());
            }
            java.nio.file.Files.delete(Path.of(arguments[0], "fuse"));
        } else {
            System.out.println(engine.info().pid());
        }
        FloatBuffer buffer = engine.allocate(12);
        buffer.put(0, -5.5f);
        if (arguments[1].equals("none")) Thread.sleep(60_000);
        engine.load(Faults.model(), 0, Precision.AUTO).run(buffer, buffer, 3, 4, () -> false);
        System.out.println(buffer.get(0));
    }
}
