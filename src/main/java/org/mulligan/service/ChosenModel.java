package org.mulligan.service;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.service.report.Provenance;
import org.mulligan.service.restore.RestoreSettings;

/** The model that settings name: opened and hashed when it is first asked for, and never again. */
final class ChosenModel {
    private final MulliganService service;
    private final RestoreSettings settings;
    private Optional<ModelFile> file = Optional.empty();

    ChosenModel(MulliganService service, RestoreSettings settings) {
        this.service = service;
        this.settings = settings;
    }

    /**
     * @throws IllegalArgumentException when there is none; the text lists the names
     * @throws IOException when the package is broken
     */
    ModelFile file() throws IOException {
        if (file.isEmpty()) file = Optional.of(service.model(settings.model()));
        return file.get();
    }

    ModelDescription description() throws IOException {
        return file().description();
    }

    /** What the Info of its results says of it. */
    List<String> made() throws IOException {
        return Provenance.made(description(), file().hash(), settings.sharpness());
    }
}
