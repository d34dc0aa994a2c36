package org.mulligan.install;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mulligan.install.InstallPlan.NewFile;
import org.mulligan.install.InstallPlan.Part;
import org.mulligan.model.ModelFolder;

/** The subcommands {@code install} and {@code uninstall}: what was done, in the user's words. */
public final class Installing {
    private final PrintStream results;
    private final PrintStream rest;

    public Installing(PrintStream results, PrintStream rest) {
        this.results = results;
        this.rest = rest;
    }

    public void install(Path folder, Distribution distribution) throws IOException {
        Host host = HostSearch.find(folder, Optional.of(distribution.home()));
        for (String warning : HostVersions.check(host)) rest.println("Warning: " + warning);
        InstallPlan plan = InstallPlan.of(host, distribution);
        List<String> changed = new Installer(plan).install();

        results.printf("Mulligan %s is installed in %s%n", plan.version(), host);
        plan.before()
                .map(InstalledFiles::version)
                .filter(version -> !version.equals(plan.version()))
                .ifPresent(version -> results.printf("It replaces %s%n", version));
        for (Part part : Part.values()) list(plan, part);
        if (!plan.taken().isEmpty()) {
            results.println("Libraries that this ImageJ has, and Mulligan uses:");
            for (InstallPlan.Taken taken : plan.taken()) results.println("  " + taken);
        }
        for (String path : changed)
            rest.printf(
                    "Changed since it was installed, and left: %s%n", host.folder().resolve(path));
        results.printf(
                "%s has the list of these files. Start %s again: Plugins > Mulligan%n",
                host.folder().resolve(InstalledFiles.LIST), host.kind());
    }

    private void list(InstallPlan plan, Part part) throws IOException {
        List<NewFile> files = plan.files().stream().filter(file -> file.part() == part).toList();
        long bytes = 0;
        for (NewFile file : files) bytes += Files.size(file.source());
        if (files.isEmpty()) return;
        results.printf("%s: %d, %.1f MB%n", part, files.size(), bytes / 1e6);
        for (NewFile file : files) results.println("  " + Path.of(file.target()));
    }

    public void uninstall(Path folder) throws IOException {
        Path root = Uninstaller.root(folder);
        Uninstaller.Removed removed = Uninstaller.uninstall(root);
        results.printf(
                "Mulligan %s is removed from %s: %d files%n",
                removed.version(), root, removed.files());
        for (String path : removed.changed())
            rest.printf("Changed since it was installed, and left: %s%n", root.resolve(path));
        for (String path : removed.kept())
            rest.printf("Left, because there is more in it: %s%n", root.resolve(path));
        for (Path models : List.of(root.resolve("models/mulligan"), ModelFolder.standard().user()))
            if (Files.isDirectory(models)) results.printf("Models of yours stay in %s%n", models);
    }
}
