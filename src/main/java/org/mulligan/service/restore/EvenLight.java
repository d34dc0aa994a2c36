package org.mulligan.service.restore;

import java.io.IOException;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.image.plane.ColourPlanes;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Restoration;
import org.mulligan.predict.ShadingCorrection;
import org.mulligan.predict.block.BlockFolder;

/**
 * The light of each plane is evened by what the network makes of a thumbnail, then the frames and
 * the colours are brought to one brightness.
 *
 * @param frames of the image; its planes are those of the first frame, of the second and so on
 */
record EvenLight(PlaneSource planes, int frames, RestoreSettings settings) implements RestoreMode {
    @Override
    public int depth(int own) {
        int bits = RestoreMode.super.depth(own);
        if (own == RGB && bits != RGB)
            throw new IllegalArgumentException(
                    "An RGB image has 8 bits a colour, and so has its result; leave depth=same, or split the channels first (Image > Color > Split Channels)");
        return bits;
    }

    @Override
    public Restoration plan(
            NetworkInput input,
            LoadedModel model,
            int depth,
            Optional<BlockFolder> blocks,
            Progress progress)
            throws IOException {
        return ShadingCorrection.plan(
                input,
                model,
                frames,
                planes.whole() instanceof ColourPlanes,
                settings.purpose().verb(),
                progress);
    }
}
