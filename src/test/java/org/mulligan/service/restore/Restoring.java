package org.mulligan.service.restore;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import org.mulligan.engine.Progress;
import org.mulligan.predict.LoadedModel;

/** A job for each image of a test that is restored with one model. */
public record Restoring(LoadedModel model, RestoreSettings settings, Progress progress) {
    public RestoreJob job(ImagePlus image) {
        return new RestoreJob(image, settings, progress);
    }

    public ImagePlus toMemory(ImagePlus image) throws IOException {
        return job(image).toMemory(model);
    }

    public void toFile(ImagePlus image, Path target) throws IOException {
        job(image).toFile(model, target);
    }

    public <T extends RealType<T>> Img<FloatType> toImg(RandomAccessibleInterval<T> image)
            throws IOException {
        return new RestoreImgJob<>(image, settings, progress).run(model);
    }
}
