package org.mulligan.command.train;

import java.util.List;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.ui.ModelNames;

/**
 * Which models' weights a training can begin with: those of its own kind that were trained here.
 */
final class StartModels {
    private StartModels() {}

    static List<String> names(List<ModelFile> models, Imaging imaging) {
        return ModelNames.of(
                models.stream().filter(model -> fits(model.description(), imaging)).toList());
    }

    private static boolean fits(ModelDescription model, Imaging imaging) {
        return model.task().equals(imaging.task())
                && model.scale() == imaging.scale()
                && !model.takesNeighbours()
                && model.facts().plannedNumber("filters").isPresent();
    }

    /**
     * @return the model
     * @throws IllegalArgumentException when it does not fit; the text says why
     */
    static ModelFile requireFit(ModelFile model, Imaging imaging) {
        ModelDescription description = model.description();
        if (fits(description, imaging)) return model;
        throw new IllegalArgumentException(
                "start=%s: the training begins with a model for %s and scale %d, of single planes, that was trained with Mulligan; this one is for %s and scale %d. Choose another, or start=none"
                        .formatted(
                                model.name(),
                                imaging.task().word(),
                                imaging.scale(),
                                description.task().word(),
                                description.scale()));
    }
}
