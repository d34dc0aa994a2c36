package org.mulligan.data.samples;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How a network sees an image: as a square of its size, from -1 to 1.
 *
 * @param size side of the square, px
 * @param range of the images that are learnt
 * @param guide of what they are drawn from, their last channel; empty: from nothing
 * @param places where patches are cut; empty where an image is seen whole
 */
record SampleView(
        int size,
        int channels,
        SampleRange range,
        Optional<SampleRange> guide,
        Optional<SamplePlaces> places) {
    /** How often an image comes an epoch: once, or as often as patches lie in it side by side. */
    int count(SampleImage image) {
        return places.map(p -> p.count(image)).orElse(1);
    }

    /** From the files' units to those of the network, in place. */
    void normalise(float[] images) {
        if (guide.isEmpty()) {
            range.apply(images);
            return;
        }
        for (int i = 0; i < channels - 1; i++) range.apply(images, i, channels);
        guide.get().apply(images, channels - 1, channels);
    }

    /** Values of one image. */
    int values() {
        return size * size * channels;
    }

    /**
     * Writes one image, NHWC, in the units of its file.
     *
     * @param into written from {@code start} on
     */
    void copy(SampleImage image, RandomGenerator random, float[] into, int start) {
        if (places.isPresent()) {
            SamplePlaces.Place place = places.get().draw(image, random);
            image.copy(place.x(), place.y(), size, into, start);
        } else if (image.width() == size) image.copy(0, 0, size, into, start);
        else image.copyEnlarged(size, into, start);
    }
}
