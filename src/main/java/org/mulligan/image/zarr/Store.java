package org.mulligan.image.zarr;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Where the files of a Zarr lie, by keys such as {@code 0/c/1/2}. */
interface Store {
    /** Bytes of a metadata file; who has more has something else. */
    int LARGEST_METADATA = 1 << 26;

    /** Bytes of a file; empty where there is none. */
    OptionalLong size(String key) throws IOException;

    /**
     * Some bytes of a file.
     *
     * @throws IOException when it has fewer
     */
    byte[] read(String key, long from, int length) throws IOException;

    /** Names of the files and folders in a folder; the key of the root is empty. */
    List<String> list(String key) throws IOException;

    /**
     * All bytes of a file; empty where there is none.
     *
     * @param most that it may have
     */
    default Optional<byte[]> read(String key, long most) throws IOException {
        OptionalLong size = size(key);
        if (size.isEmpty()) return Optional.empty();
        if (size.getAsLong() > most)
            throw new IOException(
                    "%s has %d bytes, and at most %d make sense"
                            .formatted(key, size.getAsLong(), most));
        return Optional.of(read(key, 0, (int) size.getAsLong()));
    }

    /** A metadata file; empty where there is none. */
    default Optional<byte[]> metadata(String key) throws IOException {
        return read(key, LARGEST_METADATA);
    }

    /**
     * A key below another.
     *
     * @throws IOException when a part of it leads out of the Zarr
     */
    static String key(String folder, String below) throws IOException {
        String key = folder.isEmpty() ? below : folder + "/" + below;
        if (key.isEmpty()) return key;
        for (String part : key.split("/", -1))
            if (!Parts.NAME.matcher(part).matches() || part.matches("\\.+"))
                throw new IOException(
                        "its metadata name the path \"%s\", and only one inside of it is followed"
                                .formatted(below));
        return key;
    }

    /** What parts of keys are made of. */
    final class Parts {
        private static final Pattern NAME = Pattern.compile("[^/\\\\:\0]+");

        private Parts() {}
    }
}
