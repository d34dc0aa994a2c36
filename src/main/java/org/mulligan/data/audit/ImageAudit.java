package org.mulligan.data.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mulligan.data.Split;

/**
 * What the images of one folder say of each other: which show one field, whether they are a series,
 * whose structures are of another size, which are cut off or show nothing. One plane of each is
 * looked at, and of many images some, spread over all.
 */
public final class ImageAudit {
    /** More are not looked at: a thousand take a second or two. */
    public static final int MOST = 1000;

    /** Of the sides of an image, px. */
    private static final int SMALLEST = 64;

    /** Share of pixels at which light that is cut off is spoken of. */
    private static final double SATURATED = 0.01;

    /** Variance of what is seen, in that of noise. */
    private static final double EMPTY = 5;

    /** With fewer nobody knows what is usual. */
    private static final int FEWEST_SIZES = 16;

    /**
     * Of the logarithms of sizes: standard deviations, and at least so much; of contrast over 32 px
     * and over 64 px.
     */
    private static final double FAR = 3;

    private static final double LEAST_FAR = 0.15;
    private static final double FAR_BROAD = 5;
    private static final double LEAST_BROAD = 0.4;

    private static final double DEVIATION = 1.4826;

    /** Where more than this share of a set is odd, that is how the set is. */
    private static final double ODD = 0.2;

    /** Fewer fields are said to be few: one is held back, which says little of others. */
    private static final int FEW_FIELDS = 5;

    private final String folder;
    private final int expected;
    private final List<String> names = new ArrayList<>();
    private final List<Glance> glances = new ArrayList<>();
    private int offered;
    private Optional<Repeats> repeats = Optional.empty();

    /**
     * @param folder what the images are called in sentences, as {@code clean}
     * @param expected how many will be offered, about
     */
    public ImageAudit(String folder, int expected) {
        this.folder = folder;
        this.expected = expected;
    }

    /** Whether the next image is one of those that are looked at; asked for once for each. */
    public boolean wantsNext() {
        long number = offered++;
        return expected <= MOST
                ? names.size() < MOST
                : (number + 1) * MOST / expected > number * MOST / expected;
    }

    /**
     * Looks at an image.
     *
     * @param name without extension
     * @param plane {@code width * height} values, all of them numbers; not kept
     * @return false for a small one, which is not looked at: objects that were cut out, such as
     *     digits or nuclei, are alike without being one
     */
    public boolean add(String name, float[] plane, int width, int height) {
        if (Math.min(width, height) < SMALLEST) return false;
        add(name, Glance.of(plane, width, height));
        return true;
    }

    void add(String name, Glance glance) {
        names.add(name);
        glances.add(glance);
        repeats = Optional.empty();
    }

    /** Images that were looked at. */
    public List<String> names() {
        return names;
    }

    /** What was seen of each. */
    public List<Glance> glances() {
        return glances;
    }

    /** Which of them show one field. */
    public Repeats repeats() {
        if (repeats.isEmpty()) repeats = Optional.of(Repeats.of(names, glances));
        return repeats.get();
    }

    /**
     * All that is to be said, the worst first.
     *
     * @param held names of those that are held back for validation; empty where that is not known
     */
    public List<Remark> remarks(Set<String> held) {
        List<Remark> remarks = new ArrayList<>();
        sameField(held).ifPresent(remarks::add);
        series().ifPresent(remarks::add);
        otherSize().ifPresent(remarks::add);
        saturated().ifPresent(remarks::add);
        empty().ifPresent(remarks::add);
        return remarks;
    }

    /** That not all were looked at, where that is so. */
    public Optional<String> sampled() {
        if (offered <= MOST || names.isEmpty()) return Optional.empty();
        return Optional.of(
                "Of %d images of %s %d were compared with each other, spread over all"
                        .formatted(offered, folder, names.size()));
    }

    /** Images whose highest value many pixels share. */
    public Optional<Remark> saturated() {
        List<String> some = new ArrayList<>();
        double most = 0;
        for (int i = 0; i < names.size(); i++) {
            double share = glances.get(i).saturated();
            if (share < SATURATED) continue;
            some.add(names.get(i));
            most = Math.max(most, share);
        }
        return remark(
                Remark.Kind.SATURATED,
                some,
                "%d of %d images of %s are cut off at their highest value, in up to %.2g %% of their pixels (%s): what is brighter is not learnt; record them with less light, or leave them out",
                some.size(),
                names.size(),
                folder,
                100 * most,
                Remark.some(some));
    }

    private Optional<Remark> empty() {
        List<String> some = new ArrayList<>();
        for (int i = 0; i < names.size(); i++)
            if (glances.get(i).seen() < EMPTY) some.add(names.get(i));
        return remark(
                Remark.Kind.EMPTY,
                some,
                "%d of %d images of %s show nothing but noise (%s): there is nothing to learn from them; leave them out",
                some.size(),
                names.size(),
                folder,
                Remark.some(some));
    }

    private Optional<Remark> sameField(Set<String> held) {
        if (repeats().oneField())
            return remark(
                    Remark.Kind.SAME_FIELD,
                    names,
                    "the images of %s all show one field (correlation %.2f in the middle): it is known from the training when the network is judged, and nothing is known of others; add other fields",
                    folder,
                    repeats().usual());
        List<Repeats.Pair> pairs = repeats().pairs();
        if (pairs.isEmpty()) return Optional.empty();
        Set<String> images = new TreeSet<>();
        int leaking = 0;
        for (Repeats.Pair pair : pairs) {
            String first = names.get(pair.first());
            String second = names.get(pair.second());
            images.add(first);
            images.add(second);
            if (held.contains(first) != held.contains(second)) leaking++;
        }
        List<String> named =
                pairs.stream()
                        .map(
                                pair ->
                                        String.format(
                                                Locale.ROOT,
                                                "%s and %s, %.2f",
                                                names.get(pair.first()),
                                                names.get(pair.second()),
                                                pair.likeness()))
                        .toList();
        return remark(
                Remark.Kind.SAME_FIELD,
                List.copyOf(images),
                "%d of %d images of %s nearly repeat another one (correlation: %s; usual is %.2f)%s; leave the repeats out, or give those of one field one name with _0, _1 at its end, which keeps them together",
                images.size(),
                names.size(),
                folder,
                Remark.some(named),
                repeats().usual(),
                leaking == 0
                        ? ": each counts twice, and may be held back while the other is learnt from"
                        : ": %d of %d repeats lie on both sides of the validation, whose figures are too good"
                                .formatted(leaking, pairs.size()));
    }

    private Optional<Remark> series() {
        if (!repeats().series()) return Optional.empty();
        return remark(
                Remark.Kind.SERIES,
                names,
                "the images of %s are a series: each resembles the next by name (correlation %.2f, usual is %.2f), so what is held back is partly known from its neighbours, and figures of the validation are too good; add other series, or keep one back to judge the model by",
                folder,
                repeats().next(),
                repeats().usual());
    }

    /** Both measures must agree: each alone is off in some images of one magnification. */
    private Optional<Remark> otherSize() {
        double[] structure = glances.stream().mapToDouble(Glance::structure).toArray();
        double[] far = offs(structure, LEAST_FAR, FAR);
        double[] broad =
                offs(glances.stream().mapToDouble(Glance::broad).toArray(), LEAST_BROAD, FAR_BROAD);
        List<String> some = new ArrayList<>();
        List<String> named = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!(Math.abs(far[i]) > 1 && Math.abs(broad[i]) > 1 && far[i] * broad[i] > 0))
                continue;
            some.add(names.get(i));
            named.add(
                    String.format(Locale.ROOT, "%s %.1f px", names.get(i), glances.get(i).broad()));
        }
        if (some.isEmpty() || some.size() > ODD * names.size()) return Optional.empty();
        return remark(
                Remark.Kind.OTHER_SIZE,
                some,
                "in %d of %d images of %s structures are of another width than in the others (%s; usual is %.1f px): another magnification, out of focus, debris, or empty? Leave out what does not belong here",
                some.size(),
                names.size(),
                folder,
                Remark.some(named),
                median(glances.stream().mapToDouble(Glance::broad).toArray()));
    }

    /** How far logarithms lie from their median, in what is far; 0 where nobody knows. */
    private static double[] offs(double[] sizes, double least, double deviations) {
        double[] logs = Arrays.stream(sizes).map(Math::log).toArray();
        double[] known = Arrays.stream(logs).filter(Double::isFinite).toArray();
        if (known.length < FEWEST_SIZES) return new double[sizes.length];
        double usual = median(known);
        double spread =
                DEVIATION * median(Arrays.stream(known).map(x -> Math.abs(x - usual)).toArray());
        double far = Math.max(least, deviations * spread);
        return Arrays.stream(logs).map(x -> Double.isFinite(x) ? (x - usual) / far : 0).toArray();
    }

    /** Without what is not a number. */
    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Whether there are too few fields to learn from, and to be judged by. */
    public Optional<Remark> few() {
        int fields = Split.fieldsOfView(names).size();
        if (fields >= FEW_FIELDS || names.isEmpty()) return Optional.empty();
        return Optional.of(
                new Remark(
                        Remark.Kind.FEW,
                        List.of(),
                        "%s shows %d field%s of view: a network knows these by heart and is judged by one; 10 are better, of several specimens"
                                .formatted(folder, fields, fields == 1 ? "" : "s")));
    }

    private static Optional<Remark> remark(
            Remark.Kind kind, List<String> images, String format, Object... values) {
        if (images.isEmpty()) return Optional.empty();
        return Optional.of(new Remark(kind, images, String.format(Locale.ROOT, format, values)));
    }
}
