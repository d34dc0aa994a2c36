package org.mulligan.train.synthesis;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.mulligan.train.StepLosses;

/** Watches the game between a generator and its discriminator, and says what goes wrong in it. */
final class SynthesisWatch {
    /** About so many steps are remembered. */
    private static final double MEMORY = 1 / 50.0;

    /** Steps that a fault must last. */
    private static final int PATIENCE = 150;

    /** Above this share of right guesses nothing is left to learn from the discriminator. */
    private static final double STRONG = 0.98;

    /** And below this share of the loss of no difference: trainings at twice as much drew well. */
    private static final double WINS = 0.1;

    /** A discriminator whose share of right guesses was never above this has learnt nothing. */
    private static final double GUESSES = 0.6;

    /**
     * Nor has one whose loss was never below this share of that of no difference. Later a loss near
     * that may be an even game.
     */
    private static final double NO_DIFFERENCE = 0.93;

    /** Steps after which a discriminator must have learnt something, the first ones aside. */
    private static final int LATEST = 400;

    private static final int FIRST = 100;

    /** A fall of the diversity to this share of its best is a collapse. */
    private static final double FALLEN = 0.5;

    /** Below this share of the real images' diversity the drawn ones are alike. */
    private static final double ALIKE = 0.3;

    /** Shares of the training from which a fall of the diversity counts, and a lack of it. */
    private static final double EARLY = 0.1;

    private static final double LATE = 0.3;

    /** No loss of a game that goes on is larger. */
    private static final double MOST = 1000;

    /** What a training can suffer from. */
    enum Fault {
        TOO_STRONG(
                "too_strong",
                "The discriminator is too strong: it is almost never wrong, so the generator hardly learns from it."
                        + " Try a smaller discriminatorrate, augment=true, dropout=0.3, r1=1, or more images."),
        EQUILIBRIUM(
                "asleep",
                "The discriminator is at equilibrium: it sees no difference between real and drawn images, so the generator"
                        + " learns nothing from it. Try a higher discriminatorrate, less dropout, or another loss."),
        COLLAPSE(
                "collapse",
                "Mode collapse: the images drawn from different numbers have become alike. Try a smaller rate, a larger"
                        + " batch, loss=hinge or wasserstein-gp with r1=1, or an earlier stop (fewer steps)."),
        DIVERGENCE(
                "divergence",
                "The training diverged: its losses are not numbers, or grow beyond all measure. Try smaller rates, or"
                        + " look for images with extreme intensities.");

        /** Stored in models. */
        final String key;

        final String words;

        Fault(String key, String words) {
            this.key = key;
            this.words = words;
        }

        /** As checkpoints store it. */
        private String stored() {
            return key.toUpperCase(Locale.ROOT);
        }

        private static Fault of(String stored) {
            return Arrays.stream(values())
                    .filter(fault -> fault.stored().equals(stored))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private final double equilibriumLoss;
    private final Set<Fault> said = EnumSet.noneOf(Fault.class);
    private double generator = Double.NaN;
    private double discriminator = Double.NaN;
    private double share = Double.NaN;
    private double gap = Double.NaN;
    private double diversity = Double.NaN;
    private double bestDiversity;
    private boolean collapsed;
    private int strong;
    private double lowest;
    private double mostRight;
    private long steps;

    /**
     * @param equilibriumLoss the loss of a discriminator that sees no difference; 0 for a critic's;
     *     NaN without an adversary
     */
    SynthesisWatch(double equilibriumLoss) {
        this.equilibriumLoss = equilibriumLoss;
    }

    /** After each step: a fault that has just shown itself. */
    Optional<Fault> add(StepLosses losses) {
        generator = average(generator, losses.generator());
        discriminator = average(discriminator, losses.discriminator());
        share = average(share, losses.realAboveFake());
        gap = average(gap, losses.gap());
        if (Math.abs(generator) > MOST || Math.abs(gap) > MOST) return once(Fault.DIVERGENCE);
        if (Double.isNaN(equilibriumLoss)) return Optional.empty();
        // A critic's distance is large where it does well: that is no fault.
        boolean wins =
                equilibriumLoss > 0 && share > STRONG && discriminator < WINS * equilibriumLoss;
        strong = wins ? strong + 1 : 0;
        if (++steps == FIRST) {
            lowest = Double.POSITIVE_INFINITY;
            mostRight = 0;
        }
        lowest = Math.min(lowest, discriminator);
        mostRight = Math.max(mostRight, share);
        if (strong >= PATIENCE) return once(Fault.TOO_STRONG);
        boolean blind =
                equilibriumLoss == 0
                        ? mostRight < GUESSES
                        : lowest > NO_DIFFERENCE * equilibriumLoss;
        if (steps == LATEST && blind) return once(Fault.EQUILIBRIUM);
        return Optional.empty();
    }

    /**
     * After each sheet of samples.
     *
     * @param ratio how different the images of a fixed set of latent numbers are, divided by how
     *     different real ones are
     * @param done share of the training
     */
    Optional<Fault> addDiversity(double ratio, double done) {
        diversity = ratio;
        // Networks begin with differences of chance, which they lose before they learn any.
        if (done < EARLY || Double.isNaN(equilibriumLoss)) return Optional.empty();
        boolean fallen = bestDiversity > ALIKE && ratio < FALLEN * bestDiversity;
        bestDiversity = Math.max(bestDiversity, ratio);
        // After few steps images are alike because nothing was learnt.
        collapsed = fallen || (done > LATE && steps > LATEST && ratio < ALIKE);
        return collapsed ? once(Fault.COLLAPSE) : Optional.empty();
    }

    /**
     * The running means, for people.
     *
     * @param varied whether the diversity says something
     */
    String losses(boolean varied) {
        if (Double.isNaN(equilibriumLoss))
            return String.format(
                    Locale.ROOT,
                    "mean squared error %.4f, divergence %.1f nats an image",
                    generator(),
                    discriminator());
        return String.format(
                        Locale.ROOT,
                        "d_loss %.3f (%.3f at equilibrium), g_loss %.3f, %.0f %% of real images score above drawn ones (50 %% = it cannot tell)",
                        discriminator(),
                        equilibriumLoss,
                        generator(),
                        100 * realAboveFake())
                + (varied ? String.format(Locale.ROOT, ", diversity %.2f", diversity()) : "");
    }

    /** That a loss was not a number. */
    Optional<Fault> diverged() {
        return once(Fault.DIVERGENCE);
    }

    private Optional<Fault> once(Fault fault) {
        return said.add(fault) ? Optional.of(fault) : Optional.empty();
    }

    private static double average(double old, double value) {
        return Double.isNaN(old) ? value : old + MEMORY * (value - old);
    }

    /** What was found and has not passed. */
    Set<Fault> faults() {
        Set<Fault> standing = EnumSet.copyOf(said);
        if (strong < PATIENCE) standing.remove(Fault.TOO_STRONG);
        if (!collapsed) standing.remove(Fault.COLLAPSE);
        return standing;
    }

    double generator() {
        return generator;
    }

    double discriminator() {
        return discriminator;
    }

    /** The share of pairs whose real image has the higher score, averaged over about 50 steps. */
    double realAboveFake() {
        return share;
    }

    double gap() {
        return gap;
    }

    double diversity() {
        return diversity;
    }

    double equilibriumLoss() {
        return equilibriumLoss;
    }

    void store(Properties state) {
        state.setProperty(
                "watch",
                String.join(
                        " ",
                        text(generator),
                        text(discriminator),
                        text(share),
                        text(gap),
                        text(diversity),
                        text(bestDiversity),
                        Integer.toString(strong),
                        text(lowest),
                        text(mostRight),
                        Long.toString(steps),
                        Boolean.toString(collapsed)));
        state.setProperty("faults", String.join(" ", said.stream().map(Fault::stored).toList()));
    }

    void load(Properties state) {
        String[] values = state.getProperty("watch").split(" ");
        generator = Double.parseDouble(values[0]);
        discriminator = Double.parseDouble(values[1]);
        share = Double.parseDouble(values[2]);
        gap = Double.parseDouble(values[3]);
        diversity = Double.parseDouble(values[4]);
        bestDiversity = Double.parseDouble(values[5]);
        strong = Integer.parseInt(values[6]);
        lowest = Double.parseDouble(values[7]);
        mostRight = Double.parseDouble(values[8]);
        steps = Long.parseLong(values[9]);
        collapsed = Boolean.parseBoolean(values[10]);
        said.clear();
        for (String fault : state.getProperty("faults").split(" "))
            if (!fault.isEmpty()) said.add(Fault.of(fault));
    }

    private static String text(double value) {
        return Double.toString(value);
    }
}
