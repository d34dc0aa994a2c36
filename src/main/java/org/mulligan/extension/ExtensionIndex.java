package org.mulligan.extension;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.scijava.InstantiableException;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

/**
 * What can be chosen by name at an {@link ExtensionPoint}: ours, and what strangers add. All of it
 * is read from SciJava's index; no class of a jar is loaded until it is made.
 */
public final class ExtensionIndex {
    /** What to do about a name that is not there, for the end of a message. */
    public static final String REMEDY =
            "what comes from an extension needs its jar: in the plugins folder of ImageJ or Fiji, or named with --extensions on the command line";

    private static final String OURS = "org.mulligan.";

    private final PluginService plugins;

    public ExtensionIndex(PluginService plugins) {
        this.plugins = plugins;
    }

    /**
     * Names, each once: ours first, then those of strangers. What is not {@code visible} is chosen
     * by a command for what it is made for, and offered to nobody.
     *
     * @param tasks of these, what is for one of them; empty: all
     */
    public List<String> names(ExtensionPoint point, Collection<String> tasks) {
        return of(point, tasks)
                .filter(PluginInfo::isVisible)
                .map(PluginInfo::getName)
                .distinct()
                .toList();
    }

    /** Those of them that strangers add. */
    public List<String> foreignNames(ExtensionPoint point, Collection<String> tasks) {
        List<String> own =
                of(point, Set.of())
                        .filter(ExtensionIndex::isOurs)
                        .map(PluginInfo::getName)
                        .toList();
        return names(point, tasks).stream().filter(name -> !own.contains(name)).toList();
    }

    /** What has a name; of two, ours, so that no jar changes what a name means. */
    public Optional<PluginInfo<?>> find(ExtensionPoint point, String name) {
        return of(point, Set.of()).filter(info -> info.getName().equals(name)).findFirst();
    }

    /**
     * @throws IllegalArgumentException when what has a name says that it is for other tasks; the
     *     text lists what is for this one
     */
    public void requireFor(String task, ExtensionPoint point, String name) {
        if (find(point, name).filter(info -> !isFor(info, Set.of(task))).isPresent())
            throw new IllegalArgumentException(
                    "The %s \"%s\" is not for the task %s; there are %s"
                            .formatted(point.words(), name, task, names(point, Set.of(task))));
    }

    /**
     * Makes what has a name.
     *
     * @param type that of the point
     * @param kind what the user calls it
     * @throws IllegalArgumentException when there is none of the name, and the text lists those
     *     that there are; or when its class does not load here
     */
    public <T> T make(Class<T> type, ExtensionPoint point, String kind, String name) {
        PluginInfo<?> info =
                find(point, name)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "No %s is named \"%s\"; there are %s; %s"
                                                        .formatted(
                                                                kind,
                                                                name,
                                                                names(point, Set.of()),
                                                                REMEDY)));
        try {
            return type.cast(info.createInstance());
        } catch (InstantiableException | LinkageError e) {
            throw new IllegalArgumentException(
                    "The %s \"%s\" cannot be made, because its class %s does not load (%s); build its jar against this Mulligan"
                            .formatted(kind, name, info.getClassName(), e),
                    e);
        }
    }

    /**
     * The jars, or folders of classes, that strangers' classes are in: the engine's process needs
     * them too.
     *
     * @param loader that the index was read with
     */
    public List<Path> jars(ClassLoader loader) {
        Set<Path> jars = new LinkedHashSet<>();
        for (ExtensionPoint point : ExtensionPoint.values())
            of(point, Set.of())
                    .filter(info -> !isOurs(info))
                    .flatMap(info -> place(info.getClassName(), loader).stream())
                    .forEach(jars::add);
        return List.copyOf(jars);
    }

    private Stream<PluginInfo<?>> of(ExtensionPoint point, Collection<String> tasks) {
        return plugins.getPlugins().stream()
                .filter(info -> info.getPluginType().getName().equals(point.type()))
                .filter(info -> info.getName() != null && !info.getName().isBlank())
                .filter(info -> tasks.isEmpty() || isFor(info, tasks))
                .sorted(
                        Comparator.comparing((PluginInfo<?> info) -> !isOurs(info))
                                .thenComparing(PluginInfo::getName));
    }

    private static boolean isFor(PluginInfo<?> info, Collection<String> tasks) {
        String own = info.get(ExtensionPoint.TASKS);
        return own == null || Arrays.stream(own.strip().split("\\s+")).anyMatch(tasks::contains);
    }

    private static boolean isOurs(PluginInfo<?> info) {
        return info.getClassName().startsWith(OURS);
    }

    private static Optional<Path> place(String className, ClassLoader loader) {
        String file = className.replace('.', '/') + ".class";
        URL found = loader.getResource(file);
        if (found == null) return Optional.empty();
        try {
            if (found.openConnection() instanceof JarURLConnection jar)
                return Optional.of(Path.of(jar.getJarFileURL().toURI()));
            Path folder = Path.of(found.toURI());
            for (int i = 0; i < file.split("/").length; i++) folder = folder.getParent();
            return Optional.of(folder);
        } catch (IOException | URISyntaxException | RuntimeException e) {
            return Optional.empty(); // In no file of this computer; its names are offered, no more.
        }
    }
}
