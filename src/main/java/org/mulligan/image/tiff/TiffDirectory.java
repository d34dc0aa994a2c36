package org.mulligan.image.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tags of one page of a TIFF file.
 *
 * @param file in which it stands
 * @param page its number in the file, from 1; a smaller copy has that of the page it is of
 * @param order of the file's bytes
 * @param numbers values of whole-number tags, as unsigned ones
 * @param ratios values of rational tags
 * @param texts values of text tags
 * @see <a href="https://www.loc.gov/preservation/digital/formats/content/tiff_tags.shtml">tags</a>
 */
public record TiffDirectory(
        Path file,
        int page,
        ByteOrder order,
        Map<Integer, long[]> numbers,
        Map<Integer, double[]> ratios,
        Map<Integer, String> texts) {
    static final int DESCRIPTION = 270;

    /** Where smaller copies of the page have their tags. */
    static final int BELOW = 330;

    /**
     * All pages of a file, in the order in which each names the next.
     *
     * @throws IOException when it is no TIFF, is cut short, or has no page
     */
    public static List<TiffDirectory> all(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return new TiffTags(file, channel).pages();
        }
    }

    /** Whether a file begins as a BigTIFF, which has places of 8 bytes and any size. */
    public static boolean isBig(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return TiffTags.isBig(channel);
        } catch (IOException e) {
            return false;
        }
    }

    /** The same page, of which somebody wrote another text. */
    TiffDirectory described(String text) {
        Map<Integer, String> own = new TreeMap<>(texts);
        own.put(DESCRIPTION, text);
        return new TiffDirectory(file, page, order, numbers, ratios, own);
    }

    /** The smaller copies that a page names, in its order. */
    List<TiffDirectory> below(FileChannel channel) throws IOException {
        return new TiffTags(file, channel).below(this);
    }

    /**
     * Reads bytes.
     *
     * @throws IOException when the file ends before
     */
    static ByteBuffer read(FileChannel channel, long place, int bytes, ByteOrder order)
            throws IOException {
        if (place < 0 || place > channel.size() - bytes)
            throw new IOException(
                    "it is truncated, %d bytes long where its header promises %s"
                            .formatted(channel.size(), Long.toUnsignedString(place + bytes)));
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(order);
        while (buffer.hasRemaining())
            if (channel.read(buffer, place + buffer.position()) < 0)
                throw new IOException("it became shorter while it was read");
        return buffer.flip();
    }

    /** The first value of a tag; the largest of an int where it is more. */
    public int number(int tag, int missing) {
        long[] values = numbers.get(tag);
        if (values == null || values.length == 0) return missing;
        return values[0] < 0 ? Integer.MAX_VALUE : (int) Math.min(values[0], Integer.MAX_VALUE);
    }

    /** All values of a tag; none where it is missing. */
    long[] all(int tag) {
        return numbers.getOrDefault(tag, new long[0]);
    }

    boolean has(int tag) {
        return numbers.containsKey(tag) || ratios.containsKey(tag) || texts.containsKey(tag);
    }

    /** What somebody wrote of the image; empty where nobody did. */
    String description() {
        return texts.getOrDefault(DESCRIPTION, "");
    }
}
