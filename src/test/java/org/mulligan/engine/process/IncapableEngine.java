package org.mulligan.engine.process;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.mulligan.engine.Engine;
import org.mulligan.engine.FeatureNetwork;
import org.mulligan.engine.GraphFacts;
import org.mulligan.engine.RowNetwork;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingReport;
import org.mulligan.model.ConversionRequest;
import org.mulligan.model.ConvertedModel;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Weights;

/** For engines of tests, which can do a few things only. */
public abstract class IncapableEngine implements Engine {
    @Override
    public TrainingReport train(SynthesisPlan plan, TrainingListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ConvertedModel convert(ConversionRequest request, BooleanSupplier cancelled) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FeatureNetwork loadFeatures(Path savedModel, int size, int channels) {
        throw new UnsupportedOperationException();
    }

    @Override
    public GraphFacts facts(ModelFile model, Weights weights) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void saveGraph(ModelFile model, double sharpness, boolean tensorFlow1, Path file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RowNetwork loadRows(ModelFile model, Weights weights) {
        throw new UnsupportedOperationException();
    }
}
