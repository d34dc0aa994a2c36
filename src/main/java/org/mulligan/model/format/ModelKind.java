package org.mulligan.model.format;

import java.io.IOException;
import java.nio.file.Path;
import org.mulligan.model.Descriptor;
import org.mulligan.model.archive.PackageFiles;
import org.mulligan.model.archive.Yaml;
import org.mulligan.model.archive.Zips;

/** What a file or folder looks like, whether Mulligan opens it or not. */
public final class ModelKind {
    private static final long TEXT_LIMIT = 1L << 20;
    private static final String OURS = " (Mulligan)";

    private ModelKind() {}

    /** A few words, e.g. {@code bioimage.io 0.5.7 (Mulligan)}; empty when it is no model. */
    public static String of(Path path) {
        if (FrozenGraphFormat.isGraph(path)) return "frozen graph";
        try {
            PackageFiles files = PackageFiles.at(path);
            for (String name : files.names())
                if (BioimageioFormat.isDescriptor(name))
                    return bioimage(files.bytes(name, TEXT_LIMIT));
            if (!files.has(Zips.GRAPH)) return "";
            return files.has("meta.json") ? "CSBDeep" : "SavedModel";
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * @param kind as {@link #of} says it
     */
    public static boolean isOurs(String kind) {
        return kind.endsWith(OURS);
    }

    private static String bioimage(byte[] rdf) {
        try {
            Yaml.Section section = Yaml.parse(rdf);
            String version = String.valueOf(section.map().get("format_version"));
            boolean ours =
                    section.map().get("config") instanceof java.util.Map<?, ?> config
                            && config.containsKey(Descriptor.SECTION);
            return "bioimage.io %s%s".formatted(version, ours ? OURS : "");
        } catch (IOException e) {
            return "bioimage.io";
        }
    }
}
