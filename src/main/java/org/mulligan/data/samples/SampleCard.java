package org.mulligan.data.samples;

import java.util.List;
import java.util.Optional;
import org.mulligan.data.PixelSize;

/**
 * What a model's card says about the images it was trained on.
 *
 * @param leftOut how many of them were not learnt from
 * @param hash SHA-256 over the names and bytes of all files
 */
record SampleCard(String hash, List<String> notes, int leftOut, Optional<PixelSize> pixelSize) {
    SampleCard {
        notes = List.copyOf(notes);
    }
}
