package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.CountedStack;
import org.mulligan.image.io.ImageSnapshot;
import org.mulligan.image.io.ImgLibImage;
import org.mulligan.predict.BoxEngine;

/** Images of the host go in as they are. */
class NoCopyTest {
    private static final int SIDE = 64;
    private static final int PLANES = 96;

    /** A plane is looked at for its intensities, for its noise, and to be restored. */
    private static final int READS = 4;

    @TempDir Path folder;

    private static ShortProcessor plane(int n) {
        Random random = new Random(n);
        ShortProcessor plane = new ShortProcessor(SIDE, SIDE);
        for (int i = 0; i < SIDE * SIDE; i++) plane.set(i, 300 + random.nextInt(500));
        return plane;
    }

    private static Restoring denoising() {
        RestoreSettings settings =
                RestoreSettings.denoise("box filter").keepingHotPixels().keepingLineOffsets();
        return new Restoring(new BoxEngine(2).loaded(), settings, Progress.SILENT);
    }

    @Test
    void ofAVirtualStackAFewPlanesAreInMemoryAtOnce() throws IOException {
        CountedStack stack = new CountedStack(SIDE, SIDE, PLANES, NoCopyTest::plane);
        ImagePlus open = CountedStack.image("film", stack, 1, 1);
        Path file = folder.resolve("film.tif");
        try (ImageSnapshot own = ImageSnapshot.of(open, line -> {})) {
            assertThat(own.image().getStack()).isSameAs(stack);
            denoising().toFile(own.image(), file);
        }
        assertThat(stack.mostAlive).isLessThan(16);
        for (int n = 1; n < PLANES; n++)
            assertThat(Collections.frequency(stack.read, n)).isBetween(1, READS);
        assertThat(IJ.openVirtual(file.toString()).getStackSize()).isEqualTo(PLANES);
    }

    @Test
    void ofAnImageOfCellsEachIsAskedForWhenItIsNeeded() throws IOException {
        CellGrid grid = new CellGrid(new long[] {SIDE, SIDE, PLANES}, new int[] {32, SIDE, 1});
        Map<Long, Cell<FloatArray>> asked = new HashMap<>();
        LazyCellImg<FloatType, FloatArray> cells =
                new LazyCellImg<>(
                        grid,
                        new FloatType(),
                        index -> asked.computeIfAbsent(index, one -> cell(grid, one)));
        ImagePlus image = ImgLibImage.of(cells);
        // ImageJ shows a plane, which has two cells.
        assertThat(asked).hasSizeLessThanOrEqualTo(2);
        assertThat(image.getStack().isVirtual()).isTrue();
        ImagePlus restored = denoising().toMemory(image);
        ImagePlus expected = denoising().toMemory(floats());
        for (int n = 1; n <= PLANES; n++)
            assertThat((float[]) restored.getStack().getPixels(n))
                    .isEqualTo((float[]) expected.getStack().getPixels(n));
    }

    private static Cell<FloatArray> cell(CellGrid grid, long index) {
        long[] min = new long[3];
        int[] size = new int[3];
        grid.getCellDimensions(index, min, size);
        ShortProcessor plane = plane((int) min[2]);
        float[] values = new float[32 * SIDE];
        for (int i = 0; i < values.length; i++)
            values[i] = plane.getf((int) min[0] + i % 32, i / 32);
        return new Cell<>(size, min, new FloatArray(values));
    }

    private static ImagePlus floats() {
        CountedStack stack =
                new CountedStack(SIDE, SIDE, PLANES, n -> plane(n).convertToFloatProcessor());
        ImagePlus image = new ImagePlus("image", stack);
        image.setDimensions(1, PLANES, 1);
        return image;
    }
}
