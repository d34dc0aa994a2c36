package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.zarr.PythonArrays;

/** OME-Zarr in and out, by a macro and from the command line. */
class ConvertDoorsTest {
    @TempDir private Path folder;
    @RegisterExtension private final Doors doors = new Doors();

    @BeforeEach
    void nameFiles() throws IOException {
        doors.put("@", folder + "/");
        Path images = Files.createDirectory(folder.resolve("in"));
        PythonArrays.unpack("ome.zip", images);
    }

    private String fails(String line) {
        assertThat(doors.run(line)).isEqualTo(1);
        return doors.err();
    }

    private ImagePlus open(String name) throws IOException {
        return ImageFiles.open(folder.resolve(name));
    }

    private static void assertAlike(ImagePlus one, ImagePlus other) {
        assertThat(one.getDimensions()).isEqualTo(other.getDimensions());
        for (int i = 1; i <= one.getStackSize(); i++)
            assertThat(one.getStack().getPixels(i)).isEqualTo(other.getStack().getPixels(i));
        assertThat(one.getCalibration().pixelWidth).isEqualTo(other.getCalibration().pixelWidth);
        assertThat(one.getCalibration().getXUnit()).isEqualTo(other.getCalibration().getXUnit());
    }

    @Test
    void convertsAlikeFromEachDoor() throws IOException {
        String said = doors.succeeds("convert --input @in/tczyx-0.5.ome.zarr --output @a.tif");
        assertThat(said).isEqualTo(folder + "/a.tif\n");
        ImagePlus image = open("in/tczyx-0.5.ome.zarr");
        assertAlike(open("a.tif"), image);
        ImagePlus converted =
                doors.macro("Convert", open("a.tif"), "output=@b.ome.zarr format=0.4 chunk=16");
        assertAlike(converted, image);
        assertThat(folder.resolve("b.ome.zarr/0/.zarray")).content().contains("16, 16");
        ImagePlus level =
                doors.macro("Convert", null, "file=@in/tczyx-0.4.ome.zarr/s1 output=@c.zarr");
        assertAlike(level, open("in/tczyx-0.4.ome.zarr/s1"));
        assertAlike(doors.macro("Convert", null, "file=@c.zarr"), level);
    }

    /** A folder that is an image is inspected as one, and as one of a folder. */
    @Test
    void anOmeZarrIsAnImageInEveryCommand() throws IOException {
        ImagePlus noise = IJ.createImage("noise", "16-bit black", 100, 90, 2);
        for (int i = 1; i <= 2; i++) {
            noise.getStack().getProcessor(i).add(500);
            noise.getStack().getProcessor(i).noise(30);
        }
        Files.createDirectory(folder.resolve("two"));
        IJ.saveAsTiff(noise, folder.resolve("two/b.tif").toString());
        doors.succeeds("convert --input @two/b.tif --output @two/a.ome.zarr");
        assertThat(doors.succeeds("inspect --input @two/a.ome.zarr")).startsWith("a.ome.zarr\n");
        doors.succeeds("inspect --input @two --output @out");
        List<String> table = Files.readAllLines(folder.resolve("out/inspect.csv"));
        assertThat(table).hasSize(3);
        assertThat(table.get(1)).startsWith("a.ome.zarr,1,100,90,");
        assertThat(table.get(1).replaceFirst("^[^,]*", ""))
                .isEqualTo(table.get(2).replaceFirst("^[^,]*", ""));
    }

    @Test
    void theMacroConvertsAFolder() throws Exception {
        Files.createDirectory(folder.resolve("two"));
        Files.createDirectory(folder.resolve("out"));
        doors.succeeds("convert --input @in/cyx-0.5.ome.zarr --output @two/a.tif");
        doors.succeeds("convert --input @in/tczyx-0.4.ome.zarr --output @two/b.ome.zarr");
        String said =
                Doors.macroFile(
                        folder,
                        "macros/convert-folder.ijm",
                        folder.resolve("two") + ";" + folder.resolve("out"));
        assertThat(said).contains("2 images converted");
        assertAlike(open("out/a.ome.zarr"), open("in/cyx-0.5.ome.zarr"));
        assertAlike(open("out/b.tif"), open("in/tczyx-0.4.ome.zarr"));
    }

    @Test
    void saysWhatItCannotDo() throws IOException {
        String plate = "in/plate-0.4.ome.zarr";
        assertThat(fails("convert --input @" + plate + " --output @p.tif"))
                .contains("a plate of 2 wells", "plate-0.4.ome.zarr/A/1/0");
        assertThat(fails("convert --input @in --output @p.tif"))
                .contains("is a folder, and one image is converted at a time");
        assertThat(fails("convert --input @none.zarr --output @p.tif")).contains("does not exist");
        String image = "convert --input @in/yx-0.5.ome.zarr --output ";
        assertThat(fails(image + "@p.png")).contains("must end in .tif or .ome.zarr");
        assertThat(fails(image + "@p.zarr --format 0.4 --shard 64")).contains("format 0.5 only");
        assertThat(fails(image + "@in/yx-0.5.ome.zarr")).contains("exists already");
        assertThat(fails(image + "@none/p.zarr")).contains("its folder does not exist");
        assertThat(folder.resolve("p.tif")).doesNotExist();
    }
}
