package org.mulligan.service.generate;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.mulligan.disk.WholeFiles;

/** The sheets of samples that a training drew, as the slices of a stack that grows. */
public final class SheetStack {
    private final String name;
    private ImageStack stack;

    /**
     * @param model the package that is being trained
     */
    public SheetStack(Path model) {
        this.name = model.getFileName().toString().replaceFirst("\\.zip$", "");
    }

    /**
     * @param sheet a PNG file, all of one size
     * @param step steps done when it was drawn
     * @throws IOException when it cannot be read
     */
    public void add(Path sheet, long step) throws IOException {
        BufferedImage picture = ImageIO.read(sheet.toFile());
        ImageProcessor plane = new ColorProcessor(picture);
        if (((ColorProcessor) plane).isGrayscale()) plane = plane.convertToByteProcessor();
        if (stack == null) stack = new ImageStack(plane.getWidth(), plane.getHeight());
        stack.addSlice("synthetic, step " + step, plane);
    }

    public boolean isEmpty() {
        return stack == null;
    }

    /** What there is so far; it shares the stack, which goes on to grow. */
    public ImagePlus image() {
        ImagePlus image = new ImagePlus("Samples of " + name + " (synthetic)", stack);
        image.setProperty(
                "Info",
                "[Mulligan]\nThese images were drawn by a generator in training: they are inventions, not measurements.\nModel: %s\n"
                        .formatted(name));
        return image;
    }

    void write(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        WholeFiles.replace(target, new FileSaver(image()).serialize());
    }
}
