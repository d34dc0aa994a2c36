package org.mulligan.service.models;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.service.MulliganService;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;
import org.scijava.Context;

/**
 * A host with another plugin's TensorFlow 1.15 on its class path: computes with that and denoises,
 * in turns. By reflection, because our own tests are compiled against classes of the same names.
 */
final class Neighbour {
    private Neighbour() {}

    /**
     * @param first {@code theirs} or {@code ours}
     */
    public static void main(String[] first) throws Exception {
        try (Context context = new Context(MulliganService.class)) {
            for (int turn = 0; turn < 3; turn++) {
                if (turn > 0 || first[0].equals("theirs")) theirs(turn);
                ours(context.service(MulliganService.class));
            }
            theirs(3);
        }
        System.exit(0);
    }

    private static void ours(MulliganService mulligan) throws Exception {
        FloatProcessor noisy = new FloatProcessor(64, 48);
        for (int i = 0; i < 64 * 48; i++) noisy.setf(i, 100 + 50 * (float) Math.sin(i * i));
        ImagePlus denoised =
                mulligan.restore(
                        new ImagePlus("noisy", noisy),
                        RestoreSettings.denoise(
                                "fluorescence",
                                0,
                                0,
                                Precision.FP32,
                                DeviceChoice.CPU,
                                BitDepth.SAME),
                        Optional.empty(),
                        Progress.SILENT);
        System.out.println(
                "ours %.4f %s"
                        .formatted(
                                denoised.getProcessor().getf(20, 20),
                                denoised.getInfoProperty().contains("TensorFlow 2.18")));
    }

    /** x + x in a graph. */
    private static void theirs(int x) throws Exception {
        Class<?> tensors = Class.forName("org.tensorflow.Tensor");
        Class<?> graphs = Class.forName("org.tensorflow.Graph");
        Class<?> builders = Class.forName("org.tensorflow.OperationBuilder");
        Class<?> outputs = Class.forName("org.tensorflow.Output");
        Class<?> types = Class.forName("org.tensorflow.DataType");
        Object value = tensors.getMethod("create", Object.class).invoke(null, (float) x);
        Object graph = graphs.getConstructor().newInstance();
        Method builder = graphs.getMethod("opBuilder", String.class, String.class);
        Object constant = builder.invoke(graph, "Const", "x");
        builders.getMethod("setAttr", String.class, types)
                .invoke(constant, "dtype", tensors.getMethod("dataType").invoke(value));
        builders.getMethod("setAttr", String.class, tensors).invoke(constant, "value", value);
        Object operation = builders.getMethod("build").invoke(constant);
        Object output = operation.getClass().getMethod("output", int.class).invoke(operation, 0);
        Object sum = builder.invoke(graph, "Add", "sum");
        for (int i = 0; i < 2; i++) builders.getMethod("addInput", outputs).invoke(sum, output);
        builders.getMethod("build").invoke(sum);
        Object session =
                Class.forName("org.tensorflow.Session").getConstructor(graphs).newInstance(graph);
        Object runner = session.getClass().getMethod("runner").invoke(session);
        runner.getClass().getMethod("fetch", String.class).invoke(runner, "sum");
        List<?> results = (List<?>) runner.getClass().getMethod("run").invoke(runner);
        String version =
                (String)
                        Class.forName("org.tensorflow.TensorFlow")
                                .getMethod("version")
                                .invoke(null);
        System.out.println(
                "theirs %s %s"
                        .formatted(
                                tensors.getMethod("floatValue").invoke(results.get(0)), version));
    }
}
