package org.mulligan.model;

import java.io.IOException;
import java.nio.file.Path;

/** Unpacks a stranger's zip into a folder of ours, by the rules of {@link PackageFiles#at}. */
public final class ModelArchive {
    private ModelArchive() {}

    /**
     * @param folder empty; what is in it after a failure is for the caller to delete
     * @throws IOException when the zip is broken, or holds what no model holds; the text says what
     */
    public static void unpack(Path zip, Path folder) throws IOException {
        PackageFiles files = PackageFiles.at(zip);
        Extraction extraction = new Extraction(folder);
        for (String name : files.names()) extraction.take(files, name, name);
    }
}
