package org.mulligan.data.degradation;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.mulligan.image.intensity.NoiseLaw;
import org.mulligan.image.psf.Optics;
import org.mulligan.image.psf.Psf;
import org.scijava.plugin.SciJavaPlugin;

/**
 * A way in which a microscope spoils an image: what turns the target image into the measured one. A
 * new one is a class with {@code @Plugin(type = Degradation.class, name = "...")}; the name is the
 * user's key. One that is not for every task says which with the attribute {@link
 * org.mulligan.extension.ExtensionPoint#TASKS}.
 */
public interface Degradation extends SciJavaPlugin {
    /**
     * What a user can say about the microscope. Each degradation takes of it what concerns it.
     *
     * @param scale pixels of the target image along a pixel of the measured one
     * @param psfs each image draws one of them
     * @param readNoise highest standard deviation of the read noise to draw, in photons
     * @param hole largest side of a hole, px
     * @param depth how a stack is coarser along its depth
     */
    record Conditions(int scale, List<Psf> psfs, double readNoise, int hole, Depth depth) {
        public Conditions {
            psfs = List.copyOf(psfs);
        }

        /** Of single planes. */
        public Conditions(int scale, List<Psf> psfs, double readNoise, int hole) {
            this(scale, psfs, readNoise, hole, Depth.AS_FINE);
        }

        /** Of a stack that is coarser along its depth, and nothing else. */
        public static Conditions of(Depth depth) {
            return new Conditions(1, List.of(Psf.gaussian(0)), 0, 1, depth);
        }

        /** Nothing but noise. */
        public static Conditions noise(double readNoise) {
            return new Conditions(1, List.of(Psf.gaussian(0)), readNoise, 1);
        }

        /**
         * With a PSF that is a Gaussian.
         *
         * @param fwhm px of the target image; 0 = none
         */
        public static Conditions gaussian(int scale, double fwhm, double readNoise, int hole) {
            return around(scale, width -> Psf.gaussian(width * fwhm), readNoise, hole);
        }

        /**
         * With a PSF that is Gaussian where its width is known. Of another only a range is known:
         * it may be a Gaussian, an Airy pattern, or have a halo, and its width is drawn
         * log-uniform.
         *
         * @param narrowest FWHM, px of the target image
         * @param widest likewise; as {@code narrowest} where it is known
         */
        public static Conditions between(
                int scale, double narrowest, double widest, double readNoise, int hole) {
            return narrowest == widest
                    ? gaussian(scale, narrowest, readNoise, hole)
                    : new Conditions(scale, UnknownPsf.between(narrowest, widest), readNoise, hole);
        }

        /**
         * With the PSF of a widefield microscope.
         *
         * @param pixel side of a pixel of the target image, um
         */
        public static Conditions airy(
                int scale, Optics optics, double pixel, double readNoise, int hole) {
            return around(scale, width -> Psf.airy(optics, pixel / width), readNoise, hole);
        }

        /**
         * A user knows his PSF about: a network that has seen it a tenth wider and narrower
         * forgives a wrong guess.
         */
        private static Conditions around(
                int scale, DoubleFunction<Psf> width, double readNoise, int hole) {
            return new Conditions(
                    scale,
                    DoubleStream.of(0.9, 0.95, 1, 1.05, 1.1).mapToObj(width).toList(),
                    readNoise,
                    hole);
        }

        /**
         * The same with planes whose noise is known.
         *
         * @param noise in photons
         */
        public Conditions withNoise(NoiseLaw noise) {
            return new Conditions(
                    scale,
                    psfs,
                    readNoise,
                    hole,
                    new Depth(depth.step, depth.blur, Optional.of(noise)));
        }

        Psf psf(RandomGenerator random) {
            return psfs.get(random.nextInt(psfs.size()));
        }
    }

    /**
     * How a section along the depth of a stack is coarser than its planes.
     *
     * @param step from one plane to the next, px of a plane, 1 or more
     * @param blur FWHM of the Gaussian that a section is blurred by besides, px of a plane
     * @param noise of the planes, of which that blur would take some; empty = they have none
     */
    record Depth(double step, double blur, Optional<NoiseLaw> noise) {
        /** Not at all. */
        public static final Depth AS_FINE = new Depth(1, 0, Optional.empty());
    }

    /**
     * Whether it works along Y alone. Windows are then square where they can be, so that it may
     * exchange X and Y first, and no patch is turned afterwards.
     */
    default boolean isAlongY() {
        return false;
    }

    /**
     * One exposure of a camera.
     *
     * @param measured the spoilt image, axes XY, in the camera's units; NaN where a pixel is
     *     missing
     * @param target what a network is to find, in the same units: the mean of endlessly many
     *     exposures through perfect optics
     */
    record Exposure(float[] measured, float[] target) {}

    /**
     * Measures one plane. The same {@code random} state gives the same result.
     *
     * @param photons axes XY, {@code width * height} expected photons per pixel, not modified;
     *     those below 0 are none
     * @param width a multiple of the scale, px
     * @param height likewise
     * @return the measured image, each side divided by the scale, and the expected one of the full
     *     size
     */
    Exposure expose(
            float[] photons, int width, int height, Conditions conditions, RandomGenerator random);
}
