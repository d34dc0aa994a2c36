package org.mulligan.engine;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mulligan.model.Task;

/**
 * Everything a training is told before it starts. A plan cannot exist with wrong values; whether
 * its folders hold usable images is for the training to find out.
 *
 * @param model the package to write: a folder, or a file ending in {@code .zip}; must not exist
 * @param resume go on from the checkpoint of an earlier run of the same plan
 * @param seed all randomness comes from it
 * @param device what it computes on
 */
public record TrainingPlan(
        Images images,
        Imaging imaging,
        Generator generator,
        Adversary adversary,
        Schedule schedule,
        long seed,
        Precision precision,
        DeviceChoice device,
        Path model,
        boolean resume) {

    /**
     * What is learnt from.
     *
     * @param noisy folder of measured images; empty: the clean ones are degraded instead
     * @param target folder of target images
     * @param fit whether each clean image is first mapped by gain and offset onto its noisy partner
     * @param skip whether an unreadable file is left out (and named) where it would otherwise be an
     *     error
     * @param align whether a shift between the two images of a pair is undone
     * @param supervision what stands for clean images; where there are none, the targets are noisy:
     *     the images themselves, or the second ones of each field
     * @param calibration fields of view that are held back for nothing but the intervals of the
     *     results; 0 = none
     */
    public record Images(
            Optional<Path> noisy,
            Path target,
            boolean fit,
            boolean skip,
            boolean align,
            Supervision supervision,
            int calibration) {
        public Images {
            require(
                    calibration >= 0,
                    "calibration must be 0 fields of view or more, got %s",
                    calibration);
            require(
                    calibration == 0 || supervision.isClean(),
                    "calibration holds fields back whose clean images are known; without clean images leave it out, got calibration=%s",
                    calibration);
        }

        /** All of whose fields may be trained on. */
        public Images(
                Optional<Path> noisy,
                Path target,
                boolean fit,
                boolean skip,
                boolean align,
                Supervision supervision) {
            this(noisy, target, fit, skip, align, supervision, 0);
        }

        /** With clean images. */
        public Images(Optional<Path> noisy, Path target, boolean fit, boolean skip, boolean align) {
            this(noisy, target, fit, skip, align, Supervision.CLEAN);
        }

        /** Pairs that lie on each other. */
        public Images(Optional<Path> noisy, Path target, boolean fit, boolean skip) {
            this(noisy, target, fit, skip, false);
        }
    }

    /**
     * What the network is to undo, and how a measured image is made of a target where there are no
     * pairs.
     *
     * @param task the model's; one that restorers are trained for
     * @param degradation name of a {@code Degradation}
     * @param scale pixels of the target image along a pixel of the measured one
     * @param photons lowest and highest peak photon count of the measured image; each draws its
     *     own, log-uniform
     * @param readNoise highest standard deviation of the camera's read noise in photons; each image
     *     draws its own from 0 up, uniform
     * @param psf blur
     * @param hole largest side of a hole, px
     * @param depth how a stack is coarser along its depth; of a task that undoes that, and no other
     */
    public record Imaging(
            Task task,
            String degradation,
            int scale,
            Range photons,
            double readNoise,
            Psf psf,
            int hole,
            Optional<Depth> depth) {
        private static final int MOST_SCALE = 4;

        /** Of single planes. */
        public Imaging(
                Task task,
                String degradation,
                int scale,
                Range photons,
                double readNoise,
                Psf psf,
                int hole) {
            this(task, degradation, scale, photons, readNoise, psf, hole, Optional.empty());
        }

        /** Noise alone. */
        public static Imaging noise(Range photons, double readNoise) {
            return new Imaging(
                    Task.DENOISE,
                    Task.DENOISE.training().orElseThrow().degradation(),
                    1,
                    photons,
                    readNoise,
                    Psf.NONE,
                    1);
        }

        /** The same with another degradation. */
        public Imaging degradedBy(String other) {
            return new Imaging(task, other, scale, photons, readNoise, psf, hole, depth);
        }

        public Imaging {
            require(
                    task.isTrained(),
                    "Task must be one of "
                            + Task.all().stream().filter(Task::isTrained).toList()
                            + ", got %s",
                    task);
            require(
                    scale >= 1 && scale <= MOST_SCALE,
                    "Scale must be a whole number from 1 to 4, got %s",
                    scale);
            require(
                    readNoise >= 0 && Double.isFinite(readNoise),
                    "Read noise must be 0 photons or more, got %s",
                    readNoise);
            require(hole >= 1, "A hole must be 1 px or more, got %s", hole);
            require(
                    depth.isPresent() == task.finerDepth(),
                    "How coarse the depth of a stack is belongs to task=isotropic, and to no other; got task=%s",
                    task);
        }

        /** How a restorer for its task is trained. */
        public Task.Training training() {
            return task.training().orElseThrow();
        }
    }

    /**
     * A point spread function.
     *
     * @param fwhm of a Gaussian, px of the target image; 0 = none
     * @param widest of one that is not known, FWHM: each image draws its own between {@code fwhm}
     *     and this, log-uniform, of any shape; as {@code fwhm} where it is known
     * @param optics those of an Airy pattern, which then is taken instead
     */
    public record Psf(double fwhm, double widest, Optional<Optics> optics) {
        /** No blur. */
        public static final Psf NONE = new Psf(0, Optional.empty());

        /** What is narrower blurs nothing, and the logarithm of 0 is no number. */
        private static final double NARROWEST = 0.1;

        /** One that is known. */
        public Psf(double fwhm, Optional<Optics> optics) {
            this(fwhm, fwhm, optics);
        }

        public Psf {
            require(
                    fwhm >= 0 && Double.isFinite(fwhm),
                    "The FWHM of a PSF must be 0 px or more, got %s",
                    fwhm);
            require(
                    widest == fwhm
                            || (fwhm >= NARROWEST && widest > fwhm && Double.isFinite(widest)),
                    "A range of FWHM must run from 0.1 px or more to a larger number, got %s px",
                    fwhm + "-" + widest);
            require(
                    widest == fwhm || optics.isEmpty(),
                    "Optics give one PSF, not a range of them; got a FWHM of %s px",
                    fwhm + "-" + widest);
        }

        /** Whether all that is known of it is a range. */
        public boolean isRange() {
            return widest > fwhm;
        }

        /** Largest FWHM in px of the target image; of an Airy pattern about. */
        double width() {
            return optics.map(of -> of.width() / of.pixel()).orElse(widest);
        }
    }

    /**
     * How a stack is coarser along its depth than in its planes; all in px of a plane.
     *
     * @param step from one plane to the next
     * @param axial FWHM of the point spread function along the depth
     * @param lateral its FWHM in the plane, which the planes show already
     */
    public record Depth(double step, double axial, double lateral) {
        /** What is finer needs no network. */
        public static final double LEAST_STEP = 1.2;

        /** Where planes are farther apart nothing of what lies between them is known. */
        public static final double MOST_STEP = 16;

        /** FWHM; what is wider comes from a wrong unit. */
        private static final double WIDEST = 100;

        public Depth {
            require(
                    step >= LEAST_STEP && step <= MOST_STEP,
                    "The planes of a stack must be 1.2 to 16 px apart (zstep), got %s",
                    step);
            require(
                    lateral >= 0 && lateral <= WIDEST,
                    "The FWHM of the PSF in the plane (psf) must be 0 to 100 px, got %s",
                    lateral);
            require(
                    axial >= lateral && axial <= WIDEST,
                    "The FWHM of the PSF along the depth (axial) must be 0 to 100 px, and no less than that in the plane (psf), got %s px",
                    axial);
        }

        /**
         * FWHM of the Gaussian that makes of what a plane shows along a row what a section shows
         * along the depth.
         */
        public double blur() {
            return Math.sqrt(axial * axial - lateral * lateral);
        }
    }

    /**
     * What an Airy pattern comes from.
     *
     * @param na numerical aperture
     * @param wavelength of the emission, nm
     * @param index of refraction of the immersion
     * @param pixel side of a pixel of the target image, um
     */
    public record Optics(double na, double wavelength, double index, double pixel) {
        /** Pixels of so many widths of the PSF come from a size in nm, which is 1000 times it. */
        private static final double COARSEST = 5;

        public Optics {
            require(na > 0 && Double.isFinite(na), "NA must be a positive number, got %s", na);
            require(
                    index > na && Double.isFinite(index),
                    "No objective has an NA as large as the refractive index of its immersion or larger (1 air, 1.33 water, 1.52 oil), got %s",
                    "na=%s index=%s".formatted(na, index));
            require(
                    index >= 1 && index <= 2,
                    "The refractive index must be 1 to 2 (1 air, 1.33 water, 1.52 oil), got %s",
                    index);
            require(
                    wavelength >= 200 && wavelength <= 2000,
                    "The wavelength must be 200 to 2000 nm, got %s",
                    wavelength);
            require(
                    pixel > 0 && Double.isFinite(pixel),
                    "An NA needs the pixel size of the target images in um, above 0 (Image > Properties has it), got pixel=%s",
                    pixel);
            requireMicrometres(pixel, width(na, wavelength));
        }

        /** FWHM, um; about. */
        double width() {
            return width(na, wavelength);
        }

        private static double width(double na, double wavelength) {
            return 0.51e-3 * wavelength / na;
        }

        /**
         * Asks whether a pixel size was meant in nm.
         *
         * @param pixel um
         * @param fwhm of a PSF, um; 0 = none, which any pixel fits
         * @throws IllegalArgumentException if pixels are several times as wide as the PSF, which
         *     would then blur nothing
         */
        public static void requireMicrometres(double pixel, double fwhm) {
            if (fwhm <= 0 || pixel <= COARSEST * fwhm) return;
            BigDecimal size = BigDecimal.valueOf(pixel).stripTrailingZeros();
            throw new IllegalArgumentException(
                    "A pixel of %s um is %.0f times as wide as the PSF, which is %.2g um: pixel is in um; was %s nm meant? Then give pixel=%s"
                            .formatted(
                                    size.toPlainString(),
                                    pixel / fwhm,
                                    fwhm,
                                    size.toPlainString(),
                                    size.movePointLeft(3).toPlainString()));
        }
    }

    /** A closed range of positive numbers. */
    public record Range(double low, double high) {
        public Range {
            require(
                    low > 0 && high >= low && Double.isFinite(high),
                    "A range must run from a positive number to one no smaller, got %s",
                    low + " to " + high);
        }
    }

    /**
     * The network that is trained.
     *
     * @param architecture name of an {@code Architecture}
     * @param pixelLoss name of a {@code PixelLoss}, which it minimises
     * @param filters feature maps of the first level
     * @param depth how often the network halves the image; sizes of the measured image are
     *     multiples of 2<sup>depth</sup>
     * @param start package of a model whose faithful weights the training may begin with; empty: it
     *     begins with chance
     * @param dimensions which planes of a stack it takes for one
     * @param teacher package of a model with more feature maps, whose results are learnt in place
     *     of the targets; empty: none
     */
    public record Generator(
            String architecture,
            String pixelLoss,
            int filters,
            int depth,
            Optional<Path> start,
            Dimensions dimensions,
            Optional<Path> teacher) {
        /** What plans mean that name no pixel loss, as all did once. */
        public static final String L1 = "l1";

        /** What noisy targets want. */
        public static final String L2 = "l2";

        /** One that learns the targets. */
        public Generator(
                String architecture,
                String pixelLoss,
                int filters,
                int depth,
                Optional<Path> start,
                Dimensions dimensions) {
            this(architecture, pixelLoss, filters, depth, start, dimensions, Optional.empty());
        }

        /** One that takes single planes. */
        public Generator(
                String architecture,
                String pixelLoss,
                int filters,
                int depth,
                Optional<Path> start) {
            this(architecture, pixelLoss, filters, depth, start, Dimensions.TWO);
        }

        /** One that begins with chance. */
        public Generator(String architecture, String pixelLoss, int filters, int depth) {
            this(architecture, pixelLoss, filters, depth, Optional.empty());
        }

        /** One that minimises the mean absolute error. */
        public Generator(String architecture, int filters, int depth) {
            this(architecture, L1, filters, depth);
        }

        public Generator {
            require(filters >= 1, "A network needs at least 1 filter, got %s", filters);
            require(depth >= 1 && depth <= 6, "Depth must be 1 to 6, got %s", depth);
        }
    }

    /**
     * Which planes of a stack a network takes for one, or together.
     *
     * @param dimensions {@link #PLANE}, {@link #STACK} or {@link #VOLUME}
     * @param planes the plane itself and as many on either side: 1, or an odd number from 3 to 15;
     *     of a volume the planes that are learnt from at a time, 4 to 32
     */
    public record Dimensions(String dimensions, int planes) {
        /** Each plane by itself. */
        public static final String PLANE = "2d";

        /** With those above and below, or before and after, as channels of the input. */
        public static final String STACK = "2.5d";

        /** All planes of a stack together, with convolutions along depth. */
        public static final String VOLUME = "3d";

        /** What plans mean that say nothing of it, as all did once. */
        public static final Dimensions TWO = new Dimensions(PLANE, 1);

        /** As many planes as fit the dimensions. */
        public static final int FITTING = 0;

        private static final int LEAST_SLAB = 4;
        private static final int MOST_SLAB = 32;
        private static final int OWN_SLAB = 8;
        private static final int MOST = 15;
        private static final int OWN = 5;

        public Dimensions {
            boolean stack = dimensions.equals(STACK);
            boolean volume = dimensions.equals(VOLUME);
            if (!stack && !volume && !dimensions.equals(PLANE))
                throw new IllegalArgumentException(
                        "dimensions must be %s, %s or %s, got \"%s\""
                                .formatted(PLANE, STACK, VOLUME, dimensions));
            if (stack && (planes < 3 || planes > MOST || planes % 2 == 0))
                throw new IllegalArgumentException(
                        "dimensions=%s takes a plane with as many on either side: planes must be an odd number from 3 to %d, got %d"
                                .formatted(STACK, MOST, planes));
            if (volume && (planes < LEAST_SLAB || planes > MOST_SLAB))
                throw new IllegalArgumentException(
                        "dimensions=%s learns from neighbouring planes: planes must be %d to %d, got %d"
                                .formatted(VOLUME, LEAST_SLAB, MOST_SLAB, planes));
            if (!stack && !volume && planes != 1)
                throw new IllegalArgumentException(
                        "dimensions=%s takes 1 plane, got %d".formatted(PLANE, planes));
        }

        /**
         * As a user says it.
         *
         * @param planes of a stack, or {@link #FITTING}; not asked of single planes
         * @throws IllegalArgumentException when a value is none; the text names the key
         */
        public static Dimensions of(String dimensions, int planes) {
            if (dimensions.equals(PLANE)) return TWO;
            if (planes != FITTING) return new Dimensions(dimensions, planes);
            return new Dimensions(dimensions, dimensions.equals(VOLUME) ? OWN_SLAB : OWN);
        }

        /** Whether it takes several planes. */
        public boolean isStack() {
            return planes > 1;
        }

        /** Whether it gives as many planes as it takes. */
        public boolean isVolume() {
            return dimensions.equals(VOLUME);
        }

        /** Channels of what goes in. */
        public int channels() {
            return isVolume() ? 1 : planes;
        }

        /** Planes of the volumes that are learnt from; 1 where planes are. */
        public int slab() {
            return isVolume() ? planes : 1;
        }

        /**
         * Examples of a step: volumes are so many that they have about as many planes as the batch
         * says, so that a step takes about as long.
         */
        public int examples(int batch) {
            return Math.max(1, batch / slab());
        }

        /**
         * @throws IllegalArgumentException when no training of this kind takes stacks
         */
        void requireFor(Task task, Supervision supervision) {
            if (!isStack()) return;
            if (task.fills() || task.evensLight() || task.finerDepth())
                throw new IllegalArgumentException(
                        "dimensions=%s is for denoising, deblurring and super-resolution, got task=%s"
                                .formatted(dimensions, task.word()));
            if (!supervision.isClean())
                throw new IllegalArgumentException(
                        "dimensions=%s learns from clean images. Without them method=neighbours takes planes before and after, got method=%s"
                                .formatted(dimensions, supervision.word()));
        }

        /**
         * From a plane to those that are taken as channels, itself among them; empty where that is
         * all.
         */
        public List<Integer> distances() {
            int half = planes / 2;
            return isStack() && !isVolume()
                    ? IntStream.rangeClosed(-half, half).boxed().toList()
                    : List.of();
        }
    }

    /**
     * The second stage.
     *
     * @param loss name of an {@code AdversarialLoss}, or {@code none} to train the faithful network
     *     only
     * @param discriminator name of a {@code Discriminator}
     * @param weight norm of the adversary's gradient at the output as a multiple of the pixel
     *     loss's
     */
    public record Adversary(String loss, String discriminator, double weight) {
        public static final String NONE = "none";

        /** What plans mean that name no discriminator, as all did once. */
        public static final String PATCH = "patch";

        /** With the PatchGAN's discriminator. */
        public Adversary(String loss, double weight) {
            this(loss, PATCH, weight);
        }

        public Adversary {
            require(
                    weight >= 0 && Double.isFinite(weight),
                    "Weight must be 0 or more, got %s",
                    weight);
        }

        public boolean present() {
            return !loss.equals(NONE) && weight > 0;
        }
    }

    /**
     * How long, and how much at a time.
     *
     * @param minutes time to fill; ignored when {@code steps} is given
     * @param steps steps over both stages; 0 = as many as fit into {@code minutes}
     * @param patch side of a square patch of the measured image, px
     * @param batch patches in a step
     */
    public record Schedule(double minutes, long steps, int patch, int batch) {
        public Schedule {
            require(steps >= 0, "Steps must be 0 (use minutes) or more, got %s", steps);
            require(
                    steps > 0 || (minutes > 0 && Double.isFinite(minutes)),
                    "Minutes must be a positive number, got %s",
                    minutes);
            require(patch >= 16, "Patch must be at least 16 px, got %s", patch);
            require(batch >= 1, "Batch must be at least 1, got %s", batch);
        }
    }

    public TrainingPlan {
        require(
                schedule.patch() % (1 << generator.depth()) == 0,
                "Patch must be a multiple of " + (1 << generator.depth()) + " px, got %s",
                schedule.patch());
        if (imaging.task().fills()) requireSmallerHoles(imaging.hole(), generator, schedule);
        if (images.noisy().isEmpty())
            requireLargerPatch(
                    imaging.depth().map(Depth::blur).orElse(imaging.psf().width()),
                    imaging.scale(),
                    generator,
                    schedule);
        generator.dimensions().requireFor(imaging.task(), images.supervision());
    }

    /** A patch has to show where the light of the pixel in its middle went. */
    private static void requireLargerPatch(
            double fwhm, int scale, Generator generator, Schedule schedule) {
        if (2 * fwhm <= scale * schedule.patch()) return;
        throw new IllegalArgumentException(
                "A PSF %.1f px wide is too large for a patch of %d px%s, which must be twice as wide; give patch=%d, or check the PSF and the pixel size"
                        .formatted(
                                fwhm,
                                schedule.patch(),
                                scale == 1
                                        ? ""
                                        : " (%d px of the target image)"
                                                .formatted(scale * schedule.patch()),
                                patchOf(2 * fwhm / scale, generator)));
    }

    /** Where a hole can take a whole patch, nothing is known of it to fill it in from. */
    private static void requireSmallerHoles(int hole, Generator generator, Schedule schedule) {
        if (hole < schedule.patch()) return;
        throw new IllegalArgumentException(
                "Holes of up to %d px leave nothing of a patch of %d px to learn from; give hole=%d or less, or patch=%d"
                        .formatted(
                                hole,
                                schedule.patch(),
                                schedule.patch() / 2,
                                patchOf(2.0 * hole, generator)));
    }

    /** The smallest patch of at least so many px that fits the network. */
    private static int patchOf(double side, Generator generator) {
        int multiple = Math.max(16, 1 << generator.depth());
        return (int) Math.ceil(side / multiple) * multiple;
    }

    /** The same, beginning with chance. */
    public TrainingPlan withoutStart() {
        Generator random =
                new Generator(
                        generator.architecture(),
                        generator.pixelLoss(),
                        generator.filters(),
                        generator.depth(),
                        Optional.empty(),
                        generator.dimensions(),
                        generator.teacher());
        return new TrainingPlan(
                images, imaging, random, adversary, schedule, seed, precision, device, model,
                resume);
    }

    /** The same, going on from the last checkpoint. */
    public TrainingPlan resumed() {
        return new TrainingPlan(
                images, imaging, generator, adversary, schedule, seed, precision, device, model,
                true);
    }

    /**
     * Where checkpoints of this plan lie until the model is written: a hidden folder beside the
     * model.
     */
    public Path checkpointFolder() {
        return checkpointFolder(model);
    }

    /** How the folder of a checkpoint begins, with its step behind it in nine digits. */
    public static final String CHECKPOINT = "step-";

    /** File beside the checkpoints that the process which trains has locked. */
    public static final String LOCK = "lock";

    /** Where checkpoints of a model's training lie. */
    public static Path checkpointFolder(Path model) {
        Path absolute = model.toAbsolutePath();
        return absolute.resolveSibling("." + absolute.getFileName() + ".training");
    }

    private static void require(boolean holds, String message, Object value) {
        if (!holds) throw new IllegalArgumentException(message.formatted(value));
    }
}
