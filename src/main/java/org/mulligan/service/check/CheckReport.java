package org.mulligan.service.check;

import ij.ImagePlus;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mulligan.data.audit.Remark;
import org.mulligan.disk.WholeFiles;
import org.mulligan.service.report.TextTable;

/**
 * What was found of a set of images.
 *
 * @param images one or more, a pair counts as one
 * @param remarks what is wrong, the worst first
 * @param facts what else is known, in sentences
 * @param sheet all images, small; a stack of RGB pages
 */
public record CheckReport(
        List<CheckedImage> images, List<Remark> remarks, List<String> facts, ImagePlus sheet) {
    /** The table's name. */
    public static final String TABLE = "check-images.csv";

    /** The contact sheet's name. */
    public static final String SHEET = "check-images.tif";

    public CheckReport {
        images = List.copyOf(images);
        remarks = List.copyOf(remarks);
        facts = List.copyOf(facts);
    }

    /** Headings of the table: number, name, what any image has, and its marks. */
    public List<String> headings() {
        Set<String> columns = new LinkedHashSet<>();
        for (CheckedImage image : images) columns.addAll(image.fields().keySet());
        List<String> headings = new ArrayList<>(List.of("Number", "Image"));
        headings.addAll(columns);
        headings.add("Marks");
        return headings;
    }

    /** A row for each image, with empty fields for what could not be measured. */
    public List<List<String>> rows() {
        List<String> headings = headings();
        List<List<String>> rows = new ArrayList<>();
        for (CheckedImage image : images) {
            List<String> row = new ArrayList<>(List.of("" + image.number(), image.name()));
            for (String heading : headings.subList(2, headings.size() - 1))
                row.add(image.fields().getOrDefault(heading, ""));
            row.add(image.markWords());
            rows.add(row);
        }
        return rows;
    }

    /** In words, the worst first. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        remarks.forEach(remark -> lines.add(remark.line()));
        lines.addAll(facts);
        long errors = remarks.stream().filter(Remark::isError).count();
        long marked = images.stream().filter(image -> !image.marks().isEmpty()).count();
        lines.add(
                "%d %s checked, %d with a mark: %s"
                        .formatted(
                                images.size(),
                                images.size() == 1 ? "image" : "images",
                                marked,
                                errors > 0
                                        ? "a training would stop"
                                        : remarks.isEmpty()
                                                ? "nothing stands out"
                                                : "a training would start"));
        return lines;
    }

    /** The first thing that would stop a training. */
    public Optional<String> error() {
        return remarks.stream().filter(Remark::isError).map(Remark::text).findFirst();
    }

    /**
     * @throws IOException when a table or a sheet is in the folder already
     */
    static void requireFree(Path folder) throws IOException {
        for (String name : List.of(TABLE, SHEET))
            if (Files.exists(folder.resolve(name)))
                throw new FileAlreadyExistsException(
                        folder.resolve(name).toString(),
                        null,
                        "it exists and is not overwritten; name another folder");
    }

    /**
     * Writes table and sheet.
     *
     * @param folder is made when it is not there
     */
    List<Path> write(Path folder) throws IOException {
        requireFree(folder);
        Files.createDirectories(folder);
        String text = new TextTable(headings(), rows()).csv();
        WholeFiles.create(folder.resolve(TABLE), part -> Files.writeString(part, text));
        byte[] pages = new FileSaver(sheet).serialize();
        WholeFiles.create(folder.resolve(SHEET), part -> Files.write(part, pages));
        return List.of(folder.resolve(TABLE), folder.resolve(SHEET));
    }
}
