package org.mulligan.door;

import ij.ImagePlus;
import ij.WindowManager;
import java.util.Optional;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * What a script that runs a command of ours through SciJava need not give: the active image, and
 * what only the command line asks for, for which SciJava's dialog would ask. Commands of others are
 * left alone.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH)
public final class ScriptInputs extends AbstractPreprocessorPlugin {
    @Override
    public void process(Module module) {
        if (!WatcherService.isOurs(module.getInfo())) return;
        for (ModuleItem<?> item : module.getInfo().inputs()) {
            String name = item.getName();
            if (module.isInputResolved(name)) continue;
            if (CommandForm.COMMAND_LINE.equals(item.get(CommandForm.ONLY)))
                module.resolveInput(name);
            else if (item.getType() == InputImage.class)
                active().ifPresent(
                                image -> {
                                    module.setInput(name, InputImage.of(image));
                                    module.resolveInput(name);
                                });
        }
    }

    private static Optional<ImagePlus> active() {
        return Optional.ofNullable(WindowManager.getCurrentImage());
    }
}
