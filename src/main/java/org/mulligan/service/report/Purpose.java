package org.mulligan.service.report;

import java.util.Set;
import org.mulligan.model.ModelDescription;

/** What a command applies a model for: which models it opens, and the words for what it does. */
public enum Purpose {
    DENOISE("Denoise...", "Denoising", "denoised", Set.of(ModelDescription.DENOISE)),
    SUPER_RESOLVE(
            "Super-Resolve...",
            "Super-resolving",
            "super-resolved",
            Set.of(ModelDescription.SUPER_RESOLVE)),
    RESTORE(
            "Restore...",
            "Restoring",
            "restored",
            Set.of(
                    ModelDescription.DENOISE,
                    ModelDescription.DEBLUR,
                    ModelDescription.INPAINT,
                    ModelDescription.EVEN_LIGHT)),
    APPLY(
            "Apply Model...",
            "Applying",
            "result",
            Set.of(
                    ModelDescription.IMAGE_TO_IMAGE,
                    ModelDescription.DENOISE,
                    ModelDescription.SUPER_RESOLVE,
                    ModelDescription.DEBLUR,
                    ModelDescription.EVEN_LIGHT)),
    SYNTHESISE("Synthesise...", "Drawing", "synthetic", Set.of(ModelDescription.SYNTHESISE)),
    LATENT("Latent...", "Drawing", "synthetic", Set.of(ModelDescription.SYNTHESISE)),
    EVALUATE(
            "Evaluate Synthesis...",
            "Evaluating",
            "evaluated",
            Set.of(ModelDescription.SYNTHESISE)),
    JUDGE("Judge...", "Judging", "judged", Set.of(ModelDescription.SYNTHESISE)),
    AUGMENT("Augment...", "Drawing", "augmented", Set.of(ModelDescription.SYNTHESISE));

    private final String command;
    private final String verb;
    private final String participle;
    private final Set<String> tasks;

    Purpose(String command, String verb, String participle, Set<String> tasks) {
        this.command = command;
        this.verb = verb;
        this.participle = participle;
        this.tasks = tasks;
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
        return tasks.contains(model.task()) && (this == SYNTHESISE || !model.isGuided());
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
        if (model.isGuided() && tasks.contains(model.task()) && !opens(model))
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
