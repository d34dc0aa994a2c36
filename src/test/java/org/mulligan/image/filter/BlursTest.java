package org.mulligan.image.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.psf.Psf;

/** Tables, simulated images and trained models depend on the last bit of each of the blurs. */
class BlursTest {
    /** CRC-32 of the floats' bits, as the three gave them when each had loops of its own. */
    @ParameterizedTest(name = "{0} x {1} px, sigma {2}")
    @CsvSource({
        "64, 48, 0.3, 56c14aa3, ae8681b9, 342a2ba7, de520d67, 81db4600",
        "64, 48, 0.8, 16343c5b, e37364de, e35d3d21, 129e7ae2, 09c70a0d",
        "64, 48, 1.5, ad6762b2, d932d90d, 5ecb5593, 8eb4e6ef, 4d52ecaf",
        "64, 48, 4.0, a07039be, 8b47f1ac, a184ed38, a07dfaa0, 83d8d58b",
        "13, 7, 0.3, e8c42d0e, 516cf78c, ccda4f22, d103f95c, 5e48eabd",
        "13, 7, 0.8, e29b888d, 7091fbc2, a09c9dba, 80f35b75, 523ecd9f",
        "13, 7, 1.5, 02bfe813, 054f9e5b, 8065663c, 9cd37e78, 3d51a157",
        "13, 7, 4.0, 673267b6, f35553f0, b982e5ea, 3249562d, 234e1903",
        "1, 9, 0.3, 7a040dce, ab69ee38, c84e5a35, 3810eec5, 26bd1f7f",
        "1, 9, 0.8, 506d6ff4, bfeed185, 89380107, 33fa595a, 1e04640e",
        "1, 9, 1.5, 9d558f39, 38b7ec6b, 5b13199c, 477a56ef, 585cd933",
        "1, 9, 4.0, 9d13d198, 82e64a1c, d3c64598, 05c37a3d, 12203ccf",
        "5, 1, 0.3, 188797c5, 65ac3720, ebde72d9, 85659557, 899f4dbd",
        "5, 1, 0.8, be4c952a, db59f645, 4e7275d7, 1ed126d9, cdf57c45",
        "5, 1, 1.5, 40d705bf, e6368273, d8a8bd57, a0684fa7, f900c7c6",
        "5, 1, 4.0, 1ff1a066, 726708b6, 480baf3b, 527af216, 4ef38efc",
        "3, 2, 0.3, e1f29ca3, 219d4fd0, c10fdb23, 6ce842bd, 9a69173e",
        "3, 2, 0.8, d4db91c1, 3303c795, 25b0336d, fd0d2b36, 60042113",
        "3, 2, 1.5, a1acefcc, 27681116, 0d5287d7, 43732abf, f27ceea0",
        "3, 2, 4.0, 6bae5304, b9a8914a, e1a87891, d2d93662, 87a0c6e5"
    })
    void giveTheSameBitsAsEver(
            int width,
            int height,
            double sigma,
            String scipys,
            String fast,
            String fastAlongX,
            String fastAlongY,
            String psf) {
        float[] image = image(width * height);
        assertThat(crc(GaussianBlur.blur(image, width, height, sigma))).isEqualTo(scipys);
        float[] both = image.clone();
        FastGaussian.blur(both, width, height, sigma);
        assertThat(crc(both)).isEqualTo(fast);
        float[] rows = image.clone();
        FastGaussian.blur(rows, width, height, sigma, 0);
        assertThat(crc(rows)).isEqualTo(fastAlongX);
        float[] columns = image.clone();
        FastGaussian.blur(columns, width, height, 0, sigma);
        assertThat(crc(columns)).isEqualTo(fastAlongY);
        assertThat(crc(Psf.gaussian(2.3 * sigma).convolve(image, width, height))).isEqualTo(psf);
        assertThat(image).isEqualTo(image(width * height));
    }

    @Test
    void giveThesePixels() {
        float[] image = {1, 2, 4, 8, 16, 32};
        assertThat(GaussianBlur.blur(image, 3, 2, 0.8))
                .containsExactly(
                        3.8344843f, 6.543653f, 9.977895f, 8.032884f, 13.708336f, 20.902748f);
        FastGaussian.blur(image, 3, 2, 0.8);
        assertThat(image)
                .containsExactly(
                        6.6776576f, 9.366372f, 12.41228f, 7.6230264f, 10.6923895f, 14.169511f);
    }

    @ParameterizedTest(name = "sigma {0} px")
    @CsvSource({
        "0.3, 0.992342353110167",
        "0.8, 0.5948868132262684",
        "0.95, 0.5450626505943844",
        "4, 0.2660218751656095"
    })
    void theNoiseThatAFastOneLeavesIsKnown(double sigma, double left) {
        assertThat(FastGaussian.noiseLeft(sigma)).isEqualTo(left);
        float[] noise = new float[400 * 300];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < noise.length; i++) noise[i] = (float) random.nextGaussian();
        FastGaussian.blur(noise, 400, 300, sigma, 0);
        double squares = 0;
        for (float value : noise) squares += value * value;
        assertThat(Math.sqrt(squares / noise.length)).isCloseTo(left, within(0.01));
    }

    @Test
    void refuseWhatIsNoBlur() {
        assertThatThrownBy(() -> GaussianBlur.blur(new float[6], 3, 2, 0))
                .hasMessageContaining("must be positive, got 0.0");
        assertThatThrownBy(() -> GaussianBlur.blur(new float[5], 3, 2, 1))
                .hasMessageContaining("3 x 2 px cannot have 5 values");
    }

    private static float[] image(int pixels) {
        SplittableRandom random = new SplittableRandom(7);
        float[] image = new float[pixels];
        for (int i = 0; i < pixels; i++) image[i] = (float) random.nextDouble(-50, 4000);
        return image;
    }

    private static String crc(float[] values) {
        ByteBuffer bits = ByteBuffer.allocate(Float.BYTES * values.length);
        for (float value : values) bits.putInt(Float.floatToRawIntBits(value));
        CRC32 crc = new CRC32();
        crc.update(bits.array());
        return "%08x".formatted(crc.getValue());
    }
}
