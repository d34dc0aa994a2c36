package org.mulligan.train;

import org.mulligan.data.degradation.Degradation;
import org.mulligan.extension.ExtensionIndex;
import org.mulligan.extension.ExtensionPoint;
import org.mulligan.loss.AdversarialLoss;
import org.mulligan.loss.PixelLoss;
import org.mulligan.network.Architecture;
import org.mulligan.network.Discriminator;
import org.mulligan.network.SynthesisSystem;
import org.scijava.plugin.PluginService;

/** Makes what strangers may add to the engine room, by name. */
public final class Extensions {
    private final ExtensionIndex index;

    public Extensions(PluginService plugins) {
        index = new ExtensionIndex(plugins);
    }

    /**
     * @throws IllegalArgumentException also when it says that it is for other tasks
     */
    public Architecture architecture(String name, String task) {
        index.requireFor(task, ExtensionPoint.ARCHITECTURE, name);
        return index.make(Architecture.class, ExtensionPoint.ARCHITECTURE, "architecture", name);
    }

    public PixelLoss pixelLoss(String name) {
        return index.make(PixelLoss.class, ExtensionPoint.PIXEL_LOSS, "pixel loss", name);
    }

    public Discriminator discriminator(String name) {
        return index.make(Discriminator.class, ExtensionPoint.DISCRIMINATOR, "discriminator", name);
    }

    public AdversarialLoss loss(String name) {
        AdversarialLoss loss =
                index.make(
                        AdversarialLoss.class, ExtensionPoint.ADVERSARIAL_LOSS, "adversary", name);
        if (loss.clip() > 0 || loss.penalty() > 0)
            throw new IllegalArgumentException(
                    "The loss \"%s\" is for synthesisers: its scores have no scale that an adversary of a restored image could be weighed by"
                            .formatted(name));
        return loss;
    }

    public SynthesisSystem system(String name) {
        return index.make(SynthesisSystem.class, ExtensionPoint.SYNTHESIS_SYSTEM, "system", name);
    }

    /** Every loss; those with a limit or a penalty are for synthesis. */
    public AdversarialLoss synthesisLoss(String name) {
        return index.make(AdversarialLoss.class, ExtensionPoint.ADVERSARIAL_LOSS, "loss", name);
    }

    /**
     * @throws IllegalArgumentException also when it says that it is for other tasks
     */
    public Degradation degradation(String name, String task) {
        index.requireFor(task, ExtensionPoint.DEGRADATION, name);
        return index.make(Degradation.class, ExtensionPoint.DEGRADATION, "degradation", name);
    }
}
