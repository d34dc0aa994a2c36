package org.mulligan;

import ij.ImagePlus;
import ij.plugin.ImageCalculator;
import org.mulligan.door.InputImage;
import org.scijava.Context;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

/**
 * A command on two images, of which we have none yet. Not annotated: it is there when asked for.
 */
public class TwoImages extends ContextCommand {
    public static final String LABEL = "Difference...";

    @Parameter(label = "Image")
    private InputImage first;

    @Parameter(label = "Less")
    private InputImage second;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus difference;

    /** Makes it a command of a context. */
    public static void install(Context context) {
        context.service(PluginService.class)
                .addPlugin(new PluginInfo<>(TwoImages.class, Command.class));
        context.service(CommandService.class).getCommand(TwoImages.class).setLabel(LABEL);
    }

    @Override
    public void run() {
        ImagePlus one = first.imagePlus();
        ImagePlus other = second.imagePlus();
        difference = ImageCalculator.run(one, other, "subtract create");
        difference.setTitle(one.getTitle() + " less " + other.getTitle());
    }
}
