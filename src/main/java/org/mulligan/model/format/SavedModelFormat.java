package org.mulligan.model.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mulligan.model.ForeignModelException;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/** TensorFlow's {@code SavedModel}, of any version, at any depth of a folder. */
@Plugin(type = ModelFormat.class, name = "TensorFlow SavedModel", priority = Priority.LOW)
public final class SavedModelFormat implements ModelFormat {
    static final String GRAPH = "saved_model.pb";
    private static final int DEPTH = 6;

    @Override
    public Optional<ForeignModel> read(Path place) throws IOException {
        return folder(place)
                .map(
                        graph ->
                                new ForeignModel(
                                        "TensorFlow SavedModel",
                                        graph,
                                        ForeignModel.About.NOTHING,
                                        ForeignModel.Network.UNKNOWN,
                                        Optional.empty(),
                                        List.of()));
    }

    /**
     * The folder that the SavedModel lies in.
     *
     * @throws ForeignModelException when there are several, and none above the others
     */
    static Optional<Path> folder(Path place) throws IOException {
        if (!Files.isDirectory(place))
            return place.endsWith(GRAPH) ? Optional.of(place.getParent()) : Optional.empty();
        List<Path> folders;
        try (Stream<Path> files = Files.walk(place, DEPTH)) {
            folders =
                    files.filter(file -> file.endsWith(GRAPH) && Files.isRegularFile(file))
                            .map(Path::getParent)
                            .sorted(
                                    Comparator.comparingInt(Path::getNameCount)
                                            .thenComparing(Path::toString))
                            .toList();
        }
        if (folders.isEmpty()) return Optional.empty();
        Path first = folders.get(0);
        for (Path other : folders)
            if (!other.startsWith(first))
                throw new ForeignModelException(
                        "%s holds %d SavedModels (%s, %s ...); give the folder of one of them"
                                .formatted(
                                        place,
                                        folders.size(),
                                        place.relativize(first),
                                        place.relativize(other)));
        return Optional.of(first);
    }
}
