package org.mulligan.tensor.foreign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mulligan.tensor.frozen.GraphNames;
import org.mulligan.tensor.frozen.GraphNodes;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Puts a stranger's weights into its graph as constants. Variables of TensorFlow 1 are nodes whose
 * place a constant takes. Those of TensorFlow 2 are handles that are passed into functions and read
 * there: the constant is passed in place of the handle, so each function that takes one gets a copy
 * that takes a value, and reading becomes nothing.
 */
final class ForeignVariables {
    private static final Set<String> REFERENCES = Set.of("Variable", "VariableV2");
    private static final String HANDLE = "VarHandleOp";
    private static final String READ = "ReadVariableOp";
    private static final String PROBE = "mulligan/read/";

    private final String name;
    private final Map<String, FunctionDef> functions = new LinkedHashMap<>();
    private final Map<String, FunctionDef> made = new LinkedHashMap<>();

    private ForeignVariables(String name, GraphDef graph) {
        this.name = name;
        for (FunctionDef function : graph.getLibrary().getFunctionList())
            functions.put(function.getSignature().getName(), function);
    }

    /** The graph with a node for each variable that reads it. */
    static GraphDef readable(GraphDef graph) {
        GraphDef.Builder with = graph.toBuilder();
        for (NodeDef node : graph.getNodeList())
            if (node.getOp().equals(HANDLE))
                with.addNode(
                        NodeDef.newBuilder()
                                .setOp(READ)
                                .setName(PROBE + node.getName())
                                .addInput(node.getName())
                                .putAttr("dtype", node.getAttrOrThrow("dtype")));
        return with.build();
    }

    /**
     * The graph without variables.
     *
     * @param bundle {@link #readable} and loaded
     * @param graph the same graph, without the nodes that were added
     * @param name of the model, for messages
     * @throws IllegalArgumentException when a variable is used in another way than by reading it
     */
    static GraphDef frozen(SavedModelBundle bundle, GraphDef graph, String name) {
        return new ForeignVariables(name, graph).freeze(values(bundle, graph), graph);
    }

    private static Map<String, TensorProto> values(SavedModelBundle bundle, GraphDef graph) {
        Map<String, TensorProto> values = new HashMap<>();
        for (NodeDef node : graph.getNodeList()) {
            boolean handle = node.getOp().equals(HANDLE);
            if (!handle && !REFERENCES.contains(node.getOp())) continue;
            Session.Runner runner =
                    bundle.session().runner().fetch((handle ? PROBE : "") + node.getName() + ":0");
            try (Result result = runner.run()) {
                values.put(node.getName(), proto(result.get(0)));
            }
        }
        return values;
    }

    private static TensorProto proto(Tensor tensor) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long side : tensor.shape().asArray())
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(side));
        byte[] bytes = new byte[Math.toIntExact(tensor.numBytes())];
        tensor.asRawTensor().data().read(bytes);
        return TensorProto.newBuilder()
                .setDtype(tensor.dataType())
                .setTensorShape(shape)
                .setTensorContent(com.google.protobuf.ByteString.copyFrom(bytes))
                .build();
    }

    private GraphDef freeze(Map<String, TensorProto> values, GraphDef graph) {
        Map<String, DataType> known = new HashMap<>();
        for (NodeDef node : graph.getNodeList())
            if (node.getOp().equals(HANDLE))
                known.put(node.getName(), values.get(node.getName()).getDtype());
        GraphDef.Builder frozen = graph.toBuilder().clearNode();
        for (NodeDef node : rewritten(graph.getNodeList(), known))
            frozen.addNode(
                    values.containsKey(node.getName())
                            ? GraphNodes.constant(node.getName(), values.get(node.getName()))
                            : node);
        FunctionDefLibrary.Builder library = graph.getLibrary().toBuilder().clearFunction();
        library.addAllFunction(functions.values()).addAllFunction(made.values());
        return frozen.setLibrary(library).build();
    }

    /**
     * Nodes that take values where they took handles.
     *
     * @param known names that stood for handles, with the type of the value; grows
     */
    private List<NodeDef> rewritten(List<NodeDef> nodes, Map<String, DataType> known) {
        // What passes handles on may stand before what it gets them from.
        for (int before = -1; before != known.size(); ) {
            before = known.size();
            for (NodeDef node : nodes)
                if (node.getOp().equals("Identity") && node.getInputCount() > 0) {
                    DataType type = known.get(GraphNames.node(node.getInput(0)));
                    if (type != null && handles(node, "T")) known.put(node.getName(), type);
                }
        }
        List<NodeDef> done = new ArrayList<>();
        for (NodeDef node : nodes) done.add(rewritten(node, known));
        return done;
    }

    private static boolean handles(NodeDef node, String attribute) {
        return node.getAttrOrDefault(attribute, AttrValue.getDefaultInstance()).getType()
                == DataType.DT_RESOURCE;
    }

    private NodeDef rewritten(NodeDef node, Map<String, DataType> known) {
        if (node.getOp().equals(HANDLE)) return node;
        List<DataType> types = new ArrayList<>();
        boolean any = false;
        for (String input : node.getInputList()) {
            if (input.startsWith("^")) continue;
            DataType type = known.get(GraphNames.node(input));
            any |= type != null;
            types.add(type);
        }
        if (!any) return node;
        if (node.getOp().equals(READ)) {
            return node.toBuilder()
                    .setOp("Identity")
                    .clearAttr()
                    .putAttr("T", GraphNodes.type(types.get(0)))
                    .build();
        }
        if (node.getOp().equals("ResourceGather")) return gather(node, types.get(0));
        if (node.getOp().equals("VariableShape"))
            return node.toBuilder()
                    .setOp("Shape")
                    .putAttr("T", GraphNodes.type(types.get(0)))
                    .build();
        if (node.getOp().equals("Identity"))
            return node.toBuilder().putAttr("T", GraphNodes.type(types.get(0))).build();
        return called(node, types);
    }

    /**
     * Looks rows up in a value; both have one output of the same name. {@code Gather} does so along
     * the first axis, as the other does.
     */
    private NodeDef gather(NodeDef node, DataType type) {
        if (node.getAttrOrDefault("batch_dims", AttrValue.getDefaultInstance()).getI() != 0)
            throw unread(node);
        return NodeDef.newBuilder()
                .setOp("Gather")
                .setName(node.getName())
                .addAllInput(node.getInputList())
                .putAttr("Tparams", GraphNodes.type(type))
                .putAttr("Tindices", node.getAttrOrThrow("Tindices"))
                .build();
    }

    private IllegalArgumentException unread(NodeDef node) {
        return new IllegalArgumentException(
                "%s cannot be imported: its operation %s (\"%s\") does more with a variable than read it. Export the network for inference only"
                        .formatted(name, node.getOp(), node.getName()));
    }

    /** A call of functions, of which each gets a copy that takes values. */
    private NodeDef called(NodeDef node, List<DataType> types) {
        NodeDef.Builder call = node.toBuilder();
        int first = node.getOp().equals("If") || node.getOp().equals("StatelessIf") ? 1 : 0;
        first = node.getOp().equals("Case") || node.getOp().equals("StatelessCase") ? 1 : first;
        List<DataType> passed = types.subList(first, types.size());
        boolean calls = false;
        if (functions.containsKey(node.getOp())) {
            call.setOp(copy(node.getOp(), passed));
            calls = true;
        }
        for (Map.Entry<String, AttrValue> attribute : node.getAttrMap().entrySet()) {
            AttrValue value = attribute.getValue();
            if (value.hasFunc()) {
                call.putAttr(attribute.getKey(), copied(value, passed));
                calls = true;
            } else if (value.hasList() && value.getList().getFuncCount() > 0) {
                AttrValue.Builder list = value.toBuilder();
                for (int i = 0; i < value.getList().getFuncCount(); i++)
                    list.getListBuilder()
                            .getFuncBuilder(i)
                            .setName(copy(value.getList().getFunc(i).getName(), passed));
                call.putAttr(attribute.getKey(), list.build());
                calls = true;
            } else if (Set.of("Tin", "T").contains(attribute.getKey()) && value.hasList()) {
                call.putAttr(attribute.getKey(), retyped(value, passed));
            }
        }
        if (!calls) throw unread(node);
        return call.build();
    }

    private AttrValue copied(AttrValue function, List<DataType> passed) {
        AttrValue.Builder copy = function.toBuilder();
        copy.getFuncBuilder().setName(copy(function.getFunc().getName(), passed));
        return copy.build();
    }

    private static AttrValue retyped(AttrValue types, List<DataType> passed) {
        AttrValue.ListValue.Builder list = types.getList().toBuilder();
        for (int i = 0; i < list.getTypeCount() && i < passed.size(); i++)
            if (passed.get(i) != null) list.setType(i, passed.get(i));
        return AttrValue.newBuilder().setList(list).build();
    }

    /** The name of the function that takes values where another takes handles. */
    private String copy(String function, List<DataType> passed) {
        StringBuilder name = new StringBuilder(function).append("/frozen");
        for (DataType type : passed) name.append('_').append(type == null ? 0 : type.getNumber());
        if (made.containsKey(name.toString())) return name.toString();
        FunctionDef original = functions.get(function);
        // A function that calls itself finds its own copy.
        made.put(name.toString(), original);
        made.put(name.toString(), copy(original, name.toString(), passed));
        return name.toString();
    }

    private FunctionDef copy(FunctionDef original, String name, List<DataType> passed) {
        OpDef.Builder signature = original.getSignature().toBuilder().setName(name);
        Map<String, DataType> known = new HashMap<>();
        for (int i = 0; i < signature.getInputArgCount() && i < passed.size(); i++) {
            DataType type = passed.get(i);
            if (type == null || signature.getInputArg(i).getType() != DataType.DT_RESOURCE)
                continue;
            signature.getInputArgBuilder(i).setType(type).clearHandleData();
            known.put(signature.getInputArg(i).getName(), type);
        }
        // What it says of its arguments is said of handles.
        FunctionDef.Builder copy =
                original.toBuilder().clearNodeDef().clearArgAttr().clearResourceArgUniqueId();
        copy.removeAttr("_input_shapes");
        Set<String> reads = new HashSet<>();
        for (NodeDef node : rewritten(original.getNodeDefList(), known)) copy.addNodeDef(node);
        for (int i = 0; i < copy.getNodeDefCount(); i++)
            if (original.getNodeDef(i).getOp().equals(READ)
                    && !copy.getNodeDef(i).getOp().equals(READ))
                reads.add(copy.getNodeDef(i).getName());
        for (NodeDef.Builder node : copy.getNodeDefBuilderList())
            for (int i = 0; i < node.getInputCount(); i++)
                node.setInput(i, asIdentity(node.getInput(i), reads));
        original.getRetMap().forEach((key, from) -> copy.putRet(key, asIdentity(from, reads)));
        for (int i = 0; i < signature.getOutputArgCount(); i++) {
            DataType type =
                    known.get(
                            GraphNames.node(
                                    original.getRetOrDefault(
                                            signature.getOutputArg(i).getName(), "")));
            if (type != null) signature.getOutputArgBuilder(i).setType(type).clearHandleData();
        }
        return copy.setSignature(signature).build();
    }

    /** In a function an output has a name, and that of {@code Identity} is another. */
    private static String asIdentity(String tensor, Set<String> reads) {
        return reads.contains(GraphNames.node(tensor)) && tensor.endsWith(":value:0")
                ? GraphNames.node(tensor) + ":output:0"
                : tensor;
    }
}
