package org.mulligan.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a model does: the table of all that depends on it. A new task is a row here, and its word
 * among the choices of the commands that offer it, which a test compares with this table.
 *
 * <p>A package may name a task that is not here, of a newer version or of another program. It has
 * that word, and no command runs it.
 */
public final class Task {
    /** What may hold for a task; each has its method below. */
    private enum Trait {
        ENLARGES,
        BLURS,
        NOISE,
        FILLS,
        LIGHT,
        DEPTH,
        IMPORTED
    }

    /**
     * How a restorer for a task is trained.
     *
     * @param product what comes of it, e.g. "Deblurrer"
     * @param measured key of the folder of measured images
     * @param target key of the folder of target images
     * @param degradation name of the {@code Degradation} that makes a measured image of a target
     *     where there are no pairs
     * @param architecture name of the {@code Architecture}
     * @param baseline what anyone has without a network, in a word or two: what one is measured
     *     against
     */
    public record Training(
            String product,
            String measured,
            String target,
            String degradation,
            String architecture,
            String baseline) {}

    public static final Task DENOISE =
            new Task(
                    "denoise",
                    Set.of(Trait.NOISE, Trait.IMPORTED),
                    List.of(
                            "Denoise with Mulligan...",
                            "Restore with Mulligan...",
                            "Apply Mulligan Model..."),
                    List.of("denois"),
                    new Training(
                            "Denoiser", "noisy", "clean", "poisson-gaussian", "unet", "noisy"));

    public static final Task SUPER_RESOLVE =
            new Task(
                    "super-resolve",
                    Set.of(Trait.ENLARGES, Trait.BLURS, Trait.NOISE, Trait.IMPORTED),
                    List.of("Super-Resolve with Mulligan...", "Apply Mulligan Model..."),
                    List.of("super-resolution", "superresolution"),
                    new Training(
                            "Super-resolver",
                            "low",
                            "high",
                            "microscope",
                            "upscaling-unet",
                            "bicubic"));

    public static final Task DEBLUR =
            new Task(
                    "deblur",
                    Set.of(Trait.BLURS, Trait.NOISE, Trait.IMPORTED),
                    List.of("Restore with Mulligan...", "Apply Mulligan Model..."),
                    List.of("deblur", "deconv"),
                    new Training(
                            "Deblurrer", "measured", "wanted", "microscope", "unet", "measured"));

    public static final Task INPAINT =
            new Task(
                    "inpaint",
                    Set.of(Trait.FILLS),
                    List.of("Restore with Mulligan..."),
                    List.of(),
                    new Training(
                            "Inpainter",
                            "measured",
                            "wanted",
                            "holes",
                            "inpainting-unet",
                            "smooth filling"));

    public static final Task EVEN_LIGHT =
            new Task(
                    "even-light",
                    Set.of(Trait.LIGHT),
                    List.of("Restore with Mulligan...", "Apply Mulligan Model..."),
                    List.of(),
                    new Training(
                            "Evener of light",
                            "measured",
                            "wanted",
                            "shading",
                            "shading-net",
                            "measured"));

    public static final Task ISOTROPIC =
            new Task(
                    "isotropic",
                    Set.of(Trait.DEPTH),
                    List.of("Restore with Mulligan...", "Apply Mulligan Model..."),
                    List.of(),
                    new Training(
                            "Isotropic restorer",
                            "measured",
                            "wanted",
                            "axial",
                            "unet",
                            "linear interpolation"));

    /** Of networks that other tools made for something else. */
    public static final Task IMAGE_TO_IMAGE =
            new Task("image-to-image", Set.of(Trait.IMPORTED), List.of("Apply Mulligan Model..."));

    /** Draws images out of chance; its systems and plans are tables of their own. */
    public static final Task SYNTHESISE =
            new Task(
                    "synthesise",
                    Set.of(),
                    List.of(
                            "Synthesise with Mulligan...",
                            "Explore Latent Space...",
                            "Evaluate Synthesis...",
                            "Judge with Mulligan...",
                            "Augment with Mulligan..."));

    private static final List<Task> ALL =
            List.of(
                    DENOISE,
                    SUPER_RESOLVE,
                    DEBLUR,
                    INPAINT,
                    EVEN_LIGHT,
                    ISOTROPIC,
                    IMAGE_TO_IMAGE,
                    SYNTHESISE);

    private final String word;
    private final Set<Trait> traits;
    private final List<String> commands;
    private final List<String> hints;
    private final Optional<Training> training;

    private Task(String word, Set<Trait> traits, List<String> commands) {
        this(word, traits, commands, List.of(), Optional.empty());
    }

    private Task(
            String word,
            Set<Trait> traits,
            List<String> commands,
            List<String> hints,
            Training training) {
        this(word, traits, commands, hints, Optional.of(training));
    }

    private Task(
            String word,
            Set<Trait> traits,
            List<String> commands,
            List<String> hints,
            Optional<Training> training) {
        this.word = word;
        this.traits = traits;
        this.commands = commands;
        this.hints = hints;
        this.training = training;
    }

    /** The rows of the table. */
    public static List<Task> all() {
        return ALL;
    }

    /**
     * The task of this word.
     *
     * @return for a word that is not in the table a task of which nothing else is known
     */
    public static Task of(String word) {
        return ALL.stream()
                .filter(task -> task.word.equals(word))
                .findFirst()
                .orElseGet(() -> new Task(word, Set.of(), List.of()));
    }

    /**
     * The first task that other tools' words point to.
     *
     * @param words tags and summary of a package, in lower case
     */
    public static Optional<Task> hinted(String words) {
        return ALL.stream()
                .filter(task -> task.hints.stream().anyMatch(words::contains))
                .findFirst();
    }

    /** As packages, plans and users write it: {@code super-resolve}. */
    public String word() {
        return word;
    }

    /** The commands that run its models, as the menu has them; a card names the first. */
    public List<String> commands() {
        return commands;
    }

    /** Empty where no restorer of this task is trained. */
    public Optional<Training> training() {
        return training;
    }

    /** Whether restorers of it are trained. */
    public boolean isTrained() {
        return training.isPresent();
    }

    /** Whether its images come out with finer pixels. */
    public boolean enlarges() {
        return traits.contains(Trait.ENLARGES);
    }

    /** Whether what it undoes has a point spread function. */
    public boolean blurs() {
        return traits.contains(Trait.BLURS);
    }

    /** Whether what it undoes has photons and read noise. */
    public boolean hasNoise() {
        return traits.contains(Trait.NOISE);
    }

    /** Whether it fills in missing pixels, which a mask says. */
    public boolean fills() {
        return traits.contains(Trait.FILLS);
    }

    /**
     * Whether it evens the light: its network sees a thumbnail of the whole image, and the result
     * is the image times a smooth gain plus a smooth offset.
     */
    public boolean evensLight() {
        return traits.contains(Trait.LIGHT);
    }

    /**
     * Whether it makes stacks as fine along their depth as in their planes: its network sees
     * sections along the depth, and the result has more planes.
     */
    public boolean finerDepth() {
        return traits.contains(Trait.DEPTH);
    }

    /** Whether a network that another tool made may have it. */
    public boolean isForImported() {
        return traits.contains(Trait.IMPORTED);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Task task && task.word.equals(word);
    }

    @Override
    public int hashCode() {
        return word.hashCode();
    }

    /** Its word. */
    @Override
    public String toString() {
        return word;
    }
}
