package org.mulligan.service.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.mulligan.engine.Progress;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.RaiPlanes;
import org.mulligan.metric.risk.Denoiser;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Prediction;
import org.mulligan.predict.Repairs;
import org.mulligan.service.engine.EngineCache;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.RestoreImgJob;
import org.mulligan.service.restore.RestoreSettings;

/**
 * Installed denoisers as functions of a plane: with the faithful weights, on the way that every
 * image takes, their own normalisation included.
 *
 * @param lock a network runs one tile at a time
 * @param settings of a denoising; its model and sharpness do not count
 */
public record Networks(
        List<ModelFile> installed, EngineCache engines, Object lock, RestoreSettings settings) {
    public Networks {
        installed = installed.stream().filter(Networks::denoises).toList();
    }

    private static boolean denoises(ModelFile file) {
        return Purpose.DENOISE.opens(file.description()) && file.description().scale() == 1;
    }

    /** Whether the judge takes a model for a candidate. */
    public static boolean isJudged(ModelFile file) {
        return denoises(file) && unfit(file.description()).isEmpty();
    }

    /** What keeps a model from being judged, in the user's words; none for most. */
    static List<String> unfit(ModelDescription model) {
        List<String> reasons = new ArrayList<>();
        if (model.takesNeighbours())
            reasons.add(
                    "it makes a frame of those before and after it, and single planes are judged");
        if (!model.tensorSpec().isOneByOne())
            reasons.add(
                    "it takes %d channels together, and channels are judged one by one"
                            .formatted(model.tensorSpec().inputChannels()));
        if (!model.tensorSpec().inUnits())
            reasons.add("its result is not in the units of the image");
        return reasons;
    }

    /** The model ready to run, until the next one is loaded. */
    Denoiser load(ModelFile file, Progress progress) throws IOException {
        RestoreSettings faithful =
                settings.withModel(file.name(), file.description()).withSharpness(0);
        if (!engines.isRunning())
            progress.update("Starting the engine; the first time takes longer", 0, -1);
        LoadedModel model = engines.load(file, 0, faithful.precision(), faithful.device());
        Progress quiet = new Quiet(progress);
        return (plane, width, height) -> {
            Img<FloatType> restored =
                    new RestoreImgJob<>(ArrayImgs.floats(plane, width, height), faithful, quiet)
                            .run(model);
            float[] result = new float[plane.length];
            Cursor<FloatType> cursor = restored.cursor();
            for (int i = 0; i < result.length; i++) result[i] = cursor.next().get();
            return result;
        };
    }

    /** As {@link #load}, but the plane is not checked for what people are warned of. */
    Denoiser loadPlain(ModelFile file, Progress progress) throws IOException {
        if (!engines.isRunning())
            progress.update("Starting the engine; the first time takes longer", 0, -1);
        LoadedModel model = engines.load(file, 0, settings.precision(), settings.device());
        Progress quiet = new Quiet(progress);
        return (plane, width, height) -> {
            NetworkInput input =
                    new NetworkInput(
                            new RaiPlanes<>(ArrayImgs.floats(plane, width, height)),
                            model.description(),
                            quiet,
                            new Repairs(settings.repairs().hotPixels(), false),
                            settings.strength());
            float[] result = new float[plane.length];
            Prediction.plan(
                            input,
                            model,
                            settings.purpose().verb(),
                            settings.tile(),
                            Float.SIZE,
                            quiet)
                    .plane(0, new Pixels.Floats(result, width, height));
            return result;
        };
    }

    /** Lets what runs be cancelled, and says nothing of it: it is one of many runs. */
    private record Quiet(Progress progress) implements Progress {
        @Override
        public boolean cancelled() {
            return progress.cancelled();
        }
    }
}
