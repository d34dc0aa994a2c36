package org.mulligan.image.tiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.CompositeImage;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.OddFiles;
import org.mulligan.image.io.OddFiles.Page;

class OmeTiffTest {
    @TempDir Path folder;

    /** Page i has the value i; where it stands follows from the order alone. */
    @ParameterizedTest(
            name = "{0}: the pages of channel 1 in slice 0, 1, 2 of frame 0 are {1} {2} {3}")
    @CsvSource({
        "XYCZT, 1, 3, 5",
        "XYCTZ, 1, 9, 17",
        "XYZCT, 3, 4, 5",
        "XYZTC, 12, 13, 14",
        "XYTCZ, 4, 12, 20",
        "XYTZC, 12, 16, 20"
    })
    void putsPagesIntoImageJsOrder(String order, int first, int second, int third)
            throws IOException {
        ImagePlus image =
                open(24, pixels(order, 2, 3, 4, "", "<TiffData IFD=\"0\" PlaneCount=\"24\"/>"));
        assertThat(image.getDimensions()).containsExactly(4, 3, 2, 3, 4);
        assertThat(value(image, 2, 1, 1)).isEqualTo(first);
        assertThat(value(image, 2, 2, 1)).isEqualTo(second);
        assertThat(value(image, 2, 3, 1)).isEqualTo(third);
        assertThat(image.isHyperStack()).isTrue();
        assertThat(image).isInstanceOf(CompositeImage.class);
    }

    @Test
    void followsPlanesThatLieInAnotherOrder() throws IOException {
        String data =
                "<TiffData IFD=\"3\" FirstC=\"0\" FirstT=\"0\"/><TiffData IFD=\"0\" FirstC=\"1\"/>"
                        + "<TiffData IFD=\"2\" FirstT=\"1\"/><TiffData IFD=\"1\" FirstC=\"1\" FirstT=\"1\"/>";
        ImagePlus image = open(4, pixels("XYCZT", 2, 1, 2, "", data));
        assertThat(values(image)).containsExactly(3, 0, 2, 1);
    }

    @ParameterizedTest(name = "{0} {1} is {2} um")
    @CsvSource({
        "130, nm, 0.13",
        "0.13, \u00b5m, 0.13",
        "0.13, \u03bcm, 0.13",
        "0.13, '', 0.13",
        "0.0005, mm, 0.5",
        "1300, \u00c5, 0.13",
        "1e-7, m, 0.1",
        "0.001, in, 25.4"
    })
    void readsThePixelSizeInAnyUnit(String size, String unit, double um) throws IOException {
        String attributes =
                "PhysicalSizeX=\"%s\" PhysicalSizeY=\"%s\" PhysicalSizeZ=\"%s\"%s"
                        .formatted(
                                size,
                                size,
                                size,
                                unit.isEmpty()
                                        ? ""
                                        : " PhysicalSizeXUnit=\"%1$s\" PhysicalSizeYUnit=\"%1$s\" PhysicalSizeZUnit=\"%1$s\""
                                                .formatted(unit));
        ImagePlus image = open(1, pixels("XYCZT", 1, 1, 1, attributes, ""));
        assertThat(image.getCalibration().pixelWidth).isCloseTo(um, within());
        assertThat(image.getCalibration().pixelHeight).isCloseTo(um, within());
        assertThat(image.getCalibration().pixelDepth).isCloseTo(um, within());
        assertThat(image.getCalibration().getUnit()).isEqualTo("\u00b5m");
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-9);
    }

    @Test
    void saysWhereTheUnitIsNoLength() throws IOException {
        ImagePlus image =
                open(
                        1,
                        pixels(
                                "XYCZT",
                                1,
                                1,
                                1,
                                "PhysicalSizeX=\"2\" PhysicalSizeXUnit=\"reference frame\"",
                                ""));
        assertThat(image.getCalibration().scaled()).isFalse();
        assertThat(ImageFiles.notes(image))
                .anySatisfy(note -> assertThat(note).contains("\"reference frame\""));
    }

    @Test
    void readsTheTimeBetweenFramesAndWhatChannelsAreCalled() throws IOException {
        String pixels =
                pixels(
                        "XYCZT",
                        2,
                        1,
                        2,
                        "TimeIncrement=\"250\" TimeIncrementUnit=\"ms\"",
                        "<Channel Name=\"DAPI\" Color=\"65535\"/><Channel Name=\"GFP\" Color=\"16711935\"/>"
                                + "<TiffData/>");
        ImagePlus image = open(4, pixels);
        assertThat(image.getCalibration().frameInterval).isEqualTo(0.25);
        assertThat(image.getStack().getSliceLabels()).startsWith("DAPI", "GFP", "DAPI", "GFP");
        CompositeImage composite = (CompositeImage) image;
        assertThat(composite.getChannelLut(1).getRGB(255)).isEqualTo(0xff0000ff);
        assertThat(composite.getChannelLut(2).getRGB(255)).isEqualTo(0xff00ff00);
        assertThat(image.getInfoProperty()).startsWith("ImageDescription: ").contains("<OME");
    }

    @Test
    void readsOnlyItsOwnPlanesOfAnImageInSeveralFiles() throws IOException {
        String data =
                "<Channel Name=\"DAPI\"/><Channel Name=\"GFP\"/>"
                        + "<TiffData FirstC=\"0\" IFD=\"0\" PlaneCount=\"3\"><UUID FileName=\"a.ome.tif\">urn:1</UUID></TiffData>"
                        + "<TiffData FirstC=\"1\" IFD=\"0\" PlaneCount=\"3\"><UUID FileName=\"b.ome.tif\">urn:2</UUID></TiffData>";
        ImagePlus image = open(3, "UUID=\"urn:2\"", pixels("XYZCT", 2, 3, 1, "", data));
        assertThat(image.getDimensions()).containsExactly(4, 3, 1, 3, 1);
        assertThat(image.getStack().getSliceLabel(1)).isEqualTo("GFP");
        assertThat(ImageFiles.notes(image))
                .anySatisfy(
                        note ->
                                assertThat(note)
                                        .contains("Only this file's planes are read, 1 channel, 3")
                                        .contains("the image has 2 channels, 3 slices, 1 frame"));
    }

    @Test
    void readsTheTextInAFileBesideIt() throws IOException {
        Files.writeString(
                folder.resolve("all.companion.ome"),
                ome(
                        "UUID=\"urn:0\"",
                        pixels(
                                "XYCZT",
                                2,
                                1,
                                1,
                                "PhysicalSizeX=\"0.5\"",
                                "<TiffData PlaneCount=\"2\" IFD=\"0\"><UUID FileName=\"test.ome.tif\">urn:7</UUID></TiffData>")));
        String pointer = "<BinaryOnly MetadataFile=\"%sall.companion.ome\" UUID=\"urn:7\"/>";
        ImagePlus image = open(2, "", pointer.formatted("elsewhere/"));
        assertThat(image.getNChannels()).isEqualTo(2);
        assertThat(image.getCalibration().pixelWidth).isEqualTo(0.5);
        Files.delete(folder.resolve("all.companion.ome"));
        assertThat(ImageFiles.notes(open(2, "", pointer.formatted(""))))
                .singleElement()
                .asString()
                .contains("all.companion.ome, which is not beside it")
                .contains("taken as slices");
    }

    @Test
    void readsAllFilesOfAnImageByItsCompanion() throws IOException {
        OddFiles.pages(folder.resolve("b.ome.tif"), pages(3, 4, 3).toArray(Page[]::new));
        Page[] second = {
            TiffPagesTest.page(4, 3, 8, 1, 100, Map.of()),
            TiffPagesTest.page(4, 3, 8, 1, 101, Map.of()),
            TiffPagesTest.page(4, 3, 8, 1, 102, Map.of())
        };
        OddFiles.pages(folder.resolve("a.ome.tif"), second);
        String data =
                "<TiffData FirstC=\"0\" IFD=\"0\" PlaneCount=\"3\"><UUID FileName=\"b.ome.tif\">urn:2</UUID></TiffData>"
                        + "<TiffData FirstC=\"1\" IFD=\"0\" PlaneCount=\"3\"><UUID FileName=\"../a.ome.tif\">urn:1</UUID></TiffData>";
        Path companion = folder.resolve("all.companion.ome");
        Files.writeString(
                companion, ome("", pixels("XYZCT", 2, 3, 1, "PhysicalSizeX=\"0.5\"", data)));
        ImagePlus image = ImageFiles.open(companion);
        assertThat(image.getDimensions()).containsExactly(4, 3, 2, 3, 1);
        assertThat(values(image)).containsExactly(0, 100, 1, 101, 2, 102);
        assertThat(image.getCalibration().pixelWidth).isEqualTo(0.5);
        Path cut = folder.resolve("a.ome.tif");
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 1));
        assertThatThrownBy(() -> ImageFiles.open(companion))
                .hasMessageContaining("all.companion.ome cannot be opened")
                .hasMessageContaining("truncated");
        Files.delete(cut);
        assertThatThrownBy(() -> ImageFiles.open(companion))
                .hasMessageContaining("names the file \"a.ome.tif\", which is not beside it");
    }

    @Test
    void readsTheFirstOfSeveralImages() throws IOException {
        String first = pixels("XYCZT", 1, 1, 2, "", "<TiffData IFD=\"0\" PlaneCount=\"2\"/>");
        String second = pixels("XYCZT", 2, 1, 1, "", "<TiffData IFD=\"2\" PlaneCount=\"2\"/>");
        List<Page> pages = new ArrayList<>(pages(2, 4, 3));
        pages.addAll(pages(2, 9, 9)); // Of the second image, which has another size.
        ImagePlus image = write(pages, ome("", first + second));
        assertThat(image.getDimensions()).containsExactly(4, 3, 1, 1, 2);
        assertThat(ImageFiles.notes(image))
                .anySatisfy(note -> assertThat(note).contains("holds 2 images"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "more planes than pages, 3",
        "a broken text, 4",
        "a document type, 4",
        "an unknown order, 4",
        "an entity from outside, 4"
    })
    void takesSlicesAndSaysSoWhere(String fault, int pages) throws IOException {
        String good = ome("", pixels("XYCZT", 2, 1, 2, "", ""));
        Path secret = Files.writeString(folder.resolve("secret.txt"), "7");
        String text =
                switch (fault) {
                    case "more planes than pages" -> good;
                    case "a broken text" -> good.replace("</Image>", "");
                    case "a document type" -> "<!DOCTYPE OME>" + good;
                    case "an unknown order" -> good.replace("XYCZT", "XYCCT");
                    default ->
                            "<!DOCTYPE OME [<!ENTITY e SYSTEM \"%s\">]>".formatted(secret.toUri())
                                    + good.replace("SizeT=\"2\"", "SizeT=\"&e;\"");
                };
        ImagePlus image = write(pages(pages, 4, 3), text);
        assertThat(image.getDimensions()).containsExactly(4, 3, 1, pages, 1);
        assertThat(ImageFiles.notes(image))
                .singleElement()
                .asString()
                .contains("Its OME-XML is not followed (")
                .contains("its planes are taken as slices")
                .doesNotContain("SizeT=\"7\"");
    }

    @ParameterizedTest(name = "{0}, {1}: {2} channels, {3} slices, {4} frames")
    @CsvSource({
        "'4, 3, 2, 3, 4', TZCYX, 2, 3, 4, 1",
        "'4, 2, 3, 3, 4', TCZYX, 2, 3, 4, 3",
        "'24, 3, 4', TYX, 1, 1, 24, 1"
    })
    void readsTheAxesThatTifffileStates(
            String shape, String axes, int channels, int slices, int frames, int second)
            throws IOException {
        String description = "{\"shape\": [%s], \"axes\": \"%s\"}".formatted(shape, axes);
        ImagePlus image = write(pages(24, 4, 3), description);
        assertThat(image.getDimensions()).containsExactly(4, 3, channels, slices, frames);
        assertThat(values(image).get(1)).isEqualTo(second);
        assertThat(ImageFiles.notes(image)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'\"shape\": [4, 6, 3, 4], \"axes\": \"QQYX\"', 'axes QQYX of 4 x 6 x 3 x 4'",
        "'\"shape\": [5, 6, 3, 4], \"axes\": \"TZYX\"', 'axes TZYX of 5 x 6 x 3 x 4'",
        "'\"shape\": [4, 6, 3, 4]', 'a shape of 4 x 6 x 3 x 4 without naming the axes'"
    })
    void saysWhichAxesItDoesNotRead(String text, String said) throws IOException {
        ImagePlus image = write(pages(24, 4, 3), "{" + text + "}");
        assertThat(image.getNSlices()).isEqualTo(24);
        assertThat(ImageFiles.notes(image))
                .singleElement()
                .asString()
                .contains(said)
                .contains("its planes are taken as slices");
    }

    @Test
    void saysWhoseAxesItDoesNotRead() throws IOException {
        List<Page> pages = new ArrayList<>();
        for (int i = 0; i < 2; i++) pages.add(TiffPagesTest.page(4, 3, 8, 1, i, Map.of(34412, 1)));
        assertThat(ImageFiles.notes(write(pages, "")))
                .singleElement()
                .asString()
                .contains("in the way of Zeiss LSM, which is not read");
    }

    @Test
    void saysWhichPagesItsTextDoesNotName() throws IOException {
        ImagePlus image =
                open(5, pixels("XYCZT", 2, 1, 2, "", "<TiffData IFD=\"0\" PlaneCount=\"4\"/>"));
        assertThat(values(image)).containsExactly(0, 1, 2, 3);
        assertThat(ImageFiles.notes(image))
                .anySatisfy(note -> assertThat(note).contains("1 of its 5 pages is in no image"));
    }

    /** As a time lapse that was stopped. */
    @Test
    void readsTheFramesThatAreThere() throws IOException {
        ImagePlus image = open(4, pixels("XYCZT", 2, 1, 5, "", ""));
        assertThat(image.getDimensions()).containsExactly(4, 3, 2, 1, 2);
        assertThat(ImageFiles.notes(image))
                .anySatisfy(
                        note ->
                                assertThat(note)
                                        .contains("the image has 2 channels, 1 slice, 5 frames"));
    }

    @Test
    void namesResultsWithoutTheEndingOfOme() {
        assertThat(ImageFiles.stem("two.ome.tif")).isEqualTo("two");
        assertThat(ImageFiles.stem("a.b.OME.TIFF")).isEqualTo("a.b");
        assertThat(ImageFiles.stem("ome.tif")).isEqualTo("ome");
        assertThat(ImageFiles.stem(".ome.tif")).isEqualTo(".ome");
    }

    @Test
    void refusesATextThatIsNoOme() {
        assertThatThrownBy(() -> OmeXml.parse("<html/>")).hasMessageContaining("no OME-XML");
    }

    private ImagePlus open(int pages, String pixels) throws IOException {
        return open(pages, "", pixels);
    }

    private ImagePlus open(int pages, String root, String images) throws IOException {
        return write(pages(pages, 4, 3), ome(root, images));
    }

    private ImagePlus write(List<Page> pages, String description) throws IOException {
        List<Page> described = new ArrayList<>(pages);
        Page first = pages.get(0);
        described.set(
                0,
                new Page(first.width(), first.height(), first.strip(), first.tags(), description));
        return ImageFiles.open(
                OddFiles.pages(folder.resolve("test.ome.tif"), described.toArray(Page[]::new)));
    }

    /** Page i has the value i in its first pixel. */
    private static List<Page> pages(int count, int width, int height) {
        List<Page> pages = new ArrayList<>();
        for (int i = 0; i < count; i++)
            pages.add(TiffPagesTest.page(width, height, 8, 1, i, Map.of()));
        return pages;
    }

    private static String ome(String root, String images) {
        return "<OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\" %s>%s</OME>"
                .formatted(root, images);
    }

    private static String pixels(
            String order, int c, int z, int t, String attributes, String inside) {
        return "<Image ID=\"Image:0\"><Pixels DimensionOrder=\"%s\" SizeX=\"4\" SizeY=\"3\" SizeC=\"%d\" SizeZ=\"%d\" SizeT=\"%d\" %s>%s</Pixels></Image>"
                .formatted(order, c, z, t, attributes, inside);
    }

    private static int value(ImagePlus image, int channel, int slice, int frame) {
        return image.getStack().getProcessor(image.getStackIndex(channel, slice, frame)).get(0, 0);
    }

    private static List<Integer> values(ImagePlus image) {
        List<Integer> values = new ArrayList<>();
        for (int i = 1; i <= image.getStackSize(); i++)
            values.add(image.getStack().getProcessor(i).get(0, 0));
        return values;
    }
}
