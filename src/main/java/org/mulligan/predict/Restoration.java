package org.mulligan.predict;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.mulligan.image.plane.Pixels;

/** An image on its way through a network, planned and then computed plane by plane. */
public interface Restoration {
    /**
     * Restores one plane.
     *
     * @param plane from 0
     * @param result each side as much longer as the model's scale says; overwritten, in the units
     *     of the image
     * @throws java.util.concurrent.CancellationException when the work is not wanted any more
     */
    void plane(int plane, Pixels result) throws IOException;

    /** What was decided before the first plane, a line each, for the result's Info. */
    List<String> notes();

    /**
     * What only the end of the work knows.
     *
     * @param pixels of the result
     */
    String outcome(long pixels);

    /** What speaks against the result once all planes are computed, for people; mostly nothing. */
    default Optional<String> doubt() {
        return Optional.empty();
    }
}
