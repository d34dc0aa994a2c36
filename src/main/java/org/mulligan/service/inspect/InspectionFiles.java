package org.mulligan.service.inspect;

import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.mulligan.disk.WholeFiles;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.service.report.TextTable;

/**
 * A folder of what inspections found: a table of all, and two plots of each image. Nothing is
 * overwritten.
 */
public final class InspectionFiles {
    /** The table's name. */
    public static final String TABLE = "inspect.csv";

    private final Path folder;
    private final List<Findings> all = new ArrayList<>();
    private final Set<String> stems = new HashSet<>();

    /**
     * @param folder is made when it is not there
     * @throws IOException when it holds a table already
     */
    public InspectionFiles(Path folder) throws IOException {
        this.folder = folder;
        requireFree(folder.resolve(TABLE));
        Files.createDirectories(folder);
    }

    /**
     * Writes the plots of an image.
     *
     * @param channels of it
     */
    public void add(List<Findings> channels) throws IOException {
        all.addAll(channels);
        String stem = stem(channels.get(0).image());
        write(NoisePlots.photonTransfer(channels), stem + "-photon-transfer");
        write(NoisePlots.autocorrelation(channels), stem + "-autocorrelation");
    }

    /** Of the plots of an image; of a second one of the same stem its whole name, then a number. */
    private String stem(String image) {
        String stem = ImageFiles.stem(image);
        String whole = image.replace('.', '-');
        String free = stem;
        for (int n = 1; !stems.add(free); n++) free = n == 1 ? whole : whole + "-" + n;
        return free.replaceAll("[\\\\/:*?\"<>|]", "_");
    }

    private void write(Optional<ImagePlus> plot, String name) throws IOException {
        if (plot.isEmpty()) return;
        for (int plane = 1; plane <= plot.get().getStackSize(); plane++) {
            String channel = plot.get().getStackSize() == 1 ? "" : "-c" + plane;
            BufferedImage drawn = plot.get().getStack().getProcessor(plane).getBufferedImage();
            WholeFiles.create(
                    folder.resolve(name + channel + ".png"),
                    part -> ImageIO.write(drawn, "png", part.toFile()));
        }
    }

    /**
     * Writes the table: a row for each channel of each image, with empty fields for what could not
     * be measured.
     */
    public Path writeTable() throws IOException {
        Path table = folder.resolve(TABLE);
        String text = table(all).csv();
        WholeFiles.create(table, part -> Files.writeString(part, text));
        return table;
    }

    /** Rows are channels, columns are figures. */
    static TextTable table(List<Findings> channels) {
        Set<String> columns = new LinkedHashSet<>();
        for (Findings each : channels)
            for (Figure figure : Figures.of(each)) columns.add(figure.heading());
        List<String> header = new ArrayList<>(List.of("Image", "Channel"));
        header.addAll(columns);
        header.addAll(List.of("Found", "Advice"));
        List<List<String>> rows = new ArrayList<>();
        for (Findings each : channels) {
            List<Figure> figures = Figures.of(each);
            List<String> row = new ArrayList<>(List.of(each.image(), "" + each.channel()));
            for (String column : columns)
                row.add(
                        figures.stream()
                                .filter(figure -> figure.heading().equals(column))
                                .map(Figure::text)
                                .findFirst()
                                .orElse(""));
            Verdict verdict = Verdict.of(each);
            row.addAll(List.of(verdict.found(), verdict.advice()));
            rows.add(row);
        }
        return new TextTable(header, rows);
    }

    private static void requireFree(Path file) throws IOException {
        if (Files.exists(file))
            throw new FileAlreadyExistsException(
                    file.toString(), null, "it exists and is not overwritten; name another folder");
    }
}
