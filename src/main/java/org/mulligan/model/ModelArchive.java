package org.mulligan.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Unpacks a stranger's zip into a folder of ours, within limits. */
public final class ModelArchive {
    private static final int MOST_FILES = 10_000;
    private static final long MOST_BYTES = 4L << 30;

    private ModelArchive() {}

    /**
     * @param folder empty; what is in it after a failure is for the caller to delete
     * @throws IOException when the zip is broken, or holds what no model holds; the text says what
     */
    public static void unpack(Path zip, Path folder) throws IOException {
        Set<String> seen = new HashSet<>();
        long bytes = 0;
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                Path target = target(entry, folder, zip);
                if (entry.isDirectory()) continue;
                if (!seen.add(entry.getName().toLowerCase(Locale.ROOT)))
                    throw new IOException(
                            "%s holds %s twice; do not use it".formatted(zip, entry.getName()));
                if (seen.size() > MOST_FILES)
                    throw new IOException(
                            "%s holds more than %,d files, which no model does"
                                    .formatted(zip, MOST_FILES));
                Files.createDirectories(target.getParent());
                bytes += copy(file, entry, target, MOST_BYTES - bytes, zip);
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new IOException(
                    "%s is broken, cut off, or no zip (%s); %s"
                            .formatted(zip, e.getMessage(), PackageFiles.REMEDY),
                    e);
        }
    }

    private static Path target(ZipEntry entry, Path folder, Path zip) throws IOException {
        String name = entry.getName();
        Path target = folder.resolve(name.isEmpty() ? "." : name).normalize();
        if (PackageFiles.OUTSIDE.matcher(name).find() || !target.startsWith(folder))
            throw new IOException(
                    "%s holds a file that would lie outside of it (%s); do not use it"
                            .formatted(zip, name));
        return target;
    }

    private static long copy(ZipFile file, ZipEntry entry, Path target, long most, Path zip)
            throws IOException {
        long bytes = 0;
        try (InputStream in = file.getInputStream(entry);
                var out = Files.newOutputStream(target)) {
            byte[] part = new byte[1 << 16];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                bytes += read;
                if (bytes > most)
                    throw new IOException(
                            "%s holds more than the %,d bytes allowed".formatted(zip, MOST_BYTES));
                out.write(part, 0, read);
            }
        }
        return bytes;
    }
}
