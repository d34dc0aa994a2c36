package org.mulligan.tensor.foreign;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mulligan.model.archive.ModelLimits;
import org.mulligan.tensor.frozen.GraphNames;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The tensors that a graph declares, judged by what its message says before anybody makes room for
 * them: sizes that are possible, constants that hold what they say, weights that are numbers.
 */
final class DeclaredTensors {
    /** Operations whose result is as large as one of their inputs says, and which input. */
    private static final Map<String, Integer> SIZED =
            Map.of(
                    "Fill", 0,
                    "BroadcastTo", 1,
                    "ScatterNd", 2,
                    "Tile", 1,
                    "ResizeArea", 1,
                    "ResizeBicubic", 1,
                    "ResizeBilinear", 1,
                    "ResizeNearestNeighbor", 1);

    private final String name;
    private long bytes;

    /**
     * @param name of the model, for messages
     */
    DeclaredTensors(String name) {
        this.name = name;
    }

    /**
     * Judges what an attribute of a node declares.
     *
     * @throws IllegalArgumentException when it is impossible, too large, or no numbers
     */
    void validator(AttrValue value, NodeDef node) {
        if (value.hasShape()) validator(value.getShape(), node);
        if (value.hasTensor()) {
            // TensorFlow ends its process over this, and the session's optimiser gets there first.
            if (node.getOp().equals("Const")
                    && node.containsAttr("dtype")
                    && node.getAttrOrThrow("dtype").getType() != value.getTensor().getDtype())
                throw refused(
                        node,
                        "declares the type %s and holds %s"
                                .formatted(
                                        node.getAttrOrThrow("dtype").getType(),
                                        value.getTensor().getDtype()));
            validator(value.getTensor(), node);
        }
        for (TensorShapeProto shape : value.getList().getShapeList()) validator(shape, node);
        for (TensorProto tensor : value.getList().getTensorList()) validator(tensor, node);
    }

    /**
     * Judges the size of a result that a constant states.
     *
     * @param constants by the names that inputs of {@code node} have
     */
    void judgeResult(NodeDef node, Map<String, NodeDef> constants) {
        Integer input = SIZED.get(node.getOp());
        if (input == null || node.getInputCount() <= input) return;
        NodeDef size = constants.get(GraphNames.node(node.getInput(input)));
        if (size == null || !size.getOp().equals("Const")) return;
        TensorProto tensor =
                size.getAttrOrDefault("value", AttrValue.getDefaultInstance()).getTensor();
        long count = 1;
        for (long side : integers(tensor)) {
            if (side < 0) throw refused(node, "would give a side of %,d".formatted(side));
            count = times(count, side);
        }
        requireFew(count, node);
    }

    /** Of a small tensor of integers; none of others. */
    private static List<Long> integers(TensorProto tensor) {
        boolean wide = tensor.getDtype() == DataType.DT_INT64;
        if (!wide && tensor.getDtype() != DataType.DT_INT32) return List.of();
        if (tensor.getTensorContent().size() > 128) return List.of();
        ByteBuffer content = little(tensor);
        List<Long> values = new ArrayList<>();
        while (content.remaining() >= (wide ? 8 : 4))
            values.add(wide ? content.getLong() : content.getInt());
        tensor.getIntValList().forEach(value -> values.add(value.longValue()));
        values.addAll(tensor.getInt64ValList());
        return values;
    }

    /** Minus one stands for a side that is not known yet. */
    private void validator(TensorShapeProto shape, NodeDef node) {
        long count = 1;
        for (TensorShapeProto.Dim side : shape.getDimList()) {
            if (side.getSize() < -1)
                throw refused(node, "declares a side of %,d".formatted(side.getSize()));
            // Not known yet, or empty: another side may be too large all the same.
            count = times(count, Math.max(1, side.getSize()));
        }
        requireFew(count, node);
    }

    private void requireFew(long count, NodeDef node) {
        if (count > ModelLimits.TENSOR_VALUES)
            throw refused(
                    node,
                    "declares a tensor of %s values, and %,d are allowed"
                            .formatted(
                                    count == Long.MAX_VALUE
                                            ? "endlessly many"
                                            : "%,d".formatted(count),
                                    ModelLimits.TENSOR_VALUES));
    }

    private void validator(TensorProto tensor, NodeDef node) {
        if (tensor.getTensorShape().getUnknownRank())
            throw refused(node, "holds a constant of no shape");
        validator(tensor.getTensorShape(), node);
        long count = 1;
        for (TensorShapeProto.Dim side : tensor.getTensorShape().getDimList()) {
            if (side.getSize() < 0) throw refused(node, "declares a side of " + side.getSize());
            count *= side.getSize();
        }
        int size = size(tensor.getDtype());
        if (size == 0 && tensor.getDtype() != DataType.DT_STRING)
            throw refused(node, "holds a constant of the type " + tensor.getDtype());
        long content = tensor.getTensorContent().size();
        if (content > 0 && content != count * size)
            throw refused(
                    node,
                    "declares %,d values of %d bytes and holds %,d bytes"
                            .formatted(count, size, content));
        if (values(tensor) > count)
            throw refused(
                    node, "declares %,d values and holds %,d".formatted(count, values(tensor)));
        bytes += count * size;
        if (bytes > ModelLimits.CONSTANTS)
            throw refused(
                    node,
                    "makes its constants larger than the %,d bytes allowed together"
                            .formatted(ModelLimits.CONSTANTS));
        requireNumbers(tensor, count, node);
    }

    /** That are given one by one. */
    private static long values(TensorProto tensor) {
        return switch (tensor.getDtype()) {
            case DT_FLOAT -> tensor.getFloatValCount();
            case DT_DOUBLE -> tensor.getDoubleValCount();
            case DT_INT64 -> tensor.getInt64ValCount();
            case DT_BOOL -> tensor.getBoolValCount();
            case DT_STRING -> tensor.getStringValCount();
            case DT_HALF, DT_BFLOAT16 -> tensor.getHalfValCount();
            case DT_COMPLEX64 -> tensor.getScomplexValCount() / 2;
            case DT_COMPLEX128 -> tensor.getDcomplexValCount() / 2;
            case DT_UINT32 -> tensor.getUint32ValCount();
            case DT_UINT64 -> tensor.getUint64ValCount();
            default -> tensor.getIntValCount();
        };
    }

    /** One infinity may be a limit that nothing reaches; among weights it is an accident. */
    private void requireNumbers(TensorProto tensor, long count, NodeDef node) {
        ByteBuffer content = little(tensor);
        float worst = 0;
        switch (tensor.getDtype()) {
            case DT_FLOAT -> {
                boolean clean = isFinite(content);
                for (int i = 0; !clean && i + 4 <= content.limit(); i += 4)
                    worst = worse(worst, content.getFloat(i));
                for (int i = 0; i < tensor.getFloatValCount(); i++)
                    worst = worse(worst, tensor.getFloatVal(i));
            }
            case DT_DOUBLE -> {
                for (int i = 0; i + 8 <= content.limit(); i += 8)
                    worst = worse(worst, finite(content.getDouble(i)));
                for (int i = 0; i < tensor.getDoubleValCount(); i++)
                    worst = worse(worst, finite(tensor.getDoubleVal(i)));
            }
            case DT_HALF, DT_BFLOAT16 -> {
                boolean half = tensor.getDtype() == DataType.DT_HALF;
                for (int i = 0; i + 2 <= content.limit(); i += 2)
                    worst = worse(worst, ofBits(content.getShort(i), half));
                for (int i = 0; i < tensor.getHalfValCount(); i++)
                    worst = worse(worst, ofBits(tensor.getHalfVal(i), half));
            }
            default -> {}
        }
        if (Float.isNaN(worst) || Float.isInfinite(worst) && count > 1)
            throw new IllegalArgumentException(
                    "%s is refused: its weights \"%s\" hold %s, so that nothing could come out but that; its training had gone wrong, take an earlier version of it"
                            .formatted(
                                    name, node.getName(), Float.isNaN(worst) ? "NaN" : "infinity"));
    }

    /**
     * Of float32: what is no number stays none whatever it is multiplied by, a quick look at all.
     */
    private static boolean isFinite(ByteBuffer content) {
        FloatBuffer values = content.duplicate().order(content.order()).asFloatBuffer();
        float[] part = new float[Math.min(4096, values.remaining())];
        float sum = 0;
        while (values.hasRemaining()) {
            int count = Math.min(part.length, values.remaining());
            values.get(part, 0, count);
            for (int i = 0; i < count; i++) sum += 0 * part[i];
        }
        return sum == 0;
    }

    private static float worse(float worst, float value) {
        return Float.isFinite(value) || Float.isNaN(worst) ? worst : value;
    }

    /** A large double is no infinity. */
    private static float finite(double value) {
        return Double.isFinite(value) ? 0 : (float) value;
    }

    private static float ofBits(int bits, boolean half) {
        if (!half) return Float.intBitsToFloat(bits << 16);
        boolean special = (bits & 0x7C00) == 0x7C00;
        if (!special) return 0;
        return (bits & 0x3FF) == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    }

    private static ByteBuffer little(TensorProto tensor) {
        return tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Bytes of a value; 0 = none that lies in a constant as it is. */
    private static int size(DataType type) {
        return switch (type) {
            case DT_COMPLEX128 -> 16;
            case DT_DOUBLE, DT_INT64, DT_UINT64, DT_COMPLEX64 -> 8;
            case DT_FLOAT, DT_INT32, DT_UINT32, DT_QINT32 -> 4;
            case DT_HALF, DT_BFLOAT16, DT_INT16, DT_UINT16, DT_QINT16, DT_QUINT16 -> 2;
            case DT_BOOL, DT_INT8, DT_UINT8, DT_QINT8, DT_QUINT8 -> 1;
            default -> 0;
        };
    }

    /** {@link Long#MAX_VALUE} when it is more. */
    private static long times(long a, long b) {
        return b != 0 && a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
    }

    private IllegalArgumentException refused(NodeDef node, String why) {
        return new IllegalArgumentException(
                "%s is refused: its %s \"%s\" %s; export it again"
                        .formatted(name, node.getOp(), node.getName(), why));
    }
}
