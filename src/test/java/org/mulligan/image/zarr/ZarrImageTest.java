package org.mulligan.image.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.io.FolderImages;
import org.mulligan.image.io.ImageFiles;

/** Images that ome-zarr-py wrote. */
class ZarrImageTest {
    @TempDir private static Path shared;

    @TempDir private Path folder;

    @BeforeEach
    void unpack() throws IOException {
        if (Files.notExists(shared.resolve("yx-0.5.ome.zarr")))
            PythonArrays.unpack("ome.zip", shared);
    }

    private static ImagePlus open(String path) throws IOException {
        return ImageFiles.open(shared.resolve(path));
    }

    /** Pixel of a plane by its number in C order, TCZYX. */
    private static double k(ImagePlus image, int t, int c, int z, int y, int x) {
        long i = t;
        i = i * image.getNChannels() + c;
        i = i * image.getNSlices() + z;
        i = i * image.getHeight() + y;
        i = i * image.getWidth() + x;
        return (i * i + 7 * i + 3) % 100;
    }

    private static void checkPixels(ImagePlus image, double factor, double shift) {
        for (int t = 0; t < image.getNFrames(); t++)
            for (int c = 0; c < image.getNChannels(); c++)
                for (int z = 0; z < image.getNSlices(); z++) {
                    int plane = image.getStackIndex(c + 1, z + 1, t + 1);
                    for (int y = 0; y < image.getHeight(); y += 3)
                        for (int x = 0; x < image.getWidth(); x++)
                            assertThat(image.getStack().getProcessor(plane).getf(x, y))
                                    .as("%d %d %d %d %d", t, c, z, y, x)
                                    .isEqualTo((float) (k(image, t, c, z, y, x) * factor + shift));
                }
    }

    @ParameterizedTest
    @CsvSource({
        "tczyx-0.1, 2, 3, 2, 16",
        "tczyx-0.2, 2, 3, 2, 8",
        "czyx-0.3, 2, 3, 1, 16",
        "tczyx-0.4, 2, 3, 2, 16",
        "tczyx-0.5, 2, 3, 2, 16"
    })
    void opensEveryVersion(String name, int channels, int slices, int frames, int depth)
            throws IOException {
        ImagePlus image = open(name + ".ome.zarr");
        assertThat(image.getDimensions()).containsExactly(50, 41, channels, slices, frames);
        assertThat(image.getBitDepth()).isEqualTo(depth);
        assertThat(image.getTitle()).isEqualTo(name + ".ome.zarr");
        assertThat(image.getStack().isVirtual()).isTrue();
        assertThat(ImageFiles.notes(image)).isEmpty();
        checkPixels(image, 1, 0);
        CompositeImage composite = (CompositeImage) image;
        assertThat(composite.getChannelLut(1).getRGB(255)).isEqualTo(Color.BLUE.getRGB());
        assertThat(composite.getChannelLut(2).getRGB(255)).isEqualTo(Color.GREEN.getRGB());
        assertThat(composite.getChannelLut(1).min).isEqualTo(5);
        assertThat(composite.getChannelLut(1).max).isEqualTo(90);
        assertThat(composite.getActiveChannels()).startsWith(true, false);
        assertThat(image.getStack().getSliceLabel(1)).isEqualTo("DAPI");
        assertThat(image.getStack().getSliceLabel(4)).isEqualTo("GFP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tczyx-0.4", "tczyx-0.5"})
    void knowsSizesAndUnits(String name) throws IOException {
        Calibration calibration = open(name + ".ome.zarr").getCalibration();
        assertThat(calibration.pixelWidth).isEqualTo(0.1);
        assertThat(calibration.pixelHeight).isEqualTo(0.2);
        assertThat(calibration.pixelDepth).isEqualTo(400);
        assertThat(calibration.getXUnit()).isEqualTo("µm");
        assertThat(calibration.getZUnit()).isEqualTo("nm");
        assertThat(calibration.frameInterval).isEqualTo(0.25);
        assertThat(calibration.getTimeUnit()).isEqualTo("sec");
        assertThat(calibration.xOrigin).isZero();
    }

    /** Pixels of a level are larger, and the first one's centre lies further in. */
    @ParameterizedTest
    @ValueSource(strings = {"tczyx-0.4", "tczyx-0.5"})
    void opensALevelByItsPath(String name) throws IOException {
        ImagePlus level = open(name + ".ome.zarr/s1");
        assertThat(level.getDimensions()).containsExactly(25, 20, 2, 3, 2);
        assertThat(level.getTitle()).isEqualTo(name + "-s1.ome.zarr");
        Calibration calibration = level.getCalibration();
        assertThat(calibration.pixelWidth).isCloseTo(0.2, within(1e-12));
        assertThat(calibration.pixelHeight).isCloseTo(0.41, within(1e-12));
        assertThat(calibration.getX(0)).isCloseTo(0.05, within(1e-12));
        assertThat(ImageFiles.stem(level.getTitle())).isEqualTo(name + "-s1");
        assertThat(((CompositeImage) level).getChannelLut(2).max).isEqualTo(70);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tczyx-0.4", "tczyx-0.5"})
    void opensLabelsByTheirPath(String name) throws IOException {
        ImagePlus labels = open(name + ".ome.zarr/labels/cells");
        assertThat(labels.getDimensions()).containsExactly(50, 41, 1, 3, 2);
        assertThat(labels.getBitDepth()).isEqualTo(32);
        assertThat(ImageFiles.notes(labels))
                .singleElement()
                .asString()
                .contains("Whole numbers of 32 bit");
        // Where the pixels of channel 1 are above 50; the tenth has 73.
        assertThat(labels.getStack().getProcessor(1).getf(10, 0)).isEqualTo(70000f);
        assertThatThrownBy(() -> open(name + ".ome.zarr/labels"))
                .hasMessageContaining("no image itself")
                .hasMessageContaining("cells");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.4", "0.5"})
    void opensAPlateByItsFields(String version) throws IOException {
        String plate = "plate-" + version + ".ome.zarr";
        assertThatThrownBy(() -> open(plate))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a plate of 2 wells")
                .hasMessageContaining(plate + "/A/1/0");
        ImagePlus field = open(plate + "/B/2/1");
        assertThat(field.getDimensions()).containsExactly(30, 20, 1, 1, 1);
        assertThat(field.getProcessor().getf(4, 0)).isEqualTo(47 + 1);
        assertThat(field.getTitle()).isEqualTo("plate-" + version + "-B-2-1.ome.zarr");
        ImagePlus well = open(plate + "/A/1");
        assertThat(well.getProcessor().getf(4, 0)).isEqualTo(47);
        assertThat(ImageFiles.notes(well)).singleElement().asString().contains("2 fields");
    }

    @Test
    void opensRealAndSignedPixels() throws IOException {
        ImagePlus real = open("yx-0.5.ome.zarr");
        assertThat(real.getBitDepth()).isEqualTo(32);
        checkPixels(real, 0.5, -20);
        ImagePlus whole = open("zyx-0.4.ome.zarr");
        assertThat(whole.getNSlices()).isEqualTo(3);
        checkPixels(whole, 1, -50);
        ImagePlus signed = open("cyx-0.5.ome.zarr");
        assertThat(signed.getBitDepth()).isEqualTo(16);
        assertThat(signed.getCalibration().isSigned16Bit()).isTrue();
        checkPixels(signed, 1, 32768 - 50);
        assertThat(((CompositeImage) signed).getChannelLut(1).min).isEqualTo(32768 + 5);
    }

    /** As a dialog that chooses files gives it. */
    @ParameterizedTest
    @ValueSource(strings = {"tczyx-0.4.ome.zarr/.zattrs", "tczyx-0.5.ome.zarr/zarr.json"})
    void opensAnImageByItsMetadata(String path) throws IOException {
        ImagePlus image = open(path);
        assertThat(image.getTitle()).isEqualTo(path.substring(0, path.indexOf('/')));
        checkPixels(image, 1, 0);
    }

    /** At its root, or in its one folder; packed or not. */
    @ParameterizedTest(name = "{0}, root {1}, packed {2}")
    @CsvSource({
        "a.ome.zarr.zip, '', false",
        "a.ozx, '', true",
        "a.zarr.zip, a.ome.zarr/, true",
        "a.zip, '', false"
    })
    void opensAZip(String name, String root, boolean packed) throws IOException {
        Path zip = zip(shared.resolve("tczyx-0.5.ome.zarr"), folder.resolve(name), root, packed);
        ImagePlus image = ImageFiles.open(zip);
        assertThat(image.getDimensions()).containsExactly(50, 41, 2, 3, 2);
        checkPixels(image, 1, 0);
        ImagePlus level = ImageFiles.open(zip.resolve("s2"));
        assertThat(level.getWidth()).isEqualTo(12);
        assertThat(ImageFiles.open(zip.resolve("labels/cells")).getNFrames()).isEqualTo(2);
        assertThatThrownBy(() -> ImageFiles.open(zip.resolve("s9")))
                .hasMessageContaining("it holds no Zarr");
        assertThat(FolderImages.of(folder).images()).containsExactly(zip);
    }

    static Path zip(Path zarr, Path zip, String root, boolean packed) throws IOException {
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file);
                Stream<Path> files = Files.walk(zarr)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(each);
                ZipEntry entry = new ZipEntry(root + zarr.relativize(each));
                CRC32 sum = new CRC32();
                sum.update(bytes);
                entry.setMethod(packed ? ZipEntry.DEFLATED : ZipEntry.STORED);
                entry.setSize(bytes.length);
                if (!packed) entry.setCompressedSize(bytes.length);
                entry.setCrc(sum.getValue());
                out.putNextEntry(entry);
                out.write(bytes);
                out.closeEntry();
            }
        }
        return zip;
    }

    @Test
    void opensAPlainArrayAndSaysWhatItsAxesAreTakenFor() throws IOException {
        String name = "v3-numcodecs-lz4";
        Path array = PythonArrays.unpack("arrays.zip", name, folder).resolve(name);
        ImagePlus image = ImageFiles.open(array);
        assertThat(image.getDimensions()).containsExactly(33, 7, 1, 1, 1);
        assertThat(ImageFiles.notes(image))
                .singleElement()
                .asString()
                .contains("7 x 33 pixels are taken as yx");
        checkPixels(image, 1, 0);
    }

    /** As a folder of images it is one of them, in every command that lists a folder. */
    @Test
    void isOneImageInAFolder() throws IOException {
        List<Path> images = FolderImages.of(shared).images();
        assertThat(images).contains(shared.resolve("yx-0.5.ome.zarr"));
        assertThat(ImageFiles.list(shared)).isEqualTo(images);
        assertThat(ImageFiles.isFolder(shared)).isTrue();
        assertThat(ImageFiles.isFolder(shared.resolve("yx-0.5.ome.zarr"))).isFalse();
        assertThat(ImageFiles.stem("a.b.ome.zarr")).isEqualTo("a.b");
        assertThat(ImageFiles.stem("a.zarr")).isEqualTo("a");
        assertThat(ImageFiles.stem("a.ome.zarr.zip")).isEqualTo("a");
        assertThat(ImageFiles.stem(".zarr")).isEqualTo(".zarr");
    }

    /** Of Bio-Formats, which puts each image of a file into a folder of its own. */
    @Test
    void opensTheFirstOfSeveralImages() throws IOException {
        Path root = Files.createDirectory(folder.resolve("raw.zarr"));
        Files.writeString(root.resolve(".zgroup"), "{\"zarr_format\": 2}");
        Files.writeString(root.resolve(".zattrs"), "{\"bioformats2raw.layout\": 3}");
        copy(shared.resolve("zyx-0.4.ome.zarr"), root.resolve("0"));
        assertThat(ImageFiles.open(root).getNSlices()).isEqualTo(3);
        Files.createDirectory(root.resolve("OME"));
        Files.writeString(root.resolve("OME/.zattrs"), "{\"series\": [\"1\", \"0\"]}");
        copy(shared.resolve("tczyx-0.4.ome.zarr"), root.resolve("1"));
        ImagePlus first = ImageFiles.open(root);
        assertThat(first.getNFrames()).isEqualTo(2);
        assertThat(ImageFiles.notes(first)).singleElement().asString().contains("2 images");
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) Files.copy(file, to.resolve(from.relativize(file)));
        }
    }

    @Test
    void otherAxesBecomeFrames() throws IOException {
        Path root = folder.resolve("angles.zarr");
        copy(shared.resolve("czyx-0.3.ome.zarr"), root);
        Path attributes = root.resolve(".zattrs");
        Files.writeString(
                attributes,
                Files.readString(attributes)
                        .replaceFirst("(?s)\"c\",\\s*\"z\"", "\"angle\", \"z\""));
        ImagePlus image = ImageFiles.open(root);
        assertThat(image.getDimensions()).containsExactly(50, 41, 1, 3, 2);
        assertThat(ImageFiles.notes(image)).singleElement().asString().contains("\"angle\"");
        Files.writeString(
                attributes,
                Files.readString(attributes).replaceFirst("(?s)\"y\",\\s*\"x\"", "\"u\", \"v\""));
        assertThatThrownBy(() -> ImageFiles.open(root))
                .hasMessageContaining("its axes are [angle, z, u, v]");
    }
}
