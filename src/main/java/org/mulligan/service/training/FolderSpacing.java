package org.mulligan.service.training;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mulligan.image.depth.StackSpacing;
import org.mulligan.image.io.FolderImages;
import org.mulligan.image.io.ImageFiles;

/** How far apart the planes of the stacks of a folder are. */
public final class FolderSpacing {
    private FolderSpacing() {}

    /**
     * That of all stacks; files that cannot be read are passed over, since a training names them.
     *
     * @throws IllegalArgumentException when the folder holds no stack, or stacks that are not alike
     */
    public static StackSpacing of(Path folder) throws IOException {
        if (!Files.isDirectory(folder))
            throw new IllegalArgumentException(
                    "%s is not a folder; give the one with the stacks".formatted(folder));
        Optional<Path> first = Optional.empty();
        Optional<StackSpacing> found = Optional.empty();
        for (Path file : FolderImages.of(folder).images()) {
            ImagePlus image;
            try {
                image = ImageFiles.open(file);
            } catch (IOException e) {
                continue;
            }
            StackSpacing spacing = StackSpacing.of(image);
            if (found.isEmpty()) {
                first = Optional.of(file);
                found = Optional.of(spacing);
            } else if (!found.get().isAs(spacing))
                throw new IllegalArgumentException(
                        "The planes of %s are %.3g px apart and those of %s %.3g px, by their calibration; train on stacks that are alike, or say what holds for all (zstep)"
                                .formatted(first.get(), found.get().step(), file, spacing.step()));
        }
        return found.orElseThrow(
                () ->
                        new IllegalArgumentException(
                                "%s holds no stack that ImageJ opens".formatted(folder)));
    }
}
