package org.mulligan.model.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Zips whose bytes depend on their content only. */
public final class Zips {
    /** The earliest time that a zip can hold, whatever the time zone. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** What TensorFlow calls a bundle's graph. */
    public static final String GRAPH = "saved_model.pb";

    private Zips() {}

    /**
     * Entries are stored, not compressed: frozen weights hardly shrink, and the hash of a stored
     * zip is the same whichever compressor a Java has.
     *
     * @param out not closed
     */
    public static void write(Map<String, byte[]> files, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            ZipEntry entry = new ZipEntry(file.getKey());
            CRC32 crc = new CRC32();
            crc.update(file.getValue());
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(file.getValue().length);
            entry.setCrc(crc.getValue());
            entry.setTimeLocal(EPOCH);
            zip.putNextEntry(entry);
            zip.write(file.getValue());
            zip.closeEntry();
        }
        zip.finish();
    }

    /** A TensorFlow bundle without variables. */
    public static byte[] bundle(byte[] graph) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(graph.length + 256);
        write(Map.of(GRAPH, graph), out);
        return out.toByteArray();
    }

    /**
     * The graph of a bundle: the one zip within a zip that there may be.
     *
     * @throws IOException when there is none, or the bundle breaks a rule; the text is the end of a
     *     sentence about it
     */
    public static byte[] graph(byte[] bundle, long limit) throws IOException {
        List<ZipDirectory.Entry> entries;
        try {
            entries = ZipDirectory.of(bundle);
        } catch (ZipException e) {
            throw new IOException("is a broken zip (%s)".formatted(e.getMessage()), e);
        }
        ZipRules.check(entries, bundle.length);
        for (ZipDirectory.Entry entry : entries)
            if (entry.name().toLowerCase(Locale.ROOT).endsWith(".zip"))
                throw new IOException(
                        "holds another zip (%s), and zips may lie two deep; do not use it, or ask its author for another"
                                .formatted(entry.name()));
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(GRAPH)) return readAtMost(zip, limit);
                limit -= skipAtMost(zip, limit);
            }
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new IOException("is a broken zip (%s)".formatted(e.getMessage()), e);
        }
        throw new IOException("has no " + GRAPH);
    }

    /** What lies before is unpacked too, and could go on for ever. */
    private static long skipAtMost(InputStream in, long limit) throws IOException {
        byte[] part = new byte[1 << 16];
        long skipped = 0;
        for (int read = in.read(part); read >= 0; read = in.read(part)) {
            skipped += read;
            if (skipped > limit)
                throw new IOException(
                        "unpacks to more than the %,d bytes allowed".formatted(limit));
        }
        return skipped;
    }

    /**
     * @throws IOException when there is more; the text is the end of a sentence
     */
    static byte[] readAtMost(InputStream in, long limit) throws IOException {
        int most = (int) Math.min(limit, Integer.MAX_VALUE - 16);
        byte[] bytes = in.readNBytes(most);
        if (in.read() >= 0)
            throw new IOException("is larger than the %,d bytes allowed".formatted(most));
        return bytes;
    }
}
