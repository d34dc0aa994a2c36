package org.mulligan.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mulligan.door.CommandFailure;

/**
 * What goes where in one ImageJ. Made without changing anything.
 *
 * @param taken libraries that the host has, which are not installed
 * @param before what an earlier installation put there
 */
record InstallPlan(
        Host host,
        String version,
        List<NewFile> files,
        List<Taken> taken,
        Optional<InstalledFiles> before) {

    /** What a file is for; also the order in which they are told. */
    enum Part {
        PLUGIN("Plugin"),
        LIBRARIES("Libraries that this ImageJ lacks"),
        ENGINE("Engine, on no classpath of ImageJ"),
        MODELS("Shipped models"),
        PAPERS("Command line, manual and licences");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /**
     * A file to be there afterwards.
     *
     * @param target relative to the host's folder, with slashes
     */
    record NewFile(Part part, Path source, String target) {}

    /**
     * A library of the host in place of ours: a classpath with two versions of one is an accident
     * in waiting.
     */
    record Taken(JarName hosts, Version ours) {
        @Override
        public String toString() {
            if (hosts.version().equals(ours)) return hosts.toString();
            return "%s (%sbuilt with %s)"
                    .formatted(hosts, hosts.version().olderThan(ours) ? "older: " : "", ours);
        }
    }

    /**
     * Plans, and refuses what would overwrite or double something that is not ours.
     *
     * @throws CommandFailure when the user must clear something first; the text says what
     */
    static InstallPlan of(Host host, Distribution distribution) throws IOException {
        return of(host, distribution, List.of());
    }

    /**
     * As {@link #of(Host, Distribution)}, for a host of which the files are not all there.
     *
     * @param present libraries that it has elsewhere
     */
    static InstallPlan of(Host host, Distribution distribution, List<JarName> present)
            throws IOException {
        Optional<InstalledFiles> before = InstalledFiles.read(host.folder());
        Set<String> ours = before.map(InstalledFiles::paths).orElse(Set.of());
        List<Path> others =
                host.jars().stream().filter(jar -> !ours.contains(host.relative(jar))).toList();
        refuseStrayPlugins(host, others);
        LeastVersions.check(others);

        List<NewFile> files = new ArrayList<>();
        List<Taken> taken = new ArrayList<>();
        Host.Kind kind = host.kind();
        add(files, Part.PLUGIN, List.of(distribution.plugin()), distribution.home(), kind.plugin());
        if (kind == Host.Kind.IMAGEJ)
            add(
                    files,
                    Part.PLUGIN,
                    distribution.imageJ(),
                    distribution.home().resolve("imagej"),
                    kind.plugin());
        Map<String, JarName> hosts = byArtifact(others);
        for (JarName name : present) hosts.putIfAbsent(name.artifact(), name);
        hosts.put("ij", new JarName("ImageJ", host.version()));
        for (Path library : distribution.libraries()) {
            JarName name =
                    JarName.of(library)
                            .orElseThrow(() -> new CommandFailure(library + " is no library"));
            JarName found = hosts.get(name.artifact());
            if (found != null) taken.add(new Taken(found, name.version()));
            else
                add(files, Part.LIBRARIES, List.of(library), library.getParent(), kind.libraries());
        }
        Path home = distribution.home();
        add(files, Part.ENGINE, distribution.engine(), home, Host.OURS);
        add(files, Part.MODELS, distribution.models(), home, Host.OURS);
        add(files, Part.PAPERS, distribution.papers(), home, Host.OURS);
        InstallPlan plan =
                new InstallPlan(host, distribution.version(), List.copyOf(files), taken, before);
        plan.refuseConflicts();
        return plan;
    }

    private static void add(
            List<NewFile> files, Part part, List<Path> sources, Path base, String folder) {
        for (Path source : sources)
            files.add(
                    new NewFile(
                            part,
                            source,
                            folder + "/" + base.relativize(source).toString().replace('\\', '/')));
    }

    private static Map<String, JarName> byArtifact(List<Path> jars) {
        Map<String, JarName> found = new LinkedHashMap<>();
        for (Path jar : jars)
            JarName.of(jar).ifPresent(name -> found.putIfAbsent(name.artifact(), name));
        return found;
    }

    private static void refuseStrayPlugins(Host host, List<Path> jars) {
        String strays =
                jars.stream()
                        .filter(Distribution::isPlugin)
                        .map(Path::toString)
                        .collect(Collectors.joining(", "));
        if (!strays.isEmpty())
            throw new CommandFailure(
                    "There is a Mulligan in %s that was not installed by this command: %s. Remove it, then install again: two would be in each other's way"
                            .formatted(host.folder(), strays));
    }

    /** A file that we would replace must be as we left it. */
    private void refuseConflicts() throws IOException {
        Path root = host.folder();
        for (NewFile file : files) {
            Path target = root.resolve(file.target());
            if (!Files.exists(target) || isThere(file)) continue;
            if (before.isEmpty() || !before.get().unchanged(root, file.target()))
                throw new CommandFailure(
                        "%s is not as Mulligan installed it, and nothing of yours is overwritten; move it elsewhere or delete it, then install again"
                                .formatted(target));
        }
        for (String path : obsolete())
            if (path.endsWith(".jar")
                    && Files.exists(root.resolve(path))
                    && !before.orElseThrow().unchanged(root, path))
                throw new CommandFailure(
                        "%s has changed since Mulligan installed it, and would be beside its successor; move it elsewhere or delete it, then install again"
                                .formatted(root.resolve(path)));
    }

    /** Whether the host has this very file already. */
    boolean isThere(NewFile file) throws IOException {
        Path target = host.folder().resolve(file.target());
        return Files.isRegularFile(target) && Files.mismatch(file.source(), target) < 0;
    }

    /** Paths of the earlier installation that this one does not have. */
    List<String> obsolete() {
        Set<String> targets = files.stream().map(NewFile::target).collect(Collectors.toSet());
        return before.map(InstalledFiles::paths).orElse(Set.of()).stream()
                .filter(path -> !targets.contains(path))
                .toList();
    }
}
