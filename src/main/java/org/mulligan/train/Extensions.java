package org.mulligan.train;

import java.util.List;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.loss.AdversarialLoss;
import org.mulligan.network.Architecture;
import org.mulligan.network.SynthesisSystem;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.plugin.SciJavaPlugin;

/** Finds what strangers may add to the engine room, by name. */
public final class Extensions {
    private final PluginService plugins;

    public Extensions(PluginService plugins) {
        this.plugins = plugins;
    }

    public Architecture architecture(String name) {
        return find(Architecture.class, "architecture", name);
    }

    public AdversarialLoss loss(String name) {
        AdversarialLoss loss = find(AdversarialLoss.class, "adversary", name);
        if (loss.clip() > 0 || loss.penalty() > 0)
            throw new IllegalArgumentException(
                    "The loss \"%s\" is for synthesisers: its scores have no scale that an adversary of a restored image could be weighed by"
                            .formatted(name));
        return loss;
    }

    public SynthesisSystem system(String name) {
        return find(SynthesisSystem.class, "system", name);
    }

    /** Every loss; those with a limit or a penalty are for synthesis. */
    public AdversarialLoss synthesisLoss(String name) {
        return find(AdversarialLoss.class, "loss", name);
    }

    public Degradation degradation(String name) {
        return find(Degradation.class, "degradation", name);
    }

    private <T extends SciJavaPlugin> T find(Class<T> type, String kind, String name) {
        List<PluginInfo<T>> known = plugins.getPluginsOfType(type);
        PluginInfo<T> info =
                known.stream()
                        .filter(plugin -> plugin.getName().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "No %s is named \"%s\"; there are %s"
                                                        .formatted(
                                                                kind,
                                                                name,
                                                                known.stream()
                                                                        .map(PluginInfo::getName)
                                                                        .sorted()
                                                                        .toList())));
        return plugins.createInstance(info);
    }
}
