package org.mulligan.image.psf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PsfTest {
    private static final Optics AIR = new Optics(0.75, 520, 1);
    private static final Optics OIL = new Optics(1.4, 520, 1.518);

    static Stream<Psf> kinds() {
        return Stream.of(
                Psf.gaussian(0),
                Psf.gaussian(0.4),
                Psf.gaussian(3.3),
                Psf.airy(AIR, 0.325),
                Psf.airy(OIL, 0.05),
                Psf.airy(OIL, 10),
                Psf.haloed(3, 0.4, 4));
    }

    /** The kernel itself, row by row: the image of a point. */
    private static float[] kernel(Psf psf) {
        int side = 2 * psf.radius() + 1;
        // With a margin that keeps the mirror images of the point away.
        int wide = side + 2 * psf.radius() + 2;
        float[] point = new float[wide * wide];
        point[point.length / 2] = 1;
        float[] blurred = psf.convolve(point, wide, wide);
        int margin = (wide - side) / 2;
        float[] kernel = new float[side * side];
        for (int y = 0; y < side; y++)
            System.arraycopy(blurred, (y + margin) * wide + margin, kernel, y * side, side);
        return kernel;
    }

    private static float[] naive(Psf psf, float[] image, int width, int height) {
        float[] kernel = kernel(psf);
        int radius = psf.radius();
        float[] out = new float[image.length];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int dy = -radius; dy <= radius; dy++)
                    for (int dx = -radius; dx <= radius; dx++)
                        sum +=
                                (double) kernel[(radius + dy) * (2 * radius + 1) + radius + dx]
                                        * image[
                                                reflect(y + dy, height) * width
                                                        + reflect(x + dx, width)];
                out[y * width + x] = (float) sum;
            }
        return out;
    }

    /** By bouncing, one wall after the other. */
    private static int reflect(int index, int length) {
        if (length == 1) return 0;
        int inside = index;
        while (inside < 0 || inside >= length)
            inside = inside < 0 ? -inside : 2 * (length - 1) - inside;
        return inside;
    }

    private static float[] noise(int size, int seed) {
        Random random = new Random(seed);
        float[] image = new float[size];
        for (int i = 0; i < size; i++) image[i] = 100 * random.nextFloat();
        return image;
    }

    private static Offset<Float> near(double distance) {
        return within((float) distance);
    }

    /**
     * SciPy: 2 brentq(h(r) - h(0) / 2), h(r) = quad(sqrt(cos t) sin t j0(k n r sin t), 0, asin(NA /
     * n))^2; the paraxial Airy disc has 0.5145 wavelength / NA.
     */
    @ParameterizedTest(name = "NA {0}, {1} nm, index {2}: FWHM {3} um")
    @CsvSource({
        "0.1, 500, 1, 2.571914",
        "0.3, 500, 1, 0.855716",
        "0.75, 520, 1, 0.350511",
        "1.2, 520, 1.33, 0.215661",
        "1.2, 520, 1.518, 0.218404",
        "1.4, 520, 1.518, 0.184212",
        "1.45, 520, 1.518, 0.176529"
    })
    void isAsWideAsDebyesIntegral(double na, double wavelength, double index, double fwhm) {
        Psf psf = Psf.airy(new Optics(na, wavelength, index), 0.1);
        assertThat(psf.fwhm() * 0.1).isCloseTo(fwhm, within(2e-4 * fwhm));
    }

    @ParameterizedTest(name = "FWHM {0} px")
    @CsvSource({"2.5", "6", "11"})
    void hasTheWidthThatIsAskedForInEachShape(double fwhm) {
        for (Psf psf :
                new Psf[] {
                    Psf.gaussian(fwhm),
                    Psf.airy(fwhm),
                    Psf.haloed(fwhm, 0.2, 2.5),
                    Psf.haloed(fwhm, 0.4, 4)
                }) {
            assertThat(psf.fwhm()).isCloseTo(fwhm, within(1e-9));
            float[] kernel = kernel(psf);
            int radius = psf.radius();
            int middle = kernel.length / 2;
            int half = 0;
            while (kernel[middle + half + 1] > kernel[middle] / 2) half++;
            float above = kernel[middle + half];
            float below = kernel[middle + half + 1];
            double measured = 2 * (half + (above - kernel[middle] / 2) / (above - below));
            // A pixel adds the square of its own width: 8 ln(2) / 12.
            assertThat(measured)
                    .as("of radius %d", radius)
                    .isCloseTo(Math.sqrt(fwhm * fwhm + 0.46), within(0.15));
        }
    }

    @Test
    void aHaloTakesItsShareOfTheLight() {
        double inside = 0;
        float[] kernel = kernel(Psf.haloed(4, 0.4, 4));
        int side = (int) Math.sqrt(kernel.length);
        for (int y = -5; y <= 5; y++)
            for (int x = -5; x <= 5; x++) inside += kernel[kernel.length / 2 + y * side + x];
        // The core has nearly all of its own within 3 sigma, the halo a third.
        assertThat(inside).isBetween(0.7, 0.8);
        assertThatIllegalArgumentException().isThrownBy(() -> Psf.haloed(4, 0.6, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Psf.haloed(4, 0.2, 0.5));
    }

    @Test
    void hasItsFirstDarkRingWhereAiryHasIt() {
        // 0.61 * 0.5 um / 0.1 = 3.05 um: 30.5 px of 0.1 um.
        float[] kernel = kernel(Psf.airy(new Optics(0.1, 500, 1), 0.1));
        int side = (int) Math.sqrt(kernel.length);
        float[] ray =
                Arrays.copyOfRange(kernel, kernel.length / 2, kernel.length / 2 + side / 2 + 1);
        int darkest = 20;
        for (int i = 20; i < 40; i++) if (ray[i] < ray[darkest]) darkest = i;
        assertThat(darkest).isBetween(30, 31);
        assertThat(ray[darkest]).isLessThan(1e-3f * ray[0]);
        // First bright ring: J1 has its next extremum at 0.82 wavelength / NA, 1.75 % of the peak.
        assertThat(ray[41]).isCloseTo(0.0175f * ray[0], near(2e-4 * ray[0]));
    }

    /**
     * SciPy: Gauss-Legendre of h over the area of the pixel at x, y, over h's integral to the
     * disc's end: 24 px, and 27.3 px it would be for 99 % of the energy.
     */
    @ParameterizedTest(name = "pixel {0}, {1}: {2}")
    @CsvSource({
        "0, 0, 0.484872",
        "1, 0, 0.0752135",
        "0, 1, 0.0752135",
        "-1, 1, 0.0144806",
        "2, 0, 0.0068837",
        "3, 0, 0.0018498",
        "-5, -2, 0.00028384"
    })
    void integratesOverPixels(int x, int y, double weight) {
        Psf psf = Psf.airy(AIR, 0.325);
        assertThat(psf.radius()).isEqualTo(24);
        assertThat(kernel(psf)[(24 + y) * 49 + 24 + x])
                .isCloseTo((float) weight, near(1e-5 + 1e-3 * weight));
    }

    @Test
    void endsWhereThePixelsHoldNinetyNineHundredths() {
        // 88.678 px of 0.1 um (SciPy) are 17.74 px of 0.5 um.
        assertThat(Psf.airy(AIR, 0.5).radius()).isEqualTo(18);
        assertThat(Psf.airy(AIR, 100).radius()).isZero();
        // 1.62 * 0.5 / 0.1 um are 81 px of 0.1 um.
        assertThat(Psf.airy(new Optics(0.1, 500, 1), 0.1).radius()).isEqualTo(81);
    }

    @Test
    void narrowsWithTheApertureAndWidensWithTheIndexTowardsTheParaxial() {
        double last = Double.POSITIVE_INFINITY;
        for (double na = 0.2; na < 1.3; na += 0.1) {
            double fwhm = Psf.airy(new Optics(na, 600, 1.33), 0.1).fwhm();
            assertThat(fwhm).isLessThan(last);
            last = fwhm;
        }
        assertThat(Psf.airy(new Optics(0.9, 600, 1), 0.1).fwhm())
                .isLessThan(Psf.airy(new Optics(0.9, 600, 1.33), 0.1).fwhm())
                .isLessThan(Psf.airy(new Optics(0.9, 600, 1.518), 0.1).fwhm());
    }

    @Test
    void aGaussianHasItsWidth() {
        // sigma = 10 / 2.3548 = 4.2466, with the pixel's own 1/12: sqrt(18.034 + 0.0833) = 4.2564
        float[] kernel = kernel(Psf.gaussian(10));
        int side = 27;
        assertThat(kernel).hasSize(side * side);
        double ratio = kernel[13 * side + 18] / kernel[13 * side + 13];
        assertThat(ratio).isCloseTo(Math.exp(-25 / (2 * 18.1171)), within(1e-4));
        assertThat(Psf.gaussian(10).fwhm()).isEqualTo(10);
        assertThat(Psf.gaussian(10).radius()).isEqualTo(13);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keepsTheLightAndIsSymmetric(Psf psf) {
        float[] kernel = kernel(psf);
        int side = 2 * psf.radius() + 1;
        double sum = 0;
        for (float weight : kernel) sum += weight;
        assertThat(sum).isCloseTo(1, within(1e-5));
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                float weight = kernel[y * side + x];
                assertThat(weight).isNotNegative();
                assertThat(kernel[x * side + y]).isCloseTo(weight, near(1e-7));
                assertThat(kernel[y * side + side - 1 - x]).isCloseTo(weight, near(1e-7));
            }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aConstantImageStays(Psf psf) {
        float[] image = new float[61 * 40];
        Arrays.fill(image, 123.4f);
        assertThat(psf.convolve(image, 61, 40)).containsExactly(image, near(1e-4));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void convolvesAsTheSumsDo(Psf psf) {
        int[][] sizes = {{1, 1}, {7, 1}, {1, 4}, {2, 3}, {31, 17}, {33, 50}, {128, 3}};
        for (int[] size : sizes) {
            float[] image = noise(size[0] * size[1], 5);
            float[] before = image.clone();
            float[] blurred = psf.convolve(image, size[0], size[1]);
            assertThat(blurred).containsExactly(naive(psf, image, size[0], size[1]), near(1e-3));
            assertThat(blurred).isNotSameAs(image);
            assertThat(image).isEqualTo(before);
        }
    }

    @Test
    void blocksOfALargeImageLeaveNoSeams() {
        // Three blocks along X, two along Y.
        int width = 2101;
        int height = 1027;
        float[] image = noise(width * height, 9);
        float[] blurred = Psf.airy(AIR, 0.5).convolve(image, width, height);
        // Parts that fit one block. Their own outer 18 px differ: there they are mirrored.
        int[][] corners = {{0, 0}, {width - 900, 0}, {600, 100}, {701, 127}};
        for (int[] corner : corners) {
            float[] part = new float[900 * 900];
            for (int y = 0; y < 900; y++)
                System.arraycopy(image, (corner[1] + y) * width + corner[0], part, y * 900, 900);
            float[] expected = Psf.airy(AIR, 0.5).convolve(part, 900, 900);
            for (int y = 20; y < 880; y += 3)
                for (int x = 20; x < 880; x++)
                    assertThat(blurred[(corner[1] + y) * width + corner[0] + x])
                            .isCloseTo(expected[y * 900 + x], near(1e-3));
        }
    }

    @Test
    void noWidthLeavesTheImageAsItIs() {
        float[] image = noise(35, 1);
        assertThat(Psf.gaussian(0).convolve(image, 7, 5)).isEqualTo(image).isNotSameAs(image);
        assertThat(Psf.gaussian(0).radius()).isZero();
    }

    @Test
    void neverEndsBelowZeroInTheDark() {
        float[] image = new float[300 * 200];
        image[0] = 60_000;
        for (float value : Psf.airy(OIL, 0.1).convolve(image, 300, 200))
            assertThat(value).isNotNegative();
    }

    @ParameterizedTest(name = "J0({0}) = {1}")
    @CsvSource({
        "0, 1",
        "1, 0.7651976865579665",
        "2.5, -0.04838377646819804",
        "3, -0.2600519549019335",
        "3.5, -0.38012773998726346",
        "10, -0.24593576445134832",
        "100, 0.01998585030422333"
    })
    void hasSciPysBesselFunction(double x, double expected) {
        assertThat(DebyeIntegral.j0(x)).isCloseTo(expected, within(6e-8));
    }

    @Test
    void theWholePlanesEnergyIsParsevals() {
        // With rings to 60 um: what is beyond is 2 / (pi^2 60 NA / wavelength), 0.2 %.
        DebyeIntegral intensity = new DebyeIntegral(AIR);
        double sum = 0;
        for (double r = 0.005; r < 60; r += 0.01)
            sum += 2 * Math.PI * r * 0.01 * intensity.intensity(r);
        assertThat(sum / intensity.energy()).isBetween(0.996, 1.0);
    }

    @Test
    void refusesImpossibleOptics() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Optics(1.4, 520, 1.33))
                .withMessageContaining("impossible")
                .withMessageContaining("1.4 ")
                .withMessageContaining("1.33;")
                .withMessageContaining("correct the NA");
        assertThatIllegalArgumentException().isThrownBy(() -> new Optics(1, 520, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Optics(0, 520, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Optics(Double.NaN, 520, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Optics(0.5, 0.52, 1))
                .withMessageContaining("200 to 2000 nm, got 0.52");
        assertThatIllegalArgumentException().isThrownBy(() -> new Optics(0.5, 2001, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Optics(0.5, 520, 0));
    }

    @Test
    void refusesWhatIsNoPixelNoWidthAndNoImage() {
        for (double pixel : new double[] {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Psf.airy(AIR, pixel))
                    .withMessageContaining("pixel size");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Psf.airy(AIR, 1e30))
                .withMessageContaining("blurs nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Psf.airy(AIR, 0.0001))
                .withMessageContaining("in um");
        for (double fwhm : new double[] {-1, 101, Double.NaN})
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Psf.gaussian(fwhm))
                    .withMessageContaining("0 to 100 px");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Psf.gaussian(2).convolve(new float[5], 2, 3))
                .withMessageContaining("2 x 3 px");
    }
}
