package org.mulligan.ui;

import java.util.List;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/** What a command offers at this moment: found once, when its dialog opens. */
public final class Offer {
    private final Module module;

    /**
     * @param module initialised, so that the choices that it finds at run time are there
     */
    Offer(Module module) {
        this.module = module;
    }

    /** The choices of a key; empty: any text. */
    public List<String> choices(String key) {
        return choices(module.getInfo().getInput(key));
    }

    static List<String> choices(ModuleItem<?> item) {
        return item.getChoices() == null
                ? List.of()
                : item.getChoices().stream().map(String::valueOf).toList();
    }

    /** A sentence about a value of a key; empty when the command has none. */
    public String describe(String key, String value) {
        return module.getDelegateObject() instanceof Described command
                ? command.describe(key, value)
                : "";
    }
}
