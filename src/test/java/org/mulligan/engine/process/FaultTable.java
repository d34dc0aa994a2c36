package org.mulligan.engine.process;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;

/** Prints the README's table: each fault, after how many seconds it is told, and in which words. */
final class FaultTable {
    private static final int REPEATS = 3;

    private FaultTable() {}

    public static void main(String[] none) throws Exception {
        for (String fault :
                new String[] {
                    "kill", "exit", "abort", "crash", "out of memory", "heap", "hang", "slow"
                }) {
            double[] seconds = new double[REPEATS];
            String said = "";
            for (int i = 0; i < REPEATS; i++) {
                Path folder = Files.createTempDirectory("faults");
                try (OwnProcessEngine engine = Faults.engine(fault, folder)) {
                    Network network = engine.load(Faults.model(), 0, Precision.AUTO);
                    FloatBuffer tile = engine.allocate(12);
                    long begun = System.nanoTime();
                    said = provoke(network, tile, fault.equals("slow"));
                    seconds[i] = (System.nanoTime() - begun) * 1e-9;
                }
            }
            print(fault, seconds, said);
        }
        for (String what : new String[] {"none", "slow"}) {
            double[] seconds = new double[REPEATS];
            for (int i = 0; i < REPEATS; i++) seconds[i] = killHost(what);
            print("host killed, engine " + (what.equals("slow") ? "busy" : "idle"), seconds, "");
        }
        System.exit(0);
    }

    private static String provoke(Network network, FloatBuffer tile, boolean cancel) {
        try {
            network.run(tile, tile, 3, 4, () -> cancel);
            return "nothing happened";
        } catch (IOException | RuntimeException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    private static double killHost(String what) throws Exception {
        Process host = HostToKill.start(Files.createTempDirectory("faults"), what);
        ProcessHandle engine =
                ProcessHandle.of(Long.parseLong(HostToKill.line(host))).orElseThrow();
        Thread.sleep(500);
        long begun = System.nanoTime();
        host.destroyForcibly();
        engine.onExit().get(20, TimeUnit.SECONDS);
        return (System.nanoTime() - begun) * 1e-9;
    }

    private static void print(String fault, double[] seconds, String said) {
        java.util.Arrays.sort(seconds);
        System.out.printf(
                Locale.ROOT,
                "%s | %.2f s (%.2f to %.2f) | %s%n",
                fault,
                seconds[REPEATS / 2],
                seconds[0],
                seconds[REPEATS - 1],
                said);
    }
}
