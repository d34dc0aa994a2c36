package org.mulligan.install;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a library's file says.
 *
 * @param artifact the name without the version; a classpath must have each only once
 */
record JarName(String artifact, Version version) {
    private static final Pattern NAME = Pattern.compile("(.+?)(?:-(\\d.*))?\\.jar");

    /** Empty when the file is no jar. */
    static Optional<JarName> of(Path file) {
        Matcher parts = NAME.matcher(file.getFileName().toString());
        if (!parts.matches()) return Optional.empty();
        Version version = parts.group(2) == null ? Version.UNKNOWN : new Version(parts.group(2));
        return Optional.of(new JarName(parts.group(1), version));
    }

    @Override
    public String toString() {
        return version.known() ? artifact + " " + version : artifact;
    }
}
