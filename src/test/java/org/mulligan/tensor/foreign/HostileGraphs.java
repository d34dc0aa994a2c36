package org.mulligan.tensor.foreign;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GradientDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Graphs that do or declare what a network must not, each an honest network with one change. */
public final class HostileGraphs {
    /** A graph and what its refusal must say. */
    public record Hostile(SavedModel model, String... words) {}

    private HostileGraphs() {}

    /** [n, y, x, 1] to the same: a convolution. */
    public static SavedModel honest() throws IOException {
        return SavedModel.parseFrom(
                FrozenGraph.of(
                                (layers, x) -> layers.convolve("c", x, 3, 1, 1, Initializer.HE),
                                Map.of(
                                        "c.kernel",
                                        new float[] {0, .1f, 0, .1f, .6f, .1f, 0, .1f, 0},
                                        "c.bias",
                                        new float[1]))
                        .bytes());
    }

    static NodeDef.Builder node(String name, String op, String... inputs) {
        return NodeDef.newBuilder().setName(name).setOp(op).addAllInput(java.util.List.of(inputs));
    }

    static NodeDef.Builder text(String name, String text) {
        return constant(
                name,
                TensorProto.newBuilder()
                        .setDtype(DataType.DT_STRING)
                        .setTensorShape(TensorShapeProto.getDefaultInstance())
                        .addStringVal(ByteString.copyFromUtf8(text)));
    }

    static NodeDef.Builder constant(String name, TensorProto.Builder tensor) {
        return node(name, "Const")
                .putAttr("dtype", AttrValue.newBuilder().setType(tensor.getDtype()).build())
                .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build());
    }

    static TensorProto.Builder floats(float value, long... sides) {
        return TensorProto.newBuilder()
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(shape(sides))
                .addFloatVal(value);
    }

    static TensorShapeProto.Builder shape(long... sides) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long side : sides) shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(side));
        return shape;
    }

    static SavedModel with(SavedModel model, Consumer<MetaGraphDef.Builder> change) {
        MetaGraphDef.Builder graph = model.getMetaGraphs(0).toBuilder();
        graph.getMetaInfoDefBuilder().setTensorflowVersion("2.21.0");
        change.accept(graph);
        return model.toBuilder().setMetaGraphs(0, graph).build();
    }

    /** The output waits for more nodes, the last of them first. */
    static SavedModel waitingFor(NodeDef.Builder... nodes) throws IOException {
        return with(
                honest(),
                graph -> {
                    GraphDef.Builder def = graph.getGraphDefBuilder();
                    for (NodeDef.Builder each : def.getNodeBuilderList())
                        if (each.getName().equals("output"))
                            each.addInput("^" + nodes[nodes.length - 1].getName());
                    for (NodeDef.Builder each : nodes) def.addNode(each);
                });
    }

    private static FunctionDef function(String name, NodeDef.Builder... nodes) {
        FunctionDef.Builder function =
                FunctionDef.newBuilder().setSignature(OpDef.newBuilder().setName(name));
        for (NodeDef.Builder each : nodes) function.addNodeDef(each);
        return function.build();
    }

    private static AttrValue calls(String function) {
        return AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build();
    }

    private static SavedModel withFunctions(SavedModel model, FunctionDef... functions) {
        return with(
                model,
                graph -> {
                    for (FunctionDef each : functions)
                        graph.getGraphDefBuilder().getLibraryBuilder().addFunction(each);
                });
    }

    private static NodeDef.Builder callOf(String name, String function) {
        return node(name, "StatefulPartitionedCall")
                .putAttr("f", calls(function))
                .putAttr("Tin", types())
                .putAttr("Tout", types());
    }

    private static AttrValue types() {
        return AttrValue.newBuilder().setList(AttrValue.ListValue.getDefaultInstance()).build();
    }

    /** Writes a file when it is run: whatever the branch is taken by, the same happens. */
    public static SavedModel writesInABranch(Path file) throws IOException {
        NodeDef.Builder branch =
                node("branch", "If", "always")
                        .putAttr("Tcond", AttrValue.newBuilder().setType(DataType.DT_BOOL).build())
                        .putAttr("Tin", types())
                        .putAttr("Tout", types())
                        .putAttr("then_branch", calls("write"))
                        .putAttr("else_branch", calls("write"));
        NodeDef.Builder always =
                constant(
                        "always",
                        TensorProto.newBuilder()
                                .setDtype(DataType.DT_BOOL)
                                .setTensorShape(TensorShapeProto.getDefaultInstance())
                                .addBoolVal(true));
        FunctionDef write =
                function(
                        "write",
                        text("where", file.toString()),
                        text("what", "written by a model"),
                        node("writer", "WriteFile", "where:output:0", "what:output:0"));
        write = write.toBuilder().putControlRet("done", "writer").build();
        write =
                write.toBuilder()
                        .setSignature(
                                write.getSignature().toBuilder()
                                        .addControlOutput("done")
                                        .setIsStateful(true))
                        .build();
        return withFunctions(waitingFor(always, branch), write);
    }

    /** Reads a file when it is loaded. */
    public static SavedModel readsWhenLoaded(Path file) throws IOException {
        return with(
                honest(),
                graph -> {
                    graph.getGraphDefBuilder()
                            .addNode(text("where", file.toString()))
                            .addNode(node("reader", "ReadFile", "where"));
                    initialised(graph, "reader");
                });
    }

    private static void initialised(MetaGraphDef.Builder graph, String node) {
        graph.putSignatureDef(
                "__saved_model_init_op",
                graph.getSignatureDefOrThrow("serving_default").toBuilder()
                        .clearInputs()
                        .clearOutputs()
                        .putOutputs(
                                "__saved_model_init_op",
                                TensorInfo.newBuilder().setName(node).build())
                        .build());
    }

    /** By what is wrong with them. */
    static Map<String, Hostile> all() throws IOException {
        Map<String, Hostile> all = new LinkedHashMap<>();
        addOperations(all);
        addLoading(all);
        addWays(all);
        HostileTensors.addTo(all);
        return all;
    }

    private static void addOperations(Map<String, Hostile> all) throws IOException {
        Path file = Path.of("anywhere");
        all.put(
                "writes in a branch",
                new Hostile(
                        writesInABranch(file),
                        "WriteFile",
                        "\"writer\" in the function \"write\"",
                        "can write files"));
        for (String python : new String[] {"PyFunc", "EagerPyFunc", "PyFuncStateless"})
            all.put(python, new Hostile(waitingFor(node("snake", python)), python, "can run code"));
        all.put(
                "an operation that nobody knows",
                new Hostile(
                        waitingFor(node("mine", "AcmeDenoise")),
                        "AcmeDenoise",
                        "does not know",
                        "TensorFlow 2.21.0 wrote it"));
        all.put(
                "sends to another computer",
                new Hostile(
                        waitingFor(node("spy", "DebugIdentityV3")),
                        "DebugIdentityV3",
                        "other computers"));
        all.put(
                "ends the process",
                new Hostile(waitingFor(node("end", "Abort")), "Abort", "end the process"));
        all.put(
                "reads weights when it runs",
                new Hostile(
                        waitingFor(text("where", "x"), node("again", "RestoreV2", "where")),
                        "RestoreV2",
                        "only while it is loaded"));
        all.put(
                "a function handed over with a function",
                new Hostile(
                        withFunctions(
                                waitingFor(
                                        node("outer", "PartitionedCall")
                                                .putAttr(
                                                        "f",
                                                        AttrValue.newBuilder()
                                                                .setFunc(
                                                                        NameAttrList.newBuilder()
                                                                                .setName("good")
                                                                                .putAttr(
                                                                                        "then",
                                                                                        calls(
                                                                                                "bad")))
                                                                .build())),
                                function("good", node("nothing", "NoOp")),
                                function("bad", node("deep", "WriteFile"))),
                        "WriteFile",
                        "\"deep\""));
        all.put(
                "a function of a list",
                new Hostile(
                        withFunctions(
                                waitingFor(
                                        node("cases", "Case")
                                                .putAttr(
                                                        "branches",
                                                        AttrValue.newBuilder()
                                                                .setList(
                                                                        AttrValue.ListValue
                                                                                .newBuilder()
                                                                                .addFunc(
                                                                                        NameAttrList
                                                                                                .newBuilder()
                                                                                                .setName(
                                                                                                        "bad")))
                                                                .build())),
                                function("bad", node("deep", "ReadFile"))),
                        "ReadFile"));
        all.put(
                "a function named like an operation",
                new Hostile(
                        withFunctions(honest(), function("Conv2D", node("deep", "WriteFile"))),
                        "Conv2D",
                        "like an operation"));
    }

    private static void addLoading(Map<String, Hostile> all) throws IOException {
        all.put(
                "reads when it is loaded",
                new Hostile(
                        readsWhenLoaded(Path.of("anywhere")),
                        "loading it",
                        "ReadFile",
                        "can read files"));
        all.put(
                "runs Python when it is loaded, in an old way",
                new Hostile(
                        with(
                                honest(),
                                graph -> {
                                    graph.getGraphDefBuilder().addNode(node("start", "PyFunc"));
                                    graph.putCollectionDef(
                                            "legacy_init_op",
                                            CollectionDef.newBuilder()
                                                    .setNodeList(
                                                            CollectionDef.NodeList.newBuilder()
                                                                    .addValue("start"))
                                                    .build());
                                }),
                        "loading it",
                        "PyFunc"));
        all.put(
                "restores from a file of its own choice",
                new Hostile(
                        with(
                                honest(),
                                graph -> {
                                    graph.getGraphDefBuilder()
                                            .addNode(text("elsewhere", "/home/me/secret"))
                                            .addNode(node("restore", "RestoreV2", "elsewhere"));
                                    initialised(graph, "restore");
                                }),
                        "RestoreV2",
                        "a file that the graph itself names"));
        FunctionDef restoring =
                function(
                        "restoring",
                        text("own", "gs://x/y"),
                        node("r", "RestoreV2", "own:output:0"));
        all.put(
                "restores from a file of its own choice in a function",
                new Hostile(
                        with(
                                withFunctions(honest(), restoring),
                                graph -> {
                                    graph.getGraphDefBuilder().addNode(callOf("call", "restoring"));
                                    graph.getSaverDefBuilder()
                                            .setRestoreOpName("call")
                                            .clearFilenameTensorName();
                                }),
                        "RestoreV2",
                        "a file that the graph itself names"));
    }

    private static void addWays(Map<String, Hostile> all) throws IOException {
        all.put(
                "nodes that wait for each other",
                new Hostile(
                        waitingFor(node("a", "NoOp", "^b"), node("b", "NoOp", "^a")),
                        "without end",
                        "a -> b -> a"));
        all.put(
                "a node that waits for itself",
                new Hostile(waitingFor(node("a", "NoOp", "^a")), "without end", "a -> a"));
        all.put(
                "a way back that no loop takes",
                new Hostile(
                        waitingFor(
                                node("again", "NextIteration", "body"),
                                node("body", "Identity", "again")),
                        "without end"));
        all.put(
                "a function that calls itself",
                new Hostile(
                        withFunctions(
                                waitingFor(callOf("start", "a")),
                                function("a", callOf("in", "b")),
                                function("b", callOf("in", "a"))),
                        "call each other without end",
                        "a -> b -> a"));
        FunctionDef[] tower = new FunctionDef[200];
        for (int i = 0; i < tower.length; i++)
            tower[i] = function("f" + i, callOf("in", "f" + (i + 1)));
        all.put(
                "a tower of functions",
                new Hostile(withFunctions(waitingFor(callOf("start", "f0")), tower), "in a row"));
        all.put(
                "two nodes of one name",
                new Hostile(
                        waitingFor(node("twin", "NoOp"), node("twin", "WriteFile")),
                        "two of its nodes",
                        "twin"));
        all.put(
                "two functions of one name",
                new Hostile(
                        withFunctions(
                                honest(),
                                function("twin", node("n", "NoOp")),
                                function("twin", node("n", "WriteFile"))),
                        "two of its functions",
                        "twin"));
        all.put(
                "a gradient that leads elsewhere",
                new Hostile(
                        with(
                                withFunctions(
                                        waitingFor(
                                                node("slope", "SymbolicGradient")
                                                        .putAttr("f", calls("good"))),
                                        function("good", node("n", "NoOp")),
                                        function("bad", node("w", "WriteFile"))),
                                graph ->
                                        graph.getGraphDefBuilder()
                                                .getLibraryBuilder()
                                                .addGradient(
                                                        GradientDef.newBuilder()
                                                                .setFunctionName("good")
                                                                .setGradientFunc("bad"))),
                        "SymbolicGradient"));
    }
}
