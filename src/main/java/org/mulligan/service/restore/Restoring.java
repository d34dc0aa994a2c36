package org.mulligan.service.restore;

import ij.ImagePlus;
import ij.ImageStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
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
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.ImageLike;
import org.mulligan.image.io.TiffFile;
import org.mulligan.image.mask.MaskedPixels;
import org.mulligan.image.mask.MaskedPlanes;
import org.mulligan.image.mask.PixelMask;
import org.mulligan.image.plane.CalibratedPixels;
import org.mulligan.image.plane.ColourPixels;
import org.mulligan.image.plane.ColourPlanes;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.PixelMemory;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.plane.RaiPlanes;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.TensorSpec;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.Prediction;
import org.mulligan.predict.Restoration;
import org.mulligan.predict.ShadingCorrection;
import org.mulligan.service.report.Provenance;

/** Restores images with one loaded model: into memory, into a file, or for a script. */
public final class Restoring {
    /** Bits of an RGB pixel. */
    private static final int COLOUR = 24;

    /** Channels of an RGB image. */
    private static final int COLOURS = ColourPlanes.COLOURS;

    private final LoadedModel model;
    private final RestoreSettings settings;
    private final Progress progress;
    private List<String> warnings = List.of();

    public Restoring(LoadedModel model, RestoreSettings settings, Progress progress) {
        this.model = model;
        this.settings = settings;
        this.progress = progress;
    }

    /** A new image in memory, titled NAME-denoised or as its purpose says. */
    public ImagePlus toMemory(ImagePlus noisy) throws IOException {
        PlaneSource planes = planes(noisy);
        int depth = outputDepth(planes);
        ImagePlus like = template(noisy, planes, depth);
        requireMemory(planes, depth);
        Restoration restoration = plan(planes, noisy.getNFrames(), depth);
        ImageStack stack = new ImageStack(scale() * planes.width(), scale() * planes.height());
        for (int plane = 0; plane < like.getStackSize(); plane++)
            stack.addSlice(null, compute(noisy, planes, depth, restoration, plane).array());
        ImagePlus denoised =
                ImageLike.enlarged(
                        like,
                        ImageFiles.stem(noisy.getTitle()) + "-" + settings.purpose().participle(),
                        stack,
                        scale());
        String outcome = finish(restoration, planes);
        denoised.setProperty("Info", info(noisy, restoration, outcome));
        return denoised;
    }

    /** A TIFF file, written plane by plane; no file is left when that fails or is cancelled. */
    public void toFile(ImagePlus noisy, Path target) throws IOException {
        PlaneSource planes = planes(noisy);
        TiffFile.requireFree(target);
        int depth = outputDepth(planes);
        Restoration restoration = plan(planes, noisy.getNFrames(), depth);
        ImagePlus blank = TiffFile.blank(template(noisy, planes, depth), depth, scale());
        blank.setProperty("Info", info(noisy, restoration, Provenance.PENDING));
        TiffFile.write(
                blank,
                plane -> compute(noisy, planes, depth, restoration, plane),
                new TiffFile.LateText(Provenance.PENDING, () -> finish(restoration, planes)),
                target);
    }

    /** A new image of the same interval, its first two axes times the scale. */
    public <T extends RealType<T>> Img<FloatType> toImg(RandomAccessibleInterval<T> noisy)
            throws IOException {
        settings.mask().requireFor(model.description());
        if (!settings.mask().text().isEmpty())
            throw new IllegalArgumentException(
                    "A mask is for an ImagePlus; wrap the image in one to fill in its pixels");
        PlaneSource planes = new RaiPlanes<>(noisy);
        requireMemory(planes, 32);
        Restoration restoration = plan(planes, 1, 32);
        PlanarImg<FloatType, FloatArray> denoised = PlanarImgs.floats(dimensions(noisy));
        for (int plane = 0; plane < planes.count(); plane++) {
            float[] values = denoised.getPlane(plane).getCurrentStorageArray();
            restoration.plane(
                    plane,
                    new Pixels.Floats(values, scale() * planes.width(), scale() * planes.height()));
        }
        if (Views.isZeroMin(noisy)) return denoised;
        long[] min = noisy.minAsLongArray();
        for (int d = 0; d < 2; d++) min[d] *= scale();
        return ImgView.wrap(Views.translate(denoised, min), denoised.factory());
    }

    private long[] dimensions(RandomAccessibleInterval<?> noisy) {
        long[] dimensions = noisy.dimensionsAsLongArray();
        for (int d = 0; d < 2; d++) dimensions[d] *= scale();
        return dimensions;
    }

    private int scale() {
        return model.description().scale();
    }

    /**
     * Those of an image that a model may be applied to; RGB only where its light is evened, or
     * where the model takes three channels together.
     *
     * @throws IllegalArgumentException for other RGB images and those without pixels
     */
    public static PlaneSource planes(ImagePlus image, ModelDescription model) {
        boolean colours = evens(model) || model.convention().inputChannels() == COLOURS;
        return colours && image.getBitDepth() == COLOUR
                ? new ColourPlanes(image)
                : new ImagePlusPlanes(image);
    }

    /** What the result takes from the image but its pixels, with the channels of the result. */
    private ImagePlus template(ImagePlus image, PlaneSource planes, int depth) {
        TensorSpec convention = model.description().convention();
        int channels = convention.isOneByOne() ? planes.channels() : convention.outputChannels();
        return channels == planes.channels() && (depth == COLOUR || image.getBitDepth() != COLOUR)
                ? image
                : ImageLike.withChannels(image, channels);
    }

    private static boolean evens(ModelDescription model) {
        return model.task().evensLight();
    }

    /** Those of the image, without the pixels that are missing. */
    public PlaneSource planes(ImagePlus image) throws IOException {
        PlaneSource planes = planes(image, model.description());
        settings.mask().requireFor(model.description());
        Optional<PixelMask> mask = settings.mask().of(image);
        if (mask.isEmpty()) return planes;
        warnOfWideHoles(mask.get());
        return new MaskedPlanes(planes, mask.get());
    }

    private void warnOfWideHoles(PixelMask mask) throws IOException {
        int reach = model.description().halo();
        for (int plane = 0; plane < mask.planes(); plane++) {
            double widest = mask.widest(plane);
            if (widest <= reach) continue;
            progress.log(
                    Double.isInfinite(widest)
                            ? "Plane %d has no known pixel: all that is filled in there is made up"
                                    .formatted(plane + 1)
                            : "Plane %d has missing pixels %.0f px from the nearest known one; the model sees %d px far, so what lies in their middle is made up"
                                    .formatted(plane + 1, widest, reach));
            return;
        }
    }

    private Restoration plan(PlaneSource planes, int frames, int depth) throws IOException {
        if (evens(model.description()))
            return ShadingCorrection.plan(
                    planes,
                    model,
                    frames,
                    planes instanceof ColourPlanes,
                    settings.purpose().verb(),
                    progress);
        Prediction prediction =
                Prediction.plan(
                        planes, model, settings.purpose().verb(), settings.tile(), depth, progress);
        warnings =
                OutOfDistributionCheck.warnings(
                        planes, prediction.normalisations(), model.description());
        warnings.forEach(progress::log);
        return prediction;
    }

    private Pixels compute(
            ImagePlus noisy, PlaneSource planes, int depth, Restoration restoration, int plane)
            throws IOException {
        if (depth == COLOUR) return colours(planes, restoration, plane);
        Pixels result = Pixels.blank(depth, scale() * planes.width(), scale() * planes.height());
        boolean calibrated =
                model.description().convention().inUnits()
                        && depth == 32
                        && planes.bitDepth() != 32
                        && noisy.getCalibration().calibrated();
        Pixels view = calibrated ? new CalibratedPixels(result, noisy.getCalibration()) : result;
        restoration.plane(plane, view);
        if (!settings.mask().text().isEmpty())
            MaskedPixels.copyKnown(planes.read(plane), view, planes.missing(plane));
        return result;
    }

    /** The three colours of a slice. */
    private Pixels colours(PlaneSource planes, Restoration restoration, int slice)
            throws IOException {
        int width = scale() * planes.width();
        int height = scale() * planes.height();
        int[] array = new int[Math.multiplyExact(width, height)];
        Arrays.fill(array, 0xff000000); // opaque, as ImageJ has it
        for (int c = 0; c < COLOURS; c++)
            restoration.plane(COLOURS * slice + c, new ColourPixels(array, width, height, c));
        return new ColourPixels(array, width, height, 0);
    }

    private String finish(Restoration restoration, PlaneSource planes) {
        TensorSpec convention = model.description().convention();
        long results = planes.count() / convention.inputChannels() * convention.outputChannels();
        long pixels = scale() * scale() * results * planes.width() * planes.height();
        String outcome = restoration.outcome(pixels);
        progress.log(outcome);
        return outcome;
    }

    private String info(ImagePlus noisy, Restoration restoration, String outcome) {
        return Provenance.append(
                Optional.ofNullable(noisy.getInfoProperty()),
                model,
                noisy.getTitle(),
                settings.mask().text(),
                restoration,
                warnings,
                outcome);
    }

    private int outputDepth(PlaneSource planes) {
        TensorSpec convention = model.description().convention();
        if (!convention.inUnits()) return 32;
        if (model.description().imported().isPresent() && planes instanceof ColourPlanes)
            return settings.depth() == RestoreSettings.BitDepth.SAME ? COLOUR : 32;
        if (planes instanceof ColourPlanes) {
            if (settings.depth() == RestoreSettings.BitDepth.SAME) return COLOUR;
            throw new IllegalArgumentException(
                    "An RGB image has 8 bits a colour, and so has its result; leave depth=same, or split the channels first (Image > Color > Split Channels)");
        }
        return settings.depth() == RestoreSettings.BitDepth.SAME ? planes.bitDepth() : 32;
    }

    private void requireMemory(PlaneSource planes, int depth) {
        long pixels = (long) planes.count() * planes.width() * planes.height();
        TensorSpec convention = model.description().convention();
        long bytes =
                scale()
                        * scale()
                        * (pixels / convention.inputChannels())
                        * convention.outputChannels()
                        * (depth == COLOUR ? Byte.SIZE : depth)
                        / 8;
        PixelMemory.require(
                bytes,
                1,
                "The result needs %d MB and at most %d MB are free; give an output file, which is written plane by plane"
                        ::formatted);
    }
}
