package org.mulligan.ij1;

import java.net.URL;
import java.util.List;
import org.scijava.InstantiableException;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.module.ModuleInfo;
import org.scijava.module.event.ModulesAddedEvent;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginService;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

/**
 * Keeps what old macros and scripts say of our commands: their labels in Fiji, where they are in no
 * menu, and the names of their classes.
 */
@Plugin(type = Service.class)
public final class EarlierNames extends AbstractService implements SciJavaService {
    private static final String COMMANDS = "org.mulligan.command.";

    /** Of Fiji's layer that makes modules of ImageJ's commands. */
    private static final String LEGACY = "net.imagej.legacy.";

    @Parameter private PluginService plugins;
    @Parameter private CommandService commands;

    @Override
    public void initialize() {
        for (CommandInfo command : List.copyOf(commands.getCommands()))
            if (command.getDelegateClassName().startsWith(COMMANDS))
                plugins.addPlugin(new EarlierClass(command));
    }

    /**
     * Fiji has built its menus, and all plugins have their labels. (Before, ImageJ's classes must
     * not be loaded.)
     */
    @EventHandler
    void onEvent(ModulesAddedEvent event) {
        for (ModuleInfo module : event.getItems())
            if (module.getDelegateClassName().startsWith(LEGACY)) {
                CommandTable.addEarlierNames();
                return;
            }
    }

    /** A command by the name that its class had when all commands were in one package. */
    private static final class EarlierClass extends CommandInfo {
        private final CommandInfo today;

        EarlierClass(CommandInfo today) {
            super(today.getClassName(), today.getAnnotation());
            this.today = today;
        }

        @Override
        public String getClassName() {
            String name = super.getClassName();
            return COMMANDS + name.substring(name.lastIndexOf('.') + 1);
        }

        @Override
        public Class<? extends Command> loadClass() throws InstantiableException {
            return today.loadClass();
        }

        @Override
        public Command createInstance() throws InstantiableException {
            return today.createInstance();
        }

        @Override
        public URL getIconURL() throws InstantiableException {
            return today.getIconURL();
        }
    }
}
