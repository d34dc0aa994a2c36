package org.mulligan.image.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TurnTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "MIRROR_X, 2 1 4 3",
        "MIRROR_Y, 3 4 1 2",
        "TURN_180, 4 3 2 1",
        "TRANSPOSE, 1 3 2 4",
        "TURN_90, 3 1 4 2",
        "TURN_270, 2 4 1 3",
        "TRANSVERSE, 4 2 3 1"
    })
    void theCornersOfASquare(Turn turn, String expected) {
        ByteProcessor plane = new ByteProcessor(2, 2, new byte[] {1, 2, 3, 4});
        byte[] turned = (byte[]) turn.of(plane).getPixels();
        assertThat("%d %d %d %d".formatted(turned[0], turned[1], turned[2], turned[3]))
                .isEqualTo(expected);
        assertThat((byte[]) plane.getPixels()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void allWaysDifferAndThreeKeepAnOblong() {
        ByteProcessor plane = new ByteProcessor(2, 2, new byte[] {1, 2, 3, 4});
        Set<String> seen = new HashSet<>();
        for (Turn turn : Turn.keepingShape(2, 2))
            seen.add(java.util.Arrays.toString((byte[]) turn.of(plane).getPixels()));
        assertThat(seen).hasSize(7).doesNotContain("[1, 2, 3, 4]");
        assertThat(Turn.keepingShape(3, 2))
                .containsExactly(Turn.MIRROR_X, Turn.MIRROR_Y, Turn.TURN_180);
    }

    @ParameterizedTest
    @EnumSource(Turn.class)
    void aFileKeepsWhatIsNotPixels(Turn turn) throws IOException {
        ImageStack stack = new ImageStack(3, 3);
        for (int i = 0; i < 4; i++) {
            short[] pixels = new short[9];
            for (int k = 0; k < 9; k++) pixels[k] = (short) (1000 * i + k);
            stack.addSlice("plane " + i, new ShortProcessor(3, 3, pixels, null));
        }
        ImagePlus plain = new ImagePlus("cells", stack);
        plain.setDimensions(2, 2, 1);
        ImagePlus image = new CompositeImage(plain, IJ.COMPOSITE);
        image.getCalibration().pixelWidth = 0.5;
        image.getCalibration().pixelHeight = 0.25;
        image.getCalibration().setUnit("um");
        image.setProperty("Info", "mine");
        image.setRoi(new Roi(0, 0, 1, 2));
        Path file = folder.resolve("t.tif");
        turn.write(image, "[Mulligan]\nturned\n", file);
        ImagePlus written = IJ.openImage(file.toString());
        assertThat(written.getDimensions()).containsExactly(3, 3, 2, 2, 1);
        assertThat(written.getInfoProperty()).startsWith("mine\n[Mulligan]\nturned");
        assertThat(written.getRoi()).isNull();
        boolean swaps = turn.ordinal() >= Turn.TRANSPOSE.ordinal();
        assertThat(written.getCalibration().pixelWidth).isEqualTo(swaps ? 0.25 : 0.5);
        for (int i = 1; i <= 4; i++) {
            assertThat(written.getStack().getSliceLabel(i)).isEqualTo("plane " + (i - 1));
            assertThat((short[]) written.getStack().getPixels(i))
                    .isEqualTo((short[]) turn.of(stack.getProcessor(i)).getPixels());
        }
    }

    @Test
    void coloursStayColoursAndAnOriginMovesAlong() throws IOException {
        ColorProcessor plane = new ColorProcessor(3, 2);
        plane.set(0, 0, 0xff102030);
        ImagePlus image = new ImagePlus("rgb", plane);
        image.getCalibration().xOrigin = 1;
        Path file = folder.resolve("rgb.tif");
        Turn.TURN_180.write(image, "", file);
        ImagePlus written = IJ.openImage(file.toString());
        assertThat(written.getProcessor().get(2, 1) & 0xffffff).isEqualTo(0x102030);
        assertThat(written.getCalibration().xOrigin).isEqualTo(2);
        assertThat(written.getCalibration().yOrigin).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Turn.TURN_90.write(image, "", folder.resolve("no.tif")))
                .withMessageContaining("3 x 2 px");
    }
}
