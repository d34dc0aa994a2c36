package org.mulligan.train.restore;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mulligan.data.Plane;
import org.mulligan.engine.TrainingListener;

/**
 * What a network makes of the images that are held back, while it learns: a TIFF stack of 32-bit
 * sheets, one for each image, of panels side by side. It costs no run of the network: the images
 * come from the validation.
 */
final class PreviewSheet {
    /** Between panels, px. */
    private static final int GAP = 4;

    /** What is taken off has both signs; of it 0 is shown so. */
    private static final float GREY = 0.5f;

    /** A file that one who watches has not read yet stays. */
    private static final int KEPT = 2;

    private final List<Plane> planes;
    private final String raw;
    private final boolean targets;
    private final boolean adversary;
    private final Path folder;
    private final TrainingListener listener;
    private final List<Path> written = new ArrayList<>();
    private List<float[]> faithful = List.of();

    /**
     * @param adversary whether an adversarial stage comes
     * @param folder where the sheets are written; they are gone when the training ends
     */
    PreviewSheet(Validation validation, boolean adversary, Path folder, TrainingListener listener) {
        this.planes = validation.glanced();
        this.raw = validation.baselineName();
        this.targets = validation.withTargets().isPresent();
        this.adversary = adversary;
        this.folder = folder;
        this.listener = listener;
    }

    /**
     * Shows a state of the network.
     *
     * @param made what it made of each of the planes
     * @param isFaithful whether it has seen no adversary yet
     */
    void show(List<float[]> made, boolean isFaithful, long step) throws IOException {
        if (isFaithful) faithful = made;
        ImageStack stack = null;
        List<String> names = List.of();
        for (int i = 0; i < planes.size(); i++) {
            List<Panel> panels = panels(i, made.get(i), isFaithful);
            names = panels.stream().map(Panel::name).toList();
            ImageProcessor sheet = joined(planes.get(i), panels);
            if (stack == null) stack = new ImageStack(sheet.getWidth(), sheet.getHeight());
            if (fits(stack, sheet)) stack.addSlice(planes.get(i).name(), sheet);
        }
        ImagePlus image = new ImagePlus("preview", stack);
        image.setProperty("Info", TrainingListener.PANELS + String.join(" | ", names) + "\n");
        write(image, step);
    }

    private record Panel(String name, Optional<float[]> values) {}

    private List<Panel> panels(int number, float[] now, boolean isFaithful) {
        Plane plane = planes.get(number);
        float[] before = Baseline.of(plane);
        List<Panel> panels = new ArrayList<>();
        panels.add(new Panel(raw, Optional.of(before)));
        // A training that goes on in its second stage has not seen the end of its first.
        panels.add(
                new Panel(
                        "faithful",
                        faithful.isEmpty() ? Optional.empty() : Optional.of(faithful.get(number))));
        if (adversary)
            panels.add(new Panel("adversarial", isFaithful ? Optional.empty() : Optional.of(now)));
        if (targets) panels.add(new Panel("target", Optional.of(plane.target())));
        panels.add(new Panel("taken off", Optional.of(difference(before, now))));
        return panels;
    }

    private static float[] difference(float[] before, float[] now) {
        float[] off = new float[now.length];
        for (int i = 0; i < off.length; i++) off[i] = GREY + before[i] - now[i];
        return off;
    }

    private static ImageProcessor joined(Plane plane, List<Panel> panels) {
        int width = plane.scale() * plane.width();
        int height = plane.scale() * plane.height();
        int all = panels.size() * (width + GAP) - GAP;
        float[] sheet = new float[all * height];
        Arrays.fill(sheet, 1);
        for (int p = 0; p < panels.size(); p++) {
            Optional<float[]> values = panels.get(p).values();
            if (values.isEmpty()) continue;
            for (int y = 0; y < height; y++)
                System.arraycopy(
                        values.get(), y * width, sheet, y * all + p * (width + GAP), width);
        }
        return new FloatProcessor(all, height, sheet);
    }

    /** Held-back images may be of several sizes; those of the first one's are shown. */
    private static boolean fits(ImageStack stack, ImageProcessor sheet) {
        return sheet.getWidth() == stack.getWidth() && sheet.getHeight() == stack.getHeight();
    }

    private void write(ImagePlus image, long step) throws IOException {
        Files.createDirectories(folder);
        if (written.isEmpty()) written.addAll(ofEarlierRuns());
        Path part = folder.resolve("preview.partial.tif");
        Path file = folder.resolve("preview-%09d.tif".formatted(step));
        Files.write(part, new FileSaver(image).serialize());
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        written.remove(file);
        written.add(file);
        while (written.size() > KEPT) Files.deleteIfExists(written.remove(0));
        listener.drew(file, step);
    }

    /** What an interrupted training has left. */
    private List<Path> ofEarlierRuns() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("preview-\\d+\\.tif"))
                    .sorted()
                    .toList();
        }
    }
}
