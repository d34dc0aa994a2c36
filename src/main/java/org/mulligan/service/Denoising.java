package org.mulligan.service;

import ij.ImagePlus;
import ij.ImageStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
import org.mulligan.image.CalibratedPixels;
import org.mulligan.image.ImageFiles;
import org.mulligan.image.ImageLike;
import org.mulligan.image.ImagePlusPlanes;
import org.mulligan.image.Pixels;
import org.mulligan.image.PlaneSource;
import org.mulligan.image.RaiPlanes;
import org.mulligan.image.TiffFile;
import org.mulligan.image.TypicalAppearance;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.Prediction;

/** Denoises images with one loaded model: into memory, into a file, or for a script. */
final class Denoising {
    private final LoadedModel model;
    private final DenoiseSettings settings;
    private final Progress progress;
    private List<String> warnings = List.of();

    Denoising(LoadedModel model, DenoiseSettings settings, Progress progress) {
        this.model = model;
        this.settings = settings;
        this.progress = progress;
    }

    /** A new image in memory, titled NAME-denoised. */
    ImagePlus toMemory(ImagePlus noisy) throws IOException {
        PlaneSource planes = new ImagePlusPlanes(noisy);
        int depth = outputDepth(planes);
        requireMemory(planes, depth);
        Prediction prediction = plan(planes, depth);
        ImageStack stack = new ImageStack(planes.width(), planes.height());
        for (int plane = 0; plane < planes.count(); plane++)
            stack.addSlice(null, compute(noisy, planes, depth, prediction, plane).array());
        ImagePlus denoised =
                ImageLike.of(noisy, ImageFiles.stem(noisy.getTitle()) + "-denoised", stack);
        String outcome = finish(prediction, planes);
        denoised.setProperty("Info", info(noisy, prediction, outcome));
        return denoised;
    }

    /** A TIFF file, written plane by plane; no file is left when that fails or is cancelled. */
    void toFile(ImagePlus noisy, Path target) throws IOException {
        PlaneSource planes = new ImagePlusPlanes(noisy);
        TiffFile.requireFree(target);
        int depth = outputDepth(planes);
        Prediction prediction = plan(planes, depth);
        ImagePlus blank = TiffFile.blank(noisy, depth);
        blank.setProperty("Info", info(noisy, prediction, Provenance.PENDING));
        TiffFile.write(
                blank,
                plane -> compute(noisy, planes, depth, prediction, plane),
                new TiffFile.LateText(Provenance.PENDING, () -> finish(prediction, planes)),
                target);
    }

    /** A new image of the same interval. */
    <T extends RealType<T>> Img<FloatType> toImg(RandomAccessibleInterval<T> noisy)
            throws IOException {
        PlaneSource planes = new RaiPlanes<>(noisy);
        requireMemory(planes, 32);
        Prediction prediction = plan(planes, 32);
        PlanarImg<FloatType, FloatArray> denoised =
                PlanarImgs.floats(noisy.dimensionsAsLongArray());
        for (int plane = 0; plane < planes.count(); plane++) {
            float[] values = denoised.getPlane(plane).getCurrentStorageArray();
            prediction.plane(plane, new Pixels.Floats(values, planes.width(), planes.height()));
        }
        if (Views.isZeroMin(noisy)) return denoised;
        return ImgView.wrap(Views.translate(denoised, noisy.minAsLongArray()), denoised.factory());
    }

    private Prediction plan(PlaneSource planes, int depth) throws IOException {
        Prediction prediction = Prediction.plan(planes, model, settings.tile(), depth, progress);
        Optional<TypicalAppearance> known = model.description().appearance();
        if (known.isPresent())
            warnings = new Familiarity(known.get()).warnings(planes, prediction.normalisations());
        warnings.forEach(progress::log);
        return prediction;
    }

    private static Pixels compute(
            ImagePlus noisy, PlaneSource planes, int depth, Prediction prediction, int plane)
            throws IOException {
        Pixels result = Pixels.blank(depth, planes.width(), planes.height());
        boolean calibrated =
                depth == 32 && planes.bitDepth() != 32 && noisy.getCalibration().calibrated();
        prediction.plane(
                plane, calibrated ? new CalibratedPixels(result, noisy.getCalibration()) : result);
        return result;
    }

    private String finish(Prediction prediction, PlaneSource planes) {
        long pixels = (long) planes.count() * planes.width() * planes.height();
        String outcome = Provenance.outcome(prediction, pixels);
        progress.log(outcome);
        return outcome;
    }

    private String info(ImagePlus noisy, Prediction prediction, String outcome) {
        String text =
                Provenance.append(
                        Optional.ofNullable(noisy.getInfoProperty()),
                        model,
                        noisy.getTitle(),
                        prediction,
                        outcome);
        return warnings.isEmpty() ? text : text + String.join("\n", warnings) + "\n";
    }

    private int outputDepth(PlaneSource planes) {
        return settings.depth() == DenoiseSettings.BitDepth.SAME ? planes.bitDepth() : 32;
    }

    private static void requireMemory(PlaneSource planes, int depth) {
        long bytes = (long) planes.count() * planes.width() * planes.height() * depth / 8;
        Runtime java = Runtime.getRuntime();
        long free = java.maxMemory() - java.totalMemory() + java.freeMemory();
        if (bytes > free)
            throw new IllegalArgumentException(
                    "The result needs %d MB and at most %d MB are free; give an output file, which is written plane by plane"
                            .formatted(bytes >> 20, free >> 20));
    }
}
