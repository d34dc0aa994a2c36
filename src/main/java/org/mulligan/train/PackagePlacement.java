package org.mulligan.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.mulligan.model.ModelContents;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Task;

/** Puts what was trained where the plan wants it. */
public final class PackagePlacement {
    private PackagePlacement() {}

    /** A name that a package may have, from that of its file. */
    public static String name(Path model, Task task) {
        String stem = model.getFileName().toString().replaceFirst("\\.zip$", "");
        String clean = stem.replaceAll("[^A-Za-z0-9_+\\- ()]", "-");
        return clean.length() < 5 ? task + " " + clean : clean;
    }

    /** Writes a package. What an earlier part of the same, resumed run left there is replaced. */
    public static Path put(Path model, boolean resume, ModelContents contents) throws IOException {
        Path target = model.toAbsolutePath();
        if (target.getParent() != null) Files.createDirectories(target.getParent());
        if (!resume || !Files.exists(target)) return ModelFile.write(target, contents).path();
        Path written = target.resolveSibling(".new-" + target.getFileName());
        ModelFile.write(written, contents);
        if (Files.isDirectory(target)) {
            Path old = target.resolveSibling(".old-" + target.getFileName());
            Files.move(target, old);
            Files.move(written, target);
            CheckpointFolder.delete(old);
        } else {
            Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }
}
