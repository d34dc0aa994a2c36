package org.mulligan.install;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The build's step that packs what {@code bin/mulligan install} would put into a Fiji and into an
 * ImageJ, its list of files included, into a zip each: to be unpacked over the folder of the
 * application. Equal distributions give equal zips.
 */
public final class Release {
    private final Distribution distribution;
    private final Path target;

    /** What all entries get, as the time of a build would make two builds differ. */
    private final LocalDateTime time;

    private Release(Distribution distribution, Path target, LocalDateTime time) {
        this.distribution = distribution;
        this.target = target;
        this.time = time;
    }

    /**
     * The build's step.
     *
     * @param arguments folder of the distribution; folder to write, which is emptied; platform of
     *     the natives, for the names; time of all entries, as ISO 8601
     */
    public static void main(String... arguments) throws IOException {
        write(
                Distribution.at(Path.of(arguments[0])),
                Path.of(arguments[1]),
                arguments[2],
                Instant.parse(arguments[3]));
    }

    /** Writes both zips, and {@code SHA256SUMS} as {@code sha256sum -c} reads it. */
    static void write(Distribution distribution, Path target, String platform, Instant time)
            throws IOException {
        clear(target);
        Files.createDirectories(target);
        Release release =
                new Release(distribution, target, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        List<String> sums = new ArrayList<>();
        for (Host.Kind kind : List.of(Host.Kind.FIJI, Host.Kind.IMAGEJ)) {
            String name =
                    "mulligan-%s-%s-%s.zip"
                            .formatted(
                                    distribution.version(),
                                    kind == Host.Kind.FIJI ? "fiji" : "imagej",
                                    platform);
            release.pack(kind, target.resolve(name));
            sums.add(InstalledFiles.hash(target.resolve(name)) + "  " + name);
        }
        Files.write(target.resolve("SHA256SUMS"), sums);
    }

    private void pack(Host.Kind kind, Path zip) throws IOException {
        Path root = Files.createTempDirectory(target, "layout-");
        try {
            // Every application has these: they are not ours to remove.
            Files.createDirectory(root.resolve("plugins"));
            if (kind == Host.Kind.FIJI)
                for (String folder : List.of("jars", "lib"))
                    Files.createDirectory(root.resolve(folder));
            Host host = new Host(kind, root, Version.UNKNOWN);
            new Installer(InstallPlan.of(host, distribution, present(kind))).install();
            zip(root, zip);
        } finally {
            clear(root);
        }
    }

    /**
     * Libraries that every application of this kind has. For Fiji these are all that are not inside
     * our jar: SciJava's core, ImgLib2, JNA and Groovy are what Fiji itself is made of.
     */
    private List<JarName> present(Host.Kind kind) throws IOException {
        if (kind == Host.Kind.IMAGEJ) return List.of();
        return distribution.libraries().stream().flatMap(jar -> JarName.of(jar).stream()).toList();
    }

    private void zip(Path root, Path zip) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip), 1 << 20);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            for (Path file : files) {
                String name = root.relativize(file).toString().replace('\\', '/');
                ZipEntry entry = new ZipEntry(name);
                entry.setTimeLocal(time);
                // Compressed already: storing them is many times faster, and no larger.
                if (name.matches(".*\\.(jar|zip|png)")) store(file, entry);
                entries.putNextEntry(entry);
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
    }

    private static void store(Path file, ZipEntry entry) throws IOException {
        CRC32 sum = new CRC32();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), sum)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(Files.size(file));
        entry.setCrc(sum.getValue());
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}
