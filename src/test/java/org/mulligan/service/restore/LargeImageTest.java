package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.predict.BoxEngine;
import org.mulligan.predict.block.BlockFolder;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

/** Images that are restored block by block, as large ones are. */
class LargeImageTest {
    @TempDir private Path folder;
    private final List<String> log = new ArrayList<>();
    private int cancelAfter = Integer.MAX_VALUE;

    private final Progress progress =
            new Progress() {
                private int updates;

                @Override
                public void log(String line) {
                    log.add(line);
                }

                @Override
                public void update(String what, double fraction, double secondsLeft) {
                    if (what.startsWith("Denoising plane 1 of 1, block ")) updates++;
                }

                @Override
                public boolean cancelled() {
                    return updates >= cancelAfter;
                }
            };

    private Path usual(Path image, BitDepth depth, String name) throws IOException {
        Path target = Files.createDirectories(folder.resolve("usual")).resolve(name);
        new RestoreJob(ImageFiles.open(image), LargeHost.settings(depth), Progress.SILENT)
                .toFile(new BoxEngine(2).loaded(), target);
        return target;
    }

    private void restore(Path image, BitDepth depth, Path target) throws IOException {
        LargeHost.restore(image, new BoxEngine(2).loaded(), depth, target, progress);
    }

    private static void assertSame(Path result, Path expected) throws IOException {
        ImagePlus one = ImageFiles.open(result);
        ImagePlus other = ImageFiles.open(expected);
        assertThat(one.getStack().getPixels(1)).isEqualTo(other.getStack().getPixels(1));
        assertThat(one.getInfoProperty()).isEqualTo(other.getInfoProperty());
        assertThat(one.getCalibration().toString()).isEqualTo(other.getCalibration().toString());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a.tif", "a.ome.tif", "a.ome.zarr"})
    void haveTheBitsOfTheUsualWay(String name) throws IOException {
        Path image = LargeHost.image(folder);
        for (BitDepth depth : BitDepth.values()) {
            Path usual = usual(image, depth, depth + name);
            Path target = folder.resolve(depth + name);
            restore(image, depth, target);
            assertSame(target, usual);
            assertThat(BlockFolder.of(target)).doesNotExist();
        }
        assertThat(log)
                .anyMatch(line -> line.startsWith("Plan, block by block: "))
                .noneMatch(line -> line.startsWith("Going on"));
    }

    @Test
    void goOnAfterACancelAndBeginAnewForOtherWork() throws IOException {
        Path image = LargeHost.image(folder);
        Path target = folder.resolve("a.ome.tif");
        cancelAfter = 7;
        assertThatThrownBy(() -> restore(image, BitDepth.SAME, target))
                .isInstanceOf(CancellationException.class);
        assertThat(target).doesNotExist();
        assertThat(log.get(log.size() - 1)).contains("kept in " + BlockFolder.of(target));
        cancelAfter = Integer.MAX_VALUE;

        BoxEngine engine = new BoxEngine(2);
        LargeHost.restore(image, engine.loaded(), BitDepth.SAME, target, progress);
        BoxEngine all = new BoxEngine(2);
        LargeHost.restore(
                image, all.loaded(), BitDepth.SAME, folder.resolve("b.ome.tif"), progress);
        assertThat(engine.runs).isEqualTo(all.runs - 7).isPositive();
        assertSame(target, usual(image, BitDepth.SAME, "a.ome.tif"));

        Path other = folder.resolve("c.ome.tif");
        cancelAfter = 14;
        assertThatThrownBy(() -> restore(image, BitDepth.SAME, other))
                .isInstanceOf(CancellationException.class);
        cancelAfter = Integer.MAX_VALUE;
        restore(image, BitDepth.FLOAT, other);
        assertSame(other, usual(image, BitDepth.FLOAT, "c.ome.tif"));
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a.tif", "a.ome.zarr"})
    void goOnWhereAKilledProcessWas(String name) throws Exception {
        Path image = LargeHost.image(folder);
        Path target = folder.resolve(name);
        long seen = 0;
        for (int tiles : new int[] {1, 4, 9}) {
            LargeHost host = LargeHost.start(image, target, 60);
            host.go();
            List<String> lines = host.lines(tiles);
            host.process.destroyForcibly().waitFor();
            assertThat(LargeHost.tiles(lines)).isEqualTo(tiles);
            assertThat(lines.stream().anyMatch(line -> line.startsWith("Going on")))
                    .isEqualTo(tiles > 1);
            assertThat(target).doesNotExist();
            // Its last one may not be written yet.
            seen += tiles - 1;
        }
        BoxEngine engine = new BoxEngine(2);
        LargeHost.restore(image, engine.loaded(), BitDepth.SAME, target, progress);
        BoxEngine all = new BoxEngine(2);
        LargeHost.restore(image, all.loaded(), BitDepth.SAME, folder.resolve("all.tif"), progress);
        assertThat((long) engine.runs).isBetween(1L, all.runs - seen);
        assertSame(target, usual(image, BitDepth.SAME, name));
        assertThat(BlockFolder.of(target)).doesNotExist();
    }

    @Tag("slow")
    @Test
    void areSharedByTwoProcesses() throws Exception {
        Path image = LargeHost.image(folder);
        Path target = folder.resolve("a.ome.zarr");
        LargeHost one = LargeHost.start(image, target, 150);
        LargeHost two = LargeHost.start(image, target, 150);
        one.go();
        two.go();
        List<Long> tiles =
                List.of(
                        LargeHost.tiles(one.lines(Integer.MAX_VALUE)),
                        LargeHost.tiles(two.lines(Integer.MAX_VALUE)));
        assertThat(List.of(one.process.waitFor(), two.process.waitFor())).containsOnly(0);
        assertThat(tiles).allMatch(each -> each > 0);
        BoxEngine all = new BoxEngine(2);
        LargeHost.restore(image, all.loaded(), BitDepth.SAME, folder.resolve("all.tif"), progress);
        assertThat(tiles.get(0) + tiles.get(1)).isEqualTo(all.runs);
        assertSame(target, usual(image, BitDepth.SAME, "a.ome.zarr"));
        assertThat(BlockFolder.of(target)).doesNotExist();
    }

    @Test
    void goOnWithSmallerTilesWhenMemoryRunsOut() throws IOException {
        Path image = LargeHost.image(folder);
        Path target = folder.resolve("a.tif");
        LargeHost.restore(image, new BoxEngine(2, 40).loaded(), BitDepth.FLOAT, target, progress);
        float[] small = (float[]) ImageFiles.open(target).getProcessor().getPixels();
        float[] usual =
                (float[])
                        ImageFiles.open(usual(image, BitDepth.FLOAT, "a.tif"))
                                .getProcessor()
                                .getPixels();
        for (int i = 0; i < usual.length; i++)
            assertThat(Math.abs(small[i] - usual[i])).isLessThan(0.01f);
    }

    @Test
    void leaveAFolderOfAnotherKindAlone() throws IOException {
        Path image = LargeHost.image(folder);
        Path target = folder.resolve("a.tif");
        Path mine = Files.createDirectory(BlockFolder.of(target)).resolve("mine.txt");
        Files.writeString(mine, "mine");
        assertThatThrownBy(() -> restore(image, BitDepth.SAME, target))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("a.tif.blocks");
        assertThat(mine).hasContent("mine");
    }

    @Test
    void areNotWorkedOnInTwoWaysAtATime() throws IOException {
        Path image = LargeHost.image(folder);
        Path target = folder.resolve("a.tif");
        try (BlockFolder other = BlockFolder.open(target, "other work")) {
            assertThat(other.wasBegun()).isFalse();
            assertThatThrownBy(() -> restore(image, BitDepth.SAME, target))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("under way");
        }
        restore(image, BitDepth.SAME, target);
        assertThat(target).exists();
    }
}
