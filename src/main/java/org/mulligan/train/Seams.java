package org.mulligan.train;

import java.util.List;
import org.mulligan.data.Degradation;
import org.mulligan.loss.AdversarialLoss;
import org.mulligan.network.Architecture;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.plugin.SciJavaPlugin;

/** Finds what strangers may add to the engine room, by name. */
final class Seams {
    private final PluginService plugins;

    Seams(PluginService plugins) {
        this.plugins = plugins;
    }

    Architecture architecture(String name) {
        return find(Architecture.class, "architecture", name);
    }

    AdversarialLoss loss(String name) {
        return find(AdversarialLoss.class, "adversary", name);
    }

    Degradation degradation(String name) {
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
