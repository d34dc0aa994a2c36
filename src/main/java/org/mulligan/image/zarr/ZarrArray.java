package org.mulligan.image.zarr;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mulligan.image.plane.Damage;

/**
 * An array of any number of axes that is read by box. Chunks that were unpacked last are kept, as
 * the next box is often of the same ones. For several threads.
 */
final class ZarrArray {
    /** A part of the memory that Java may use. */
    private static final int SHARE_OF_MEMORY = 4;

    private final Store store;
    private final String path;
    private final ArrayLayout layout;
    private final int[] strides;
    private final long most = Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY;
    private final Map<String, byte[]> recent = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, long[]> indices = new LinkedHashMap<>(16, 0.75f, true);
    private Optional<Damage> damage = Optional.empty();
    private long held;

    /**
     * @param path key of the array's folder in the store
     */
    ZarrArray(Store store, String path, ArrayLayout layout) {
        this.store = store;
        this.path = path;
        this.layout = layout;
        this.strides = layout.chunk().strides();
    }

    /**
     * The array at a key.
     *
     * @return empty where there is none
     * @throws IOException when what it says of itself is not read
     */
    static Optional<ZarrArray> at(Store store, String path) throws IOException {
        Optional<byte[]> v3 = store.metadata(Store.key(path, ZarrPath.V3));
        if (v3.isPresent()) {
            Map<?, ?> metadata = Json.parse(v3.get(), ZarrPath.V3);
            if (!Json.text(metadata, "node_type").equals("array")) return Optional.empty();
            return Optional.of(new ZarrArray(store, path, ArrayMetadata.v3(metadata)));
        }
        Optional<byte[]> v2 = store.metadata(Store.key(path, ZarrPath.V2_ARRAY));
        if (v2.isEmpty()) return Optional.empty();
        return Optional.of(
                new ZarrArray(
                        store,
                        path,
                        ArrayMetadata.v2(
                                Json.parse(v2.get(), ZarrPath.V2_ARRAY),
                                ZarrPath.attributes(store, path))));
    }

    /** From now on chunks that cannot be read have the fill value. */
    void fill(Damage found) {
        damage = Optional.of(found);
    }

    ArrayLayout layout() {
        return layout;
    }

    /** Whether anything of it is stored. */
    boolean hasChunks() throws IOException {
        return store.list(path).stream().anyMatch(name -> !ZarrPath.METADATA.contains(name));
    }

    /** Whether a plane's chunks are kept until the next plane, where they hold parts of it. */
    boolean keepsSlab(int x, int y) {
        return keepsSlab(x, y, most);
    }

    /**
     * @param most bytes that are kept
     */
    boolean keepsSlab(int x, int y, long most) {
        double bytes = layout.type().size();
        double planes = 1;
        for (int d = 0; d < layout.shape().length; d++)
            if (d == x || d == y) bytes *= layout.shape()[d];
            else planes *= Math.min(layout.chunk().shape()[d], layout.shape()[d]);
        return planes == 1 || bytes * planes <= most;
    }

    /**
     * The pixels of a box, in the order of the axes, the last one fastest, and as they are stored:
     * {@link PixelType#order}.
     *
     * @param origin its first pixel
     * @param size pixels along each axis, all of them inside of the array
     * @throws IOException names the chunk that cannot be read
     */
    byte[] read(long[] origin, int[] size) throws IOException {
        int pixels = 1;
        for (int side : size) pixels = Math.multiplyExact(pixels, side);
        int bytes = layout.type().size();
        byte[] box = new byte[Math.multiplyExact(pixels, bytes)];
        int[] boxStrides =
                new ChunkLayout(
                                size,
                                ChunkLayout.straight(size.length),
                                layout.type(),
                                java.util.List.of())
                        .strides();
        Grid.forEach(
                origin,
                size,
                layout.chunk().shape(),
                (index, from, to, count) -> {
                    byte[] chunk = chunk(index);
                    Grid.copy(chunk, from, strides, box, to, boxStrides, count, bytes);
                });
        return box;
    }

    /** The pixels of a chunk; the fill value where nothing is stored of it. */
    private byte[] chunk(long[] index) throws IOException {
        String name = Arrays.toString(index);
        synchronized (recent) {
            byte[] kept = recent.get(name);
            if (kept != null) return kept;
        }
        byte[] chunk = unpacked(index, name);
        synchronized (recent) {
            if (recent.put(name, chunk) == null) held += chunk.length;
            var oldest = recent.entrySet().iterator();
            while (held > most && recent.size() > 1) {
                held -= oldest.next().getValue().length;
                oldest.remove();
            }
        }
        return chunk;
    }

    private byte[] unpacked(long[] index, String name) throws IOException {
        long[] file = index.clone();
        int number = 0;
        if (layout.shards().isPresent()) {
            int[] grid = layout.shards().get().grid();
            for (int d = 0; d < grid.length; d++) {
                file[d] = index[d] / grid[d];
                number = number * grid[d] + (int) (index[d] % grid[d]);
            }
        }
        String key = Store.key(path, layout.key(file));
        try {
            Optional<byte[]> stored = stored(key, number);
            return stored.isPresent()
                    ? layout.chunk().decode(stored.get())
                    : PixelType.repeated(layout.fill(), layout.chunk().pixels());
        } catch (IOException | ArithmeticException e) {
            if (damage.isPresent()) {
                damage.get().add("chunk %s (%s)".formatted(name, key), e.getMessage());
                return PixelType.repeated(layout.fill(), layout.chunk().pixels());
            }
            throw new IOException(
                    "its chunk %s (%s) cannot be read: %s".formatted(name, key, e.getMessage()), e);
        }
    }

    private Optional<byte[]> stored(String key, int number) throws IOException {
        if (layout.shards().isEmpty()) return store.read(key, layout.chunk().mostStored());
        OptionalLong size = store.size(key);
        if (size.isEmpty()) return Optional.empty();
        Shards shards = layout.shards().get();
        return shards.stored(store, key, size.getAsLong(), index(shards, key, size), number);
    }

    private long[] index(Shards shards, String key, OptionalLong size) throws IOException {
        synchronized (indices) {
            long[] kept = indices.get(key);
            if (kept != null) return kept;
            long[] index = shards.index(store, key, size.getAsLong());
            indices.put(key, index);
            if (indices.size() > 64) indices.remove(indices.keySet().iterator().next());
            return index;
        }
    }
}
