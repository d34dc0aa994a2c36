package org.mulligan.install;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.door.CommandFailure;

/**
 * The oldest versions of a host's libraries that have all we call; a test compares each with our
 * classes. What only we use is inside our jar under names of our own, and needs none.
 */
final class LeastVersions {
    static final Map<String, Version> ALL =
            Map.of(
                    "scijava-common", new Version("2.99.2"),
                    "imglib2", new Version("7.1.5"),
                    "jna", new Version("5.12.1"),
                    "jna-platform", new Version("5.12.1"),
                    "groovy-json", new Version("3.0.9"));

    private LeastVersions() {}

    /**
     * Refuses a host whose library would end our commands with an error of Java.
     *
     * @param jars that the host brings
     */
    static void check(List<Path> jars) {
        for (Path jar : jars) {
            Optional<JarName> name = JarName.of(jar);
            if (name.isEmpty()) continue;
            Version least = ALL.get(name.get().artifact());
            if (least != null && name.get().version().olderThan(least))
                throw new CommandFailure(
                        "%s is older than %s, which Mulligan needs. In Fiji take Help > Update..., in ImageJ a newer version of the plugin that brought it; then install again"
                                .formatted(jar, least));
        }
    }
}
