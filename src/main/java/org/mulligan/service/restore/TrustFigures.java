package org.mulligan.service.restore;

import java.util.Locale;
import java.util.Optional;
import org.mulligan.service.restore.interval.IntervalFigures;

/**
 * How much of one channel of a denoised image to trust, over all its planes.
 *
 * @param image its title
 * @param channel from 1
 * @param rsp SQUIRREL's Pearson coefficient of input and result, -1 to 1
 * @param rse SQUIRREL's root mean square of input less fitted result, in the units of the image
 * @param inconsistent share of the pixels with |consistency| above 3, 0 to 1; noise alone gives
 *     0.0027; this and the two before are not a number where missing pixels were filled in
 * @param added energy of the added detail as a share of the result's energy about its mean
 * @param interval how sure the faithful result is; empty where the model does not know
 */
public record TrustFigures(
        String image,
        int channel,
        double rsp,
        double rse,
        double inconsistent,
        double added,
        Optional<IntervalFigures> interval) {
    /** One line of text. */
    public String line() {
        if (Double.isNaN(inconsistent))
            return String.format(
                    Locale.ROOT,
                    "%s channel %d: added energy %.3f %%; nothing was measured where pixels are filled in",
                    image,
                    channel,
                    100 * added);
        return String.format(
                        Locale.ROOT,
                        "%s channel %d: RSP %.4f, RSE %.4g, |consistency| > 3 in %.3f %% of the pixels, added energy %.3f %%",
                        image,
                        channel,
                        rsp,
                        rse,
                        100 * inconsistent,
                        100 * added)
                + interval.map(of -> ", " + of.words()).orElse("");
    }
}
