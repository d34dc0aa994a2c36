package org.mulligan.image.zarr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A place in a Zarr: an image, one of its levels, its labels, a field of a plate.
 *
 * @param key of the place, empty for the Zarr itself
 * @param root name of the folder or zip
 */
record ZarrPath(Store store, String key, String root) {
    static final String V3 = "zarr.json";
    static final String V2_ARRAY = ".zarray";
    static final String V2_ATTRIBUTES = ".zattrs";

    /** Names of files that are no chunks; who has one of them is a Zarr. */
    static final List<String> METADATA =
            List.of(V3, V2_ARRAY, ".zgroup", V2_ATTRIBUTES, ".zmetadata");

    private static final List<String> ZIPS = List.of(".zarr.zip", ".ozx");

    /**
     * Whether a path is a Zarr, or leads into one; not whether it is whole. A dialog that chooses
     * files cannot choose a folder, so the metadata file in it will do.
     */
    static boolean is(Path path) {
        if (isMetadata(path)) return true;
        if (Files.isDirectory(path)) return hasMetadata(path) || isNamed(path);
        return zipOf(path).isPresent();
    }

    private static boolean isMetadata(Path path) {
        return path.getFileName() != null
                && METADATA.contains(path.getFileName().toString())
                && Files.isRegularFile(path);
    }

    private static boolean isNamed(Path path) {
        return path.getFileName() != null
                && path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zarr");
    }

    private static boolean hasMetadata(Path folder) {
        return METADATA.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }

    /** The zip that a path is, or leads into. */
    private static Optional<Path> zipOf(Path path) {
        for (Path each = path; each != null; each = each.getParent()) {
            if (Files.isDirectory(each) || each.getFileName() == null) return Optional.empty();
            if (!Files.isRegularFile(each)) continue;
            String name = each.getFileName().toString().toLowerCase(Locale.ROOT);
            if (ZIPS.stream().anyMatch(name::endsWith)) return Optional.of(each);
            return name.endsWith(".zip") && holdsZarr(each) ? Optional.of(each) : Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean holdsZarr(Path zip) {
        try {
            return new ZipStore(zip).list("").stream().anyMatch(METADATA::contains);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * @param given for which {@link #is} holds, absolute
     */
    static ZarrPath of(Path given) throws IOException {
        Path path = isMetadata(given) ? given.getParent() : given;
        Path zip = zipOf(path).orElse(null);
        Path root = zip == null ? folder(path) : zip;
        String key = root.relativize(path).toString().replace('\\', '/');
        return new ZarrPath(
                zip == null ? new FolderStore(root) : new ZipStore(zip),
                Store.key("", key),
                root.getFileName().toString());
    }

    /** The outermost folder that is a Zarr around a path. */
    private static Path folder(Path path) {
        Path root = path;
        while (root.getParent() != null
                && root.getParent().getFileName() != null
                && hasMetadata(root.getParent())) root = root.getParent();
        return root;
    }

    /** As the title of an image, from which the name of a file can be made. */
    String title() {
        if (key.isEmpty()) return root;
        int dot = root.toLowerCase(Locale.ROOT).indexOf(".ome.zarr");
        if (dot < 0) dot = root.indexOf('.');
        if (dot <= 0) dot = root.length();
        return root.substring(0, dot) + "-" + key.replace('/', '-') + root.substring(dot);
    }

    ZarrPath at(String below) throws IOException {
        return new ZarrPath(store, Store.key(key, below), root);
    }

    /** The folder around it; empty at the root. */
    Optional<ZarrPath> parent() {
        if (key.isEmpty()) return Optional.empty();
        int slash = key.lastIndexOf('/');
        return Optional.of(new ZarrPath(store, slash < 0 ? "" : key.substring(0, slash), root));
    }

    Optional<ZarrArray> array() throws IOException {
        return ZarrArray.at(store, key);
    }

    /** What users say of it. */
    Map<?, ?> attributes() throws IOException {
        return attributes(store, key);
    }

    /** Of a group or an array. */
    static Map<?, ?> attributes(Store store, String key) throws IOException {
        Optional<byte[]> v3 = store.metadata(Store.key(key, V3));
        if (v3.isPresent()) return Json.map(Json.parse(v3.get(), V3), "attributes");
        Optional<byte[]> v2 = store.metadata(Store.key(key, V2_ATTRIBUTES));
        return v2.isPresent() ? Json.parse(v2.get(), V2_ATTRIBUTES) : Map.of();
    }

    /** What OME says of it, where 0.5 or where earlier versions have it. */
    Map<?, ?> ome() throws IOException {
        Map<?, ?> attributes = attributes();
        return attributes.get("ome") instanceof Map<?, ?> ome ? ome : attributes;
    }
}
