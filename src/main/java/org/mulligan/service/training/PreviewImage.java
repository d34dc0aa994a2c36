package org.mulligan.service.training;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.TextRoi;
import ij.io.Opener;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.mulligan.engine.TrainingListener;

/**
 * Sheets of a network at work, as a training draws them: a slice for each image that is held back,
 * in it panels side by side, 0 to 1 where the image is, with their names over them.
 */
public final class PreviewImage {
    private static final int SIZE = 12;
    private static final int MARGIN = 3;

    private PreviewImage() {}

    /**
     * @param sheet a TIFF file of a training
     * @throws IOException when it cannot be read, as when the training has ended meanwhile
     */
    public static ImagePlus open(Path sheet, String title, long step) throws IOException {
        ImagePlus image = new Opener().openTiff(sheet.getParent() + "/", sheet.getFileName() + "");
        if (image == null) throw new IOException(sheet + " cannot be read");
        List<String> names = names(image.getInfoProperty());
        Overlay overlay = new Overlay();
        for (int i = 0; i < names.size(); i++) {
            int left = (int) ((long) i * image.getWidth() / names.size());
            TextRoi text =
                    new TextRoi(
                            left + MARGIN,
                            MARGIN,
                            names.get(i),
                            new Font(Font.SANS_SERIF, Font.PLAIN, SIZE));
            text.setStrokeColor(Color.YELLOW);
            overlay.add(text);
        }
        image.setOverlay(overlay);
        image.setTitle(title);
        image.setDisplayRange(0, 1);
        image.setProperty(
                "Info",
                "Step: "
                        + step
                        + "\n"
                        + TrainingListener.PANELS
                        + String.join(" | ", names)
                        + "\n");
        return image;
    }

    private static List<String> names(String info) {
        if (info == null) return List.of();
        return info.lines()
                .filter(line -> line.startsWith(TrainingListener.PANELS))
                .flatMap(
                        line ->
                                List.of(
                                        line.substring(TrainingListener.PANELS.length())
                                                .split(" \\| "))
                                        .stream())
                .toList();
    }
}
