package org.mulligan.service.compare;

import ij.ImagePlus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.metric.risk.BlockMeans;
import org.mulligan.model.ModelFile;

/**
 * Whether a denoiser makes an image worse than something safer does: a filter, another of the
 * denoisers, or nothing at all. A first look at a small part of the image raises a doubt, and the
 * judge of the whole image ({@link Judging}) decides. Where it cannot judge, as for noise that
 * neighbouring pixels share, there is no doubt.
 *
 * @param asked the denoiser
 * @param alone itself, ready to be judged
 */
public record SaferChoice(ModelFile asked, Networks alone, Progress progress) {
    /** Standard errors by which something else must be better. */
    private static final double CLEARLY = 3;

    /** Of the first look, which the judge of the whole image confirms or not. */
    private static final double HINT = 1.5;

    /** Of its error, by which that of the other is more at least: 0.3 dB. */
    private static final double WORTH = 0.07;

    /**
     * A first look at the middle plane of each channel.
     *
     * @param image not modified
     * @return whether a filter, or nothing at all, seems to be better on any channel
     */
    public boolean isDoubtful(ImagePlus image) throws IOException {
        try {
            return new Judging(alone, new WithoutWords(progress))
                    .look(image).stream().anyMatch(each -> isWorse(each, each.rows().get(0), HINT));
        } catch (NotRanked e) {
            return false;
        }
    }

    /**
     * What the judge takes in its place.
     *
     * @param image not modified
     * @param networks that may take its place, itself among them
     * @param why what raised the doubt, for the log and the result's Info
     * @return empty where nothing else is clearly better on all channels, or nothing can be ranked
     */
    public Optional<AutoChoice> judged(ImagePlus image, Networks networks, List<String> why)
            throws IOException {
        try {
            List<Ranking> channels =
                    new Judging(networks, new WithoutWords(progress)).rank(image, Optional.empty());
            AutoChoice best = AutoChoice.best(channels);
            for (Ranking channel : channels) {
                Optional<Ranked> row =
                        channel.rows().stream()
                                .filter(each -> AutoChoice.isSame(each.method(), best.method()))
                                .findFirst();
                if (row.isEmpty() || !isWorse(channel, row.get(), CLEARLY)) return Optional.empty();
            }
            return Optional.of(best.inPlaceOf(why));
        } catch (NotRanked e) {
            return Optional.empty();
        }
    }

    private boolean isWorse(Ranking channel, Ranked other, double errors) {
        for (Ranked row : channel.rows()) {
            if (!row.method().isModel() || !row.method().name().equals(asked.name())) continue;
            BlockMeans difference = row.risk().less(other.risk(), 1);
            return difference.mean() > errors * difference.standardError()
                    && difference.mean() > WORTH * other.risk().mean();
        }
        return false;
    }

    /** Lets the work be cancelled, and says nothing of it. */
    private record WithoutWords(Progress progress) implements Progress {
        @Override
        public boolean cancelled() {
            return progress.cancelled();
        }
    }
}
