package org.mulligan.model.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.mulligan.model.ForeignModelException;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/** TensorFlow's {@code GraphDef} with the weights in it, a file ending in {@code .pb}. */
@Plugin(type = ModelFormat.class, name = "frozen graph", priority = Priority.VERY_LOW)
public final class FrozenGraphFormat implements ModelFormat {
    @Override
    public Optional<ForeignModel> read(Path place) throws IOException {
        List<Path> graphs = List.of(place);
        if (Files.isDirectory(place))
            try (Stream<Path> files = Files.list(place)) {
                graphs = files.filter(FrozenGraphFormat::isGraph).sorted().toList();
            }
        if (graphs.isEmpty() || !isGraph(graphs.get(0))) return Optional.empty();
        if (graphs.size() > 1)
            throw new ForeignModelException(
                    "%s holds %d graphs (%s ...); give one of the files"
                            .formatted(place, graphs.size(), graphs.get(0).getFileName()));
        return Optional.of(
                new ForeignModel(
                        "frozen TensorFlow graph",
                        graphs.get(0),
                        ForeignModel.About.NOTHING,
                        ForeignModel.Network.UNKNOWN,
                        Optional.empty(),
                        List.of()));
    }

    static boolean isGraph(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file)
                && name.endsWith(".pb")
                && !name.equals(SavedModelFormat.GRAPH)
                && !name.equals("fingerprint.pb")
                && !name.equals("keras_metadata.pb");
    }
}
