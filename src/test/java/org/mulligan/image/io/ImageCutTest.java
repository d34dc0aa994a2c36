package org.mulligan.image.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.gui.EllipseRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.Color;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.plane.ImagePlusPlanes;

class ImageCutTest {
    private static final int WIDTH = 23;
    private static final int HEIGHT = 17;

    @TempDir Path folder;

    /** 3 channels, 4 slices and 5 frames; the pixel at x, y of plane p is 1000 p + 23 y + x. */
    private static CountedStack stack() {
        return new CountedStack(
                WIDTH,
                HEIGHT,
                60,
                plane -> {
                    short[] pixels = new short[WIDTH * HEIGHT];
                    for (int i = 0; i < pixels.length; i++) pixels[i] = (short) (1000 * plane + i);
                    return new ShortProcessor(WIDTH, HEIGHT, pixels, null);
                });
    }

    private static ImagePlus image(CountedStack stack) {
        CompositeImage image =
                new CompositeImage(CountedStack.image("cells.tif", stack, 3, 4), IJ.COLOR);
        LUT[] luts = {
            LUT.createLutFromColor(Color.MAGENTA),
            LUT.createLutFromColor(Color.ORANGE),
            LUT.createLutFromColor(Color.CYAN)
        };
        for (int c = 0; c < 3; c++) {
            luts[c].min = 10 * c;
            luts[c].max = 100 + c;
        }
        image.setLuts(luts);
        image.getCalibration().pixelDepth = 0.5;
        image.getCalibration().frameInterval = 2;
        image.getCalibration().xOrigin = 1;
        image.getCalibration().zOrigin = 2;
        image.setProperty("Info", "a note");
        stack.read.clear();
        return image;
    }

    private static ImageCut cut(String region, String channels, String slices, String frames) {
        return ImageCut.of(region, channels, slices, frames);
    }

    @Test
    void takesARectangleOfSomePlanesWithAllThatIsKnownOfThem() {
        ImagePlus part = cut("4,3,10,8", "1,3", "2-", "1-5:2").of(image(stack()));
        assertThat(part.getDimensions()).containsExactly(10, 8, 2, 3, 3);
        int n = 0;
        for (int frame : new int[] {0, 2, 4})
            for (int slice : new int[] {1, 2, 3})
                for (int channel : new int[] {0, 2}) {
                    int plane = channel + 3 * (slice + 4 * frame);
                    assertThat(part.getStack().getProcessor(++n).get(2, 1))
                            .isEqualTo((1000 * plane + WIDTH * 4 + 6) & 0xffff);
                    assertThat(part.getStack().getSliceLabel(n)).isEqualTo("plane " + (plane + 1));
                }
        assertThat(part.getTitle()).isEqualTo("cells.tif");
        assertThat(part.getInfoProperty()).isEqualTo("a note");
        assertThat(part.getCalibration().xOrigin).isEqualTo(-3);
        assertThat(part.getCalibration().yOrigin).isEqualTo(-3);
        assertThat(part.getCalibration().zOrigin).isEqualTo(1);
        assertThat(part.getCalibration().pixelDepth).isEqualTo(0.5);
        assertThat(part.getCalibration().frameInterval).isEqualTo(4);
        assertThat(((CompositeImage) part).getMode()).isEqualTo(IJ.COLOR);
        assertThat(part.getLuts()[1].getRGB(255)).isEqualTo(Color.CYAN.getRGB());
        assertThat(part.getLuts()[1].min).isEqualTo(20);
        assertThat(part.getLuts()[1].max).isEqualTo(102);
    }

    @Test
    void aChannelAloneKeepsItsColourAndItsRange() {
        ImagePlus part = cut("", "2", "1", "3").of(image(stack()));
        assertThat(part.isComposite()).isFalse();
        assertThat(part.getStackSize()).isOne();
        assertThat(part.getProcessor().getLut().getRGB(255)).isEqualTo(Color.ORANGE.getRGB());
        assertThat(part.getDisplayRangeMin()).isEqualTo(10);
        assertThat(part.getDisplayRangeMax()).isEqualTo(101);
        assertThat(part.getProperty("Label")).isEqualTo("plane 26");
    }

    @Test
    void anOnlyPlaneKeepsItsLabel() {
        ImagePlus image = IJ.createImage("a.tif", "8-bit ramp", 20, 10, 1);
        image.setProperty("Info", "a note");
        ImagePlus part = cut("2,2,5,5", "", "", "").of(image);
        assertThat(part.getProperty("Label")).isNull();
        image.setProperty("Label", "the label");
        assertThat(cut("2,2,5,5", "", "", "").of(image).getProperty("Label"))
                .isEqualTo("the label");
    }

    @Test
    void readsNoOtherPlane() throws IOException {
        CountedStack stack = stack();
        ImagePlus part = cut("4,3,10,8", "2", "2-3", "4-").of(image(stack));
        ImagePlusPlanes planes = new ImagePlusPlanes(part);
        for (int plane = 0; plane < planes.count(); plane++) planes.read(plane);
        assertThat(stack.read).containsOnly(40, 43, 52, 55);
    }

    @Test
    void ofAllItIsTheImageItself() {
        ImagePlus image = image(stack());
        assertThat(cut("", "", " ", null).of(image)).isSameAs(image);
        assertThat(cut("0,0,23,17", "1-3", "1-", "1-5:1").of(image)).isSameAs(image);
        assertThat(ImageCut.WHOLE.named("a.tif")).isEqualTo("a.tif");
        assertThat(cut("", "2", "", "").named("a.tif")).isEqualTo("a.tif, of which channels=2");
    }

    @Test
    void movesSelectionAndOverlayAndLeavesOutWhatLiesElsewhere() {
        ImagePlus image = image(stack());
        image.setRoi(new Roi(2, 5, 6, 20));
        Overlay overlay = new Overlay();
        overlay.add(new OvalRoi(5, 4, 3, 3));
        overlay.add(new Roi(15, 0, 3, 3));
        overlay.add(new Line(6, 5, 6, 9));
        PointRoi points = new PointRoi(7, 8);
        points.addPoint(22, 16);
        overlay.add(points);
        Roi ofPlane = new Roi(6, 6, 2, 2);
        ofPlane.setPosition(3, 2, 1);
        overlay.add(ofPlane);
        Roi elsewhere = new Roi(6, 6, 2, 2);
        elsewhere.setPosition(2, 2, 1);
        overlay.add(elsewhere);
        Roi numbered = new EllipseRoi(6, 6, 9, 9, 0.5);
        numbered.setPosition(6);
        overlay.add(numbered);
        image.setOverlay(overlay);
        ImagePlus part = cut("4,3,10,8", "3", "2", "").of(image);
        assertThat(part.getRoi().getBounds()).isEqualTo(new Rectangle(0, 2, 4, 6));
        Roi[] left = part.getOverlay().toArray();
        assertThat(left).hasSize(5);
        assertThat(left[0]).isInstanceOf(OvalRoi.class);
        assertThat(left[0].getBounds()).isEqualTo(new Rectangle(1, 1, 3, 3));
        assertThat(left[1].getFloatBounds().x).isEqualTo(2);
        assertThat(left[2].getFloatPolygon().npoints).isOne();
        assertThat(left[2].getFloatPolygon().xpoints[0]).isEqualTo(3);
        assertThat(left[3].getCPosition()).isOne();
        assertThat(left[3].getZPosition()).isOne();
        assertThat(left[3].getTPosition()).isOne();
        assertThat(left[4].getPosition()).isOne();
        assertThat(image.getRoi().getBounds()).isEqualTo(new Rectangle(2, 5, 6, 20));
        assertThat(image.getOverlay().size()).isEqualTo(7);
    }

    @Test
    void aRegionMayBeTheSelection() {
        ImagePlus image = image(stack());
        image.setRoi(new OvalRoi(-2, 3, 10, 6));
        ImagePlus part = cut("roi", "", "", "").of(image);
        assertThat(part.getWidth()).isEqualTo(8);
        assertThat(part.getHeight()).isEqualTo(6);
        image.deleteRoi();
        assertThatThrownBy(() -> cut("roi", "", "", "").of(image))
                .hasMessage(
                        "region=roi needs a selection, and \"cells.tif\" has none; draw a rectangle, or give region=x,y,width,height in px");
        image.setRoi(new Roi(30, 2, 5, 5));
        assertThatThrownBy(() -> cut("roi", "", "", "").of(image))
                .hasMessageContaining("has no pixel in it (Rectangle)");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "region | 1,2,3 | region must be x,y,width,height in px",
                "region | 1,2,0,4 | such as 100,50,512,512; or roi, the rectangle around the selection; got \"1,2,0,4\"",
                "region | -1,2,3,4 | region must be x,y,width,height",
                "region | 1.5,2,3,4 | region must be x,y,width,height",
                "region | left | got \"left\"",
                "region | 23,0,1,1 | begins outside of \"cells.tif\", whose last pixel is 22,16; give a corner within it",
                "region | 20,10,4,8 | reaches beyond \"cells.tif\", which is 23 x 17 px; from 20,10 on it may be 3 x 7 px at most",
                "region | 0,0,999999999,4 | it may be 23 x 17 px at most",
                "channels | DAPI | channels must be numbers or ranges with commas between them, from 1, such as 1,3 or 2-5",
                "channels | 0 | got \"0\"",
                "channels | 3,1 | channels=3,1 does not ascend",
                "channels | 1-2,2 | does not ascend",
                "channels | 1,,2 | got \"1,,2\"",
                "channels | 4 | channels=4 goes beyond \"cells.tif\", which has channels 1 to 3; give numbers up to 3, or leave channels out for all",
                "slices | 3-2 | got \"3-2\"",
                "slices | 2-3:0 | got \"2-3:0\"",
                "slices | 5- | slices=5- goes beyond",
                "slices | 2-,4 | does not ascend",
                "slices | 2-999999999 | which has slices 1 to 4",
                "frames | 1-100:5 | which has frames 1 to 5",
                "frames | 9999999999 | frames must be numbers",
            })
    void refusesWhatTheImageDoesNotHave(String key, String value, String reason) {
        assertThatThrownBy(
                        () ->
                                cut(
                                                key.equals("region") ? value : "",
                                                key.equals("channels") ? value : "",
                                                key.equals("slices") ? value : "",
                                                key.equals("frames") ? value : "")
                                        .of(image(stack())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void saysThatTimeWasTakenForDepth() {
        ImagePlus series = new ImagePlus("film.tif", stack());
        series.setDimensions(1, 1, 60);
        assertThatThrownBy(() -> cut("", "", "2-9", "").of(series))
                .hasMessage(
                        "slices=2-9 goes beyond \"film.tif\", which has one slice; give 1, or leave slices out for all (it has frames 1 to 60, which is the key frames)");
    }

    @Test
    void unevenPlanesAreTold() {
        ImagePlus image = image(stack());
        assertThat(cut("", "", "1,2,4", "1-3").in(image).notes())
                .singleElement()
                .asString()
                .startsWith("The slices that are taken are not evenly spaced");
        assertThat(cut("", "", "1,2,4", "").of(image).getCalibration().pixelDepth).isEqualTo(0.5);
    }

    /** What a network needs around it, of which the part is the part it was. */
    @Test
    void thePartWithinWhatIsReadAroundItIsTheSame() {
        ImagePlus image = image(stack());
        ImageCut cut = cut("9,8,5,4", "2", "3", "2-4:2");
        SurroundedPart part = SurroundedPart.of(image, cut, new ImagePart.Surroundings(3, 4, 1));
        assertThat(part.read().box()).isEqualTo(new ImagePart.Box(4, 4, 13, 11));
        assertThat(part.read().frames()).containsExactly(0, 1, 2, 3, 4);
        assertThat(part.read().slices()).containsExactly(2);
        ImagePlus direct = cut.of(image);
        ImagePlus through = part.alone();
        assertThat(through.getDimensions()).isEqualTo(direct.getDimensions());
        for (int i = 1; i <= direct.getStackSize(); i++)
            assertThat(through.getStack().getProcessor(i).getPixels())
                    .isEqualTo(direct.getStack().getProcessor(i).getPixels());
        assertThat(through.getCalibration().xOrigin).isEqualTo(direct.getCalibration().xOrigin);
        assertThat(through.getCalibration().zOrigin).isEqualTo(direct.getCalibration().zOrigin);
        assertThat(through.getCalibration().frameInterval).isEqualTo(4);
    }

    /** ImageJ itself would give a black plane. */
    @Test
    void aFileThatHasGoneIsNamed() throws IOException {
        for (String name : List.of("a.tif", "b.tif", "c.tif"))
            IJ.saveAsTiff(
                    IJ.createImage(name, "16-bit ramp", 20, 10, 1),
                    folder.resolve(name).toString());
        ImagePlus images = ij.plugin.FolderOpener.open(folder.toString(), "virtual");
        ImagePlus part = cut("2,2,5,5", "", "2-3", "").of(images);
        assertThat(new ImagePlusPlanes(part).read(1).width()).isEqualTo(5);
        Files.delete(folder.resolve("c.tif"));
        assertThatThrownBy(() -> new ImagePlusPlanes(part).read(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("c.tif is missing");
    }

    @Test
    void aRangeWithAStepEndsWhereTheImageDoes() {
        assertThat(new PlaneNumbers("frames", "2-:3").of(9, "film", "")).containsExactly(1, 4, 7);
        assertThat(new PlaneNumbers("frames", " 1 , 3 - 5 ").of(9, "film", ""))
                .containsExactly(0, 2, 3, 4);
        assertThat(new PlaneNumbers("frames", "").of(60, "film", ""))
                .isEqualTo(IntStream.range(0, 60).boxed().toList());
    }
}
