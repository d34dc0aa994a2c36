package org.mulligan.tensor.frozen;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.zip.ZipFile;
import org.mulligan.tensor.LastLayer;
import org.mulligan.tensor.Sessions;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;

/**
 * The shipped denoiser's network as it is stored and as it is run, in turns: time, time of the
 * processors (which other programs on the machine disturb less), and how far their results lie
 * apart. With the property {@code trace} also the milliseconds of each operation. Arguments: bf16
 * or fp32, then sides of a tile in px.
 */
final class NetworkBenchmark {
    private static final int RUNS = Integer.getInteger("runs", 9);

    private NetworkBenchmark() {}

    private record Candidate(
            Session session, Operand<TFloat32> input, Operand<TFloat32> output, boolean rewritten) {
        static Candidate of(FrozenGraph frozen, boolean rewritten) {
            ImportedGraph imported = ImportedGraph.of(frozen);
            return new Candidate(
                    Sessions.forPrediction(imported.graph(), rewritten),
                    imported.input(),
                    imported.output(),
                    rewritten);
        }

        Session.Runner runner(TFloat32 image) {
            Session.Runner runner = session.runner().feed(input, image).fetch(output);
            if (rewritten) LastLayer.of(output).keepIn(runner);
            return runner;
        }
    }

    public static void main(String[] arguments) throws IOException {
        boolean bf16 = arguments[0].equals("bf16");
        FrozenGraph stored = stored(Path.of("models/fluorescence/faithful.zip"));
        FrozenGraph folded = FoldedUpsampling.of(stored).orElseThrow();
        Map<String, Supplier<Candidate>> makers = new LinkedHashMap<>();
        makers.put("as stored", () -> Candidate.of(stored, bf16));
        makers.put(
                "as run",
                () -> Candidate.of(bf16 ? Bf16Graph.of(folded).orElseThrow() : folded, false));
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        makers.forEach((name, maker) -> candidates.put(name, maker.get()));
        for (String side : List.of(arguments).subList(1, arguments.length))
            measure(candidates, Integer.parseInt(side));
        System.exit(0);
    }

    private static FrozenGraph stored(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return FrozenGraph.of(
                    SavedModel.parseFrom(
                            zip.getInputStream(zip.getEntry("saved_model.pb")).readAllBytes()));
        }
    }

    private static void measure(Map<String, Candidate> candidates, int side) {
        float[] image = image(side);
        Map<String, double[]> wall = new LinkedHashMap<>();
        Map<String, double[]> processors = new LinkedHashMap<>();
        Map<String, float[]> results = new LinkedHashMap<>();
        try (TFloat32 tensor =
                TFloat32.tensorOf(Shape.of(1, side, side, 1), DataBuffers.of(image, true, false))) {
            for (int run = -2; run < RUNS; run++)
                for (String name : candidates.keySet()) {
                    double cpu = cpu();
                    double begun = System.nanoTime() * 1e-6;
                    try (Result result = candidates.get(name).runner(tensor).run()) {
                        if (run >= 0) {
                            put(wall, name, run, System.nanoTime() * 1e-6 - begun);
                            put(processors, name, run, cpu() - cpu);
                        }
                        float[] values = new float[image.length];
                        ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(values);
                        results.put(name, values);
                    }
                }
            String first = candidates.keySet().iterator().next();
            for (String name : candidates.keySet())
                System.out.printf(
                        Locale.ROOT,
                        "%4d px  %-10s %7.1f ms, %7.1f ms of processors; ratio %.3f, %.3f; farthest %.1e, rms %.1e%n",
                        side,
                        name,
                        median(wall.get(name)),
                        median(processors.get(name)),
                        ratio(wall.get(name), wall.get(first)),
                        ratio(processors.get(name), processors.get(first)),
                        farthest(results.get(name), results.get(first)),
                        rms(results.get(name), results.get(first)));
            if (Boolean.getBoolean("trace"))
                candidates.forEach((name, candidate) -> trace(name, candidate, tensor));
        }
    }

    private static void trace(String name, Candidate candidate, TFloat32 tensor) {
        RunOptions options =
                RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();
        Map<String, double[]> operations = new LinkedHashMap<>();
        for (int run = 0; run < RUNS; run++)
            try (Result result =
                    candidate.runner(tensor).setOptions(options).runAndFetchMetadata()) {
                for (DeviceStepStats device :
                        result.getMetadata().orElseThrow().getStepStats().getDevStatsList())
                    for (NodeExecStats node : device.getNodeStatsList())
                        put(
                                operations,
                                node.getNodeName() + " " + node.getTimelineLabel(),
                                run,
                                1e-3 * (node.getOpEndRelMicros() - node.getOpStartRelMicros()));
            }
        System.out.println(name + ", operations of half a millisecond and more:");
        operations.forEach(
                (operation, times) -> {
                    if (median(times) >= 0.5)
                        System.out.printf(
                                Locale.ROOT,
                                "%8.1f %s%n",
                                median(times),
                                operation.substring(0, Math.min(110, operation.length())));
                });
    }

    private static float[] image(int side) {
        Random random = new Random(1);
        float[] image = new float[side * side];
        for (int i = 0; i < image.length; i++)
            image[i] =
                    (float)
                            (0.4
                                    + 0.3 * Math.sin(i % side * 0.1) * Math.cos(i / side * 0.07)
                                    + 0.1 * random.nextGaussian());
        return image;
    }

    private static double cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                * 1e-6;
    }

    private static void put(Map<String, double[]> all, String name, int run, double value) {
        all.computeIfAbsent(name, key -> new double[RUNS])[run] = value;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double ratio(double[] a, double[] b) {
        double[] ratios = new double[a.length];
        for (int i = 0; i < a.length; i++) ratios[i] = a[i] / b[i];
        return median(ratios);
    }

    private static double farthest(float[] a, float[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i] - b[i]));
        return most;
    }

    private static double rms(float[] a, float[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) squares += (a[i] - b[i]) * (a[i] - b[i]);
        return Math.sqrt(squares / a.length);
    }
}
