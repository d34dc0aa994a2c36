package org.mulligan.data.samples;

import java.util.List;

/**
 * Images of which each comes as often an epoch as its view says.
 *
 * @param images each once
 * @param entries the number of an image, as often as it comes
 */
record SamplePool(List<SampleImage> images, int[] entries) {
    static SamplePool of(List<SampleImage> images, SampleView view) {
        int[] entries = new int[images.stream().mapToInt(view::count).reduce(0, Math::addExact)];
        int at = 0;
        for (int i = 0; i < images.size(); i++)
            for (int times = view.count(images.get(i)); times > 0; times--) entries[at++] = i;
        return new SamplePool(List.copyOf(images), entries);
    }

    int size() {
        return entries.length;
    }

    SampleImage get(int entry) {
        return images.get(entries[entry]);
    }
}
