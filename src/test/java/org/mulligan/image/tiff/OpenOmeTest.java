package org.mulligan.image.tiff;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.OddFiles;
import org.mulligan.image.io.OddFiles.Page;

class OpenOmeTest {
    private static final String OME =
            "<?xml version=\"1.0\"?><OME><Image><Pixels DimensionOrder=\"XYZCT\" SizeX=\"4\" SizeY=\"3\" SizeC=\"2\" SizeZ=\"3\" SizeT=\"1\" PhysicalSizeX=\"0.13\"/></Image></OME>";

    @TempDir Path folder;

    /** As ImageJ's File > Open reads it: slices, and the text in Info. */
    @Test
    void warnsOfAnImageThatHasOtherAxesThanItsInfoSays() throws IOException {
        ImagePlus image = IJ.openImage(file().toString());
        assertThat(image.getNSlices()).isEqualTo(6);
        assertThat(OpenOme.warning(image))
                .get()
                .asString()
                .startsWith("cells.ome.tif: ")
                .contains("says 2 channels, 3 slices, 1 frame, and the image has 1 channel, 6")
                .contains("Stack to Hyperstack...");
    }

    @Test
    void warnsOfAPixelSizeThatOnlyInfoHas() throws IOException {
        ImagePlus image = IJ.openImage(file().toString());
        image.setDimensions(2, 3, 1);
        assertThat(OpenOme.warning(image)).get().asString().contains("pixels of 0.13 um");
        image.getCalibration().pixelWidth = 0.13;
        image.getCalibration().setUnit("um");
        assertThat(OpenOme.warning(image)).isEmpty();
    }

    @Test
    void saysNothingOfOtherImages() throws IOException {
        ImagePlus image = IJ.openImage(file().toString());
        image.getStack().deleteLastSlice(); // Somebody has chosen among its planes.
        assertThat(OpenOme.warning(image)).isEmpty();
        assertThat(OpenOme.warning(ImageFiles.open(file()))).isEmpty();
        assertThat(OpenOme.warning(IJ.createImage("a", 4, 3, 6, 8))).isEmpty();
        image.setProperty("Info", "<OME>, broken");
        assertThat(OpenOme.warning(image)).isEmpty();
    }

    private Path file() throws IOException {
        Page[] pages = new Page[6];
        for (int i = 0; i < 6; i++) {
            Page page = TiffPagesTest.page(4, 3, 8, 1, i, Map.of());
            pages[i] = i > 0 ? page : new Page(4, 3, page.strip(), page.tags(), OME);
        }
        return OddFiles.pages(folder.resolve("cells.ome.tif"), pages);
    }
}
