package org.mulligan.service.restore;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mulligan.disk.WholeFiles;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.ImageResult;
import org.mulligan.image.io.TiffFile;
import org.mulligan.model.ModelDescription;
import org.mulligan.predict.LoadedModel;

/**
 * Restores, then maps how much of the result to trust: both or none.
 *
 * @param model gives the result
 * @param twin its faithful weights, closed with this; empty where {@code model} has them itself
 */
public record MappedRestoring(LoadedModel model, Optional<LoadedModel> twin)
        implements AutoCloseable {
    /** Where the maps of a result go: NAME-maps.tif or NAME-maps.ome.zarr beside it. */
    public static Path mapsOf(Path target) {
        String ending = ImageResult.isZarr(target) ? ".ome.zarr" : ".tif";
        return target.resolveSibling(ImageFiles.stem(target) + "-maps" + ending);
    }

    /**
     * @throws IllegalArgumentException when the model's results have no maps
     */
    public static void require(ModelDescription model) {
        if (model.task().evensLight())
            throw new IllegalArgumentException(
                    "The model \"%s\" evens the light: its result is the image times a smooth gain plus a smooth offset, and adds no detail that a map could show. Leave maps out; with depth=32-bit, the result divided by the input (Process > Image Calculator) shows the gain where the offset is small"
                            .formatted(model.name()));
        if (model.task().finerDepth())
            throw new IllegalArgumentException(
                    "The model \"%s\" makes planes that the image does not have, and the maps compare each plane with the image's. Leave maps out"
                            .formatted(model.name()));
        if (model.takesNeighbours())
            throw new IllegalArgumentException(
                    "The model \"%s\" makes each plane of its neighbours in the series, and the maps ask what a network makes of one plane. Leave maps out; the series minus its result (Process > Image Calculator) shows what was taken for noise"
                            .formatted(model.name()));
    }

    public MappedImage toMemory(RestoreJob job) throws IOException {
        TrustMaps maps = job.maps(model, twin);
        ImagePlus restored = job.toMemory(model);
        return new MappedImage(restored, maps.toMemory(), maps.figures());
    }

    /**
     * Writes two files.
     *
     * @param figures is told those of each channel
     * @return the image, the maps
     */
    public List<Path> toFiles(RestoreJob job, Path target, Consumer<TrustFigures> figures)
            throws IOException {
        Path mapped = mapsOf(target);
        TiffFile.requireFree(target);
        TiffFile.requireFree(mapped);
        TrustMaps maps = job.maps(model, twin);
        job.toFile(model, target);
        boolean whole = false;
        try {
            maps.toFile(mapped);
            whole = true;
        } finally {
            if (!whole) WholeFiles.delete(target);
        }
        maps.figures().forEach(figures);
        return List.of(target, mapped);
    }

    @Override
    public void close() {
        twin.ifPresent(loaded -> loaded.network().close());
    }
}
