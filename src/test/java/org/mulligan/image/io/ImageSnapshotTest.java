package org.mulligan.image.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileInfo;
import ij.plugin.FolderOpener;
import ij.process.ImageProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSnapshotTest {
    private static final long PLENTY = 1 << 30;

    @TempDir private Path folder;
    private final List<String> log = new ArrayList<>();

    /** Every pixel of every plane is another. */
    private static ImagePlus image(String type, int channels, int slices) {
        ImagePlus image =
                IJ.createHyperStack(
                        "cells.tif", 13, 9, channels, slices, 1, Integer.parseInt(type));
        for (int plane = 1; plane <= image.getStackSize(); plane++)
            for (int i = 0; i < 13 * 9; i++) set(image, plane, i, 7 * plane + i);
        image.getCalibration().pixelWidth = 0.3;
        image.getCalibration().setUnit("um");
        image.setProperty("Info", "a note");
        image.setRoi(new Roi(2, 3, 5, 4));
        image.setOverlay(new Overlay(new Roi(1, 1, 3, 3)));
        FileInfo file = new FileInfo();
        file.fileName = "cells.tif";
        image.setFileInfo(file);
        return image;
    }

    private static void set(ImagePlus image, int plane, int i, int value) {
        ImageProcessor pixels = image.getStack().getProcessor(plane);
        if (pixels.getBitDepth() == 32) pixels.setf(i, value);
        else pixels.set(i, value);
    }

    private static List<Object> pixels(ImagePlus image) {
        List<Object> planes = new ArrayList<>();
        for (int plane = 1; plane <= image.getStackSize(); plane++) {
            ImageProcessor pixels = image.getStack().getProcessor(plane);
            List<Integer> values = new ArrayList<>();
            for (int i = 0; i < pixels.getPixelCount(); i++) values.add(pixels.get(i));
            planes.add(values);
        }
        return planes;
    }

    private static void spoil(ImagePlus image) {
        for (int plane = 1; plane <= image.getStackSize(); plane++)
            for (int i = 0; i < 13 * 9; i++) set(image, plane, i, 1);
        image.setTitle("other");
        image.getCalibration().pixelWidth = 9;
        image.getCalibration().setUnit("inch");
        image.setProperty("Info", "another");
        image.getRoi().setLocation(0, 0);
        image.getOverlay().get(0).setLocation(7, 7);
    }

    private void assertAsItWas(ImagePlus now, List<Object> pixels, ImagePlus like) {
        assertThat(pixels(now)).isEqualTo(pixels);
        assertThat(now.getTitle()).isEqualTo("cells.tif");
        assertThat(now.getDimensions()).isEqualTo(like.getDimensions());
        assertThat(now.getBitDepth()).isEqualTo(like.getBitDepth());
        assertThat(now.getCurrentSlice()).isEqualTo(like.getCurrentSlice());
        assertThat(now.isComposite()).isEqualTo(like.isComposite());
        assertThat(now.getCalibration().pixelWidth).isEqualTo(0.3);
        assertThat(now.getCalibration().getUnit()).isEqualTo("\u00b5m");
        assertThat(now.getInfoProperty()).isEqualTo("a note");
        assertThat(now.getRoi().getBounds()).isEqualTo(new Roi(2, 3, 5, 4).getBounds());
        assertThat(now.getOverlay().get(0).getBounds()).isEqualTo(new Roi(1, 1, 3, 3).getBounds());
        assertThat(now.getOriginalFileInfo().fileName).isEqualTo("cells.tif");
    }

    @ParameterizedTest(name = "{0} bit")
    @ValueSource(strings = {"8", "16", "24", "32"})
    void whatIsDoneToAnImageLaterIsNotSeen(String type) {
        for (int planes : new int[] {1, 3}) {
            ImagePlus image = image(type, 1, planes);
            image.setSlice(planes);
            ImagePlus like = image(type, 1, planes);
            like.setSlice(planes);
            List<Object> before = pixels(image);
            try (ImageSnapshot snapshot = ImageSnapshot.of(image, PLENTY, log::add)) {
                assertThat(image.isLocked()).isFalse();
                assertAsItWas(snapshot.image(), before, like);
                spoil(image);
                assertAsItWas(snapshot.image(), before, like);
                image.flush();
                assertAsItWas(snapshot.image(), before, like);
            }
        }
        assertThat(log).isEmpty();
    }

    @Test
    void theLabelOfASinglePlaneIsKept() {
        ImageStack stack = new ImageStack(13, 9);
        stack.addSlice("part 0", new byte[13 * 9]);
        ImagePlus image = new ImagePlus("cells.tif", stack);
        image.setProperty("Info", "a note");
        try (ImageSnapshot snapshot = ImageSnapshot.of(image, PLENTY, log::add)) {
            image.flush();
            assertThat(snapshot.image().getStack().getSliceLabel(1)).isEqualTo("part 0");
        }
        ImagePlus plain = IJ.createImage("plain", "8-bit ramp", 13, 9, 1);
        try (ImageSnapshot snapshot = ImageSnapshot.of(plain, PLENTY, log::add)) {
            assertThat(snapshot.image().getStack().getSliceLabel(1))
                    .isEqualTo(plain.getStack().getSliceLabel(1));
            assertThat(snapshot.image().getProperty("Label")).isEqualTo(plain.getProperty("Label"));
        }
    }

    @Test
    void aCompositeKeepsItsChannelsAndColours() {
        ImagePlus image = new CompositeImage(image("16", 2, 2), IJ.COMPOSITE);
        List<Object> before = pixels(image);
        byte[] reds = new byte[256];
        ((CompositeImage) image).getChannelLut(2).getReds(reds);
        try (ImageSnapshot snapshot = ImageSnapshot.of(image, PLENTY, log::add)) {
            image.flush();
            assertThat(pixels(snapshot.image())).isEqualTo(before);
            assertThat(snapshot.image().getDimensions()).containsExactly(13, 9, 2, 2, 1);
            byte[] kept = new byte[256];
            ((CompositeImage) snapshot.image()).getChannelLut(2).getReds(kept);
            assertThat(kept).isEqualTo(reds);
        }
    }

    @Test
    void aVirtualStackIsReadFromItsFilesAfterItsWindowIsClosed() throws Exception {
        for (int i = 0; i < 3; i++) {
            ImagePlus plane = IJ.createImage("plane", "8-bit ramp", 13, 9, 1);
            plane.getProcessor().set(i, 200);
            IJ.saveAsTiff(plane, folder.resolve("p" + i + ".tif").toString());
        }
        ImagePlus image = FolderOpener.open(folder.toString(), "virtual");
        assertThat(image.getStack().isVirtual()).isTrue();
        String label = image.getStack().getSliceLabel(2);
        List<Object> before = pixels(image);
        try (ImageSnapshot snapshot = ImageSnapshot.of(image, 0, log::add)) {
            assertThat(image.isLocked()).isFalse();
            image.setTitle("other");
            image.flush();
            assertThat(pixels(snapshot.image())).isEqualTo(before);
            assertThat(snapshot.image().getStack().getSliceLabel(2)).isEqualTo(label);
            assertThat(snapshot.image().getStack().isVirtual()).isTrue();
        }
        assertThat(Files.list(folder)).hasSize(3);
    }

    @Test
    void whatIsTooLargeForACopyIsLockedToTheEndAndSurvivesItsWindow() {
        ImagePlus image = image("16", 1, 3);
        List<Object> before = pixels(image);
        ImageSnapshot snapshot = ImageSnapshot.of(image, 13 * 9 * 2 * 3 - 1, log::add);
        assertThat(image.isLocked()).isTrue();
        assertThat(log).hasSize(1).first().asString().contains("cells.tif", "locked");
        assertThat(snapshot.image().getStack().getPixels(2))
                .isSameAs(image.getStack().getPixels(2));
        image.flush();
        assertThat(pixels(snapshot.image())).isEqualTo(before);
        snapshot.close();
        assertThat(image.isLocked()).isFalse();
        image.flush();
        assertThat(pixels(snapshot.image())).isEqualTo(before);
    }

    @Test
    void anImageThatAnotherCommandChangesIsRefusedAndStaysLocked() throws Exception {
        ImagePlus image = image("8", 1, 1);
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread other =
                new Thread(
                        () -> {
                            image.lock();
                            locked.countDown();
                            try {
                                done.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            image.unlock();
                        });
        other.start();
        locked.await();
        assertThatThrownBy(() -> ImageSnapshot.of(image, PLENTY, log::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"cells.tif\" is locked", "Reset...");
        assertThat(image.isLocked()).isTrue();
        done.countDown();
        other.join();
        ImageSnapshot.of(image, PLENTY, log::add).close();
        assertThat(image.isLocked()).isFalse();
    }

    @Test
    void anImageThatFailsToBeCopiedIsUnlocked() {
        ImageStack stack = new ImageStack(13, 9);
        stack.addSlice(null, new byte[13 * 9]);
        stack.addSlice(null, new byte[13 * 9]);
        ImagePlus image = new ImagePlus("torn", stack);
        stack.getImageArray()[1] = null;
        assertThatThrownBy(() -> ImageSnapshot.of(image, PLENTY, log::add))
                .isInstanceOf(RuntimeException.class);
        assertThat(image.isLocked()).isFalse();
    }

    @Test
    void anImageOfMyOwnLockIsTaken() {
        ImagePlus image = image("8", 1, 2);
        image.lock();
        ImageSnapshot.of(image, 0, log::add).close();
        assertThat(image.isLocked()).isTrue();
        image.unlock();
        assertThat(image.isLocked()).isFalse();
    }
}
