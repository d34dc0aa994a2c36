package org.mulligan.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.mulligan.door.CommandFailure;

/** What versions an ImageJ and its Java have, and whether they are new enough for us. */
final class HostVersions {
    private static final int JAVA = 17;
    private static final String IMAGEJ = "[12]\\.\\d\\d[a-z]?";

    /**
     * The version is a constant of class ij.ImageJ: in the class file a tag, a length, the text.
     */
    private static final Pattern CONSTANT =
            Pattern.compile("\\x01\\x00[\\x04\\x05](" + IMAGEJ + ")");

    private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"(?:1\\.)?(\\d+)");

    private HostVersions() {}

    /** From the file's name, its manifest, or its class ImageJ; only Maven's have all three. */
    static Version ofImageJ(Path ijJar) {
        Optional<Version> named =
                JarName.of(ijJar).map(JarName::version).filter(HostVersions::isImageJs);
        if (named.isPresent()) return named.get();
        try (JarFile jar = new JarFile(ijJar.toFile())) {
            Optional<Version> stated =
                    Optional.ofNullable(jar.getManifest())
                            .map(all -> all.getMainAttributes().getValue("Implementation-Version"))
                            .map(Version::new)
                            .filter(HostVersions::isImageJs);
            if (stated.isPresent()) return stated.get();
            ZipEntry main = jar.getEntry("ij/ImageJ.class");
            if (main == null) return Version.UNKNOWN;
            try (InputStream bytes = jar.getInputStream(main)) {
                String text = new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
                Matcher constant = CONSTANT.matcher(text);
                return constant.find() ? new Version(constant.group(1)) : Version.UNKNOWN;
            }
        } catch (IOException e) {
            return Version.UNKNOWN;
        }
    }

    private static boolean isImageJs(Version version) {
        return version.text().matches(IMAGEJ);
    }

    /**
     * Refuses an ImageJ that is surely too old.
     *
     * @return what is not as it should be, or not known
     */
    static List<String> check(Host host) throws IOException {
        if (host.version().olderThan(Host.OLDEST))
            throw new CommandFailure(
                    "ImageJ in %s is %s; Mulligan needs %s or newer: Help > Update ImageJ"
                            .formatted(host.folder(), host.version(), Host.OLDEST));
        List<String> warnings = new ArrayList<>();
        if (!host.version().known())
            warnings.add(
                    "Cannot tell the version of ImageJ in %s; Mulligan needs %s or newer"
                            .formatted(host.folder(), Host.OLDEST));
        newestJava(host.folder())
                .filter(java -> java < JAVA)
                .ifPresent(
                        java ->
                                warnings.add(
                                        "The Java in %s is %d, and Mulligan needs %d or newer: its commands will not start there before that Java is replaced"
                                                .formatted(host.folder(), java, JAVA)));
        return warnings;
    }

    /** Of those that came with this ImageJ; it may use one from elsewhere. */
    private static Optional<Integer> newestJava(Path folder) throws IOException {
        List<Integer> found = new ArrayList<>();
        for (String name : List.of("jre", "java")) {
            if (!Files.isDirectory(folder.resolve(name))) continue;
            try (Stream<Path> files = Files.walk(folder.resolve(name), 6)) {
                for (Path file :
                        files.filter(path -> path.getFileName().toString().equals("release"))
                                .filter(Files::isRegularFile)
                                .toList()) {
                    Matcher java =
                            RELEASE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                    if (java.find()) found.add(Integer.parseInt(java.group(1)));
                }
            }
        }
        return found.stream().max(Comparator.naturalOrder());
    }
}
