package org.mulligan.service.restore;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.image.depth.EvenStack;
import org.mulligan.image.depth.StackSpacing;
import org.mulligan.image.io.SurroundedPart;
import org.mulligan.image.mask.MaskedPlanes;
import org.mulligan.image.mask.PixelMask;
import org.mulligan.image.plane.ColourPlanes;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.series.SeriesAxis;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.Task;
import org.mulligan.predict.DrawnKept;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Prediction;
import org.mulligan.predict.Restoration;
import org.mulligan.predict.block.BlockFolder;
import org.mulligan.predict.depth.DepthRestoration;
import org.mulligan.predict.scale.TwoScales;
import org.mulligan.service.report.Purpose;

/** What a kind of model makes of one image: the planes it is given, and how they are restored. */
sealed interface RestoreMode
        permits ThroughNetwork, OfNeighbours, FillIn, EvenLight, RestoreMode.FinerDepth {
    /** Bits of an RGB pixel. */
    int RGB = 24;

    /**
     * Finds the planes of what is read of an image, and the mask.
     *
     * @throws IllegalArgumentException for an image without pixels, for RGB where the model neither
     *     evens the light nor takes three channels together, and for a mask that is missing, is not
     *     for such a model, or does not fit the image
     */
    static RestoreMode of(SurroundedPart part, ModelDescription model, RestoreSettings settings)
            throws IOException {
        ImagePlus image = part.image();
        boolean colours = image.getBitDepth() == RGB && takesColours(model);
        PlaneSource whole =
                colours ? new ColourPlanes(part.whole()) : new ImagePlusPlanes(part.whole());
        settings.mask().requireFor(model);
        Optional<PixelMask> mask = settings.mask().ofWhole(part);
        if (mask.isPresent()) whole = new MaskedPlanes(whole, mask.get());
        PlaneSource planes = part.of(whole);
        return mask.isPresent()
                ? new FillIn(planes, MaskChoice.within(part, mask.get()), settings)
                : ofPlanes(planes, image.getNFrames(), axis(planes, image, model), model, settings);
    }

    private static SeriesAxis axis(PlaneSource planes, ImagePlus image, ModelDescription model) {
        int frames = image.getNFrames();
        return model.takesItself()
                ? SeriesAxis.ofStack(planes.count(), planes.channels(), frames)
                : SeriesAxis.of(planes.count(), planes.channels(), frames);
    }

    /**
     * The mode of planes of which none has missing pixels.
     *
     * @param axis along which a model that takes neighbours finds them
     */
    static RestoreMode ofPlanes(
            PlaneSource planes,
            int frames,
            SeriesAxis axis,
            ModelDescription model,
            RestoreSettings settings) {
        settings.requireStrength(model);
        if (model.task().evensLight()) return new EvenLight(planes, frames, settings);
        if (model.task().finerDepth())
            throw new IllegalArgumentException(
                    "The model \"%s\" needs to know how far apart the planes are, which an image without calibration does not say; give an ImagePlus with a voxel depth"
                            .formatted(model.name()));
        if (model.takesNeighbours()) return OfNeighbours.of(planes, axis, model, settings);
        return ThroughNetwork.of(planes, model, settings);
    }

    private static boolean takesColours(ModelDescription model) {
        return model.task().evensLight()
                || model.tensorSpec().inputChannels() == ColourPlanes.COLOURS;
    }

    /**
     * Stacks become as fine along their depth as in their planes.
     *
     * @param stack with planes as far apart as its pixels are
     * @param spacing of the stack before
     * @param part whether it is a part of an image, which is restored as if it were all
     */
    record FinerDepth(EvenStack stack, StackSpacing spacing, boolean part, RestoreSettings settings)
            implements RestoreMode {
        /**
         * @param image a stack
         * @throws IllegalArgumentException when it is none, or none for the model
         */
        static FinerDepth of(ImagePlus image, ModelDescription model, RestoreSettings settings) {
            settings.mask().requireFor(model);
            settings.requireStrength(model);
            ImagePlus taken = settings.cut().of(image);
            StackSpacing spacing = StackSpacing.of(taken);
            DepthRestoration.require(spacing, image.getTitle(), model);
            return new FinerDepth(
                    EvenStack.of(taken, spacing.step()),
                    spacing,
                    !settings.cut().isWhole(),
                    settings);
        }

        @Override
        public PlaneSource planes() {
            return stack.planes();
        }

        @Override
        public Optional<RoundingBias> rounding(NetworkInput input) throws IOException {
            return RoundingBias.worst(planes(), input.channels());
        }

        @Override
        public void warn(ModelDescription model, Progress progress) {
            DepthRestoration.warning(spacing, model).ifPresent(progress::warn);
        }

        @Override
        public Restoration plan(
                NetworkInput input,
                LoadedModel model,
                int depth,
                Optional<BlockFolder> blocks,
                Progress progress)
                throws IOException {
            DepthRestoration restoration =
                    DepthRestoration.plan(
                            input,
                            stack.slices(),
                            model,
                            settings.purpose().verb(),
                            settings.tile(),
                            progress);
            List<String> notes = new ArrayList<>();
            DepthRestoration.warning(spacing, model.description()).ifPresent(notes::add);
            notes.add(
                    "Planes %.3g px apart became %d planes 1 px apart, by linear interpolation before the network"
                            .formatted(stack.step(), stack.slices()));
            if (part) notes.add("The part was restored as if it were the whole image");
            return new RestoreJob.Noted(restoration, () -> notes);
        }
    }

    /** What the network is given. */
    PlaneSource planes();

    RestoreSettings settings();

    /** Channels of the result. */
    default int channels() {
        return planes().channels();
    }

    /**
     * Bits of a pixel of a result in the units of the image; 24 is RGB.
     *
     * @param own bits of a pixel of the image
     * @throws IllegalArgumentException when such an image has no result of the depth asked for
     */
    default int depth(int own) {
        return settings().depth().bits(own);
    }

    /**
     * What rounding would do to a result in the depth of its image, where it would bias a mean and
     * the mode can give 32 bits instead.
     *
     * @param input 8 or 16 bits a pixel
     */
    default Optional<RoundingBias> rounding(NetworkInput input) throws IOException {
        return Optional.empty();
    }

    /** Says of which results a user must be warned, before any is computed. */
    default void warn(ModelDescription model, Progress progress) throws IOException {}

    /** Whether an image is restored block by block, each of which may be there already. */
    default boolean byBlocks(ModelDescription model) {
        return false;
    }

    /**
     * Plans the work and logs the plan; by default each plane goes through the network, what was
     * drawn into it stays, and it is said where the image is unlike those of the training, and what
     * of its noise was seen to hurt.
     *
     * @param input the planes
     * @param depth bits of a result's pixel
     * @param blocks where they are kept; there where {@link #byBlocks}, and the image is large
     */
    default Restoration plan(
            NetworkInput input,
            LoadedModel model,
            int depth,
            Optional<BlockFolder> blocks,
            Progress progress)
            throws IOException {
        Prediction prediction =
                Prediction.plan(
                        input,
                        model,
                        settings().purpose().verb(),
                        settings().tile(),
                        depth,
                        blocks.map(folder -> folder.blocks("full")),
                        progress);
        List<String> lines =
                new ArrayList<>(
                        OutOfDistributionCheck.warnings(
                                input.planes(), input.normalisations(), model.description()));
        boolean scales = scales(model.description());
        NoiseCheck noise =
                NoiseCheck.of(input.whole(), planes().whole(), model.description(), scales);
        lines.addAll(noise.warnings());
        lines.addAll(input.notes());
        prediction.warn(lines);
        Restoration scaled =
                noise.shared().isEmpty()
                        ? prediction
                        : TwoScales.plan(
                                input,
                                prediction,
                                noise.shared(),
                                model,
                                settings().strength(),
                                settings().purpose().verb(),
                                settings().tile(),
                                blocks,
                                progress);
        Restoration checked =
                NoiseLeftCheck.applies(model.description())
                        ? new NoiseLeftCheck(scaled, input.planes(), progress)
                        : scaled;
        Restoration noted = new RestoreJob.Noted(checked, noise.figures());
        return input.outliers().hasDrawn()
                ? new DrawnKept(noted, planes(), input, model.description().scale())
                : noted;
    }

    /**
     * Whether noise that neighbours share is denoised at half the resolution, too: by denoisers
     * that know only white noise. What an adversary adds belongs to one scale.
     */
    private boolean scales(ModelDescription model) {
        return settings().scaled()
                && settings().purpose() == Purpose.DENOISE
                && settings().sharpness() == 0
                && model.task().equals(Task.DENOISE)
                && model.scale() == 1
                && model.imported().isEmpty()
                && model.facts().learntWhiteNoise();
    }
}
