package org.mulligan.image.io;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageResultTest {
    @ParameterizedTest(name = "{0} loses the selection: {1}")
    @CsvSource({"a.tif, false", "a.ome.tif, true", "a.ome.zarr, true"})
    void whatAFormatHasNoPlaceForIsSaid(String name, boolean lost) {
        ImagePlus image = new ImagePlus("a", new ByteProcessor(4, 4));
        assertThat(ImageResult.warnings(image, Path.of(name))).isEmpty();
        image.setRoi(new Roi(1, 1, 2, 2));
        assertThat(ImageResult.warnings(image, Path.of(name))).hasSize(lost ? 1 : 0);
        if (lost)
            assertThat(ImageResult.warnings(image, Path.of(name)).get(0))
                    .contains(name, "selection", "left out");
    }
}
