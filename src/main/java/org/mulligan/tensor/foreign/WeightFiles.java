package org.mulligan.tensor.foreign;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mulligan.model.archive.ModelLimits;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The weights that lie in files beside a graph, judged before TensorFlow reads them: the index must
 * point into its files, and each tensor be as large as its shape says and of numbers.
 *
 * @see <a href="https://github.com/google/leveldb/blob/main/doc/table_format.md">the format of the
 *     index</a>
 */
final class WeightFiles {
    private static final String INDEX = "variables.index";
    private static final String DATA = "variables.data-%05d-of-%05d";
    private static final long MAGIC = 0xdb4775248b80fb57L;
    private static final int FOOTER = 48;

    /** Field of the header. */
    private static final int SHARDS = 1;

    private static final int MOST_INDEX = 1 << 26;

    private final Path folder;
    private final String name;
    private final DeclaredTensors tensors;

    private WeightFiles(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        this.tensors = new DeclaredTensors(name);
    }

    /**
     * @param folder {@code variables} of a SavedModel; without an index there is nothing to judge
     * @param name of the model, for messages
     * @throws IOException when the files are broken
     * @throws IllegalArgumentException when a tensor is impossible, too large, or not of numbers
     */
    static void validator(Path folder, String name) throws IOException {
        if (Files.exists(folder.resolve(INDEX))) new WeightFiles(folder, name).validator();
    }

    private void validator() throws IOException {
        if (Files.size(folder.resolve(INDEX)) > MOST_INDEX)
            throw broken("its index has more than the %,d bytes allowed".formatted(MOST_INDEX));
        Map<String, ByteString> entries;
        try {
            entries = entries(Files.readAllBytes(folder.resolve(INDEX)));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException(broken("its index is cut off or damaged").getMessage(), e);
        }
        try {
            long shards =
                    number(
                            UnknownFieldSet.parseFrom(entries.getOrDefault("", ByteString.EMPTY)),
                            SHARDS);
            for (Map.Entry<String, ByteString> entry : entries.entrySet())
                if (!entry.getKey().isEmpty())
                    validator(entry.getKey(), Entry.parse(entry.getValue()), shards);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(broken("its index is damaged").getMessage(), e);
        }
    }

    private void validator(String tensor, Entry entry, long shards) throws IOException {
        if (entry.isCut()) return; // its parts are entries of their own
        Path file = folder.resolve(DATA.formatted(entry.shard(), shards));
        if (!Files.exists(file)) throw broken("%s is missing".formatted(file.getFileName()));
        if (entry.offset() < 0
                || entry.size() < 0
                || entry.offset() > Files.size(file) - entry.size())
            throw broken(
                    "\"%s\" should lie at %,d in %s, which has %,d bytes"
                            .formatted(
                                    tensor, entry.offset(), file.getFileName(), Files.size(file)));
        if (entry.type() == DataType.DT_STRING) return;
        if (entry.size() > ModelLimits.GRAPH)
            throw broken(
                    "\"%s\" has %,d bytes, and %,d are allowed"
                            .formatted(tensor, entry.size(), ModelLimits.GRAPH));
        TensorProto.Builder whole =
                TensorProto.newBuilder()
                        .setDtype(entry.type())
                        .setTensorShape(entry.shape())
                        .setTensorContent(ByteString.copyFrom(content(file, entry)));
        tensors.validator(
                AttrValue.newBuilder().setTensor(whole).build(),
                NodeDef.newBuilder().setOp("variable").setName(tensor).build());
    }

    private ByteBuffer content(Path file, Entry entry) throws IOException {
        ByteBuffer content = ByteBuffer.allocate((int) entry.size());
        try (FileChannel in = FileChannel.open(file)) {
            while (content.hasRemaining())
                if (in.read(content, entry.offset() + content.position()) < 0)
                    throw broken("%s is cut off".formatted(file.getFileName()));
        }
        return content.flip();
    }

    /**
     * Where a tensor lies, as TensorFlow's {@code tensor_bundle.proto} has it, of which TensorFlow
     * Java brings no class.
     */
    private record Entry(
            DataType type,
            TensorShapeProto shape,
            long shard,
            long offset,
            long size,
            boolean isCut) {
        static Entry parse(ByteString bytes) throws InvalidProtocolBufferException {
            UnknownFieldSet fields = UnknownFieldSet.parseFrom(bytes);
            DataType type = DataType.forNumber((int) number(fields, 1));
            TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
            for (ByteString part : fields.getField(2).getLengthDelimitedList())
                shape.mergeFrom(part);
            return new Entry(
                    type == null ? DataType.DT_INVALID : type,
                    shape.build(),
                    number(fields, 3),
                    number(fields, 4),
                    number(fields, 5),
                    fields.hasField(7));
        }
    }

    private static long number(UnknownFieldSet fields, int field) {
        var values = fields.getField(field).getVarintList();
        return values.isEmpty() ? 0 : values.get(values.size() - 1);
    }

    private IOException broken(String why) {
        return new IOException(
                "The weights of %s are broken: %s; download or copy it again".formatted(name, why));
    }

    private Map<String, ByteString> entries(byte[] index) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN);
        if (index.length < FOOTER || all.getLong(index.length - 8) != MAGIC)
            throw broken("its index is none of TensorFlow's");
        ByteBuffer footer = slice(all, index.length - FOOTER, FOOTER);
        number(footer);
        number(footer);
        Map<String, ByteString> entries = new LinkedHashMap<>();
        for (ByteString place : block(all, number(footer), number(footer)).values()) {
            ByteBuffer handle = place.asReadOnlyByteBuffer();
            entries.putAll(block(all, number(handle), number(handle)));
        }
        return entries;
    }

    /** Keys and values; a key shares its beginning with the one before. */
    private Map<String, ByteString> block(ByteBuffer all, long place, long size)
            throws IOException {
        if (place < 0 || size < 4 || place > all.limit() - size - 1)
            throw broken("its index points past its end");
        if (all.get((int) (place + size)) != 0)
            throw broken("its index is compressed, which TensorFlow does not do");
        ByteBuffer in = slice(all, (int) place, (int) size);
        long restarts = Integer.toUnsignedLong(in.getInt((int) size - 4));
        if (restarts > (size - 4) / 4) throw broken("its index is damaged");
        in.limit((int) (size - 4 - 4 * restarts));
        Map<String, ByteString> entries = new LinkedHashMap<>();
        byte[] key = {};
        while (in.hasRemaining()) {
            long shared = number(in);
            long more = number(in);
            long length = number(in);
            if (shared > key.length || more > in.remaining() || length > in.remaining() - more)
                throw broken("its index is damaged");
            key = Arrays.copyOf(key, (int) (shared + more));
            in.get(key, (int) shared, (int) more);
            ByteBuffer value = in.slice(in.position(), (int) length);
            in.position(in.position() + (int) length);
            entries.put(new String(key, StandardCharsets.ISO_8859_1), ByteString.copyFrom(value));
        }
        return entries;
    }

    private static ByteBuffer slice(ByteBuffer all, int place, int size) {
        return all.slice(place, size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Seven bits a byte, the lowest first. */
    private static long number(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            byte part = in.get();
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) return value;
        }
        throw new IllegalArgumentException("A number is too long");
    }
}
