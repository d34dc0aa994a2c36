package org.mulligan.service.evaluate;

import ij.ImagePlus;
import java.util.List;
import java.util.Optional;

/**
 * An image that was judged.
 *
 * @param planes what is said of each of its images
 * @param map of a larger image than the model draws: for each pixel the percentile among real
 *     images, 32-bit; empty for others
 */
public record Judged(List<Judgement> planes, Optional<ImagePlus> map) {
    public Judged {
        planes = List.copyOf(planes);
    }
}
