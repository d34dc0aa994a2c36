package org.mulligan.service.models;

import java.io.DataInputStream;
import java.io.File;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process with TensorFlow 1.15 alone: runs a SavedModel on a NumPy file as the CSBDeep plugins
 * do, or writes the list of its operations. By reflection, because our own tests are compiled
 * against classes of the same names.
 */
public final class OldTensorFlow {
    private OldTensorFlow() {}

    /**
     * @param arguments a folder with {@code saved_model.pb}, {@code test_input.npy} and {@code
     *     test_output.npy}: prints the version and the largest difference; or {@code ops} and a
     *     file to write
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("ops")) {
            Object ops =
                    Class.forName("org.tensorflow.TensorFlow")
                            .getMethod("registeredOpList")
                            .invoke(null);
            Files.write(Path.of(arguments[1]), (byte[]) ops);
            return;
        }
        Path folder = Path.of(arguments[0]);
        float[] found = run(folder);
        FloatBuffer wanted = values(folder.resolve("test_output.npy"));
        double largest = 0;
        for (int i = 0; i < found.length; i++)
            largest = Math.max(largest, Math.abs(found[i] - wanted.get(i)));
        Object version =
                Class.forName("org.tensorflow.TensorFlow").getMethod("version").invoke(null);
        System.out.println(version + " " + largest + " " + found.length + " " + wanted.remaining());
    }

    private static float[] run(Path folder) throws Exception {
        Class<?> bundles = Class.forName("org.tensorflow.SavedModelBundle");
        Class<?> tensors = Class.forName("org.tensorflow.Tensor");
        Object bundle =
                bundles.getMethod("load", String.class, String[].class)
                        .invoke(null, folder.toString(), new String[] {"serve"});
        FloatBuffer input = values(folder.resolve("test_input.npy"));
        int side = (int) Math.round(Math.sqrt(input.remaining()));
        Object tensor =
                tensors.getMethod("create", long[].class, FloatBuffer.class)
                        .invoke(null, new long[] {1, side, side, 1}, input);
        Object session = bundles.getMethod("session").invoke(bundle);
        Object runner = session.getClass().getMethod("runner").invoke(session);
        Class<?> runners = runner.getClass();
        runners.getMethod("feed", String.class, tensors).invoke(runner, "input:0", tensor);
        runners.getMethod("fetch", String.class).invoke(runner, output(bundle));
        Method go = runners.getMethod("run");
        Object result = ((List<?>) go.invoke(runner)).get(0);
        int count = (int) tensors.getMethod("numElements").invoke(result);
        FloatBuffer values = FloatBuffer.allocate(count);
        tensors.getMethod("writeTo", FloatBuffer.class).invoke(result, values);
        return values.array();
    }

    /** A mixture has its output elsewhere. */
    private static String output(Object bundle) throws Exception {
        Object graph = bundle.getClass().getMethod("graph").invoke(bundle);
        Object blended =
                graph.getClass().getMethod("operation", String.class).invoke(graph, "blend/output");
        return blended == null ? "output:0" : "blend/output:0";
    }

    private static FloatBuffer values(Path npy) throws Exception {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(npy))) {
            in.skipNBytes(8);
            int header = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
            in.skipNBytes(header);
            return ByteBuffer.wrap(in.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
        }
    }

    /** Runs this in a process of its own; what it prints. */
    public static String run(Path folder, String... arguments) throws Exception {
        Path neighbour = Path.of(System.getProperty("mulligan.neighbour"));
        String classes =
                Path.of(
                                OldTensorFlow.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                        .toString();
        String path =
                String.join(
                        File.pathSeparator,
                        neighbour.resolve("libtensorflow-1.15.0.jar").toString(),
                        neighbour.resolve("libtensorflow_jni-1.15.0.jar").toString(),
                        classes);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                path,
                                OldTensorFlow.class.getName()));
        command.addAll(List.of(arguments));
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new AssertionError(Files.readString(err));
        return out.strip();
    }
}
