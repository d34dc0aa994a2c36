package org.mulligan.image.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A Zarr in a folder. */
record FolderStore(Path folder) implements Store {
    @Override
    public OptionalLong size(String key) throws IOException {
        Path file = folder.resolve(key);
        return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
    }

    @Override
    public byte[] read(String key, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel file = FileChannel.open(folder.resolve(key))) {
            while (bytes.hasRemaining())
                if (file.read(bytes, from + bytes.position()) < 0)
                    throw new IOException(
                            "%s is cut short, %d bytes long".formatted(key, file.size()));
        }
        return bytes.array();
    }

    @Override
    public List<String> list(String key) throws IOException {
        if (!Files.isDirectory(folder.resolve(key))) return List.of();
        try (Stream<Path> files = Files.list(folder.resolve(key))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
