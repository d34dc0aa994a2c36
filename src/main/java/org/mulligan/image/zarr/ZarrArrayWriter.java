package org.mulligan.image.zarr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mulligan.disk.WholeFiles;

/**
 * Writes an array by box. Boxes that hold whole files (chunks, or shards) may be written by several
 * processes at a time; of others the rest of a file is read first.
 */
final class ZarrArrayWriter {
    private final Path folder;
    private final ArrayLayout layout;
    private final Set<Path> made = new HashSet<>();

    /**
     * @param folder of the array, whose metadata are there
     */
    ZarrArrayWriter(Path folder, ArrayLayout layout) {
        this.folder = folder;
        this.layout = layout;
    }

    /**
     * Writes the pixels of a box.
     *
     * @param origin its first pixel
     * @param size pixels along each axis, all of them inside of the array
     * @param box as {@link ZarrArray#read} gives it
     */
    void write(long[] origin, int[] size, byte[] box) throws IOException {
        int[] file = layout.file();
        int[] boxStrides = straight(size).strides();
        // Within a shard pixels lie as they are in the array.
        int[] strides =
                layout.shards().isPresent() ? straight(file).strides() : layout.chunk().strides();
        int bytes = layout.type().size();
        Grid.forEach(
                origin,
                size,
                file,
                (index, from, to, count) -> {
                    boolean itself =
                            Arrays.equals(size, file)
                                    && Arrays.equals(count, file)
                                    && Arrays.equals(strides, boxStrides);
                    if (itself) {
                        store(index, box);
                        return;
                    }
                    byte[] pixels = PixelType.repeated(layout.fill(), straight(file).pixels());
                    int[] inside = inside(index);
                    if (!Arrays.equals(count, inside)) keep(index, inside, pixels, strides);
                    Grid.copy(box, to, boxStrides, pixels, from, strides, count, bytes);
                    store(index, pixels);
                });
    }

    /** Pixels of a file along each axis. */
    int[] file() {
        return layout.file();
    }

    private ChunkLayout straight(int[] shape) {
        return new ChunkLayout(shape, ChunkLayout.straight(shape.length), layout.type(), List.of());
    }

    /** Pixels of a file that are in the array. */
    private int[] inside(long[] index) {
        int[] inside = layout.file().clone();
        for (int d = 0; d < inside.length; d++)
            inside[d] = (int) Math.min(inside[d], layout.shape()[d] - index[d] * layout.file()[d]);
        return inside;
    }

    /** What is there already. */
    private void keep(long[] index, int[] inside, byte[] pixels, int[] strides) throws IOException {
        long[] origin = index.clone();
        for (int d = 0; d < origin.length; d++) origin[d] *= layout.file()[d];
        byte[] there = new ZarrArray(new FolderStore(folder), "", layout).read(origin, inside);
        int[] none = new int[inside.length];
        Grid.copy(
                there,
                none,
                straight(inside).strides(),
                pixels,
                none,
                strides,
                inside,
                layout.type().size());
    }

    private void store(long[] index, byte[] pixels) throws IOException {
        byte[] stored;
        if (layout.shards().isEmpty()) stored = layout.chunk().encode(pixels);
        else stored = shard(layout.shards().get(), pixels);
        Path file = folder.resolve(layout.key(index));
        if (made.add(file.getParent())) Files.createDirectories(file.getParent());
        WholeFiles.replace(file, stored);
    }

    private byte[] shard(Shards shards, byte[] pixels) throws IOException {
        List<byte[]> chunks = new ArrayList<>();
        int[] shape = shards.chunk().shape();
        int[] none = new int[shape.length];
        int[] strides = straight(shards.shape()).strides();
        Grid.forEach(
                new long[shape.length],
                shards.shape(),
                shape,
                (index, from, to, count) -> {
                    byte[] chunk = new byte[shards.chunk().bytes()];
                    Grid.copy(
                            pixels,
                            to,
                            strides,
                            chunk,
                            none,
                            shards.chunk().strides(),
                            count,
                            layout.type().size());
                    chunks.add(shards.chunk().encode(chunk));
                });
        return shards.file(chunks);
    }
}
