package org.mulligan.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything the training of a synthesiser is told before it starts. A plan cannot exist with wrong
 * values; whether the images can be used, and whether the system draws their size, is for the
 * training to find out.
 *
 * @param seed all randomness comes from it
 * @param device what it computes on
 * @param model the package to write: a folder, or a file ending in {@code .zip}; must not exist
 * @param resume go on from the checkpoint of an earlier run of the same plan
 */
public record SynthesisPlan(
        Images images,
        Drawing drawing,
        Schedule schedule,
        long seed,
        Precision precision,
        DeviceChoice device,
        Path model,
        boolean resume) {

    /** What is done with images whose size is not the one that is drawn. */
    public enum Fit {
        /** They are an error. */
        REFUSE,
        /** Square patches of them are learnt. */
        CROP,
        /** Their middle square is made smaller or larger. */
        SCALE
    }

    /**
     * What is learnt from.
     *
     * @param path a folder, a stack, or an idx file
     * @param classes {@code folders}, or a file of labels; empty = none
     * @param size side of the images that are drawn, px
     * @param channels 1 or 3
     * @param symmetries whether turned and mirrored images are as good as the images
     * @param guides what the images are drawn from, for a system that draws from images
     */
    public record Images(
            Path path,
            Optional<String> classes,
            int size,
            int channels,
            Fit fit,
            boolean symmetries,
            Guides guides) {
        public Images {
            require(size >= 8 && size <= 256, "Size must be 8 to 256 px, got %s", size);
            require(channels == 1 || channels == 3, "Channels must be 1 or 3, got %s", channels);
        }

        /** Images that are drawn from chance alone. */
        public Images(
                Path path,
                Optional<String> classes,
                int size,
                int channels,
                Fit fit,
                boolean symmetries) {
            this(path, classes, size, channels, fit, symmetries, Guides.NONE);
        }
    }

    /**
     * The images that others are drawn from: partners of those that are learnt, or these themselves
     * before a camera has counted their photons.
     *
     * @param inputs folder or stack of the partners; empty = none
     * @param labels whether the partners are label images: 0 is background, any other value the
     *     number of an object
     * @param photons peak photon counts, each a style: the images are clean ones then, and what is
     *     learnt are exposures of them; empty = none
     * @param readNoise of those exposures, standard deviation in photons
     */
    public record Guides(
            Optional<Path> inputs, boolean labels, List<Double> photons, double readNoise) {
        /** Nothing but chance. */
        public static final Guides NONE = new Guides(Optional.empty(), false, List.of(), 0);

        public Guides {
            photons = List.copyOf(photons);
            require(
                    inputs.isEmpty() || photons.isEmpty(),
                    "Give inputs (pairs) or photons (the images are clean, and are degraded), not both; got inputs=%s and photons",
                    inputs.map(Path::toString).orElse(""));
            for (double peak : photons)
                require(
                        peak > 0 && peak <= 1e6,
                        "Photons must be above 0 and at most 1000000, got %s",
                        peak);
            require(
                    photons.stream().distinct().count() == photons.size(),
                    "Each of photons is a style of its own, so none may come twice, got %s",
                    photons);
            require(
                    readNoise >= 0 && Double.isFinite(readNoise),
                    "Read noise must be 0 or more, got %s",
                    readNoise);
        }

        /** Whether there are any. */
        public boolean present() {
            return inputs.isPresent() || !photons.isEmpty();
        }
    }

    /**
     * The networks, and what they minimise. 0 or empty: what the system is known to work with.
     *
     * @param system name of a {@code SynthesisSystem}
     * @param loss name of an {@code AdversarialLoss}
     * @param filters feature maps, in the measure of the system
     * @param rate learning rate of the generator
     * @param discriminatorRate learning rate of the discriminator
     * @param r1 weight of the penalty on the score's gradient at real images; 0 = none
     * @param augment whether the discriminator sees real and drawn images shifted a little
     * @param dropOut share of its features that the discriminator does without
     */
    public record Drawing(
            String system,
            String loss,
            int filters,
            double rate,
            double discriminatorRate,
            double r1,
            boolean augment,
            double dropOut) {
        public Drawing {
            require(filters >= 0 && filters <= 512, "Filters must be 1 to 512, got %s", filters);
            require(rate >= 0 && rate <= 1, "Rate must be a number from 0 to 1, got %s", rate);
            require(
                    discriminatorRate >= 0 && discriminatorRate <= 1,
                    "The discriminator's rate must be a number from 0 to 1, got %s",
                    discriminatorRate);
            require(r1 >= 0 && Double.isFinite(r1), "r1 must be 0 or more, got %s", r1);
            require(
                    dropOut >= 0 && dropOut < 1,
                    "Dropout must be a share from 0 to below 1, got %s",
                    dropOut);
        }
    }

    /**
     * How long, and how much at a time.
     *
     * @param minutes time to fill; ignored when steps or epochs are given
     * @param steps of the generator; 0 = as many as epochs or minutes say
     * @param epochs how often each image is seen; 0 = as often as minutes say
     * @param batch images in a step; 0 = what the system is known to work with
     */
    public record Schedule(double minutes, long steps, int epochs, int batch) {
        public Schedule {
            require(steps >= 0, "Steps must be 0 (use minutes) or more, got %s", steps);
            require(epochs >= 0, "Epochs must be 0 (use minutes) or more, got %s", epochs);
            require(
                    steps == 0 || epochs == 0,
                    "Give steps or epochs, not both; got steps=%s and epochs",
                    steps);
            require(
                    steps > 0 || epochs > 0 || (minutes > 0 && Double.isFinite(minutes)),
                    "Minutes must be a positive number, got %s",
                    minutes);
            require(batch == 0 || batch >= 4, "Batch must be at least 4, got %s", batch);
        }
    }

    /** Where checkpoints lie until the model is written: a hidden folder beside the model. */
    public Path checkpointFolder() {
        return TrainingPlan.checkpointFolder(model);
    }

    private static void require(boolean holds, String message, Object value) {
        if (!holds) throw new IllegalArgumentException(message.formatted(value));
    }
}
