package org.mulligan.service.restore;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ShortProcessor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ByPart;
import org.mulligan.predict.BoxEngine;
import org.mulligan.predict.LoadedModel;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

/**
 * Restores an image block by block, in a process of its own where it is to be killed. It prints a
 * line for each tile that its network has seen.
 */
final class LargeHost {
    static final int WIDTH = 301;
    static final int HEIGHT = 257;

    /** Side of a tile that leaves few blocks in a plane, px. */
    static final int TILE = 64;

    final Process process;
    private final BufferedReader out;

    private LargeHost(Process process) {
        this.process = process;
        out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** An image in a file: noise over structure, that a result must clip in some places. */
    static Path image(Path folder) {
        Random random = new Random(7);
        ShortProcessor pixels = new ShortProcessor(WIDTH, HEIGHT);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
                pixels.set(x, y, (x / 16 + y / 16) % 2 * 900 + (int) (30 * random.nextDouble()));
        ImagePlus image = new ImagePlus("large", pixels);
        Path file = folder.resolve("large.tif");
        IJ.saveAsTiff(image, file.toString());
        return file;
    }

    static RestoreSettings settings(BitDepth depth) {
        return RestoreSettings.denoise("box", 0, TILE, Precision.AUTO, DeviceChoice.AUTO, depth);
    }

    /** A model that takes its time. */
    static LoadedModel slow(long milliseconds) {
        LoadedModel model = new BoxEngine(2).loaded();
        Network network = model.network();
        Network slow =
                new Network() {
                    @Override
                    public void run(
                            FloatBuffer input,
                            FloatBuffer output,
                            int height,
                            int width,
                            BooleanSupplier cancelled)
                            throws EngineException {
                        network.run(input, output, height, width, cancelled);
                        try {
                            Thread.sleep(milliseconds);
                        } catch (InterruptedException e) {
                            throw new EngineException("Interrupted", e);
                        }
                        System.out.println("tile");
                    }

                    @Override
                    public Precision precision() {
                        return network.precision();
                    }

                    @Override
                    public void close() {
                        network.close();
                    }
                };
        return new LoadedModel(
                model.description(),
                model.hash(),
                model.sharpness(),
                slow,
                model.engine(),
                model.buffers());
    }

    static void restore(
            Path image, LoadedModel model, BitDepth depth, Path target, Progress progress)
            throws IOException {
        RestoreJob job = new RestoreJob(ByPart.open(image), settings(depth), progress);
        job.blocksFrom(0);
        job.toFile(model, target);
    }

    /** One that has opened the image, and waits for {@link #go}. */
    static LargeHost start(Path image, Path target, long milliseconds) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Djava.awt.headless=true",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LargeHost.class.getName(),
                                image.toString(),
                                target.toString(),
                                "" + milliseconds)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        LargeHost host = new LargeHost(process);
        if (!"ready".equals(host.out.readLine())) throw new IOException("The host did not start");
        return host;
    }

    void go() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** What it prints, until so many tiles are done or it has ended. */
    List<String> lines(int tiles) throws IOException {
        List<String> lines = new ArrayList<>();
        while (tiles(lines) < tiles) {
            String line = out.readLine();
            if (line == null) break;
            lines.add(line);
        }
        return lines;
    }

    static long tiles(List<String> lines) {
        return lines.stream().filter("tile"::equals).count();
    }

    public static void main(String[] arguments) throws IOException {
        // Loads classes, which takes longest.
        ByPart.open(Path.of(arguments[0]));
        System.out.println("ready");
        System.in.read();
        restore(
                Path.of(arguments[0]),
                slow(Long.parseLong(arguments[2])),
                BitDepth.SAME,
                Path.of(arguments[1]),
                new Progress() {
                    @Override
                    public void log(String line) {
                        System.out.println(line);
                    }
                });
    }
}
