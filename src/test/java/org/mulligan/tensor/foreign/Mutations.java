package org.mulligan.tensor.foreign;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Small changes by chance: of bytes, of a descriptor's lines, of a graph's fields. */
final class Mutations {
    private static final String[] NUMBERS = {
        "0",
        "-1",
        "1",
        "2147483647",
        "-2147483648",
        "99999999999999999999",
        "1e308",
        "1e999",
        ".nan",
        "-.inf",
        "0x7fffffff",
        "1.5",
        "'16'",
        "true"
    };
    private static final String[] VALUES = {
        "",
        "~",
        "[]",
        "{}",
        "[1, [2, [3]]]",
        "*x",
        "&x 1",
        "!!int x",
        "!mine 1",
        "'",
        "\"",
        "{",
        "]",
        "../../x",
        "/etc/passwd",
        "C:\\x",
        "https://a.b/c",
        "\u0000",
        "\ud83d\ude00",
        "a: b: c",
        "|",
        "- -"
    };
    private static final String[] OPS = {
        "WriteFile",
        "ReadFile",
        "PyFunc",
        "Identity",
        "NoOp",
        "Const",
        "Placeholder",
        "VarHandleOp",
        "While",
        "PartitionedCall",
        "RestoreV2",
        "Conv2D",
        "Add",
        "Acme",
        "",
        "Fill",
        "Merge"
    };
    private static final long[] SIDES = {
        -2, -1, 0, 1, 3, 1 << 20, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE
    };
    private static final Pattern NUMBER = Pattern.compile("(?<=[ :\\[])-?\\d+(\\.\\d+)?");

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String any(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private int below(int bound) {
        return random.nextInt(Math.max(1, bound));
    }

    /** Flips, cuts, swaps, doubles or puts in. */
    byte[] bytes(byte[] bytes) {
        byte[] copy = bytes.clone();
        int at = below(copy.length);
        int length = Math.min(copy.length - at, 1 + below(64));
        switch (random.nextInt(6)) {
            case 0 -> {
                for (int i = 0; i <= random.nextInt(4) && copy.length > 0; i++)
                    copy[below(copy.length)] ^= (byte) (1 << random.nextInt(8));
            }
            case 1 -> copy = Arrays.copyOf(copy, at);
            case 2 -> {
                int to = below(copy.length - length + 1);
                byte[] part = Arrays.copyOfRange(copy, to, to + length);
                System.arraycopy(copy, at, copy, to, length);
                System.arraycopy(part, 0, copy, at, length);
            }
            case 3 ->
                    copy =
                            join(
                                    Arrays.copyOf(copy, at + length),
                                    Arrays.copyOfRange(copy, at, copy.length));
            case 4 ->
                    copy =
                            join(
                                    Arrays.copyOf(copy, at),
                                    Arrays.copyOfRange(copy, at + length, copy.length));
            default -> {
                byte[] noise = new byte[length];
                random.nextBytes(noise);
                copy =
                        join(
                                join(Arrays.copyOf(copy, at), noise),
                                Arrays.copyOfRange(copy, at, copy.length));
            }
        }
        return copy;
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** Of a descriptor. */
    byte[] yaml(byte[] bytes) {
        List<String> lines =
                new ArrayList<>(new String(bytes, StandardCharsets.UTF_8).lines().toList());
        for (int i = 0; i <= random.nextInt(2) && !lines.isEmpty(); i++) line(lines);
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private void line(List<String> lines) {
        int at = below(lines.size());
        String line = lines.get(at);
        switch (random.nextInt(7)) {
            case 0 -> lines.add(below(lines.size()), line);
            case 1 -> lines.remove(at);
            case 2 -> Collections.swap(lines, at, below(lines.size()));
            case 3 -> lines.set(at, " ".repeat(random.nextInt(5)) + line.strip());
            case 4 ->
                    lines.set(
                            at,
                            line.replaceFirst(":.*", ": " + Matcher.quoteReplacement(any(VALUES))));
            default -> {
                // A line with a number, from here on.
                for (int i = 0; i < lines.size(); i++) {
                    int each = (at + i) % lines.size();
                    Matcher number = NUMBER.matcher(lines.get(each));
                    if (!number.find()) continue;
                    lines.set(each, number.replaceFirst(Matcher.quoteReplacement(any(NUMBERS))));
                    return;
                }
            }
        }
    }

    /** Of a graph; the bytes of a message when they are none. */
    byte[] graph(byte[] bytes) {
        SavedModel.Builder model;
        try {
            model = SavedModel.parseFrom(bytes).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            return bytes(bytes);
        }
        if (model.getMetaGraphsCount() == 0 || random.nextInt(5) == 0) return bytes(bytes);
        GraphDef.Builder graph = model.getMetaGraphsBuilder(0).getGraphDefBuilder();
        if (random.nextInt(6) == 0) signature(model);
        else if (graph.getNodeCount() > 0) node(graph);
        return model.build().toByteArray();
    }

    private void signature(SavedModel.Builder model) {
        SignatureDef.Builder signature =
                model
                        .getMetaGraphs(0)
                        .getSignatureDefOrDefault(
                                ForeignGraph.SIGNATURE, SignatureDef.getDefaultInstance())
                        .toBuilder();
        switch (random.nextInt(4)) {
            case 0 -> signature.clearInputs();
            case 1 -> signature.clearOutputs();
            case 2 ->
                    Map.copyOf(signature.getInputsMap())
                            .forEach(
                                    (key, input) ->
                                            signature.putInputs(
                                                    key,
                                                    input.toBuilder()
                                                            .setName(
                                                                    any(
                                                                            "",
                                                                            ":",
                                                                            "x:9",
                                                                            "^a",
                                                                            "output:0"))
                                                            .build()));
            default ->
                    Map.copyOf(signature.getOutputsMap())
                            .forEach(
                                    (key, output) ->
                                            signature.putOutputs(
                                                    key,
                                                    output.toBuilder()
                                                            .setDtype(
                                                                    DataType.forNumber(
                                                                            random.nextInt(24)))
                                                            .build()));
        }
        model.getMetaGraphsBuilder(0).putSignatureDef(ForeignGraph.SIGNATURE, signature.build());
    }

    private void node(GraphDef.Builder graph) {
        NodeDef.Builder node = graph.getNodeBuilder(below(graph.getNodeCount()));
        NodeDef other = graph.getNode(below(graph.getNodeCount()));
        switch (random.nextInt(9)) {
            case 0 -> node.setOp(any(OPS));
            case 1 -> node.setName(other.getName());
            case 2 -> node.addInput((random.nextBoolean() ? "^" : "") + other.getName());
            case 3 -> {
                if (node.getInputCount() > 0)
                    node.setInput(0, other.getName() + any("", ":1", ":x:0"));
            }
            case 4 -> node.clearInput();
            case 5 -> {
                for (String key : List.copyOf(node.getAttrMap().keySet()))
                    if (random.nextBoolean()) node.removeAttr(key);
            }
            case 6 -> node.putAllAttr(other.getAttrMap());
            case 7 -> node.putAttr("f", AttrValue.newBuilder().setPlaceholder("p").build());
            default -> tensor(graph);
        }
    }

    private void tensor(GraphDef.Builder graph) {
        List<NodeDef.Builder> constants =
                graph.getNodeBuilderList().stream()
                        .filter(node -> node.getOp().equals("Const"))
                        .toList();
        if (constants.isEmpty()) return;
        NodeDef.Builder node = any(constants);
        TensorProto.Builder tensor =
                node
                        .getAttrOrDefault("value", AttrValue.getDefaultInstance())
                        .getTensor()
                        .toBuilder();
        switch (random.nextInt(5)) {
            case 0 -> {
                TensorShapeProto.Builder shape = tensor.getTensorShapeBuilder();
                if (shape.getDimCount() > 0)
                    shape.getDimBuilder(below(shape.getDimCount()))
                            .setSize(SIDES[random.nextInt(SIDES.length)]);
                else
                    shape.addDim(
                            TensorShapeProto.Dim.newBuilder()
                                    .setSize(SIDES[random.nextInt(SIDES.length)]));
            }
            case 1 -> tensor.setDtype(DataType.forNumber(random.nextInt(24)));
            case 2 ->
                    tensor.setTensorContent(
                            ByteString.copyFrom(bytes(tensor.getTensorContent().toByteArray())));
            case 3 -> tensor.addFloatVal(Float.NaN);
            default -> tensor.getTensorShapeBuilder().setUnknownRank(true);
        }
        node.putAttr("value", AttrValue.newBuilder().setTensor(tensor).build());
    }
}
