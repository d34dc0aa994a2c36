package org.mulligan.data.samples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.pairs.Folders;

class SampleRefusalsTest {
    @TempDir private Path folder;
    private Path images;

    @BeforeEach
    void savesSixImages() throws IOException {
        images = folder.resolve("images");
        SampleFiles.folder(images, 6);
    }

    private static AbstractThrowableAssert<?, ?> refusal(
            Path source, String classes, int size, int channels, Fit fit) {
        return assertThatThrownBy(
                () ->
                        Samples.open(
                                source,
                                Optional.of(classes).filter(text -> !text.isEmpty()),
                                size,
                                channels,
                                fit,
                                1,
                                line -> {}));
    }

    private AbstractThrowableAssert<?, ?> refusal(String classes) {
        return refusal(images, classes, 7, 1, Fit.REFUSE);
    }

    private String text(String content) throws IOException {
        return Files.writeString(folder.resolve("classes.csv"), content).toString();
    }

    @Test
    void refusesWhatIsNotThere() throws IOException {
        refusal(folder.resolve("none"), "", 7, 1, Fit.REFUSE)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no folder or file");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        refusal(empty, "", 7, 1, Fit.REFUSE).hasMessageContaining("no images in the folder");
        refusal("nothing.csv").hasMessageContaining("There is no file nothing.csv");
    }

    @Test
    void refusesSizesAndChannelsThatCannotBe() {
        refusal(images, "", 3, 1, Fit.REFUSE).hasMessageContaining("4 to 4096 px, got size=3");
        refusal(images, "", 7, 2, Fit.REFUSE).hasMessageContaining("got 2");
    }

    @Test
    void refusesTooFewImages() throws IOException {
        SampleFiles.folder(folder.resolve("one"), 1);
        refusal(folder.resolve("one"), "", 7, 1, Fit.REFUSE)
                .hasMessageContaining("has one usable image; at least 2");
        Folders.save(folder.resolve("two/a.tif"), new ByteProcessor(7, 7));
        Folders.save(folder.resolve("two/b.tif"), new ByteProcessor(7, 7));
        refusal(folder.resolve("two"), "", 7, 1, Fit.REFUSE)
                .hasMessageContaining("in each of its 2 images all pixels have one value");
    }

    @Test
    void refusesOtherSizesAndSaysWhatWouldDo() throws IOException {
        Folders.save(images.resolve("odd.tif"), SampleFiles.bytes(9, 8, 0));
        refusal("")
                .hasMessageContaining("odd.tif is 9 x 8 px, not 7 x 7")
                .hasMessageContaining("fit=crop")
                .hasMessageContaining("fit=scale");
        refusal(images, "", 8, 1, Fit.REFUSE)
                .hasMessageContaining("aaa.tif is 7 x 7 px, not 8 x 8: use size=7, or fit=scale");
        refusal(images, "", 8, 1, Fit.CROP)
                .hasMessageContaining("aaa.tif is 7 x 7 px, and patches of 8 px do not fit")
                .hasMessageContaining("fit=scale");
        Path idx = SampleFiles.idx(folder.resolve("a.idx"), 5, 6, 7);
        refusal(idx, "", 7, 1, Fit.REFUSE).hasMessageContaining("a.idx is 7 x 6 px, not 7 x 7");
    }

    @Test
    void refusesTheWrongNumberOfChannels() throws IOException {
        refusal(images, "", 7, 3, Fit.REFUSE)
                .hasMessageContaining("aaa.tif has one channel (grey)")
                .hasMessageContaining("use channels=1");
        Path idx = SampleFiles.idx(folder.resolve("a.idx"), 5, 7, 7);
        refusal(idx, "", 7, 3, Fit.REFUSE).hasMessageContaining("use channels=1");
        Path rgb = folder.resolve("rgb");
        Folders.save(rgb.resolve("a.png"), SampleFiles.colours(7, 7, 0));
        refusal(rgb, "", 7, 1, Fit.REFUSE)
                .hasMessageContaining("a.png is an RGB image; channels=3");
        ij.ImagePlus composite = ij.IJ.createHyperStack("", 7, 7, 2, 1, 4, 8);
        for (int i = 1; i <= 8; i++)
            composite.getStack().setProcessor(SampleFiles.bytes(7, 7, i), i);
        Path two = folder.resolve("two.tif");
        new ij.io.FileSaver(composite).saveAsTiffStack(two.toString());
        refusal(two, "", 7, 1, Fit.REFUSE)
                .hasMessageContaining("two.tif has 2 channels; save one of them by itself");
        refusal(two, "", 7, 3, Fit.REFUSE).hasMessageContaining("has 2 channels");
    }

    @Test
    void refusesPixelsThatAreNoNumbers() throws IOException {
        ImageProcessor broken = new FloatProcessor(7, 7);
        broken.setf(3, 2, Float.NaN);
        Folders.save(images.resolve("broken.tif"), broken);
        refusal("")
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("broken.tif")
                .hasMessageContaining("NaN at x=3, y=2");
    }

    @Test
    void refusesClassesThatDoNotFitTheNames() throws IOException {
        refusal(text("aaa,x\naab,y\naac,x\n"))
                .hasMessageContaining("no class for 3 of 6 images: aad.tif, aae.tif, aaf.tif");
        refusal(text("aaa,x\naaa,y\n"))
                .hasMessageContaining("Line 2")
                .hasMessageContaining("one class");
        refusal(text("aaa\n")).hasMessageContaining("Line 1").hasMessageContaining("name,class");
        refusal(text("aaa,\n")).hasMessageContaining("name,class");
        refusal(text("\n")).hasMessageContaining("is empty");
        refusal(text("aaa,x\naab,x\naac,x\naad,x\naae,x\naaf,x\n"))
                .hasMessageContaining("All 6 images are of one class, x");
        refusal(text("aaa,x\naab,x\naac,x\naad,x\naae,x\naaf,y\n"))
                .hasMessageContaining("1 of 2 classes have fewer than 2 images (y)");
        refusal(Samples.FOLDERS).hasMessageContaining("has no sub-folders");
        Path labels = SampleFiles.labels(folder.resolve("labels.idx"), 1, 2, 1, 2, 1, 2);
        refusal(labels.toString()).hasMessageContaining("lines name,class");
        Path binary =
                Files.write(folder.resolve("b.csv"), new byte[] {(byte) 0xff, (byte) 0xfe, 65});
        refusal(binary.toString()).isInstanceOf(IOException.class).hasMessageContaining("UTF-8");
    }

    @Test
    void refusesAnotherNumberOfLabelsThanImages() throws IOException {
        Path idx = SampleFiles.idx(folder.resolve("a.idx"), 5, 7, 7);
        Path labels = SampleFiles.labels(folder.resolve("labels.idx"), 1, 2, 1, 2);
        refusal(idx, labels.toString(), 7, 1, Fit.REFUSE)
                .hasMessageContaining("has 4 classes and")
                .hasMessageContaining("has 5 images");
        refusal(idx, text("a\nb\na\nb\na\nb\n"), 7, 1, Fit.REFUSE)
                .hasMessageContaining("has 6 classes");
        refusal(idx, text("x,a\n"), 7, 1, Fit.REFUSE)
                .hasMessageContaining("one class and nothing else");
        refusal(idx, Samples.FOLDERS, 7, 1, Fit.REFUSE).hasMessageContaining("sub-folder");
        Path packed = Files.createDirectory(folder.resolve("packed"));
        SampleFiles.idx(packed.resolve("a.idx"), 5, 7, 7);
        refusal(packed, "", 7, 1, Fit.REFUSE)
                .hasMessageContaining("a.idx is an idx file; give the file itself");
    }

    @Test
    void refusesMoreThanFitsIntoMemoryAndSaysHowMuchThatIs() throws IOException {
        SampleMemory little = new SampleMemory(200);
        assertThatThrownBy(
                        () ->
                                new SampleReader(7, 1, Fit.REFUSE, 1, little, line -> {})
                                        .read(images, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(images.toString())
                .hasMessageContaining("MB");
    }

    @Test
    void refusesAFileThatIsNoImage() throws IOException {
        Files.writeString(images.resolve("zz.tif"), "no image");
        refusal("").isInstanceOf(IOException.class).hasMessageContaining("zz.tif");
    }
}
