package org.mulligan.data.samples;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.mulligan.image.io.ImageFiles;

/**
 * What the images of a set look like from outside, by the first of them.
 *
 * @param width px
 * @param height px
 * @param channels 1, or 3 for colours
 */
public record SampleShape(int width, int height, int channels) {
    /**
     * Looks at the first image.
     *
     * @param images a folder, a stack or an idx file, as {@link Samples#open} takes it
     * @throws IllegalArgumentException if there is none
     * @throws IOException if it cannot be read
     */
    public static SampleShape of(Path images) throws IOException {
        if (!ImageFiles.exists(images))
            throw new IllegalArgumentException(
                    "There is no folder or file %s; give a folder of images, a stack or an idx file"
                            .formatted(images));
        if (ImageFiles.isFolder(images))
            return ofFile(SampleFile.list(images, false, note -> {}).get(0).path());
        if (!Idx.isIdx(images)) return ofFile(images);
        List<Integer> sizes = Idx.read(images, 3, SampleMemory.ofJava()).sizes();
        return new SampleShape(sizes.get(2), sizes.get(1), 1);
    }

    private static SampleShape ofFile(Path file) throws IOException {
        ImagePlus image = ImageFiles.open(file);
        boolean colour = image.getType() == ImagePlus.COLOR_RGB || image.getNChannels() == 3;
        return new SampleShape(image.getWidth(), image.getHeight(), colour ? 3 : 1);
    }
}
