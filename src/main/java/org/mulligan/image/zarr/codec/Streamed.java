package org.mulligan.image.zarr.codec;

import io.airlift.compress.bzip2.BZip2HadoopStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Compressors that come as streams.
 *
 * @param name for messages
 */
record Streamed(String name, Unpacker unpacker, Packer packer) implements Codec {
    interface Unpacker {
        InputStream of(InputStream stored) throws IOException;
    }

    interface Packer {
        OutputStream of(OutputStream stored) throws IOException;
    }

    static Streamed gzip() {
        return new Streamed("gzip", GZIPInputStream::new, GZIPOutputStream::new);
    }

    /** Fast rather than small: who wants it small takes zstd. */
    static Streamed zlib() {
        return new Streamed(
                "zlib",
                InflaterInputStream::new,
                out -> new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED)));
    }

    static Streamed bzip2() {
        return new Streamed(
                "bz2",
                stored -> new BZip2HadoopStreams().createInputStream(stored),
                stored -> {
                    throw Codec.onlyRead("bz2");
                });
    }

    @Override
    public byte[] decode(byte[] stored, int most) throws IOException {
        byte[] raw;
        try (InputStream in = unpacker.of(new ByteArrayInputStream(stored))) {
            raw = in.readNBytes(most);
            if (raw.length == most && in.read() >= 0) throw Codec.tooMuch(name, most);
            return raw;
        } catch (IOException | RuntimeException e) {
            if (e.getMessage() != null && e.getMessage().startsWith("its ")) throw e;
            throw new IOException(
                    "its %s data are damaged (%s)".formatted(name, e.getMessage()), e);
        }
    }

    @Override
    public byte[] encode(byte[] raw) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream out = packer.of(stored)) {
            out.write(raw);
        }
        return stored.toByteArray();
    }
}
