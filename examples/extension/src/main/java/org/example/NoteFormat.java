package org.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mulligan.model.format.ForeignModel;
import org.mulligan.model.format.ModelFormat;
import org.scijava.plugin.Plugin;

/** A text file {@code NAME.note} whose first line names the file of a frozen graph beside it. */
@Plugin(type = ModelFormat.class, name = "note")
public final class NoteFormat implements ModelFormat {
    @Override
    public Optional<ForeignModel> read(Path place) throws IOException {
        String file = place.getFileName().toString();
        if (!file.endsWith(".note")) return Optional.empty();
        List<String> lines = Files.readAllLines(place);
        if (lines.isEmpty()) throw new IOException(place + " is empty; it must name a graph");
        return Optional.of(
                new ForeignModel(
                        "note",
                        place.resolveSibling(lines.get(0).strip()),
                        ForeignModel.About.NOTHING,
                        ForeignModel.Network.UNKNOWN,
                        Optional.empty(),
                        List.of()));
    }
}
