package org.mulligan.service.report;

import org.mulligan.model.ModelDescription;

/**
 * What a command applies a model for: the words for what it does. Which models it opens, {@link
 * org.mulligan.model.Task#commands} says.
 */
public enum Purpose {
    DENOISE("Denoise with Mulligan...", "Denoising", "denoised"),
    SUPER_RESOLVE("Super-Resolve with Mulligan...", "Super-resolving", "super-resolved"),
    RESTORE("Restore with Mulligan...", "Restoring", "restored"),
    APPLY("Apply Mulligan Model...", "Applying", "result"),
    SYNTHESISE("Synthesise with Mulligan...", "Drawing", "synthetic"),
    LATENT("Explore Latent Space...", "Drawing", "synthetic"),
    EVALUATE("Evaluate Synthesis...", "Evaluating", "evaluated"),
    JUDGE("Judge with Mulligan...", "Judging", "judged"),
    AUGMENT("Augment with Mulligan...", "Drawing", "augmented");

    private final String command;
    private final String verb;
    private final String participle;

    Purpose(String command, String verb, String participle) {
        this.command = command;
        this.verb = verb;
        this.participle = participle;
    }

    /** The menu's name of the command. */
    public String command() {
        return command;
    }

    /** For a status line. */
    public String verb() {
        return verb;
    }

    /** What the result is; its title ends in it. */
    public String participle() {
        return participle;
    }

    /** Whether the command runs such models. */
    public boolean opens(ModelDescription model) {
        return isFor(model) && (this == SYNTHESISE || !model.isGuided());
    }

    private boolean isFor(ModelDescription model) {
        return model.task().commands().contains(command);
    }

    /**
     * The first command that runs models like this one.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Purpose opening(ModelDescription model) {
        for (Purpose purpose : values()) if (purpose.opens(model)) return purpose;
        throw new IllegalArgumentException("No command runs models whose task is " + model.task());
    }

    /**
     * @throws IllegalArgumentException when the command does not run such models; the text says
     *     which does
     */
    public void require(ModelDescription model) {
        if (model.isGuided() && isFor(model) && !opens(model))
            throw new IllegalArgumentException(
                    "The model \"%s\" draws its images from other images, and %s takes models that draw from chance alone; draw with Plugins > Mulligan > %s"
                            .formatted(model.name(), command, SYNTHESISE.command));
        if (opens(model)) return;
        String other = "this Mulligan has no command for it; choose another model";
        for (Purpose purpose : values())
            if (purpose.opens(model)) {
                other = "open it with Plugins > Mulligan > " + purpose.command;
                break;
            }
        throw new IllegalArgumentException(
                "The model \"%s\" is not for %s: its task is %s; %s"
                        .formatted(model.name(), command, model.task(), other));
    }
}
