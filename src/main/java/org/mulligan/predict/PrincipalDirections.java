package org.mulligan.predict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Directions of the latent space along which the images change most. GANSpace takes the principal
 * components of the activations of an early layer and regresses them on latent points. A frozen
 * graph shows no activations, so here they are those of the images themselves, drawn from many
 * points and made coarser; each component's score is then regressed on the latent point by least
 * squares. For normal numbers the slope is the mean gradient of the score (Stein's lemma): the
 * direction that changes this component the most, on average. The directions are made orthogonal,
 * in their order.
 *
 * @see <a href="https://arxiv.org/abs/2004.02546">Härkönen et al. 2020</a>
 * @see <a href="https://doi.org/10.1214/aos/1176345632">Stein 1981</a>
 */
public final class PrincipalDirections {
    /**
     * A direction.
     *
     * @param vector of length 1 in the latent space, whose numbers have a standard deviation of 1
     * @param share of the variance of the images that its component has
     * @param linear R<sup>2</sup>: how much of the component a straight direction explains; where
     *     it is small, the component changes along a curve or in many places
     */
    public record Direction(float[] vector, double share, double linear) {}

    private PrincipalDirections() {}

    /**
     * Finds the first directions.
     *
     * @param points latent points, several times as many as they have numbers
     * @param images one for each, any numbers; modified: their mean is taken off
     * @param count at most
     * @return fewer where the images have fewer components
     * @throws IllegalArgumentException when the points are too few for a regression
     */
    public static List<Direction> of(List<float[]> points, float[][] images, int count) {
        int n = points.size();
        int numbers = points.get(0).length;
        if (n < 2 * numbers || n != images.length)
            throw new IllegalArgumentException(
                    "Directions of %d numbers need %d points or more, each with its image; got %d and %d images"
                            .formatted(numbers, 2 * numbers, n, images.length));
        centre(images);
        // Of the n x n products, which are fewer than those of the pixels.
        DMatrixRMaj gram = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++) {
                double product = dot(images[i], images[j]);
                gram.set(i, j, product);
                gram.set(j, i, product);
            }
        double variance = CommonOps_DDRM.trace(gram);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        if (!eigen.decompose(gram))
            throw new IllegalStateException("The principal components were not found");
        List<Integer> order =
                IntStream.range(0, n)
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble(
                                        (Integer i) -> -eigen.getEigenvalue(i).getReal()))
                        .toList();
        LinearSolverDense<DMatrixRMaj> solver =
                LinearSolverFactory_DDRM.leastSquares(n, numbers + 1);
        if (!solver.setA(design(points)))
            throw new IllegalStateException("The latent points do not span their space");
        List<Direction> directions = new ArrayList<>();
        for (int component : order) {
            double value = eigen.getEigenvalue(component).getReal();
            if (directions.size() == Math.min(count, numbers) || value <= 1e-9 * variance) break;
            add(directions, eigen.getEigenVector(component), value / variance, points, solver);
        }
        return directions;
    }

    private static void add(
            List<Direction> directions,
            DMatrixRMaj score,
            double share,
            List<float[]> points,
            LinearSolverDense<DMatrixRMaj> solver) {
        int numbers = points.get(0).length;
        DMatrixRMaj slope = new DMatrixRMaj(numbers + 1, 1);
        solver.solve(score, slope);
        double residual = 0;
        double total = 0;
        double mean = CommonOps_DDRM.elementSum(score) / score.numRows;
        for (int i = 0; i < score.numRows; i++) {
            double fit = slope.get(numbers);
            for (int k = 0; k < numbers; k++) fit += slope.get(k) * points.get(i)[k];
            residual += (score.get(i) - fit) * (score.get(i) - fit);
            total += (score.get(i) - mean) * (score.get(i) - mean);
        }
        double[] vector = new double[numbers];
        for (int k = 0; k < numbers; k++) vector[k] = slope.get(k);
        for (Direction before : directions) takeOff(vector, before.vector());
        double length = Math.sqrt(dot(vector, vector));
        if (length == 0) return;
        float[] unit = new float[numbers];
        for (int k = 0; k < numbers; k++) unit[k] = (float) (vector[k] / length);
        directions.add(new Direction(unit, share, Math.max(0, 1 - residual / total)));
    }

    /** Latent points, and a 1 for the constant. */
    private static DMatrixRMaj design(List<float[]> points) {
        int numbers = points.get(0).length;
        DMatrixRMaj design = new DMatrixRMaj(points.size(), numbers + 1);
        for (int i = 0; i < points.size(); i++) {
            for (int k = 0; k < numbers; k++) design.set(i, k, points.get(i)[k]);
            design.set(i, numbers, 1);
        }
        return design;
    }

    private static void centre(float[][] images) {
        for (int p = 0; p < images[0].length; p++) {
            double sum = 0;
            for (float[] image : images) sum += image[p];
            for (float[] image : images) image[p] -= (float) (sum / images.length);
        }
    }

    private static void takeOff(double[] vector, float[] unit) {
        double along = 0;
        for (int k = 0; k < unit.length; k++) along += vector[k] * unit[k];
        for (int k = 0; k < unit.length; k++) vector[k] -= along * unit[k];
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += (double) a[i] * b[i];
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }
}
