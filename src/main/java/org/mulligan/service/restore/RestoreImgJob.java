package org.mulligan.service.restore;

import java.io.IOException;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.ImgView;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.mulligan.engine.Progress;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.plane.RaiPlanes;
import org.mulligan.image.series.SeriesAxis;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Restoration;

/** An image of a script that one model is applied to. */
public record RestoreImgJob<T extends RealType<T>>(
        RandomAccessibleInterval<T> image, RestoreSettings settings, Progress progress) {
    /** A new image of the same interval, its first two axes times the scale. */
    public Img<FloatType> run(LoadedModel model) throws IOException {
        settings.mask().requireFor(model.description());
        if (!settings.mask().text().isEmpty())
            throw new IllegalArgumentException(
                    "A mask is for an ImagePlus; wrap the image in one to fill in its pixels");
        if (!settings.cut().isWhole())
            throw new IllegalArgumentException(
                    "A cut (%s) is for an ImagePlus; give Views.interval of the image"
                            .formatted(settings.cut()));
        PlaneSource planes = new RaiPlanes<>(image);
        ResultSize size = ResultSize.of(planes, model.description(), Float.SIZE);
        size.requireMemory();
        NetworkInput input =
                new NetworkInput(
                        planes,
                        model.description(),
                        progress,
                        settings.repairs(),
                        settings.strength());
        Restoration restoration =
                RestoreMode.ofPlanes(
                                planes,
                                frames(model),
                                SeriesAxis.of(planes.count(), planes.channels(), frames(model)),
                                model.description(),
                                settings)
                        .plan(input, model, size.depth(), Optional.empty(), progress);
        int scale = model.description().scale();
        PlanarImg<FloatType, FloatArray> restored =
                PlanarImgs.floats(enlarged(image.dimensionsAsLongArray(), scale));
        for (int plane = 0; plane < planes.count(); plane++) {
            float[] values = restored.getPlane(plane).getCurrentStorageArray();
            restoration.plane(plane, new Pixels.Floats(values, size.width(), size.height()));
        }
        if (Views.isZeroMin(image)) return restored;
        return ImgView.wrap(
                Views.translate(restored, enlarged(image.minAsLongArray(), scale)),
                restored.factory());
    }

    /** Neighbours lie along the last axis; else all planes belong together. */
    private int frames(LoadedModel model) {
        int last = image.numDimensions() - 1;
        return model.description().takesNeighbours() && last > 2 ? (int) image.dimension(last) : 1;
    }

    /** The axes XY are; the others stay. */
    private static long[] enlarged(long[] axes, int scale) {
        for (int d = 0; d < 2; d++) axes[d] *= scale;
        return axes;
    }
}
