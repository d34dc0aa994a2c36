package org.mulligan.image.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.gui.Arrow;
import ij.gui.EllipseRoi;
import ij.gui.ImageRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatPolygon;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.Color;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.plane.CalibratedPixels;
import org.mulligan.image.plane.Pixels;

class ImageLikeTest {
    private static final int WIDTH = 21;
    private static final int HEIGHT = 17;
    private static final TiffFile.LateText NOTHING = new TiffFile.LateText("later", () -> "now");

    @TempDir Path folder;

    @ParameterizedTest(name = "times {0}")
    @ValueSource(ints = {1, 2, 3})
    void keepsAllOfAHyperstackButItsPixels(int scale) {
        ImagePlus image = hyperstack();
        ImageStack planes = new ImageStack(scale * WIDTH, scale * HEIGHT);
        for (int i = 0; i < 12; i++)
            planes.addSlice(null, new ShortProcessor(scale * WIDTH, scale * HEIGHT));
        ImagePlus large = ImageLike.enlarged(image, "large", planes, scale);
        assertThat(large.getTitle()).isEqualTo("large");
        assertEnlarged(large, scale);
        assertEnlarged(image, 1);
        large.getOverlay().get(0).setName("mine");
        large.getRoi().setLocation(0, 0);
        assertEnlarged(image, 1);
    }

    @ParameterizedTest(name = "times {0}")
    @ValueSource(ints = {1, 2, 3})
    void keepsItInAFileWrittenPlaneByPlane(int scale) throws IOException {
        ImagePlus blank = TiffFile.blank(hyperstack(), 16, scale);
        Path file = folder.resolve("large.tif");
        TiffFile.write(
                blank,
                plane -> {
                    Pixels pixels = Pixels.blank(16, scale * WIDTH, scale * HEIGHT);
                    pixels.set(scale * WIDTH - 1, 1, 1, new float[] {100 + plane});
                    return pixels;
                },
                NOTHING,
                file);
        ImagePlus opened = ImageFiles.open(file);
        assertEnlarged(opened, scale);
        for (int i = 0; i < 12; i++)
            assertThat(opened.getStack().getProcessor(i + 1).get(scale * WIDTH - 1, 1))
                    .isEqualTo(100 + i);
    }

    @Test
    void keepsTheLabelsOfAVirtualStack() throws IOException {
        ImagePlus stored = hyperstack();
        Path file = folder.resolve("stored.tif");
        new FileSaver(stored).saveAsTiff(file.toString());
        ImagePlus virtual = IJ.openVirtual(file.toString());
        assertThat(virtual.getStack()).isInstanceOf(VirtualStack.class);
        virtual.setRoi(stored.getRoi());
        ImagePlus large = TiffFile.blank(virtual, 16, 2);
        assertThat(large.getStack().getSliceLabel(12)).isEqualTo("plane 11");
        assertThat(large.getDimensions()).containsExactly(2 * WIDTH, 2 * HEIGHT, 2, 3, 2);
        assertThat(large.getRoi().getBounds()).isEqualTo(new Rectangle(6, 8, 10, 12));
    }

    @Test
    void saysBeforeTheWorkThatTheDiskIsTooSmall() {
        ImagePlus blank = TiffFile.blank(2000, 2000, Integer.MAX_VALUE, 32);
        Path file = folder.resolve("vast.tif");
        TiffFile.Planes never =
                plane -> {
                    throw new IllegalStateException("the work has begun");
                };
        assertThatThrownBy(() -> TiffFile.write(blank, never, NOTHING, file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("vast.tif takes 34359738.4 GB, and only ");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest(name = "{0} bit")
    @ValueSource(ints = {16, 32})
    void keepsTheValuesOfASignedImage(int depth) throws IOException {
        ImagePlus image = new ImagePlus("signed", new ShortProcessor(4, 3));
        image.getCalibration().setSigned16BitCalibration();
        image.getCalibration().xOrigin = 1.5;
        image.setDisplayRange(32768 - 50, 32768 + 100);
        ImagePlus blank = TiffFile.blank(image, depth, 2);
        Path file = folder.resolve("signed.tif");
        Calibration calibration = image.getCalibration();
        TiffFile.write(
                blank,
                plane -> {
                    Pixels pixels = Pixels.blank(depth, 8, 6);
                    Pixels signed =
                            depth == 32 ? new CalibratedPixels(pixels, calibration) : pixels;
                    signed.set(7, 5, 1, new float[] {32768 - 7});
                    return pixels;
                },
                NOTHING,
                file);
        ImagePlus opened = ImageFiles.open(file);
        assertThat(opened.getBitDepth()).isEqualTo(depth);
        assertThat(opened.getCalibration().isSigned16Bit()).isEqualTo(depth == 16);
        assertThat(opened.getProcessor().getf(7, 5)).isEqualTo(depth == 16 ? 32761 : -7);
        assertThat(opened.getCalibration().getCValue((double) opened.getProcessor().getf(7, 5)))
                .isEqualTo(-7);
        assertThat(opened.getCalibration().getCValue(opened.getDisplayRangeMin())).isEqualTo(-50);
        assertThat(opened.getCalibration().getCValue(opened.getDisplayRangeMax())).isEqualTo(100);
        assertThat(opened.getCalibration().xOrigin).isEqualTo(3);
    }

    static Stream<Arguments> areas() {
        return Stream.of(
                Arguments.of("rectangle", new Roi(2, 3, 5, 4)),
                Arguments.of(
                        "traced",
                        new PolygonRoi(
                                x(2, 9, 9, 5, 5, 2), x(1, 1, 6, 6, 8, 8), 6, Roi.TRACED_ROI)),
                Arguments.of(
                        "polygon", new PolygonRoi(x(2, 9, 9, 2), x(1, 1, 6, 6), 4, Roi.POLYGON)),
                Arguments.of(
                        "composite",
                        new ShapeRoi(new Roi(1, 2, 9, 9)).not(new ShapeRoi(new Roi(3, 4, 2, 5)))));
    }

    private static int[] x(int... values) {
        return values;
    }

    /** Law: enlarging the selection and selecting in enlarged pixels is the same. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("areas")
    void selectsTheSamePixels(String name, Roi roi) {
        ImageProcessor mask = mask(roi, 1);
        ImageProcessor large = mask(enlarged(roi, 3), 3);
        for (int y = 0; y < 3 * HEIGHT; y++)
            for (int x = 0; x < 3 * WIDTH; x++)
                assertThat(large.get(x, y)).isEqualTo(mask.get(x / 3, y / 3));
    }

    static Stream<Arguments> curved() {
        return Stream.of(
                Arguments.of("oval", new OvalRoi(2, 3, 11, 8)),
                Arguments.of("ellipse", new EllipseRoi(3, 4, 15, 12, 0.5)),
                Arguments.of("turned rectangle", new RotatedRectRoi(4, 4, 14, 11, 5)),
                Arguments.of("rounded rectangle", rounded()),
                Arguments.of(
                        "freehand",
                        new PolygonRoi(x(2, 15, 13, 5), x(1, 4, 14, 12), 4, Roi.FREEROI)),
                Arguments.of("spline", spline()));
    }

    private static Roi rounded() {
        Roi roi = new Roi(2, 2, 15, 12);
        roi.setCornerDiameter(6);
        return roi;
    }

    private static Roi spline() {
        PolygonRoi roi = new PolygonRoi(x(2, 15, 13, 5), x(3, 4, 14, 12), 4, Roi.POLYGON);
        roi.fitSpline();
        return roi;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("curved")
    void keepsTheTypeAndPlaceOfCurves(String name, Roi roi) {
        Roi large = enlarged(roi, 4);
        assertThat(large.getClass()).isEqualTo(roi.getClass());
        assertThat(large.getTypeAsString()).isEqualTo(roi.getTypeAsString());
        assertThat(large.getFloatBounds().getCenterX())
                .isCloseTo(4 * roi.getFloatBounds().getCenterX(), within(2.1));
        assertThat(large.getFloatBounds().getWidth())
                .isCloseTo(4 * roi.getFloatBounds().getWidth(), within(4.1));
        ImageProcessor small = mask(roi, 1);
        ImageProcessor enlarged = mask(large, 4);
        assertThat(enlarged.getStats().mean / small.getStats().mean).isCloseTo(1, within(0.06));
        if (roi instanceof PolygonRoi polygon)
            assertThat(((PolygonRoi) large).isSplineFit()).isEqualTo(polygon.isSplineFit());
    }

    /** Pixel 3 becomes pixels 6 and 7, and a point at its centre comes to lie between them. */
    @Test
    void keepsLinesAndPointsOnTheirSpot() {
        FloatPolygon line = enlarged(new Line(3, 2, 9, 5), 2).getFloatPolygon();
        assertThat(line.xpoints).startsWith(6.5f, 18.5f);
        assertThat(line.ypoints).startsWith(4.5f, 10.5f);
        PolygonRoi bent = new PolygonRoi(x(3, 9, 7), x(2, 5, 0), 3, Roi.POLYLINE);
        FloatPolygon corners = enlarged(bent, 2).getFloatPolygon();
        assertThat(corners.xpoints).startsWith(6.5f, 18.5f, 14.5f);
        assertThat(enlarged(bent, 2).getType()).isEqualTo(Roi.POLYLINE);
        assertThat(enlarged(bent, 2).getLength()).isCloseTo(2 * bent.getLength(), within(1e-3));
    }

    @Test
    void keepsCountersAndSlicesOfPoints() {
        PointRoi points = new PointRoi(3, 2);
        points.setCounter(2);
        points.addPoint(7, 5, 9);
        points.setPointType(2);
        points.setSize(4);
        PointRoi large = (PointRoi) enlarged(points, 2);
        assertThat(large.getFloatPolygon().xpoints).startsWith(6.5f, 14.5f);
        assertThat(large.getCounters()).isEqualTo(points.getCounters());
        assertThat(large.getPointPosition(1)).isEqualTo(9);
        assertThat(large.getPointType()).isEqualTo(2);
        assertThat(large.getSize()).isEqualTo(4);
        PointRoi one = new PointRoi(3, 2);
        one.setPosition(4);
        assertThat(enlarged(one, 2).getPosition()).isEqualTo(4);
    }

    @Test
    void keepsArrowsTextsAndPictures() {
        Arrow arrow = new Arrow(1, 2, 5, 6);
        arrow.setStyle(Arrow.NOTCHED);
        Arrow large = (Arrow) enlarged(arrow, 2);
        assertThat(large.getStyle()).isEqualTo(Arrow.NOTCHED);
        assertThat(large.getStrokeWidth()).isEqualTo(2 * arrow.getStrokeWidth());
        TextRoi text = new TextRoi(3, 4, "cell");
        text.setPosition(5);
        TextRoi largeText = (TextRoi) enlarged(text, 2);
        assertThat(largeText.getText()).isEqualTo(text.getText());
        assertThat(largeText.getPosition()).isEqualTo(5);
        assertThat(largeText.getBounds().x).isEqualTo(6);
        assertThat(largeText.getCurrentFont().getSize())
                .isEqualTo(2 * text.getCurrentFont().getSize());
        ByteProcessor picture = new ByteProcessor(4, 3);
        ImageRoi image = new ImageRoi(3, 4, picture);
        assertThat(enlarged(image, 2).getBounds()).isEqualTo(new Rectangle(6, 8, 8, 6));
        assertThat(image.getProcessor().getWidth()).isEqualTo(4);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"areas", "curved"})
    void keepsTheAttributesOfSelections(String name, Roi roi) {
        roi.setName("cell");
        roi.setGroup(3);
        roi.setStrokeColor(Color.CYAN);
        roi.setStrokeWidth(1.5);
        roi.setProperty("note", "bright");
        roi.setPosition(2, 3, 1);
        Roi large = enlarged(roi, 2);
        assertThat(large.getName()).isEqualTo("cell");
        assertThat(large.getGroup()).isEqualTo(3);
        assertThat(large.getStrokeColor()).isEqualTo(Color.CYAN);
        assertThat(large.getStrokeWidth()).isEqualTo(3);
        assertThat(large.getProperty("note")).isEqualTo("bright");
        assertThat(large.getCPosition()).isEqualTo(2);
        assertThat(large.getZPosition()).isEqualTo(3);
        assertThat(large.getTPosition()).isEqualTo(1);
        roi.setPosition(7);
        assertThat(enlarged(roi, 2).getPosition()).isEqualTo(7);
        assertThat(roi.getStrokeWidth()).isEqualTo(1.5f);
    }

    @Test
    void refusesPlanesThatDoNotFit() {
        ImagePlus image = new ImagePlus("a", new ByteProcessor(5, 3));
        ImageStack planes = new ImageStack(10, 7);
        planes.addSlice(new ByteProcessor(10, 7));
        assertThatThrownBy(() -> ImageLike.enlarged(image, "b", planes, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 planes of 10 x 7 px are not 2 times \"a\", which has 1 of 5 x 3 px");
        assertThatThrownBy(() -> ImageLike.enlarged(image, "b", planes, 0))
                .hasMessage("The scale must be 1 or more, got 0");
        assertThatThrownBy(() -> TiffFile.blank(image, 8, 100_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("planes of 500000 x 300000 px");
    }

    private static Roi enlarged(Roi roi, int scale) {
        ImagePlus image = new ImagePlus("a", new ByteProcessor(WIDTH, HEIGHT));
        image.setOverlay(new Overlay(roi));
        return TiffFile.blank(image, 8, scale).getOverlay().get(0);
    }

    private static ImageProcessor mask(Roi roi, int scale) {
        ImagePlus image = new ImagePlus("a", new ByteProcessor(scale * WIDTH, scale * HEIGHT));
        image.setRoi(roi);
        return image.createRoiMask();
    }

    private static ImagePlus hyperstack() {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int i = 0; i < 12; i++)
            stack.addSlice("plane " + i, new ShortProcessor(WIDTH, HEIGHT));
        ImagePlus plain = new ImagePlus("small", stack);
        plain.setDimensions(2, 3, 2);
        Calibration calibration = plain.getCalibration();
        calibration.setUnit("micron");
        calibration.pixelWidth = 0.25;
        calibration.pixelHeight = 0.5;
        calibration.pixelDepth = 2;
        calibration.frameInterval = 1.5;
        calibration.setTimeUnit("min");
        calibration.xOrigin = 4;
        calibration.yOrigin = 2.5;
        calibration.zOrigin = 1;
        CompositeImage image = new CompositeImage(plain, IJ.COMPOSITE);
        LUT[] luts = {LUT.createLutFromColor(Color.MAGENTA), LUT.createLutFromColor(Color.ORANGE)};
        luts[0].min = 5;
        luts[0].max = 180;
        luts[1].min = 10;
        luts[1].max = 2900;
        image.setLuts(luts);
        image.setOpenAsHyperStack(true);
        image.setProperty("Info", "Made by hand\n");
        image.setProp("Objective", "63x");
        image.setRoi(new Roi(3, 4, 5, 6));
        Roi cell = new OvalRoi(1, 2, 3, 4);
        cell.setName("cell");
        cell.setStrokeColor(Color.CYAN);
        cell.setStrokeWidth(2.0);
        cell.setPosition(2, 3, 1);
        Roi scratch = new Line(7, 8, 12, 9);
        scratch.setPosition(5);
        image.setOverlay(new Overlay(cell));
        image.getOverlay().add(scratch);
        return image;
    }

    private static void assertEnlarged(ImagePlus image, int scale) {
        assertThat(image.getDimensions()).containsExactly(scale * WIDTH, scale * HEIGHT, 2, 3, 2);
        assertThat(image.isHyperStack() || image.getOpenAsHyperStack()).isTrue();
        Calibration calibration = image.getCalibration();
        assertThat(calibration.pixelWidth).isCloseTo(0.25 / scale, within(1e-8));
        assertThat(calibration.pixelHeight).isCloseTo(0.5 / scale, within(1e-8));
        assertThat(calibration.pixelDepth).isEqualTo(2);
        assertThat(calibration.frameInterval).isEqualTo(1.5);
        assertThat(calibration.getTimeUnit()).isEqualTo("min");
        assertThat(calibration.xOrigin).isEqualTo(4 * scale);
        assertThat(calibration.yOrigin).isEqualTo(2.5 * scale);
        assertThat(calibration.zOrigin).isEqualTo(1);
        assertThat(calibration.getUnit()).isEqualTo("micron");
        assertThat(((CompositeImage) image).getMode()).isEqualTo(IJ.COMPOSITE);
        assertThat(image.getLuts()[0].getRGB(255)).isEqualTo(Color.MAGENTA.getRGB());
        assertThat(image.getLuts()[1].getRGB(255)).isEqualTo(Color.ORANGE.getRGB());
        assertThat(image.getLuts()[1].min).isEqualTo(10);
        assertThat(image.getLuts()[1].max).isEqualTo(2900);
        for (int i = 0; i < 12; i++)
            assertThat(image.getStack().getSliceLabel(i + 1)).isEqualTo("plane " + i);
        assertThat(image.getInfoProperty()).contains("Made by hand");
        assertThat(image.getProp("Objective")).isEqualTo("63x");
        assertThat(image.getRoi().getBounds())
                .isEqualTo(new Rectangle(3 * scale, 4 * scale, 5 * scale, 6 * scale));
        assertThat(image.getRoi().getType()).isEqualTo(Roi.RECTANGLE);
        Roi cell = image.getOverlay().get(0);
        assertThat(cell.getType()).isEqualTo(Roi.OVAL);
        assertThat(cell.getName()).isEqualTo("cell");
        assertThat(cell.getStrokeColor()).isEqualTo(Color.CYAN);
        assertThat(cell.getStrokeWidth()).isEqualTo(2f * scale);
        assertThat(cell.getBounds())
                .isEqualTo(new Rectangle(scale, 2 * scale, 3 * scale, 4 * scale));
        assertThat(cell.getCPosition()).isEqualTo(2);
        assertThat(cell.getZPosition()).isEqualTo(3);
        assertThat(cell.getTPosition()).isEqualTo(1);
        Roi scratch = image.getOverlay().get(1);
        assertThat(scratch.getPosition()).isEqualTo(5);
        assertThat(scratch.getFloatPolygon().xpoints).startsWith(7 * scale + (scale - 1) / 2f);
        assertThat(scratch.getFloatPolygon().ypoints).startsWith(8 * scale + (scale - 1) / 2f);
    }
}
