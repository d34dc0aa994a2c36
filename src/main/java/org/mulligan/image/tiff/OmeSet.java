package org.mulligan.image.tiff;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An OME-TIFF in several files, as a whole: by its companion, which names them all. */
public final class OmeSet {
    private static final long LARGEST = 1 << 26;

    private OmeSet() {}

    /** Whether a file is named as such a companion. */
    public static boolean isCompanion(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".companion.ome");
    }

    /**
     * The image of several files; files are looked for beside the companion only.
     *
     * @throws IOException when the companion is none, or one of its files is not there
     */
    public static TiffImage of(Path companion) throws IOException {
        if (Files.size(companion) > LARGEST)
            throw new IOException("it has more than %d MB of text".formatted(LARGEST >> 20));
        String text = Files.readString(companion, StandardCharsets.UTF_8);
        OmeXml xml = OmeXml.parse(text);
        if (xml.images().isEmpty()) throw new IOException("it describes no image");
        List<String> names =
                xml.images().get(0).data().stream().map(OmeSet::fileName).distinct().toList();
        List<TiffDirectory> tags = new ArrayList<>();
        for (String name : names) {
            Path file = companion.resolveSibling(name);
            if (name.isEmpty() || !Files.isReadable(file))
                throw new IOException(
                        "it names the file \"%s\", which is not beside it; the files that are there can be opened by themselves"
                                .formatted(name));
            tags.addAll(TiffDirectory.all(file));
        }
        if (tags.isEmpty()) throw new IOException("it names no file");
        tags.set(0, tags.get(0).described(text));
        return new TiffImage(companion, tags);
    }

    /** Of the file that planes are in, without folders. */
    static String fileName(OmeImage.Planes data) {
        Path name = Path.of(data.name()).getFileName();
        return name == null ? "" : name.toString();
    }
}
