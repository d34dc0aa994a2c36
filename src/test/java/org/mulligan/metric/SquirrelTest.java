package org.mulligan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ij.IJ;
import ij.ImagePlus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SquirrelTest {
    @Test
    void computesBothOfFourPixelsByHand() {
        // Less their means: r = -2, -1, 1, 2 and t = -2, 0, -1, 3. sum(rt) = 9, sum(rr) = 10,
        // sum(tt) = 14. RSP = 9 / sqrt(140). Gain 9 / 14, what is left: 10 - 81 / 14 = 59 / 14;
        // RSE = sqrt(59 / 14 / 4)
        float[] reference = {8, 9, 11, 12};
        float[] test = {-1, 1, 0, 4};
        assertThat(new Rsp().compare(reference, test, 2, 2))
                .isCloseTo(9 / Math.sqrt(140), within(1e-12));
        assertThat(new Rse().compare(reference, test, 2, 2))
                .isCloseTo(Math.sqrt(59 / 56.0), within(1e-12));
    }

    @Test
    void doesNotCareForTheBrightnessAndContrastOfTheTestedImage() {
        float[] reference = {3, 1, 4, 1, 5, 9};
        float[] brighter = {1300, 1100, 1400, 1100, 1500, 1900};
        assertThat(new Rsp().compare(reference, brighter, 3, 2)).isCloseTo(1, within(1e-12));
        assertThat(new Rse().compare(reference, brighter, 3, 2)).isCloseTo(0, within(1e-12));
        float[] darker = {-3, -1, -4, -1, -5, -9};
        assertThat(new Rsp().compare(reference, darker, 3, 2)).isCloseTo(-1, within(1e-12));
    }

    /**
     * The images of SQUIRREL's own figure 3, the super-resolved ones binned 5 x 5. Made by
     *
     * <pre>
     * sr = tifffile.imread('Figure_3_-_super-resolution_stack.tif').astype(float)
     * wf = tifffile.imread('Figure_3_-_widefield_reference_image.tif').astype(float).ravel()
     * for s in sr:
     *     t = s.reshape(60, 5, 60, 5).mean((1, 3)).astype('f4').astype(float).ravel()
     *     A = np.c_[t, np.ones(3600)]
     *     c = np.linalg.lstsq(A, wf, rcond=None)[0]
     *     print(np.corrcoef(t, wf)[0, 1], np.sqrt(np.mean((wf - A @ c) ** 2)))
     * </pre>
     */
    @ParameterizedTest(name = "image {0}: RSP {1}, RSE {2}")
    @CsvSource({
        "1, 0.6804021098783418, 49.679722575138385",
        "2, 0.6551347811959766, 51.216745890122944",
        "3, 0.4867326671472044, 59.21869808295705"
    })
    void agreesWithNumpyOnRealImages(int slice, double rsp, double rse) {
        Path folder = SharedData.folder("squirrel_rsp_rse");
        ImagePlus stack =
                IJ.openImage(folder.resolve("Figure_3_-_super-resolution_stack.tif").toString());
        ImagePlus field =
                IJ.openImage(folder.resolve("Figure_3_-_widefield_reference_image.tif").toString());
        float[] reference = (float[]) field.getProcessor().convertToFloatProcessor().getPixels();
        float[] binned = new float[60 * 60];
        for (int i = 0; i < binned.length; i++) {
            double sum = 0;
            for (int k = 0; k < 25; k++)
                sum +=
                        stack.getStack()
                                .getProcessor(slice)
                                .getf(i % 60 * 5 + k % 5, i / 60 * 5 + k / 5);
            binned[i] = (float) (sum / 25);
        }
        assertThat(new Rsp().compare(reference, binned, 60, 60)).isCloseTo(rsp, within(1e-7));
        assertThat(new Rse().compare(reference, binned, 60, 60)).isCloseTo(rse, within(1e-5));
    }

    @Test
    void saysThatAConstantImageHasNoCorrelation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rsp().compare(new float[4], new float[] {1, 2, 3, 4}, 2, 2))
                .withMessageContaining("constant");
    }
}
