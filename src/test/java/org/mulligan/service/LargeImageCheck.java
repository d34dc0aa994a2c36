package org.mulligan.service;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.predict.BoxEngine;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.TileBuffers;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;
import org.mulligan.service.restore.Restoring;

/**
 * Not a test: sends planes of 2048² 16-bit px through a network that copies and prints the largest
 * heap. Run with a small {@code -Xmx}; arguments: planes, target file.
 */
public final class LargeImageCheck {
    private LargeImageCheck() {}

    public static void main(String[] arguments) throws Exception {
        int planes = Integer.parseInt(arguments[0]);
        Path target = Path.of(arguments[1]);
        BoxEngine engine = new BoxEngine(46);
        Peak peak = new Peak();
        LoadedModel model =
                new LoadedModel(
                        engine.model(),
                        "abc",
                        0,
                        new Copy(),
                        engine.info(),
                        new TileBuffers(engine));
        RestoreSettings settings =
                RestoreSettings.denoise(
                        "copy", 0, 0, Precision.AUTO, DeviceChoice.AUTO, BitDepth.SAME);
        long begun = System.nanoTime();
        new Restoring(model, settings, peak)
                .toFile(new ImagePlus("large", new Ramp(planes)), target);
        System.err.printf("%.1f s%n", (System.nanoTime() - begun) / 1e9);
        ImagePlus result = ImageFiles.open(target);
        System.err.printf(
                "virtual %s, %d planes, %d bit%n",
                result.getStack().isVirtual(), result.getStackSize(), result.getBitDepth());
        for (int n : new int[] {1, planes / 2, planes})
            System.err.printf(
                    "plane %d: %d, expected %d%n",
                    n,
                    result.getStack().getProcessor(n).get(77, 2000),
                    new Ramp(planes).getProcessor(n).get(77, 2000));
        System.err.printf(
                "largest heap %d MB of %d MB%n",
                peak.bytes >> 20, Runtime.getRuntime().maxMemory() >> 20);
        System.err.println(result.getInfoProperty());
    }

    private static final class Peak implements Progress {
        private long bytes;

        @Override
        public void log(String line) {
            System.err.println(line);
        }

        @Override
        public void update(String what, double fraction, double secondsLeft) {
            Runtime java = Runtime.getRuntime();
            bytes = Math.max(bytes, java.totalMemory() - java.freeMemory());
        }
    }

    private static final class Ramp extends VirtualStack {
        private final int planes;

        Ramp(int planes) {
            super(2048, 2048, null, "");
            this.planes = planes;
            setBitDepth(16);
        }

        @Override
        public int getSize() {
            return planes;
        }

        @Override
        public ImageProcessor getProcessor(int n) {
            short[] values = new short[2048 * 2048];
            for (int i = 0; i < values.length; i++)
                values[i] = (short) (100 + ((i * 31 + n * 7) & 0x7fff));
            return new ShortProcessor(2048, 2048, values, null);
        }
    }

    private static final class Copy implements Network {
        @Override
        public void run(
                FloatBuffer input,
                FloatBuffer output,
                int height,
                int width,
                BooleanSupplier cancelled) {
            output.put(0, input, 0, width * height);
        }

        @Override
        public Precision precision() {
            return Precision.FP32;
        }

        @Override
        public void close() {}
    }
}
