package org.mulligan.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mulligan.image.intensity.TypicalAppearance;
import org.mulligan.image.psf.Optics;
import org.mulligan.image.psf.Psf;
import org.mulligan.metric.interval.Interval;

/**
 * What a model's provenance says, each thing in its own type: the one place that knows its keys and
 * distrusts its values. What a stranger wrote in another type is as if it were not there; an
 * impossible value is refused when it is asked for, and hinders no one who does not ask.
 *
 * @param provenance plain YAML values, see {@link ModelDescription}
 */
public record ModelFacts(Map<String, Object> provenance) {
    /** Share of an input's range by which a result may leave it where nothing else is known. */
    private static final double MARGIN = 0.1;

    /** As plans state a range. */
    private static final Pattern PHOTONS = Pattern.compile("([0-9]+(?:\\.[0-9]+)?(?:E[0-9]+)?)-.+");

    private static final Pattern DOI = Pattern.compile("10\\.[0-9]{4}.+");

    /**
     * How the network of another tool answered the test tensors of its package, when it was
     * imported.
     *
     * @param difference the largest to what the package states; empty where it states nothing
     * @param failed whether that was too much
     */
    public record ImportTest(OptionalDouble difference, boolean failed) {}

    /**
     * Whether it learnt from noise that a computer added to each pixel by itself, not from images
     * of a camera.
     */
    public boolean learntWhiteNoise() {
        return provenance.get("plan") instanceof Map<?, ?> plan
                && plan.get("noisy") instanceof String noisy
                && noisy.isBlank();
    }

    /**
     * How much of the measured noise a network that is told of it takes for all of it, 0.1 to 10:
     * what is measured as noise has fine structure of real images in it, which simulated ones lack.
     * 1 where nothing is said.
     *
     * @throws IllegalArgumentException for another number
     */
    public double noiseScale() {
        double scale = number(provenance, "noise_scale").orElse(1);
        if (!(scale >= 0.1 && scale <= 10))
            throw new IllegalArgumentException(
                    "The model's noise_scale must be 0.1 to 10, and is %s; download or copy the model again"
                            .formatted(scale));
        return scale;
    }

    /** When it was made, as it says; a text. */
    public Optional<String> timestamp() {
        return provenance.get("timestamp") instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    /** The day on which it was made, for people; whatever is written there. */
    public Optional<String> day() {
        return Optional.ofNullable(provenance.get("timestamp"))
                .map(time -> String.valueOf(time).replaceFirst("T.*", ""));
    }

    /** The file that it was imported from; empty for our own. */
    public Optional<String> importedFrom() {
        return provenance.get("imported") instanceof Map<?, ?> imported
                ? Optional.of(String.valueOf(imported.get("from")))
                : Optional.empty();
    }

    /** Of an imported model. */
    public Optional<ImportTest> importTest() {
        return provenance.get("test") instanceof Map<?, ?> test
                ? Optional.of(
                        new ImportTest(
                                number(test, "largest_difference"),
                                Boolean.FALSE.equals(test.get("passed"))))
                : Optional.empty();
    }

    /** Who made an imported model, as the specification of bioimage.io wants them. */
    public List<Map<?, ?>> authors() {
        return maps("authors").stream()
                .filter(author -> author.get("name") instanceof String)
                .toList();
    }

    /** The papers behind an imported model, as the specification wants them. */
    public List<Map<?, ?>> cite() {
        return maps("cite").stream().filter(ModelFacts::isCitation).toList();
    }

    private List<Map<?, ?>> maps(String key) {
        return provenance.get(key) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .<Map<?, ?>>map(each -> (Map<?, ?>) each)
                        .toList()
                : List.of();
    }

    /** Other tools refuse the whole package for one that is none. */
    private static boolean isCitation(Map<?, ?> paper) {
        boolean doi = !paper.containsKey("doi") || DOI.matcher("" + paper.get("doi")).matches();
        return paper.get("text") instanceof String
                && doi
                && (paper.containsKey("doi") || ("" + paper.get("url")).startsWith("http"));
    }

    /** A seed that is stated beside the plan, for people; whatever is written there. */
    public Optional<String> seed() {
        return Optional.ofNullable(provenance.get("seed")).map(String::valueOf);
    }

    /** The seed of the training's plan. */
    public OptionalLong planSeed() {
        return plannedNumber("seed");
    }

    /**
     * Whether it was trained on these images.
     *
     * @param hash of the images
     * @param fit how they were brought to one size, as a plan says it
     */
    public boolean learntFrom(String hash, String fit) {
        return hash.equals(provenance.get("images_sha256")) && fit.equals(plan().get("fit"));
    }

    /** A text of the training's plan, by the key of its command. */
    public Optional<String> planned(String key) {
        return plan().get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** A whole number of the training's plan, by the key of its command. */
    public OptionalLong plannedNumber(String key) {
        return plan().get(key) instanceof Number number
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }

    private Map<?, ?> plan() {
        return provenance.get("plan") instanceof Map<?, ?> plan ? plan : Map.of();
    }

    /** Steps of the training; 0 = not said. */
    public long steps() {
        return provenance.get("steps") instanceof Number steps ? steps.longValue() : 0;
    }

    /** Time of the training, s; 0 = not said. */
    public double seconds() {
        return number(provenance, "seconds").orElse(0);
    }

    /** Numbers that were learnt. */
    public OptionalLong parameters() {
        return provenance.get("parameters") instanceof Number parameters
                ? OptionalLong.of(parameters.longValue())
                : OptionalLong.empty();
    }

    /** Quantiles of the scores that the discriminator gave to real images held back. */
    public Optional<List<Double>> realScores() {
        return scores("real");
    }

    /** Quantiles of the scores that the discriminator gave to images drawn. */
    public Optional<List<Double>> drawnScores() {
        return scores("fake");
    }

    private Optional<List<Double>> scores(String key) {
        return provenance.get("judge") instanceof Map<?, ?> judge
                        && judge.get(key) instanceof List<?> list
                        && list.stream().allMatch(Number.class::isInstance)
                ? Optional.of(list.stream().map(each -> ((Number) each).doubleValue()).toList())
                : Optional.empty();
    }

    /**
     * Whether an adversary has really taught the model: one that slept, or that won so early that
     * nothing could be learnt from it, makes no GAN.
     */
    public boolean isGan() {
        return provenance.get("discriminator") instanceof Map<?, ?> discriminator
                && discriminator.get("state") != null
                && !List.of("asleep", "wins").contains(discriminator.get("state"));
    }

    /**
     * The blur that the model was trained to undo, in px of its output; empty where it learnt from
     * measured pairs or for a range of blurs, and for models that undo none.
     *
     * @throws IllegalArgumentException when the package states an impossible one
     */
    public Optional<Psf> psf() {
        if (!(provenance.get("psf") instanceof Map<?, ?> psf)) return Optional.empty();
        if (psf.get("fwhm") instanceof Number fwhm)
            return Optional.of(Psf.gaussian(fwhm.doubleValue()));
        return psf.get("na") instanceof Number na
                        && psf.get("wavelength") instanceof Number wavelength
                        && psf.get("index") instanceof Number index
                        && psf.get("pixel") instanceof Number pixel
                ? Optional.of(
                        Psf.airy(
                                new Optics(
                                        na.doubleValue(),
                                        wavelength.doubleValue(),
                                        index.doubleValue()),
                                pixel.doubleValue()))
                : Optional.empty();
    }

    /**
     * How much coarser along their depth the stacks are that the model makes as fine there as in
     * their planes: px of a plane from one plane to the next.
     *
     * @throws IllegalArgumentException when the package does not say it, or in an impossible way
     */
    public double depthStep() {
        double step =
                provenance.get("depth") instanceof Map<?, ?> depth
                        ? number(depth, "zstep").orElse(0)
                        : 0;
        if (!(step > 1 && step <= 100))
            throw new IllegalArgumentException(
                    "The model must say how far apart the planes are that it is for (depth: zstep, 1 to 100 px), and says %s; download or copy the model again"
                            .formatted(step));
        return step;
    }

    /**
     * Photons at the brightest parts of the dimmest images that it learnt to sharpen; empty where
     * it learnt from measured pairs, and for models that sharpen nothing.
     */
    public OptionalDouble fewestPhotons() {
        if (!(provenance.get("psf") instanceof Map<?, ?>)) return OptionalDouble.empty();
        Matcher range = PHOTONS.matcher(planned("photons").orElse(""));
        return range.matches()
                ? OptionalDouble.of(Double.parseDouble(range.group(1)))
                : OptionalDouble.empty();
    }

    /**
     * What its training images looked like; empty in packages of older versions and of others.
     *
     * @throws IllegalArgumentException when the package states it in an impossible way
     */
    public Optional<TypicalAppearance> appearance() {
        return provenance.get("appearance") instanceof Map<?, ?> appearance
                ? Optional.of(TypicalAppearance.parse(appearance))
                : Optional.empty();
    }

    /**
     * How sure its faithful results are; empty in packages of older versions and of others, and
     * where no clean images were there to measure it.
     *
     * @throws IllegalArgumentException when the package states it in an impossible way
     */
    public Optional<Interval> interval() {
        return provenance.get("interval") instanceof Map<?, ?> interval
                ? Optional.of(Interval.parse(interval))
                : Optional.empty();
    }

    /**
     * How far beyond the range of the input a result is believed, as a share of that range: as far
     * as the faithful network went on the images that were held back, and a tenth more. Infinite
     * where nobody looked: what another tool trained gives here what it gives there.
     */
    public double margin() {
        if (provenance.containsKey("imported")) return Double.POSITIVE_INFINITY;
        return MARGIN + Math.max(0, number(provenance, "overshoot").orElse(0));
    }

    /**
     * Whether a sharpness between 0 and 1 mixes the outputs of the two networks and not their
     * weights: so where weights in between did not give images in between when training ended.
     */
    public boolean mixesOutputs() {
        return provenance.get("dial") instanceof Map<?, ?> dial
                && "outputs".equals(dial.get("mixing"));
    }

    private static OptionalDouble number(Map<?, ?> map, String key) {
        return map.get(key) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }
}
