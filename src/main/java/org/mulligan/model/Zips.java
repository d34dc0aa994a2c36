package org.mulligan.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Zips whose bytes depend on their content only. */
final class Zips {
    /** The earliest time that a zip can hold, whatever the time zone. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** What TensorFlow calls a bundle's graph. */
    static final String GRAPH = "saved_model.pb";

    private Zips() {}

    /**
     * Entries are stored, not compressed: frozen weights hardly shrink, and the hash of a stored
     * zip is the same whichever compressor a Java has.
     *
     * @param out not closed
     */
    static void write(Map<String, byte[]> files, OutputStream out) throws IOException {
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
    static byte[] bundle(byte[] graph) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(graph.length + 256);
        write(Map.of(GRAPH, graph), out);
        return out.toByteArray();
    }

    /**
     * The graph of a bundle.
     *
     * @throws IOException when there is none; the text is the end of a sentence
     */
    static byte[] graph(byte[] bundle, long limit) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                if (entry.getName().equals(GRAPH)) return readAtMost(zip, limit);
        }
        throw new IOException("has no " + GRAPH);
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
