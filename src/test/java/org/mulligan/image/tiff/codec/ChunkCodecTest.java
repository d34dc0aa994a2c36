package org.mulligan.image.tiff.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChunkCodecTest {
    /** Clear, then the bytes of section 13 of TIFF 6.0: 7 7 7 8 8 7 7 6 6. */
    @Test
    void unpacksTheExampleOfTheLzwOfTiff() {
        int[] codes = {256, 7, 258, 8, 8, 258, 6, 6, 257};
        byte[] packed = new byte[(codes.length * 9 + 7) / 8];
        for (int i = 0; i < codes.length * 9; i++)
            packed[i / 8] |= (byte) ((codes[i / 9] >> 8 - i % 9 & 1) << 7 - i % 8);
        assertThat(Lzw.unpacked(packed, 9)).containsExactly(7, 7, 7, 8, 8, 7, 7, 6, 6);
        assertThat(Lzw.unpacked(packed, 4)).containsExactly(7, 7, 7, 8);
        assertThatThrownBy(() -> Lzw.unpacked(new byte[] {(byte) 0xff, 0, 0}, 9))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The example of section 9 of TIFF 6.0, from Apple. */
    @Test
    void unpacksTheExampleOfPackBits() {
        int[] packed = {
            0xFE, 0xAA, 0x02, 0x80, 0x00, 0x2A, 0xFD, 0xAA, 0x03, 0x80, 0x00, 0x2A, 0x22, 0xF7, 0xAA
        };
        byte[] bytes = new byte[packed.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) packed[i];
        byte[] raw = PackBits.unpacked(bytes, 24);
        assertThat(raw).startsWith(0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0xAA).endsWith(0xAA, 0xAA);
        assertThat(PackBits.unpacked(bytes, 5)).isEqualTo(Arrays.copyOf(raw, 5));
        assertThat(PackBits.unpacked(new byte[] {2, 7}, 9)).containsExactly(7);
    }

    @ParameterizedTest(name = "{0}, seed 3")
    @EnumSource(names = {"NONE", "DEFLATE", "ZSTD"})
    void unpacksWhatItPacks(ChunkCodec codec) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        byte[] noise = new byte[5001];
        random.nextBytes(noise);
        for (byte[] raw : new byte[][] {noise, new byte[300_000], new byte[0]}) {
            byte[] packed = codec.pack(raw);
            assertThat(codec.unpack(packed, raw.length)).isEqualTo(raw);
            assertThat(codec.most(packed.length)).isGreaterThanOrEqualTo(raw.length);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"LZW", "DEFLATE", "ZSTD"})
    void saysThatBytesAreDamaged(ChunkCodec codec) {
        byte[] damaged = {(byte) 0xff, 1, 2, 3, 4, 5, 6, 7};
        assertThatThrownBy(() -> codec.unpack(damaged, 99))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be unpacked");
    }

    @ParameterizedTest(name = "predictor {0}, {1} bit, {2} samples, big-endian {3}; seed 4")
    @CsvSource({
        "1, 12, 1, true",
        "2, 8, 1, true",
        "2, 8, 3, false",
        "2, 16, 2, false",
        "2, 24, 2, true",
        "2, 32, 1, false",
        "2, 64, 2, true",
        "3, 16, 1, false",
        "3, 32, 3, true",
        "3, 64, 1, false"
    })
    void undoesTheDifferencesThatItMakes(int predictor, int bits, int samples, boolean big) {
        ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        Differences differences = new Differences(predictor, bits, samples, order);
        byte[] raw = new byte[4 * 7 * samples * bits / 8];
        new SplittableRandom(4).nextBytes(raw);
        byte[] rows = raw.clone();
        differences.make(rows, 7);
        assertThat(Arrays.equals(rows, raw)).isEqualTo(predictor == 1);
        differences.undo(rows, 7);
        assertThat(rows).isEqualTo(raw);
    }
}
