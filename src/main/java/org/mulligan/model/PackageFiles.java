package org.mulligan.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** The files of a package, a folder or a flat zip, read when they are asked for. */
sealed interface PackageFiles {
    /** What to do about a package that came out of a transfer broken. */
    String REMEDY = "download or copy it again";

    /** Names that leave the folder a zip is unpacked to, on any system. */
    Pattern OUTSIDE = Pattern.compile("^/|[\\\\:]|(^|/)\\.\\.(/|$)");

    /** Takes what it needs from a stream that is closed afterwards. */
    interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    Path path();

    boolean has(String name);

    /**
     * @throws IOException when there is no such file, or it cannot be read; the text names the
     *     package, the file, and what to do
     */
    <T> T read(String name, Reader<T> reader) throws IOException;

    default byte[] bytes(String name, long limit) throws IOException {
        return read(name, in -> Zips.readAtMost(in, limit));
    }

    /**
     * @throws NoSuchFileException when nothing is there
     * @throws IOException when it is neither folder nor zip, or a zip that is broken or dangerous
     */
    static PackageFiles at(Path path) throws IOException {
        if (Files.isDirectory(path)) return new Folder(path);
        if (!Files.exists(path))
            throw new NoSuchFileException(path.toString(), null, "there is no model");
        Optional<String> outside;
        try (ZipFile zip = new ZipFile(path.toFile())) {
            outside =
                    zip.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> OUTSIDE.matcher(name).find())
                            .findFirst();
            // A cut zip that holds zips ends in the directory of one of those, and Java takes it.
            if (zip.getEntry(firstEntry(path)) == null)
                throw new ZipException("its directory is not that of its first file");
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new IOException(
                    "%s is broken, cut off, or no zip (%s); %s".formatted(path, why(e), REMEDY), e);
        }
        if (outside.isPresent())
            throw new IOException(
                    "%s holds a file that would lie outside of it (%s); do not use it"
                            .formatted(path, outside.get()));
        return new Zip(path);
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

    /** An unpacked package; links are not followed, so that it cannot name files elsewhere. */
    record Folder(Path path) implements PackageFiles {
        @Override
        public boolean has(String name) {
            return Files.isRegularFile(path.resolve(name), LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public <T> T read(String name, Reader<T> reader) throws IOException {
            Path file = path.resolve(name);
            if (Files.isSymbolicLink(file))
                throw new IOException(
                        "%s is a link, and a package must hold its files itself; put a copy there"
                                .formatted(file));
            if (!has(name)) throw missing(path, name);
            try (InputStream in = Files.newInputStream(file)) {
                return reader.read(in);
            } catch (IOException e) {
                throw unreadable(path, name, e);
            }
        }
    }

    /** A flat zip; nothing is unpacked to disk. */
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
