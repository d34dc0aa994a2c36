package org.mulligan.tensor.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mulligan.model.ConversionRequest;
import org.mulligan.model.ConvertedModel;
import org.mulligan.model.archive.ModelLimits;
import org.mulligan.tensor.Sessions;
import org.mulligan.tensor.foreign.ConvertedGraph.End;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.GraphNames;
import org.mulligan.tensor.frozen.WholeNumbers;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Makes a stranger's network one of ours: judged, its weights put in as constants, its axes as ours
 * are, and measured. TensorFlow reads the stranger's weights once, here; what is written has
 * nothing that reads.
 */
public final class ModelConversion {
    private static final int MOST_CHANNELS = 4096;

    /** Such an axis is one of channels where nobody says. */
    private static final int FEW = 16;

    /** Of the numbers that an image may go in as; in half precision they are fractions. */
    private static final Set<DataType> TYPES =
            Set.of(
                    DataType.DT_FLOAT,
                    DataType.DT_HALF,
                    DataType.DT_BFLOAT16,
                    DataType.DT_DOUBLE,
                    DataType.DT_UINT8,
                    DataType.DT_UINT16,
                    DataType.DT_INT32,
                    DataType.DT_INT64);

    private final ConversionRequest request;
    private final BooleanSupplier cancelled;
    private final String name;
    private String version = "unknown";

    private ModelConversion(ConversionRequest request, BooleanSupplier cancelled) {
        this.request = request;
        this.cancelled = cancelled;
        this.name = request.source().getFileName().toString();
    }

    /**
     * @param cancelled asked between runs of the network
     * @throws java.util.concurrent.CancellationException when it was
     * @throws IllegalArgumentException when the network is refused, cannot be run, or could be
     *     meant in several ways; the text says why and what to give
     * @throws IOException when it cannot be read or written
     */
    public static ConvertedModel convert(ConversionRequest request, BooleanSupplier cancelled)
            throws IOException {
        try {
            return new ModelConversion(request, cancelled).convert();
        } catch (RuntimeException e) {
            if (!NetworkProbe.isTensorFlows(e)) throw e;
            throw new IllegalArgumentException(
                    "%s cannot be loaded: %s".formatted(request.source(), e.getMessage()), e);
        }
    }

    private ConvertedModel convert() throws IOException {
        Map<String, TensorInfo> inputs = new LinkedHashMap<>();
        Map<String, TensorInfo> outputs = new LinkedHashMap<>();
        GraphDef graph =
                Files.isRegularFile(request.source()) && isGraph(request.source())
                        ? frozen(inputs, outputs)
                        : savedModel(inputs, outputs);
        TensorInfo out = choose("output", request.output(), outputs);
        graph = ForeignGraph.validated(graph, List.of(out.getName()), name);
        Set<String> nodes = new HashSet<>();
        graph.getNodeList().forEach(node -> nodes.add(node.getName()));
        inputs.values().removeIf(input -> !nodes.contains(GraphNames.node(input.getName())));
        TensorInfo in = choose("input", request.input(), inputs);
        if (inputs.size() > 1)
            throw new IllegalArgumentException(
                    "%s needs %d inputs for its output %s (%s), and an image is one; export a network of one input"
                            .formatted(name, inputs.size(), out.getName(), inputs.keySet()));
        return convert(graph, in, out);
    }

    private ConvertedModel convert(GraphDef graph, TensorInfo in, TensorInfo out)
            throws IOException {
        String inputAxes = axes(request.inputAxes(), in, "input");
        requireNumbers(in);
        int channels = channels(in, inputAxes);
        double brightest = WholeNumbers.largest(in.getDtype());
        int side = request.side() > 0 ? request.side() : side(in, inputAxes);
        IllegalArgumentException refusal = null;
        for (String outputAxes : outputAxes(out, inputAxes)) {
            FrozenGraph network =
                    ConvertedGraph.of(
                            graph,
                            new End(in.getName(), in.getDtype(), inputAxes),
                            new End(out.getName(), out.getDtype(), outputAxes),
                            channels,
                            request.postprocessing());
            try (NetworkProbe probe =
                    new NetworkProbe(name, network, channels, brightest, cancelled)) {
                NetworkProbe.Findings found = probe.find(side, request.stride());
                Files.write(request.target(), network.bytes());
                return new ConvertedModel(
                        in.getName(),
                        out.getName(),
                        inputAxes,
                        outputAxes,
                        channels,
                        found.outputChannels(),
                        found.scale(),
                        found.stride(),
                        found.receptiveField(),
                        side,
                        brightest > 1,
                        version);
            } catch (IllegalArgumentException e) {
                if (refusal == null) refusal = e;
            }
        }
        throw refusal;
    }

    private void requireNumbers(TensorInfo in) {
        if (TYPES.contains(in.getDtype())) return;
        throw new IllegalArgumentException(
                "The input %s of %s takes values of the type %s, and an image is numbers; export the network with an input of float32"
                        .formatted(in.getName(), name, in.getDtype()));
    }

    private static boolean isGraph(Path file) {
        return file.getFileName().toString().endsWith(".pb");
    }

    /** Reads, judges and freezes; fills in what goes in and out by the keys of the signature. */
    private GraphDef savedModel(Map<String, TensorInfo> inputs, Map<String, TensorInfo> outputs)
            throws IOException {
        try (SavedModelFiles files = SavedModelFiles.copy(request.source())) {
            SavedModel original = files.graph();
            ForeignGraph foreign = new ForeignGraph(original, name);
            SavedModel validated = foreign.validated();
            files.judgeWeights(name);
            MetaGraphDef meta = validated.getMetaGraphs(0);
            version = version(meta);
            signature(foreign.signature(), inputs, outputs);
            GraphDef graph = meta.getGraphDef();
            files.replace(
                    validated.toBuilder()
                            .setMetaGraphs(
                                    0,
                                    meta.toBuilder().setGraphDef(ForeignVariables.readable(graph)))
                            .build());
            try (SavedModelBundle bundle =
                    SavedModelBundle.loader(files.folder().toString())
                            .withTags("serve")
                            .withConfigProto(Sessions.predictionConfig())
                            .load()) {
                TensorInfo out = choose("output", request.output(), outputs);
                return ForeignVariables.frozen(
                        bundle, ForeignGraph.validated(graph, List.of(out.getName()), name), name);
            }
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IOException(
                    "The graph of %s is damaged or none; export it again".formatted(name), e);
        }
    }

    private static String version(MetaGraphDef meta) {
        String version = meta.getMetaInfoDef().getTensorflowVersion();
        return version.isEmpty() ? "unknown" : version;
    }

    private static void signature(
            SignatureDef signature,
            Map<String, TensorInfo> inputs,
            Map<String, TensorInfo> outputs) {
        inputs.putAll(new TreeMap<>(signature.getInputsMap()));
        outputs.putAll(new TreeMap<>(signature.getOutputsMap()));
    }

    /** A graph alone: what is fed are its placeholders, what comes out is what nobody takes. */
    private GraphDef frozen(Map<String, TensorInfo> inputs, Map<String, TensorInfo> outputs)
            throws IOException {
        if (Files.size(request.source()) > ModelLimits.GRAPH)
            throw new IOException(
                    "%s is larger than the %,d bytes allowed"
                            .formatted(request.source(), ModelLimits.GRAPH));
        GraphDef graph;
        try {
            graph = GraphDef.parseFrom(Files.readAllBytes(request.source()));
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IOException(
                    "%s is no TensorFlow graph, or a damaged one; for a SavedModel give the folder that %s lies in"
                            .formatted(request.source(), request.source().getFileName()),
                    e);
        }
        Set<String> taken = new HashSet<>();
        for (NodeDef node : graph.getNodeList())
            node.getInputList().forEach(from -> taken.add(GraphNames.node(from)));
        for (NodeDef node : graph.getNodeList()) {
            if (node.getOp().equals("Placeholder")) inputs.put(node.getName(), placeholder(node));
            else if (!taken.contains(node.getName())
                    && !node.getOp().equals("Const")
                    && !node.getOp().equals("NoOp")) outputs.put(node.getName(), result(node));
        }
        String wanted = request.output();
        if (!wanted.isEmpty() && !outputs.containsKey(wanted))
            graph.getNodeList().stream()
                    .filter(node -> node.getName().equals(GraphNames.node(wanted)))
                    .findFirst()
                    .ifPresent(node -> outputs.put(wanted, result(node)));
        if (inputs.isEmpty() || outputs.isEmpty())
            throw new IllegalArgumentException(
                    "%s is a graph without %s; export the network for inference"
                            .formatted(
                                    name,
                                    inputs.isEmpty()
                                            ? "a place for an image to go in"
                                            : "a result"));
        return ForeignGraph.validated(
                graph,
                Stream.of(inputs, outputs)
                        .flatMap(ends -> ends.values().stream())
                        .map(TensorInfo::getName)
                        .toList(),
                name);
    }

    private static TensorInfo placeholder(NodeDef node) {
        TensorInfo.Builder info =
                TensorInfo.newBuilder()
                        .setName(node.getName() + ":0")
                        .setDtype(node.getAttrOrThrow("dtype").getType());
        if (node.containsAttr("shape"))
            info.setTensorShape(node.getAttrOrThrow("shape").getShape());
        else info.getTensorShapeBuilder().setUnknownRank(true);
        return info.build();
    }

    private static TensorInfo result(NodeDef node) {
        DataType type =
                node.containsAttr("T") ? node.getAttrOrThrow("T").getType() : DataType.DT_FLOAT;
        if (node.containsAttr("DstT")) type = node.getAttrOrThrow("DstT").getType();
        TensorInfo.Builder info = TensorInfo.newBuilder().setName(node.getName() + ":0");
        info.getTensorShapeBuilder().setUnknownRank(true);
        return info.setDtype(type).build();
    }

    /** By its key or the name of its tensor; the only one where none is asked for. */
    private TensorInfo choose(String which, String wanted, Map<String, TensorInfo> all) {
        for (Map.Entry<String, TensorInfo> each : all.entrySet())
            if (each.getKey().equals(wanted)
                    || each.getValue().getName().equals(wanted)
                    || each.getValue().getName().equals(wanted + ":0")) return each.getValue();
        if (!wanted.isEmpty())
            throw new IllegalArgumentException(
                    "%s has no %s \"%s\"; it has %s".formatted(name, which, wanted, words(all)));
        if (all.size() == 1) return all.values().iterator().next();
        throw new IllegalArgumentException(
                "%s has %d %ss; say which one with %s=NAME: %s"
                        .formatted(name, all.size(), which, which, words(all)));
    }

    private static String words(Map<String, TensorInfo> all) {
        return all.entrySet().stream()
                .map(each -> each.getKey() + shape(each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String shape(TensorInfo info) {
        if (info.getTensorShape().getUnknownRank()) return "";
        List<String> sides = new ArrayList<>();
        for (TensorShapeProto.Dim side : info.getTensorShape().getDimList())
            sides.add(side.getSize() < 0 ? "?" : String.valueOf(side.getSize()));
        return " " + sides;
    }

    private String axes(String wanted, TensorInfo info, String which) {
        if (!wanted.isEmpty()) return checked(wanted, info, which);
        TensorShapeProto shape = info.getTensorShape();
        if (shape.getUnknownRank()) return "byxc";
        int rank = shape.getDimCount();
        return switch (rank) {
            case 2 -> "yx";
            case 3 -> isFew(shape.getDim(2)) ? "yxc" : isFew(shape.getDim(0)) ? "cyx" : "byx";
            case 4 -> !isFew(shape.getDim(3)) && isFew(shape.getDim(1)) ? "bcyx" : "byxc";
            default ->
                    throw new IllegalArgumentException(
                            "The %s of %s has %d axes%s, and Mulligan's networks work on planes, not on volumes"
                                    .formatted(which, name, rank, shape(info)));
        };
    }

    private static boolean isFew(TensorShapeProto.Dim side) {
        return side.getSize() >= 1 && side.getSize() <= FEW;
    }

    private String checked(String axes, TensorInfo info, String which) {
        boolean once = axes.chars().distinct().count() == axes.length();
        if (!axes.matches("[byxc]+") || !once || !axes.contains("y") || !axes.contains("x"))
            throw new IllegalArgumentException(
                    "The axes of the %s must be letters b, y, x and c, each once, y and x among them, got \"%s\""
                            .formatted(which, axes));
        TensorShapeProto shape = info.getTensorShape();
        if (!shape.getUnknownRank() && shape.getDimCount() != axes.length())
            throw new IllegalArgumentException(
                    "The %s of %s has %d axes%s, and \"%s\" names %d"
                            .formatted(
                                    which,
                                    name,
                                    shape.getDimCount(),
                                    shape(info),
                                    axes,
                                    axes.length()));
        return axes;
    }

    /** Those that it can have, the likeliest first; which it has shows when it runs. */
    private List<String> outputAxes(TensorInfo out, String inputAxes) {
        if (!request.outputAxes().isEmpty())
            return List.of(checked(request.outputAxes(), out, "output"));
        TensorShapeProto shape = out.getTensorShape();
        if (shape.getUnknownRank() && inputAxes.length() == 4)
            return List.of(inputAxes, inputAxes.equals("byxc") ? "bcyx" : "byxc");
        if (shape.getUnknownRank() || shape.getDimCount() == inputAxes.length())
            return List.of(inputAxes);
        return List.of(axes("", out, "output"));
    }

    private int channels(TensorInfo in, String axes) {
        int at = axes.indexOf('c');
        if (at < 0) return 1;
        TensorShapeProto shape = in.getTensorShape();
        long channels = shape.getUnknownRank() ? 1 : shape.getDim(at).getSize();
        if (channels > MOST_CHANNELS)
            throw new IllegalArgumentException(
                    "The input of %s has %d channels%s with the axes %s; if these are wrong, give axes"
                            .formatted(name, channels, shape(in), axes));
        return channels < 1 ? 1 : (int) channels;
    }

    /** Of the only square that it takes; 0 = any. */
    private int side(TensorInfo in, String axes) {
        TensorShapeProto shape = in.getTensorShape();
        if (shape.getUnknownRank()) return 0;
        long height = shape.getDim(axes.indexOf('y')).getSize();
        long width = shape.getDim(axes.indexOf('x')).getSize();
        if (height <= 0 && width <= 0) return 0;
        if (height != width || height > 1 << 14)
            throw new IllegalArgumentException(
                    "%s takes images of %d x %d px only, and tiles are squares; export it for any size, or for a square"
                            .formatted(name, width, height));
        return (int) height;
    }
}
