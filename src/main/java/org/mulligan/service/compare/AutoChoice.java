package org.mulligan.service.compare;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.model.ModelFile;

/**
 * What {@code model=auto} takes for an image.
 *
 * <p>Of several channels the candidate whose mean error by raw's is the lowest is taken, as an
 * image is restored in one way. Where no candidate is better than raw by more than chance the image
 * stays as it is: a result is there, as a folder's run expects, and it is not worse. Where nothing
 * can be ranked the shipped model is taken, as without {@code auto}.
 *
 * @param method what is taken; a model, a filter or raw
 * @param notes what was chosen and why, for the log and the result's Info
 * @param ranked whether it is the choice of an estimate
 */
public record AutoChoice(Method method, List<String> notes, boolean ranked) {
    /** The value of {@code model} that asks for it. */
    public static final String AUTO = "auto";

    /** The model where none is named, and where nothing can be ranked. */
    public static final String SHIPPED = "general";

    /** The line that the Info of every result has. */
    static final String MADE = "Chosen by: model=auto";

    /**
     * @param image not modified
     * @throws IllegalArgumentException where the image can be denoised in no way, as RGB
     */
    public static AutoChoice of(ImagePlus image, Networks networks, Progress progress)
            throws IOException {
        try {
            return judged(image, networks, progress);
        } catch (NotRanked e) {
            if (e.isNoiseless())
                return new AutoChoice(
                        Method.RAW,
                        List.of(MADE, "Choice: the image stays as it is; " + e.getMessage()),
                        false);
            return new AutoChoice(
                    Method.of(shipped(networks)),
                    List.of(
                            MADE,
                            "Choice: %s, the shipped model, without a judgement; %s"
                                    .formatted(SHIPPED, e.getMessage())),
                    false);
        }
    }

    /**
     * The best by the judge alone.
     *
     * @param image not modified
     * @throws NotRanked where nothing can be ranked
     */
    public static AutoChoice judged(ImagePlus image, Networks networks, Progress progress)
            throws IOException {
        return best(new Judging(networks, progress).rank(image, Optional.empty()));
    }

    /** The same choice, as one that nobody asked for. */
    public AutoChoice inPlaceOf(List<String> why) {
        List<String> all = new ArrayList<>(why);
        notes.stream().filter(note -> !note.equals(MADE)).forEach(all::add);
        return new AutoChoice(method, all, ranked);
    }

    /**
     * A model that takes the place of another without a judgement.
     *
     * @param why for the log and the result's Info
     */
    public static AutoChoice unjudged(ModelFile model, List<String> why) {
        return new AutoChoice(Method.of(model), why, false);
    }

    /** The lines that mark a result of a folder's run before as one of this choice. */
    public static List<String> made() {
        return List.of(MADE);
    }

    private static ModelFile shipped(Networks networks) {
        return networks.installed().stream()
                .filter(model -> model.name().equals(SHIPPED))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "model=auto needs the shipped model %s where it cannot judge, and it is not installed; name a model"
                                                .formatted(SHIPPED)));
    }

    static AutoChoice best(List<Ranking> channels) {
        List<Entry> entries = entries(channels);
        Entry first = entries.get(0);
        Method chosen = first.beatsRaw ? first.method : Method.RAW;
        List<String> notes = new ArrayList<>(List.of(MADE));
        if (first.beatsRaw) notes.add("Choice: " + first.words());
        else
            notes.add(
                    "Choice: the image stays as it is, as no candidate is better by more than two"
                            + " standard errors; the best was "
                            + first.words());
        if (entries.size() > 1) notes.add("Runner-up: " + entries.get(1).words());
        notes.add("Estimated from: " + channels.get(0).basis());
        return new AutoChoice(chosen, notes, true);
    }

    /**
     * A candidate over all channels; a filter's best setting is that of the first.
     *
     * @param share mean over the channels of its error by raw's: what a table of one channel is
     *     sorted by. The gain is not, where an error is not told apart from 0
     */
    private record Entry(
            Method method, double share, String psnr, double gain, double error, boolean beatsRaw) {
        String words() {
            return String.format(
                    Locale.ROOT,
                    "%s, estimated PSNR %s dB, gain over raw %.2f dB +- %.2f",
                    method.name(),
                    psnr,
                    gain,
                    error);
        }
    }

    private static List<Entry> entries(List<Ranking> channels) {
        Map<String, List<Ranked>> rows = new LinkedHashMap<>();
        List<Double> raw = channels.stream().map(each -> each.raw().risk().mean()).toList();
        for (Ranking channel : channels)
            for (Ranked row : channel.rows())
                rows.computeIfAbsent(key(row.method()), key -> new ArrayList<>()).add(row);
        rows.values().removeIf(each -> each.size() < channels.size());
        rows.remove(key(Method.RAW));
        return rows.values().stream()
                .map(each -> entry(each, raw))
                .sorted(Comparator.comparingDouble(Entry::share))
                .toList();
    }

    /** Whether two are one candidate; a filter with any of its settings is. */
    static boolean isSame(Method one, Method other) {
        return key(one).equals(key(other));
    }

    private static String key(Method method) {
        return method.isModel() ? method.name() : method.kind().toString();
    }

    private static Entry entry(List<Ranked> channels, List<Double> raw) {
        Ranked first = channels.get(0);
        double share = 0;
        for (int i = 0; i < raw.size(); i++)
            share += channels.get(i).risk().mean() / raw.get(i) / raw.size();
        double gain = channels.stream().mapToDouble(Ranked::gain).average().orElseThrow();
        double errors =
                channels.stream().mapToDouble(row -> row.gainError() * row.gainError()).sum();
        return new Entry(
                first.method(),
                share,
                (first.isAtLeast() ? "> " : "") + String.format(Locale.ROOT, "%.2f", first.psnr()),
                gain,
                Math.sqrt(errors) / channels.size(),
                channels.stream().allMatch(Ranked::beatsRaw));
    }
}
