package org.mulligan.data.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.data.pairs.Folders;

class IdxTest {
    private static final SampleMemory MEMORY = new SampleMemory(1000);

    @TempDir private Path folder;

    private Path bytes(String name, int... values) throws IOException {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) values[i];
        return Files.write(folder.resolve(name), bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-idx3-ubyte", "b.gz"})
    void readsSizesAndBytesPlainOrCompressed(String name) throws IOException {
        Path file = SampleFiles.idx(folder.resolve(name), 3, 2, 5);

        assertThat(Idx.isIdx(file)).isTrue();
        Idx idx = Idx.read(file, 3, MEMORY);
        assertThat(idx.sizes()).containsExactly(3, 2, 5);
        assertThat(idx.values()).hasSize(30).startsWith(0, 1, 2).endsWith(10, 11);
    }

    @Test
    void knowsAnIdxFileByItsFirstBytesWhateverItsName() throws IOException {
        assertThat(Idx.isIdx(SampleFiles.labels(folder.resolve("numbers"), 1, 2))).isTrue();
        assertThat(Idx.isIdx(Files.writeString(folder.resolve("a.csv"), "a,b"))).isFalse();
        Folders.save(folder.resolve("a.tif"), SampleFiles.bytes(5, 5, 0));
        assertThat(Idx.isIdx(folder.resolve("a.tif"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.idx", "b.gz"})
    void refusesATruncatedFile(String name) throws IOException {
        Path whole = SampleFiles.idx(folder.resolve(name), 9, 7, 7);
        byte[] bytes = Files.readAllBytes(whole);
        for (int left : new int[] {bytes.length - 1, bytes.length / 2, 12}) {
            Files.write(whole, Arrays.copyOf(bytes, left));
            assertThatThrownBy(() -> Idx.read(whole, 3, MEMORY))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(whole.toString())
                    .hasMessageContaining("truncated");
        }
    }

    @Test
    void takesNoMemoryForAbsurdSizes() throws IOException {
        Path file =
                bytes("a.idx", 0, 0, 8, 3, 127, -1, -1, -1, 127, -1, -1, -1, 127, -1, -1, -1, 5);
        assertThatThrownBy(() -> Idx.read(file, 3, new SampleMemory(Long.MAX_VALUE)))
                .hasMessageContaining("2147483647 x 2147483647 x 2147483647")
                .hasMessageContaining("only 17 bytes long");
        Path packed = folder.resolve("a.gz");
        SampleFiles.idx(packed, new byte[3], 30_000, 30_000, 3);
        assertThatThrownBy(() -> Idx.read(packed, 3, new SampleMemory(Long.MAX_VALUE)))
                .hasMessageContaining("30000 x 30000 x 3")
                .hasMessageContaining("corrupt");
    }

    @Test
    void saysWhatElseIsWrong() throws IOException {
        assertThatThrownBy(() -> Idx.read(bytes("a.idx", 1, 0, 8, 3), 3, MEMORY))
                .hasMessageContaining("is no idx file");
        assertThatThrownBy(() -> Idx.read(bytes("b.idx", 0, 0, 13, 3), 3, MEMORY))
                .hasMessageContaining("type 0x0d")
                .hasMessageContaining("TIFF");
        Path labels = SampleFiles.labels(folder.resolve("c.idx"), 1, 2);
        assertThatThrownBy(() -> Idx.read(labels, 3, MEMORY))
                .hasMessageContaining("has 1 dimension(s) and must have 3");
        assertThatThrownBy(() -> Idx.read(bytes("d.idx", 0, 0, 8, 1, 0, 0, 0, 0), 1, MEMORY))
                .hasMessageContaining("empty or corrupt");
        assertThatThrownBy(() -> Idx.read(bytes("e.idx", 0, 0, 8, 1, 0, 0, 0, 1, 5, 6), 1, MEMORY))
                .hasMessageContaining("holds more than");
        Path large = SampleFiles.idx(folder.resolve("f.idx"), 21, 7, 7);
        assertThatThrownBy(() -> Idx.read(large, 3, MEMORY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MB");
        Path broken = Files.write(folder.resolve("g.gz"), new byte[] {0x1f, (byte) 0x8b, 9, 9});
        assertThatThrownBy(() -> Idx.read(broken, 3, MEMORY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(broken.toString());
    }
}
