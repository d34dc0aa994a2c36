package org.mulligan.image.zarr.codec;

import java.io.IOException;

/** One step of bytes on their way to the disk and back. */
public interface Codec {
    /**
     * Undoes {@link #encode}.
     *
     * @param stored not modified
     * @param most bytes that may come out; more is damage, or a bomb
     * @throws IOException when the bytes are damaged, or are more; the text is a sentence about
     *     them
     */
    byte[] decode(byte[] stored, int most) throws IOException;

    /**
     * What is stored of some bytes.
     *
     * @throws IOException when this one is only read
     */
    byte[] encode(byte[] raw) throws IOException;

    /** Of a codec that is read and never written. */
    static IOException onlyRead(String name) {
        return new IOException(name + " is read, and not written; write with zstd");
    }

    /** Where more comes out than may. */
    static IOException tooMuch(String name, int most) {
        return new IOException(
                "its %s data hold more than the %d bytes that its metadata promise"
                        .formatted(name, most));
    }
}
