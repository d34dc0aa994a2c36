package org.mulligan.image.zarr;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A Zarr in a zip, at its root or in its only folder. The zip stays open as long as this is in use:
 * an image of ImageJ is not closed, and Java closes a zip that nobody knows any more.
 */
final class ZipStore implements Store {
    private final ZipFile zip;
    private final String root;

    ZipStore(Path file) throws IOException {
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | IllegalArgumentException e) {
            throw new IOException("it is no whole zip (%s)".formatted(e.getMessage()), e);
        }
        root = root();
    }

    private String root() {
        if (ZarrPath.METADATA.stream().anyMatch(name -> zip.getEntry(name) != null)) return "";
        List<String> top = names("");
        if (top.size() != 1) return "";
        String folder = top.get(0) + "/";
        return ZarrPath.METADATA.stream().anyMatch(name -> zip.getEntry(folder + name) != null)
                ? folder
                : "";
    }

    @Override
    public OptionalLong size(String key) {
        ZipEntry entry = zip.getEntry(root + key);
        return entry == null || entry.isDirectory()
                ? OptionalLong.empty()
                : OptionalLong.of(entry.getSize());
    }

    @Override
    public byte[] read(String key, long from, int length) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(root + key))) {
            in.skipNBytes(from);
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length)
                throw new IOException("%s is cut short in the zip".formatted(key));
            return bytes;
        } catch (ZipException e) {
            throw new IOException(
                    "%s is damaged in the zip (%s)".formatted(key, e.getMessage()), e);
        }
    }

    @Override
    public List<String> list(String key) {
        return names(key.isEmpty() ? root : root + key + "/");
    }

    private List<String> names(String folder) {
        TreeSet<String> names = new TreeSet<>();
        for (ZipEntry entry : new ArrayList<>(Collections.list(zip.entries()))) {
            if (!entry.getName().startsWith(folder)) continue;
            String name = entry.getName().substring(folder.length());
            int slash = name.indexOf('/');
            String first = slash < 0 ? name : name.substring(0, slash);
            if (!first.isEmpty()) names.add(first);
        }
        return List.copyOf(names);
    }
}
