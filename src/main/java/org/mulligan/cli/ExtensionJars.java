package org.mulligan.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The jars that a command line or the environment names. They are looked for before the line is
 * parsed: they say what its options may be.
 *
 * @param jars of extensions, or folders of classes
 * @param arguments those that are left
 */
record ExtensionJars(List<Path> jars, String[] arguments) {
    static final String OPTION = "--extensions";

    /** Where the option is not given. */
    static final String VARIABLE = "MULLIGAN_EXTENSIONS";

    /**
     * @param environment the variable's value, or null
     * @throws IllegalArgumentException when there is no such file; the text names it
     */
    static ExtensionJars of(String[] line, String environment) {
        String named = environment == null ? "" : environment;
        List<String> left = new ArrayList<>();
        for (int i = 0; i < line.length; i++) {
            if (line[i].equals(OPTION)) {
                if (i + 1 == line.length)
                    throw new IllegalArgumentException(
                            "%s needs the path of a jar, or several with \"%s\" between them"
                                    .formatted(OPTION, File.pathSeparator));
                named = line[++i];
            } else if (line[i].startsWith(OPTION + "=")) {
                named = line[i].substring(OPTION.length() + 1);
            } else {
                left.add(line[i]);
            }
        }
        List<Path> jars =
                Arrays.stream(named.split(File.pathSeparator))
                        .filter(name -> !name.isBlank())
                        .map(name -> Path.of(name.strip()))
                        .toList();
        for (Path jar : jars)
            if (!Files.exists(jar))
                throw new IllegalArgumentException(
                        "There is no jar %s; %s and the variable %s name jars of extensions"
                                .formatted(jar, OPTION, VARIABLE));
        return new ExtensionJars(jars, left.toArray(String[]::new));
    }
}
