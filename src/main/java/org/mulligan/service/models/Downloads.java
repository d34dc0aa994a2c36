package org.mulligan.service.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.model.archive.PrivateFolder;

/** Keeps a file that was fetched to look at it until the import after that: one way, not two. */
public final class Downloads {
    /**
     * What was fetched.
     *
     * @param folder of the file alone
     */
    private record Fetched(String address, PrivateFolder folder, Path file) {}

    private Optional<Fetched> last = Optional.empty();

    /**
     * The file at an address, fetched unless it is here.
     *
     * @throws IOException as {@link Download#fetch}; nothing is left behind
     */
    synchronized Path get(String address, Progress progress) throws IOException {
        if (last.isPresent() && last.get().address().equals(address)) return last.get().file();
        clear();
        PrivateFolder folder = PrivateFolder.temporary("fetched");
        try {
            Path file = Download.fetch(address, folder.path(), progress);
            // ImageJ may end while a dialog asks; the last that was named is deleted first.
            folder.path().toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            last = Optional.of(new Fetched(address, folder, file));
            return file;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Deletes it. */
    synchronized void clear() throws IOException {
        if (last.isPresent()) last.get().folder().close();
        last = Optional.empty();
    }
}
