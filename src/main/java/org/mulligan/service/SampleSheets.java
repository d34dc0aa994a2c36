package org.mulligan.service;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingMeasurement;

/**
 * The sheets of samples that a training draws on the way: a stack that grows while one watches, and
 * a file of it in the end. All else is passed on.
 */
final class SampleSheets implements TrainingListener {
    private final TrainingListener next;
    private final String name;
    private final Optional<Path> file;
    private final boolean shown;
    private ImageStack stack;
    private ImagePlus window;

    /**
     * @param file of the stack; empty = none
     * @param shown whether there is a display, and one who watches
     */
    SampleSheets(TrainingListener next, String name, Optional<Path> file, boolean shown) {
        this.next = next;
        this.name = name;
        this.file = file;
        this.shown = shown;
    }

    @Override
    public void drew(Path sheet, long step) {
        if (!shown && file.isEmpty()) return;
        try {
            BufferedImage picture = ImageIO.read(sheet.toFile());
            ImageProcessor plane = new ColorProcessor(picture);
            if (((ColorProcessor) plane).isGrayscale()) plane = plane.convertToByteProcessor();
            if (stack == null) stack = new ImageStack(plane.getWidth(), plane.getHeight());
            stack.addSlice("synthetic, step " + step, plane);
            if (shown) show();
        } catch (IOException | RuntimeException e) {
            // A picture on the way is not worth a training.
            next.log("A sheet of samples cannot be shown: " + e.getMessage());
        }
    }

    private void show() {
        if (window == null) {
            window = image();
            window.show();
        } else {
            window.setStack(stack);
            window.setSlice(stack.size());
        }
    }

    private ImagePlus image() {
        ImagePlus image = new ImagePlus("Samples of " + name + " (synthetic)", stack);
        image.setProperty(
                "Info",
                "[Mulligan]\nThese images were drawn by a generator in training: they are inventions, not measurements.\nModel: %s\n"
                        .formatted(name));
        return image;
    }

    /** Writes the file. */
    void close() throws IOException {
        if (file.isEmpty() || stack == null) return;
        Path target = file.get().toAbsolutePath();
        Path part = target.resolveSibling("." + target.getFileName() + ".part");
        Files.createDirectories(target.getParent());
        ImagePlus image = image();
        boolean written =
                stack.size() > 1
                        ? new FileSaver(image).saveAsTiffStack(part.toString())
                        : new FileSaver(image).saveAsTiff(part.toString());
        if (!written) throw new IOException("Cannot write " + target + ": " + IJ.getErrorMessage());
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void measured(TrainingMeasurement measurement) {
        next.measured(measurement);
    }

    @Override
    public void log(String line) {
        next.log(line);
    }

    @Override
    public void update(String what, double fraction, double secondsLeft) {
        next.update(what, fraction, secondsLeft);
    }

    @Override
    public boolean cancelled() {
        return next.cancelled();
    }
}
