package org.mulligan.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mulligan.door.CommandFailure;
import org.mulligan.door.Failures;
import org.mulligan.install.InstallPlan.NewFile;
import org.mulligan.install.InstalledFiles.Entry;

/**
 * Carries out one plan, or none of it: everything is listed, then copied beside its place under
 * another name, then renamed; what fails on the way is undone.
 */
final class Installer {
    /** Names that no ImageJ loads. */
    static final String NEW = ".mulligan-new";

    static final String OLD = ".mulligan-old";

    /** Left free on the disk, for what else writes there meanwhile. */
    private static final long SPARE_BYTES = 16 << 20;

    private final InstallPlan plan;
    private final Path root;
    private final Deque<Undo> undo = new ArrayDeque<>();
    private final List<String> movedAway = new ArrayList<>();

    private interface Undo {
        void run() throws IOException;
    }

    Installer(InstallPlan plan) {
        this.plan = plan;
        this.root = plan.host().folder();
    }

    /**
     * Installs.
     *
     * @return files of the earlier version that somebody changed since, and that stay
     * @throws CommandFailure when it could not be done; the folder is then as it was
     */
    List<String> install() throws IOException {
        if (plan.before().isPresent()) removeLeftovers(root, plan.before().get());
        List<NewFile> missing = new ArrayList<>();
        for (NewFile file : plan.files()) if (!plan.isThere(file)) missing.add(file);
        requireSpace(missing);
        InstalledFiles after = after();
        InstalledFiles before =
                plan.before().orElse(new InstalledFiles(plan.version(), List.of(), List.of()));
        List<String> changed = new ArrayList<>();
        try {
            // Listed before they exist: of an installation that is killed nothing stays unknown.
            makeFolders(root.resolve(InstalledFiles.LIST).getParent());
            writeList(before.with(after));
            for (NewFile file : missing) copyBeside(file);
            for (NewFile file : missing) putInPlace(file.target());
            for (String path : plan.obsolete()) {
                if (before.unchanged(root, path)) moveAway(path);
                else if (Files.exists(root.resolve(path))) changed.add(path);
            }
        } catch (IOException | RuntimeException e) {
            throw undone(e);
        }
        for (String path : movedAway) Files.deleteIfExists(root.resolve(path + OLD));
        after.write(root);
        before.removeEmptyFolders(root);
        return changed;
    }

    /**
     * Of an installation that was killed: what it had moved away goes back, what it copied goes.
     */
    static void removeLeftovers(Path root, InstalledFiles list) throws IOException {
        for (String path : list.paths()) {
            Files.deleteIfExists(root.resolve(path + NEW));
            Path away = root.resolve(path + OLD);
            if (!Files.exists(away)) continue;
            if (Files.exists(root.resolve(path))) Files.delete(away);
            else Files.move(away, root.resolve(path));
        }
        Files.deleteIfExists(root.resolve(InstalledFiles.LIST + NEW));
    }

    private void requireSpace(List<NewFile> missing) throws IOException {
        long needed = SPARE_BYTES;
        for (NewFile file : missing) needed += Files.size(file.source());
        long free = Files.getFileStore(root).getUsableSpace();
        if (needed > free)
            throw new CommandFailure(
                    "%s has %d MB free, and %d MB are needed; make room and install again"
                            .formatted(root, free >> 20, (needed >> 20) + 1));
    }

    private InstalledFiles after() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (NewFile file : plan.files())
            entries.add(new Entry(InstalledFiles.hash(file.source()), file.target()));
        List<String> inUse =
                Stream.concat(
                                plan.before().stream().flatMap(list -> list.folders().stream()),
                                foldersToMake().stream())
                        .distinct()
                        .filter(
                                folder ->
                                        entries.stream()
                                                .anyMatch(e -> e.path().startsWith(folder + "/")))
                        .toList();
        return new InstalledFiles(plan.version(), inUse, entries);
    }

    private Set<String> foldersToMake() {
        Set<String> folders = new TreeSet<>();
        for (NewFile file : plan.files())
            for (Path folder = root.resolve(file.target()).getParent();
                    !Files.exists(folder);
                    folder = folder.getParent()) folders.add(plan.host().relative(folder));
        return folders;
    }

    private void copyBeside(NewFile file) throws IOException {
        makeFolders(root.resolve(file.target()).getParent());
        Path copy = root.resolve(file.target() + NEW);
        undo.push(() -> Files.deleteIfExists(copy));
        Files.copy(file.source(), copy, StandardCopyOption.REPLACE_EXISTING);
    }

    private void makeFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) return;
        makeFolders(folder.getParent());
        Files.createDirectory(folder);
        undo.push(() -> Files.deleteIfExists(folder));
    }

    private void writeList(InstalledFiles list) throws IOException {
        undo.push(
                () -> {
                    if (plan.before().isPresent()) plan.before().get().write(root);
                    else Files.deleteIfExists(root.resolve(InstalledFiles.LIST));
                });
        list.write(root);
    }

    private void putInPlace(String path) throws IOException {
        if (Files.isRegularFile(root.resolve(path))) moveAway(path);
        Files.move(root.resolve(path + NEW), root.resolve(path));
        undo.push(() -> Files.delete(root.resolve(path)));
    }

    private void moveAway(String path) throws IOException {
        Path away = root.resolve(path + OLD);
        Files.move(root.resolve(path), away);
        movedAway.add(path);
        undo.push(() -> Files.move(away, root.resolve(path)));
    }

    private CommandFailure undone(Exception failure) {
        String state = "Nothing was changed";
        while (!undo.isEmpty()) {
            try {
                undo.pop().run();
            } catch (IOException | RuntimeException e) {
                failure.addSuppressed(e);
                state = "Not all could be undone: " + Failures.text(e);
            }
        }
        return new CommandFailure(
                "Mulligan could not be installed in %s: %s. %s. If ImageJ is open there, close it"
                        .formatted(root, Failures.text(failure), state),
                failure);
    }
}
