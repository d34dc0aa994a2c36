package org.mulligan.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** SHA-256 over the names and bytes of files, in the order in which they are added. */
public final class FilesHash {
    private final MessageDigest digest;

    public FilesHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /**
     * @param name that belongs to the data, such as the file's own and its folder's
     * @param file a folder that is one image counts with all that is in it, by name; a path that
     *     leads into a zip with the whole zip
     */
    public void add(String name, Path file) throws IOException {
        if (Files.isDirectory(file)) {
            try (Stream<Path> parts = Files.walk(file)) {
                for (Path part : parts.filter(Files::isRegularFile).sorted().toList())
                    add(name + "/" + file.relativize(part).toString().replace('\\', '/'), part);
            }
            return;
        }
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        Path whole = file;
        while (!Files.exists(whole) && whole.getParent() != null) whole = whole.getParent();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(whole)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer))
                digest.update(buffer, 0, read);
        }
    }

    /** In hexadecimal digits; nothing can be added afterwards. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
