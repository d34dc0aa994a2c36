package org.mulligan.model.archive;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * The files of a package, a folder or a zip, read when they are asked for. A stranger may have made
 * it: {@link #at} looks at what a zip says of itself before anything is unpacked, links are not
 * followed, and nothing is read beyond a limit ({@link ModelLimits}).
 */
public sealed interface PackageFiles {
    /** What to do about a package that came out of a transfer broken. */
    String REMEDY = "download or copy it again";

    /** Takes what it needs from a stream that is closed afterwards. */
    interface Reader<T> {
        /** The text of an exception is the end of a sentence about the file. */
        T read(InputStream in) throws IOException;
    }

    Path path();

    boolean has(String name);

    /**
     * All files, with {@code /} between folders; links and what is no file are left out.
     *
     * @throws IOException when there are more than {@link ModelLimits#ENTRIES}
     */
    List<String> names() throws IOException;

    /**
     * @throws IOException when there is no such file, or it cannot be read; the text names the
     *     package, the file, and what to do
     */
    <T> T read(String name, Reader<T> reader) throws IOException;

    /**
     * @param limit most bytes
     * @throws IOException as {@link #read}, or when there is more
     */
    default byte[] bytes(String name, long limit) throws IOException {
        return read(name, in -> Zips.readAtMost(in, limit));
    }

    /**
     * @param path a folder or a zip
     * @throws NoSuchFileException when nothing is there
     * @throws IOException when it is neither folder nor zip, or a zip that is broken or breaks a
     *     rule; the text names it, the rule and what to do
     */
    static PackageFiles at(Path path) throws IOException {
        if (Files.isDirectory(path)) return new Folder(path);
        if (!Files.exists(path))
            throw new NoSuchFileException(path.toString(), null, "there is no model");
        if (!Files.isRegularFile(path))
            throw new IOException("%s is neither a folder nor a file".formatted(path));
        try {
            List<ZipDirectory.Entry> entries = ZipDirectory.of(path);
            ZipRules.check(entries, Files.size(path));
            requireSameDirectory(path, entries);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new IOException(
                    "%s is broken, cut off, or no zip (%s); %s".formatted(path, why(e), REMEDY), e);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("%s %s".formatted(path, e.getMessage()), e);
        }
        return new Zip(path);
    }

    /** What was looked at must be what Java's reader will unpack. */
    private static void requireSameDirectory(Path path, List<ZipDirectory.Entry> entries)
            throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            // A cut zip that holds zips ends in the directory of one of those, and Java takes it.
            if (zip.getEntry(firstEntry(path)) == null)
                throw new ZipException("its directory is not that of its first file");
            for (ZipDirectory.Entry entry : entries)
                if (zip.getEntry(entry.name()) == null)
                    throw new ZipException("its directory is read in two ways");
        }
    }

    private static String firstEntry(Path path) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(path))) {
            ZipEntry first = zip.getNextEntry();
            if (first == null) throw new ZipException("it does not start with a file");
            return first.getName();
        }
    }

    private static IOException missing(Path path, String name) {
        return new IOException("%s lacks the file %s; %s".formatted(path, name, REMEDY));
    }

    private static IOException unreadable(Path path, String name, IOException why) {
        return new IOException("%s in %s %s; %s".formatted(name, path, why(why), REMEDY), why);
    }

    private static String why(Exception e) {
        return e.getMessage() == null ? "ends too soon" : e.getMessage();
    }

    /** A name in a descriptor must not lead out of the package either. */
    private static void requireInside(Path path, String name) throws IOException {
        if (name.isEmpty() || ZipRules.isOutside(name))
            throw new IOException(
                    "\"%s\" is no file of %s, but would lie outside of it; do not use this package, or ask its author for another"
                            .formatted(name, path));
    }

    /** An unpacked package; links are not followed, so that it cannot name files elsewhere. */
    record Folder(Path path) implements PackageFiles {
        @Override
        public boolean has(String name) {
            return !ZipRules.isOutside(name)
                    && link(name).isEmpty()
                    && Files.isRegularFile(path.resolve(name), LinkOption.NOFOLLOW_LINKS);
        }

        /** The first link on the way to a file. */
        private Optional<Path> link(String name) {
            Path at = path;
            for (String part : name.split("/")) {
                at = at.resolve(part);
                if (Files.isSymbolicLink(at)) return Optional.of(at);
            }
            return Optional.empty();
        }

        @Override
        public List<String> names() throws IOException {
            try (Stream<Path> all = Files.walk(path, ModelLimits.FOLDERS + 1)) {
                List<String> names =
                        all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                                .map(file -> path.relativize(file).toString())
                                .map(name -> name.replace(File.separatorChar, '/'))
                                .limit(ModelLimits.ENTRIES + 1L)
                                .toList();
                if (names.size() > ModelLimits.ENTRIES)
                    throw new IOException(
                            "%s has more than the %,d files allowed; give the folder of one model"
                                    .formatted(path, ModelLimits.ENTRIES));
                return names;
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        @Override
        public <T> T read(String name, Reader<T> reader) throws IOException {
            requireInside(path, name);
            Optional<Path> link = link(name);
            if (link.isPresent())
                throw new IOException(
                        "%s is a link, and a package must hold its files itself; put a copy there"
                                .formatted(link.get()));
            if (!has(name)) throw missing(path, name);
            try (InputStream in =
                    Files.newInputStream(path.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                return reader.read(in);
            } catch (IOException e) {
                throw unreadable(path, name, e);
            }
        }
    }

    /** A zip; nothing is unpacked to disk. */
    record Zip(Path path) implements PackageFiles {
        @Override
        public boolean has(String name) {
            try (ZipFile zip = new ZipFile(path.toFile())) {
                return zip.getEntry(name) != null;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public List<String> names() throws IOException {
            try (ZipFile zip = new ZipFile(path.toFile())) {
                return zip.stream()
                        .filter(entry -> !entry.isDirectory())
                        .map(ZipEntry::getName)
                        .toList();
            }
        }

        @Override
        public <T> T read(String name, Reader<T> reader) throws IOException {
            try (ZipFile zip = new ZipFile(path.toFile())) {
                ZipEntry entry = zip.getEntry(name);
                if (entry == null) throw missing(path, name);
                // ZipFile does not compare the checksum itself.
                try (CheckedInputStream in =
                        new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
                    T result = reader.read(in);
                    if (in.getChecksum().getValue() != entry.getCrc())
                        throw new IOException("has a wrong checksum");
                    return result;
                } catch (IOException e) {
                    throw unreadable(path, name, e);
                }
            }
        }
    }
}
