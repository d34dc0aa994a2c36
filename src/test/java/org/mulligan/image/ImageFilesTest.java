package org.mulligan.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tif", "png", "gif", "bmp", "pgm", "zip"})
    void opensWhatImageJOpens(String ending) throws IOException {
        ImagePlus image = new ImagePlus("a", new ByteProcessor(5, 3));
        image.getProcessor().set(4, 2, 77);
        Path file = folder.resolve("a." + ending);
        save(image, ending, file);
        assertThat(ImageFiles.isImage(file)).isTrue();
        assertThat(ImageFiles.open(file).getProcessor().get(4, 2)).isEqualTo(77);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tif", "png", "jpg"})
    void namesAFileThatIsCutShort(String ending) throws IOException {
        ImagePlus image = new ImagePlus("a", new ByteProcessor(64, 64));
        for (int i = 0; i < 4096; i++) image.getProcessor().set(i, i * i % 251);
        Path file = folder.resolve("a." + ending);
        save(image, ending, file);
        byte[] bytes = Files.readAllBytes(file);
        Path broken = folder.resolve("broken." + ending);
        Files.write(broken, Arrays.copyOf(bytes, 60));
        assertThatThrownBy(() -> ImageFiles.open(broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken." + ending);
        Path cut = folder.resolve("cut.tif");
        if (ending.equals("tif")) {
            Files.write(cut, Arrays.copyOf(bytes, bytes.length - 100));
            assertThatThrownBy(() -> ImageFiles.open(cut))
                    .hasMessageContaining("cut.tif cannot be opened: it is truncated");
        }
    }

    @Test
    void saysWhatIsNoImage() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no image");
        Path noise = Files.write(folder.resolve("noise.xyz"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        Path empty = Files.createFile(folder.resolve("empty.tif"));
        for (Path file : new Path[] {text, noise, empty, folder, folder.resolve("missing.tif")})
            assertThatThrownBy(() -> ImageFiles.open(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString());
        assertThat(ImageFiles.isImage(text)).isFalse();
        assertThat(ImageFiles.stem("a.b.tif")).isEqualTo("a.b");
        assertThat(ImageFiles.stem("no ending")).isEqualTo("no ending");
    }

    /** {@code IJ.saveAs} would build ImageJ's menus, which needs a display. */
    private static void save(ImagePlus image, String ending, Path file) {
        FileSaver saver = new FileSaver(image);
        String path = file.toString();
        switch (ending) {
            case "png" -> saver.saveAsPng(path);
            case "gif" -> saver.saveAsGif(path);
            case "bmp" -> saver.saveAsBmp(path);
            case "pgm" -> saver.saveAsPgm(path);
            case "jpg" -> saver.saveAsJpeg(path);
            case "zip" -> saver.saveAsZip(path);
            default -> saver.saveAsTiff(path);
        }
    }
}
