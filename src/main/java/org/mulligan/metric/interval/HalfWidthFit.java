package org.mulligan.metric.interval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Learns a {@link HalfWidth} from results whose truth is known: the pinball loss of the absolute
 * error, minimised by Adam on pixels drawn by chance.
 *
 * @see <a href="https://arxiv.org/abs/2202.05265">Angelopoulos et al. 2022</a>, which learns both
 *     ends with heads of the network
 */
public final class HalfWidthFit {
    private static final int PIXELS_OF_A_PLANE = 4000;
    private static final int STEPS = 1500;
    private static final int BATCH = 2048;
    private static final double RATE = 0.02;
    private static final double FIRST_MOMENT = 0.9;
    private static final double SECOND_MOMENT = 0.99;
    private static final double EPSILON = 1e-8;

    /** Of a number that is the same for all pixels. */
    private static final double LEAST_DEVIATION = 1e-3;

    private final double level;
    private final RandomGenerator random;
    private final List<float[]> surroundings = new ArrayList<>();
    private final List<float[]> errors = new ArrayList<>();

    /**
     * @param level share of the pixels whose error is to be smaller, above 0 and below 1
     */
    public HalfWidthFit(double level, RandomGenerator random) {
        this.level = level;
        this.random = random;
    }

    /**
     * Takes pixels of one more plane, all normalised, of one size, not modified.
     *
     * @param truth what the result should have been
     */
    public void add(float[] input, float[] result, float[] truth, int width, int height) {
        int count = Math.min(PIXELS_OF_A_PLANE, result.length);
        int[] pixels = new int[count];
        for (int i = 0; i < count; i++) pixels[i] = random.nextInt(result.length);
        float[] error = new float[count];
        for (int i = 0; i < count; i++) error[i] = Math.abs(result[pixels[i]] - truth[pixels[i]]);
        float[] numbers = new float[count * Surroundings.COUNT];
        Surroundings.each(
                input,
                result,
                width,
                height,
                (number, values) -> {
                    for (int i = 0; i < count; i++)
                        numbers[i * Surroundings.COUNT + number] = values[pixels[i]];
                });
        surroundings.add(numbers);
        errors.add(error);
    }

    /**
     * What was learnt of all planes.
     *
     * @throws IllegalStateException where there are none, or the results have no error
     */
    public HalfWidth fit() {
        float[] numbers = joined(surroundings);
        float[] error = joined(errors);
        double typical = quantile(error);
        if (!(typical > 0))
            throw new IllegalStateException(
                    "There is no error to learn from: of %d pixels nearly all are as they should be"
                            .formatted(error.length));
        int count = Surroundings.COUNT;
        double[] means = new double[count];
        double[] deviations = new double[count];
        for (int i = 0; i < numbers.length; i++) means[i % count] += numbers[i];
        for (int k = 0; k < count; k++) means[k] /= error.length;
        for (int i = 0; i < numbers.length; i++) {
            double difference = numbers[i] - means[i % count];
            deviations[i % count] += difference * difference;
        }
        for (int k = 0; k < count; k++)
            deviations[k] = Math.max(LEAST_DEVIATION, Math.sqrt(deviations[k] / error.length));
        for (int i = 0; i < numbers.length; i++)
            numbers[i] =
                    HalfWidth.clipped(
                            (float) ((numbers[i] - means[i % count]) / deviations[i % count]));
        double[] weights = descend(numbers, error, typical);
        return new HalfWidth(list(means), list(deviations), list(weights));
    }

    private double[] descend(float[] numbers, float[] error, double typical) {
        int count = Surroundings.COUNT;
        double[] weights = new double[HalfWidth.TERMS];
        weights[0] = Math.log(typical);
        double[] first = new double[weights.length];
        double[] second = new double[weights.length];
        double[] gradient = new double[weights.length];
        for (int step = 0; step < STEPS; step++) {
            Arrays.fill(gradient, 0);
            for (int draw = 0; draw < BATCH; draw++) {
                int pixel = random.nextInt(error.length);
                int at = pixel * count;
                double sum = weights[0];
                for (int k = 0; k < count; k++) {
                    double z = numbers[at + k];
                    sum += z * (weights[1 + k] + z * weights[1 + count + k]);
                }
                double half = HalfWidth.exp(sum);
                // Slope of the pinball loss by the half-width, times that of it by its logarithm.
                double slope = (error[pixel] > half ? -level : 1 - level) * half / typical;
                gradient[0] += slope;
                for (int k = 0; k < count; k++) {
                    double z = numbers[at + k];
                    gradient[1 + k] += slope * z;
                    gradient[1 + count + k] += slope * z * z;
                }
            }
            double rate = RATE * (1 - step / (double) STEPS);
            double firstLeft = 1 - Math.pow(FIRST_MOMENT, step + 1);
            double secondLeft = 1 - Math.pow(SECOND_MOMENT, step + 1);
            for (int i = 0; i < weights.length; i++) {
                double slope = gradient[i] / BATCH;
                first[i] += (1 - FIRST_MOMENT) * (slope - first[i]);
                second[i] += (1 - SECOND_MOMENT) * (slope * slope - second[i]);
                weights[i] -=
                        rate
                                * (first[i] / firstLeft)
                                / (Math.sqrt(second[i] / secondLeft) + EPSILON);
            }
        }
        return weights;
    }

    private double quantile(float[] error) {
        float[] sorted = error.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[(int) (level * (sorted.length - 1))];
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** With as many digits as count, so that a descriptor can be read. */
    private static List<Double> list(double[] values) {
        return Arrays.stream(values).map(value -> Math.round(value * 1e5) / 1e5).boxed().toList();
    }
}
