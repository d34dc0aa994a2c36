package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.NewImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The report on a restored image, by a macro and from the command line. */
class ReportDoorsTest {
    @TempDir private Path folder;
    @RegisterExtension private final Doors doors = new Doors();

    @BeforeEach
    void restore() {
        doors.put("@", folder + "/");
        ImagePlus raw = NewImage.createByteImage("raw", 80, 64, 1, NewImage.FILL_NOISE);
        IJ.saveAsTiff(raw, folder.resolve("raw.tif").toString());
        doors.succeeds(
                "denoise --input @raw.tif --output @done.tif --model fluorescence --maps true");
    }

    @Test
    void writesTheSamePageFromEachDoor() throws IOException {
        doors.succeeds("report --input @raw.tif --result @done.tif --output @one.html");
        assertThat(doors.out()).isEqualTo(folder.resolve("one.html") + System.lineSeparator());
        doors.macro("Report", "input=@raw.tif result=@done.tif output=@two.html");
        String page = Files.readString(folder.resolve("one.html"));
        assertThat(Files.readString(folder.resolve("two.html"))).isEqualTo(page);
        assertThat(page)
                .contains("the model fluorescence (SHA-256 ", "Card of the model", "Maps of trust");
    }

    @Test
    void refusesWhatItCannotReport() {
        assertThat(doors.run("report --input @raw.tif --result @done.tif --output @a.pdf")).isOne();
        assertThat(doors.err()).contains("output must end in .html");
        assertThat(doors.run("report --input @raw.tif --result @raw.tif --output @a.html")).isOne();
        assertThat(doors.err()).contains("has no block [Mulligan]");
        doors.succeeds("report --input @raw.tif --result @done.tif --output @a.html");
        assertThat(doors.run("report --input @raw.tif --result @done.tif --output @a.html"))
                .isOne();
        assertThat(doors.err()).contains("a.html");
    }
}
