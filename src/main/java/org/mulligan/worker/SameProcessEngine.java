package org.mulligan.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.Pointer;
import org.mulligan.engine.Device;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Devices;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineInfo;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.FeatureNetwork;
import org.mulligan.engine.GraphFacts;
import org.mulligan.engine.Network;
import org.mulligan.engine.OutOfTileMemoryException;
import org.mulligan.engine.Precision;
import org.mulligan.engine.RowNetwork;
import org.mulligan.engine.Supervision;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.model.ConversionRequest;
import org.mulligan.model.ConvertedModel;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Weights;
import org.mulligan.tensor.Placement;
import org.mulligan.tensor.Sessions;
import org.mulligan.tensor.device.Bf16;
import org.mulligan.tensor.device.Hardware;
import org.mulligan.tensor.device.Probe;
import org.mulligan.tensor.device.RuntimeDevices;
import org.mulligan.tensor.foreign.FeatureGraph;
import org.mulligan.tensor.foreign.FrozenGraphReader;
import org.mulligan.tensor.foreign.GraphSummary;
import org.mulligan.tensor.foreign.ModelConversion;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.RowGraph;
import org.mulligan.tensor.frozen.RunningGraph;
import org.mulligan.tensor.frozen.TensorFlow1Graph;
import org.mulligan.train.restore.RestorerTrainer;
import org.mulligan.train.synthesis.SynthesiserTrainer;
import org.mulligan.train.vst.VstTrainer;
import org.scijava.Context;
import org.scijava.plugin.PluginService;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TFResourceExhaustedException;

/** The engine room in the process that asks for it. */
public final class SameProcessEngine implements Engine {
    private final Context context = new Context(PluginService.class);

    /**
     * Starts TensorFlow here. Without a GPU, automatic is the CPU and nothing is measured.
     *
     * @throws IllegalArgumentException when the device does not work; the text says why
     */
    public SameProcessEngine(EngineSettings settings) {
        DeviceChoice device = settings.device();
        switch (device.kind()) {
            case CPU -> Sessions.use(Placement.CPU);
            case GPU -> {
                Sessions.use(Hardware.gpu(device.index(), settings.gpuMemory()));
                Hardware.requireGpu();
            }
            case AUTO -> useTheFaster(settings.gpuMemory());
        }
    }

    /** A GPU that does not work is no failure here: nobody asked for it. */
    private static void useTheFaster(int gpuMemory) {
        Sessions.use(Placement.CPU);
        if (!Hardware.mayHaveGpu()) return;
        double cpu = RuntimeDevices.gigaflops(-1);
        try {
            Sessions.use(Hardware.gpu(0, gpuMemory));
            if (Hardware.requireGpu() < cpu) Sessions.use(Placement.CPU);
        } catch (IllegalArgumentException e) {
            Sessions.use(Placement.CPU);
        }
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(
                "TensorFlow " + TensorFlow.version(),
                Sessions.placement().name(),
                Hardware.tileMemory(),
                ProcessHandle.current().pid(),
                Pointer.physicalBytes());
    }

    /** In a process that computes on a GPU only that one is seen; the others are in its way. */
    @Override
    public Devices devices() {
        List<Device> found = new ArrayList<>();
        found.add(
                new Device(
                        "cpu",
                        Hardware.cpu(),
                        Hardware.memory(),
                        "",
                        RuntimeDevices.gigaflops(-1)));
        Hardware.Gpus gpus = Hardware.gpus();
        for (Hardware.Gpu gpu : gpus.working())
            found.add(
                    new Device(
                            "gpu:" + gpu.index(),
                            gpu.name(),
                            gpu.memory(),
                            gpu.driver(),
                            gpu.gigaflops()));
        return new Devices(found, gpus.problem());
    }

    @Override
    public FloatBuffer allocate(int floats) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(4, floats))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public Network load(ModelFile model, double sharpness, Precision precision) throws IOException {
        FrozenGraph frozen = between(model, sharpness);
        RunningGraph graph = new RunningGraph(frozen, bf16(precision));
        return new Network() {
            @Override
            public void run(
                    FloatBuffer input,
                    FloatBuffer output,
                    int height,
                    int width,
                    BooleanSupplier cancelled) {
                run(input, output, 1, height, width, cancelled);
            }

            @Override
            public void run(
                    FloatBuffer input,
                    FloatBuffer output,
                    int depth,
                    int height,
                    int width,
                    BooleanSupplier cancelled) {
                try {
                    graph.run(input, output, depth, height, width);
                } catch (TFResourceExhaustedException e) {
                    throw new OutOfTileMemoryException(
                            "A tile of %d x %d px does not fit into memory"
                                    .formatted(width, height),
                            e);
                }
            }

            @Override
            public Precision precision() {
                return graph.bf16() ? Precision.BF16 : Precision.FP32;
            }

            @Override
            public void close() {
                graph.close();
            }
        };
    }

    @Override
    public TrainingReport train(TrainingPlan plan, TrainingListener listener) throws IOException {
        PluginService plugins = context.service(PluginService.class);
        boolean bf16 = bf16(plan.precision());
        return plan.images().supervision() == Supervision.NOISE2VST || VstTrainer.suits(plan)
                ? new VstTrainer(plan, plugins, bf16, listener).train()
                : new RestorerTrainer(plan, plugins, bf16, listener).train();
    }

    @Override
    public TrainingReport train(SynthesisPlan plan, TrainingListener listener) throws IOException {
        PluginService plugins = context.service(PluginService.class);
        SynthesiserTrainer.prepare(plan, plugins);
        return new SynthesiserTrainer(plan, plugins, bf16(plan.precision()), listener).train();
    }

    @Override
    public RowNetwork loadRows(ModelFile model, Weights weights) throws IOException {
        RowGraph graph = new RowGraph(frozen(model, weights), false);
        return new RowNetwork() {
            @Override
            public void run(FloatBuffer rows, FloatBuffer results, int count) {
                graph.run(rows, results, count);
            }

            @Override
            public void pull(
                    FloatBuffer rows, FloatBuffer target, FloatBuffer gradient, int count) {
                graph.pull(rows, target, gradient, count);
            }

            @Override
            public void close() {
                graph.close();
            }
        };
    }

    @Override
    public FeatureNetwork loadFeatures(Path savedModel, int size, int channels) throws IOException {
        FeatureGraph graph = FeatureGraph.open(savedModel, size, channels);
        RowNetwork rows =
                new RowNetwork() {
                    @Override
                    public void run(FloatBuffer images, FloatBuffer results, int count) {
                        graph.run(images, results, count);
                    }

                    @Override
                    public void pull(
                            FloatBuffer images,
                            FloatBuffer target,
                            FloatBuffer gradient,
                            int count) {
                        throw new UnsupportedOperationException(
                                "There is no way back through a feature network");
                    }

                    @Override
                    public void close() {
                        graph.close();
                    }
                };
        return new FeatureNetwork(rows, graph.features(), graph.classes());
    }

    @Override
    public ConvertedModel convert(ConversionRequest request, BooleanSupplier cancelled)
            throws IOException {
        return ModelConversion.convert(request, cancelled);
    }

    @Override
    public GraphFacts facts(ModelFile model, Weights weights) throws IOException {
        GraphSummary summary = GraphSummary.of(frozen(model, weights));
        return new GraphFacts(summary.operations(), summary.refused(), summary.weights());
    }

    @Override
    public void saveGraph(ModelFile model, double sharpness, boolean tensorFlow1, Path file)
            throws IOException {
        FrozenGraph graph =
                model.weights().contains(Weights.GENERATOR)
                        ? frozen(model, Weights.GENERATOR)
                        : between(model, sharpness);
        Files.write(file, tensorFlow1 ? TensorFlow1Graph.bytes(graph) : graph.bytes());
    }

    private static FrozenGraph frozen(ModelFile model, Weights weights) throws IOException {
        return FrozenGraphReader.read(
                model.graph(weights), "%s (%s weights)".formatted(model.path(), weights));
    }

    private static FrozenGraph between(ModelFile model, double sharpness) throws IOException {
        if (sharpness > 0 && !model.weights().contains(Weights.ADVERSARIAL))
            throw new IllegalArgumentException(
                    "The model \"%s\" was trained without an adversary, so its sharpness must be 0, got %s"
                            .formatted(model.name(), sharpness));
        FrozenGraph faithful = frozen(model, Weights.main(model.description()));
        if (sharpness == 0) return faithful;
        FrozenGraph adversarial = frozen(model, Weights.ADVERSARIAL);
        if (sharpness == 1) return adversarial;
        return model.description().facts().mixesOutputs()
                ? faithful.blend(adversarial, sharpness)
                : faithful.towards(adversarial, sharpness);
    }

    /**
     * On a GPU float32 is float32: the process is started with {@code NVIDIA_TF32_OVERRIDE=0}. On a
     * CPU without bf16 what asks for it, as a macro from another machine does, is computed in
     * float32, and says so.
     *
     * @throws IllegalArgumentException for bf16 on a GPU, whose rewriter is the CPU's
     */
    private static boolean bf16(Precision precision) {
        boolean gpu = Sessions.placement().isGpu();
        if (gpu && precision == Precision.BF16)
            throw new IllegalArgumentException(
                    "precision=bf16 is for the CPU; on %s use auto or fp32"
                            .formatted(Sessions.placement().name()));
        return switch (precision) {
            case AUTO -> !gpu && Probe.bf16IsFaster();
            case FP32 -> false;
            case BF16 -> Bf16.works();
        };
    }

    @Override
    public void close() {
        context.dispose();
    }
}
