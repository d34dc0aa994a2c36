package org.mulligan.ui;

import java.util.List;
import org.mulligan.model.ModelFile;

/** What a model is called in a list: its file's name without {@code .zip}. */
public final class ModelNames {
    private ModelNames() {}

    public static String of(ModelFile model) {
        return model.path().getFileName().toString().replaceFirst("(?i)\\.zip$", "");
    }

    public static List<String> of(List<ModelFile> models) {
        return models.stream().map(ModelNames::of).distinct().toList();
    }
}
