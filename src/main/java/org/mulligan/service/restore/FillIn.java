package org.mulligan.service.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.image.mask.MaskedPixels;
import org.mulligan.image.mask.PixelMask;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.model.ModelDescription;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Restoration;
import org.mulligan.predict.block.BlockFolder;

/**
 * Only the pixels that a mask says are missing are the network's; the others stay the image's.
 *
 * @param planes without the missing pixels, which are those of {@code mask}
 */
record FillIn(PlaneSource planes, PixelMask mask, RestoreSettings settings) implements RestoreMode {
    /** Of a hole that is wider than the network sees; the first one is enough. */
    @Override
    public void warn(ModelDescription model, Progress progress) throws IOException {
        int reach = model.halo();
        for (int plane = 0; plane < mask.planes(); plane++) {
            double widest = mask.widest(plane);
            if (widest <= reach) continue;
            progress.warn(
                    Double.isInfinite(widest)
                            ? "Plane %d has no known pixel: all that is filled in there is made up"
                                    .formatted(plane + 1)
                            : "Plane %d has missing pixels %.0f px from the nearest known one; the model sees %d px far, so what lies in their middle is made up"
                                    .formatted(plane + 1, widest, reach));
            return;
        }
    }

    @Override
    public Restoration plan(
            NetworkInput input,
            LoadedModel model,
            int depth,
            Optional<BlockFolder> blocks,
            Progress progress)
            throws IOException {
        return new KnownPixelsKept(
                RestoreMode.super.plan(input, model, depth, blocks, progress),
                planes,
                settings.mask().text());
    }

    /**
     * A restoration that is believed only where pixels are missing.
     *
     * @param mask as the user said it
     */
    private record KnownPixelsKept(Restoration everywhere, PlaneSource planes, String mask)
            implements Restoration {
        @Override
        public void plane(int plane, Pixels result) throws IOException {
            everywhere.plane(plane, result);
            MaskedPixels.copyKnown(planes.read(plane), result, planes.missing(plane));
        }

        @Override
        public List<String> notes() {
            List<String> lines = new ArrayList<>();
            lines.add(
                    "Filled in: only the missing pixels (mask=%s); the others are the source's"
                            .formatted(mask));
            lines.addAll(everywhere.notes());
            return lines;
        }

        @Override
        public String outcome(long pixels) {
            return everywhere.outcome(pixels);
        }
    }
}
