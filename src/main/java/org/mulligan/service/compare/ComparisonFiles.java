package org.mulligan.service.compare;

import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mulligan.disk.WholeFiles;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.TiffFile;

/**
 * The files of a comparison in a folder: NAME-compare.tif, the contact sheet, and NAME-compare.csv,
 * the table. Nothing is overwritten.
 */
final class ComparisonFiles {
    private final Path sheet;
    private final Path table;

    /**
     * @param folder is made when it is not there
     * @param image its title
     * @throws IOException when one of the files is there already
     */
    ComparisonFiles(Path folder, String image) throws IOException {
        String stem = ImageFiles.stem(image).replaceAll("[\\\\/:*?\"<>|]", "_");
        sheet = folder.resolve(stem + "-compare.tif");
        table = folder.resolve(stem + "-compare.csv");
        Files.createDirectories(folder);
        TiffFile.requireFree(sheet);
        TiffFile.requireFree(table);
    }

    /**
     * @return the sheet's file
     */
    Path write(Comparison comparison) throws IOException {
        WholeFiles.create(
                sheet,
                part -> {
                    FileSaver saver = new FileSaver(comparison.sheet());
                    Files.write(part, saver.serialize());
                });
        WholeFiles.create(table, part -> Files.writeString(part, comparison.csv()));
        return sheet;
    }
}
