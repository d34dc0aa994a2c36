package org.mulligan.worker;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.data.simulation.SimulatedPairs;
import org.mulligan.data.simulation.Structures;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingPlan.Dimensions;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Task;
import org.mulligan.model.TestTensors;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

/**
 * Short trainings on small simulated stacks.
 *
 * @param folder of the stacks, in {@code noisy} and {@code clean}, and of the models
 * @param batch patches, or planes of them
 */
record StackTrainings(Path folder, SameProcessEngine engine, Dimensions dimensions, int batch) {
    static final int SIDE = 72;
    static final int PLANES = 6;

    void simulate() throws IOException {
        new SimulatedPairs(Structures.CELLS, SIDE, PLANES, 3, 30, 30).write(folder, 4, made -> {});
    }

    /** Of a denoiser, from pairs. */
    TrainingPlan plan(String name, long steps, boolean resume) {
        return plan(
                name, "denoise", 1, Optional.of(folder.resolve("noisy")), "none", steps, resume);
    }

    TrainingPlan plan(
            String name,
            String task,
            int scale,
            Optional<Path> measured,
            String adversary,
            long steps,
            boolean resume) {
        return new TrainingPlan(
                new TrainingPlan.Images(measured, folder.resolve("clean"), true, false),
                new TrainingPlan.Imaging(
                        Task.of(task),
                        task.equals("denoise") ? "poisson-gaussian" : "microscope",
                        scale,
                        new TrainingPlan.Range(30, 30),
                        1,
                        new TrainingPlan.Psf(task.equals("denoise") ? 0 : 2, Optional.empty()),
                        1),
                new TrainingPlan.Generator(
                        scale > 1 ? "upscaling-unet" : "unet",
                        "l1",
                        4,
                        2,
                        Optional.empty(),
                        dimensions),
                new TrainingPlan.Adversary(adversary, 1),
                new TrainingPlan.Schedule(1, steps, 32, batch),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                folder.resolve(name),
                resume);
    }

    /** Stops a training when it has asked so often whether it shall go on. */
    static TrainingListener stopping(int after) {
        return new TrainingListener() {
            private int asked;

            @Override
            public boolean cancelled() {
                return asked++ >= after;
            }
        };
    }

    RestoreSettings settings(String model) {
        return RestoreSettings.denoise(
                folder.resolve(model).toString(),
                0,
                0,
                Precision.FP32,
                DeviceChoice.CPU,
                BitDepth.FLOAT);
    }

    ImagePlus noisy(int number) throws IOException {
        return ImageFiles.open(folder.resolve("noisy/simulated-%05d.tif".formatted(number)));
    }

    static List<float[]> planes(ImagePlus image) {
        List<float[]> planes = new ArrayList<>();
        for (int slice = 1; slice <= image.getStackSize(); slice++)
            planes.add((float[]) image.getStack().getPixels(slice));
        return planes;
    }

    /** The pixels of a stack, plane by plane. */
    static float[] flat(ImagePlus image) {
        float[] flat = new float[PLANES * SIDE * SIDE];
        for (int z = 0; z < PLANES; z++)
            for (int i = 0; i < SIDE * SIDE; i++)
                flat[z * SIDE * SIDE + i] = image.getStack().getProcessor(z + 1).getf(i);
        return flat;
    }

    /** What a model makes of its own test input. */
    float[] run(ModelFile model, double sharpness, TestTensors tensors) throws IOException {
        FloatBuffer from = engine.allocate(tensors.input().length);
        FloatBuffer to = engine.allocate(tensors.output().length);
        from.put(0, tensors.input());
        try (Network network = engine.load(model, sharpness, Precision.FP32)) {
            network.run(from, to, tensors.depth(), tensors.height(), tensors.width(), () -> false);
        }
        float[] output = new float[tensors.output().length];
        to.get(0, output);
        return output;
    }
}
