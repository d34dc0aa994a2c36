package org.mulligan.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Zips as no honest program writes them, byte by byte: entries that are links, that share a name or
 * their bytes, that say of themselves what is not so.
 */
final class HostilePackages {
    /** An entry and what its directory says of it. */
    static final class Entry {
        final String name;
        byte[] data;
        byte[] packed;
        long size;
        long packedSize;
        int unixMode = 0100644;
        int flags = 0x800;
        int method;
        Integer sharedPlace;

        Entry(String name, byte[] data) {
            this.name = name;
            this.data = data;
            this.packed = data;
            this.size = data.length;
            this.packedSize = data.length;
        }

        Entry link() {
            unixMode = 0120777;
            return this;
        }

        Entry encrypted() {
            flags |= 1;
            return this;
        }

        Entry method(int number) {
            method = number;
            return this;
        }

        Entry deflated() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (DeflaterOutputStream deflater =
                    new DeflaterOutputStream(out, new Deflater(9, true))) {
                deflater.write(data);
            }
            packed = out.toByteArray();
            packedSize = packed.length;
            method = 8;
            return this;
        }

        /** Says another size than it has. */
        Entry saying(long bytes) {
            size = bytes;
            return this;
        }

        /** Has no bytes of its own, but those at a place. */
        Entry sharing(int place, long packedBytes) {
            sharedPlace = place;
            packedSize = packedBytes;
            return this;
        }
    }

    private HostilePackages() {}

    static byte[] zip(Entry... entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<byte[]> directory = new ArrayList<>();
        for (Entry entry : entries) {
            int place = entry.sharedPlace == null ? out.size() : entry.sharedPlace;
            byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
            CRC32 crc = new CRC32();
            crc.update(entry.data);
            if (entry.sharedPlace == null) {
                ByteBuffer local = little(30 + name.length + entry.packed.length);
                local.putInt(0x04034b50).putShort((short) 20);
                facts(local, entry, crc);
                local.putShort((short) name.length).putShort((short) 0).put(name);
                out.writeBytes(local.put(entry.packed).array());
            }
            ByteBuffer central = little(46 + name.length);
            central.putInt(0x02014b50).putShort((short) (3 << 8 | 20)).putShort((short) 20);
            facts(central, entry, crc);
            central.putShort((short) name.length).putShort((short) 0).putShort((short) 0);
            central.putShort((short) 0).putShort((short) 0).putInt(entry.unixMode << 16);
            directory.add(central.putInt(place).put(name).array());
        }
        int start = out.size();
        directory.forEach(out::writeBytes);
        ByteBuffer end = little(22).putInt(0x06054b50).putInt(0);
        end.putShort((short) entries.length).putShort((short) entries.length);
        end.putInt(out.size() - start).putInt(start).putShort((short) 0);
        out.writeBytes(end.array());
        return out.toByteArray();
    }

    private static void facts(ByteBuffer to, Entry entry, CRC32 crc) {
        to.putShort((short) entry.flags).putShort((short) entry.method).putInt(0);
        to.putInt((int) crc.getValue()).putInt((int) entry.packedSize).putInt((int) entry.size);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A NumPy file with any header. */
    static byte[] npy(String header, int bytes) {
        byte[] text = (header + "\n").getBytes(StandardCharsets.US_ASCII);
        return little(10 + text.length + bytes)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length)
                .put(text)
                .array();
    }

    /** A PNG that declares a size and has no pixels. */
    static byte[] png(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'});
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        chunk(out, "IHDR", header.put(new byte[] {8, 2, 0, 0, 0}).array());
        chunk(out, "IDAT", new byte[] {0x78, 1, 3, 0, 0, 0, 0, 1});
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String kind, byte[] data) {
        byte[] name = kind.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
