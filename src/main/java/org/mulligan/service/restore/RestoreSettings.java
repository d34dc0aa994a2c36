package org.mulligan.service.restore;

import ij.ImagePlus;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.image.io.ImageCut;
import org.mulligan.image.io.ImagePart;
import org.mulligan.model.ModelDescription;
import org.mulligan.predict.Repairs;
import org.mulligan.service.report.Purpose;

/**
 * How an image is restored.
 *
 * @param purpose what for
 * @param model name from the list of models, or a path to a package
 * @param sharpness 0 = the faithful weights, 1 = the adversarial ones, between = weights in between
 * @param tile side of a square tile, halo included, px; 0 = chosen from memory and cache
 * @param precision arithmetic of the network
 * @param device what it is computed on
 * @param depth of the output
 * @param mask which pixels are missing, for a model that fills them in
 * @param repairs faults of the detector that are taken out of what the network is given
 * @param strength how many times as strong as it is the noise is said to be, to a network that is
 *     told of it
 * @param scaled whether noise that neighbours share is denoised at half the resolution, too
 * @param cut which part of the image is restored
 * @param skips whether parts of a file that cannot be read are filled and named, where it fails
 *     otherwise
 */
public record RestoreSettings(
        Purpose purpose,
        String model,
        double sharpness,
        int tile,
        Precision precision,
        DeviceChoice device,
        BitDepth depth,
        MaskChoice mask,
        Repairs repairs,
        double strength,
        boolean scaled,
        ImageCut cut,
        boolean skips) {
    private static final double WEAKEST = 0.5;
    private static final double STRONGEST = 2;

    /** What is repaired looks so many pixels around one, px. */
    private static final int BESIDE = 8;

    /** All faults of the detector that are found are taken out. */
    public RestoreSettings(
            Purpose purpose,
            String model,
            double sharpness,
            int tile,
            Precision precision,
            DeviceChoice device,
            BitDepth depth,
            MaskChoice mask) {
        this(
                purpose,
                model,
                sharpness,
                tile,
                precision,
                device,
                depth,
                mask,
                Repairs.ALL,
                1,
                true,
                ImageCut.WHOLE,
                false);
    }

    /** Bit depth of the output. */
    public enum BitDepth {
        /** That of the input; values beyond its range are clipped and counted. */
        SAME,
        /** 32-bit, nothing clipped. */
        FLOAT;

        /**
         * @param own bits of a pixel of the input
         * @return those of a pixel of the output
         */
        int bits(int own) {
            return this == SAME ? own : 32;
        }

        /** The name as users write it: {@code same}, {@code 32-bit}. */
        @Override
        public String toString() {
            return this == SAME ? "same" : "32-bit";
        }

        /**
         * @throws IllegalArgumentException when no depth has this name
         */
        public static BitDepth of(String name) {
            for (BitDepth depth : values()) if (depth.toString().equals(name)) return depth;
            throw new IllegalArgumentException(
                    "No output depth is named \"%s\"; there are same and 32-bit".formatted(name));
        }
    }

    /** Those of a denoising. */
    public static RestoreSettings denoise(
            String model,
            double sharpness,
            int tile,
            Precision precision,
            DeviceChoice device,
            BitDepth depth) {
        return new RestoreSettings(
                Purpose.DENOISE, model, sharpness, tile, precision, device, depth, MaskChoice.NONE);
    }

    /** A denoising with the faithful weights; all else is left to Mulligan. */
    public static RestoreSettings denoise(String model) {
        return denoise(model, 0, 0, Precision.AUTO, DeviceChoice.AUTO, BitDepth.SAME);
    }

    /**
     * @param other 0 = the faithful weights, 1 = the adversarial ones, between = weights in between
     */
    public RestoreSettings withSharpness(double other) {
        return new RestoreSettings(
                purpose, model, other, tile, precision, device, depth, mask, repairs, strength,
                scaled, cut, skips);
    }

    /**
     * With a model that was chosen for the user; one that is not told of the noise has no strength.
     *
     * @param other name from the list of models, or a path to a package
     */
    public RestoreSettings withModel(String other, ModelDescription description) {
        return new RestoreSettings(
                purpose,
                other,
                sharpness,
                tile,
                precision,
                device,
                depth,
                mask,
                repairs,
                description.told() ? strength : 1,
                scaled,
                cut,
                skips);
    }

    /**
     * @param other how many times as strong as it is the noise is said to be, 0.5 to 2: more
     *     smooths more
     */
    public RestoreSettings withStrength(double other) {
        return new RestoreSettings(
                purpose, model, sharpness, tile, precision, device, depth, mask, repairs, other,
                scaled, cut, skips);
    }

    /**
     * @throws IllegalArgumentException when a strength is asked for that the model does not have
     */
    void requireStrength(ModelDescription description) {
        if (strength != 1 && !description.told())
            throw new IllegalArgumentException(
                    "Strength (strength) is for a model that is told of the noise, and \"%s\" is not; leave it at 1, or choose another model"
                            .formatted(model));
    }

    /** The same, with the image's hot and dead pixels left to the network. */
    public RestoreSettings keepingHotPixels() {
        return withRepairs(new Repairs(false, repairs.lineOffsets()));
    }

    /** The same, with the offsets of the image's rows and columns left to the network. */
    public RestoreSettings keepingLineOffsets() {
        return withRepairs(new Repairs(repairs.hotPixels(), false));
    }

    private RestoreSettings withRepairs(Repairs other) {
        return new RestoreSettings(
                purpose, model, sharpness, tile, precision, device, depth, mask, other, strength,
                scaled, cut, skips);
    }

    /** The same at the resolution of the image alone, as maps of trust are. */
    public RestoreSettings atOneScale() {
        return new RestoreSettings(
                purpose, model, sharpness, tile, precision, device, depth, mask, repairs, strength,
                false, cut, skips);
    }

    /** The same with parts of a file that cannot be read filled and named. */
    public RestoreSettings skipping(boolean other) {
        return new RestoreSettings(
                purpose, model, sharpness, tile, precision, device, depth, mask, repairs, strength,
                scaled, cut, other);
    }

    /** The same for a part of the image. */
    public RestoreSettings withCut(ImageCut other) {
        return new RestoreSettings(
                purpose, model, sharpness, tile, precision, device, depth, mask, repairs, strength,
                scaled, other, skips);
    }

    /**
     * What is read around a part of an image, so that it is restored as in the whole image.
     *
     * @param frames of the image
     */
    ImagePart.Surroundings surroundings(ModelDescription description, int frames) {
        boolean whole = description.seesWholeImages() || description.task().evensLight();
        // At half the resolution the network sees twice as far, and cubic splines four pixels.
        int scales = purpose == Purpose.DENOISE && scaled ? 2 : 1;
        int planes = description.takesNeighbours() ? description.reach() : 0;
        // All frames are brought to one brightness.
        if (description.task().evensLight() && frames > 1) planes = frames;
        return new ImagePart.Surroundings(
                whole ? Integer.MAX_VALUE : scales * (description.halo() + BESIDE),
                scales * description.stride(),
                planes,
                description.takesItself());
    }

    /**
     * @param other takes the place of the open image that says which pixels are missing
     */
    public RestoreSettings withMaskImage(ImagePlus other) {
        return new RestoreSettings(
                purpose,
                model,
                sharpness,
                tile,
                precision,
                device,
                depth,
                mask.with(other),
                repairs,
                strength,
                scaled,
                cut,
                skips);
    }

    public RestoreSettings {
        if (!(sharpness >= 0 && sharpness <= 1))
            throw new IllegalArgumentException(
                    "Sharpness must be from 0 (faithful) to 1 (adversarial), got " + sharpness);
        if (!(strength >= WEAKEST && strength <= STRONGEST))
            throw new IllegalArgumentException(
                    "Strength (strength) must be from 0.5 (smooths less) to 2 (smooths more), got "
                            + strength);
        if (tile < 0)
            throw new IllegalArgumentException(
                    "Tile must be 0 (automatic) or a size in px, got " + tile);
    }
}
