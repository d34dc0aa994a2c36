package org.mulligan.metric.features;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * How far apart two sets of images are, each taken for a Gaussian cloud in the space of its
 * features:
 *
 * <p>|m<sub>1</sub> - m<sub>2</sub>|<sup>2</sup> + tr(C<sub>1</sub> + C<sub>2</sub> - 2
 * (C<sub>1</sub> C<sub>2</sub>)<sup>1/2</sup>)
 *
 * <p>with means m and covariances C of denominator n - 1. It is the "FID" of papers only on the
 * features of their Inception network; on any other it is to be named after those features, and
 * numbers on different features have nothing to do with each other. It is biased upwards, the more
 * the fewer rows there are: compare only values of equal counts.
 *
 * @param means |m<sub>1</sub> - m<sub>2</sub>|<sup>2</sup>, in squared units of the features
 * @param covariances the trace, likewise
 * @param reals rows of the real images
 * @param fakes rows of the synthetic images
 * @param columns values per row
 * @see <a href="https://arxiv.org/abs/1706.08500">Heusel et al. 2017</a>
 */
public record FrechetDistance(double means, double covariances, int reals, int fakes, int columns) {
    /** Rows per value of a row below which a covariance is too uncertain. */
    private static final int ENOUGH = 10;

    public FrechetDistance {
        if (!(means >= 0) || !(covariances >= 0))
            throw new IllegalArgumentException(
                    "The parts of a Fréchet distance are not negative, got %s and %s"
                            .formatted(means, covariances));
        if (reals < 2 || fakes < 2 || columns < 1)
            throw new IllegalArgumentException(
                    "A Fréchet distance is of two rows or more on either side, of a value or more; got %d and %d of %d"
                            .formatted(reals, fakes, columns));
    }

    /**
     * Computes it. Takes n d<sup>2</sup> + d<sup>3</sup> steps and memory for about five d x d
     * matrices of doubles; 2048 values per row are a matter of a minute or two.
     *
     * @throws IllegalArgumentException if the rows of the two are not of one length
     */
    public static FrechetDistance of(Features reals, Features fakes) {
        Features.checkComparable(reals, fakes);
        double[] realMean = reals.mean();
        double[] fakeMean = fakes.mean();
        double means = 0;
        for (int j = 0; j < realMean.length; j++) {
            double difference = realMean[j] - fakeMean[j];
            means += difference * difference;
        }
        // The smaller rank first: the eigenvalues are fewer. The trace is the same either way.
        boolean fewerReals = reals.rows() <= fakes.rows();
        Features few = fewerReals ? reals : fakes;
        Features many = fewerReals ? fakes : reals;
        int d = reals.columns();
        DMatrixRMaj ofMany = DMatrixRMaj.wrap(d, d, many.covariance());
        DMatrixRMaj root = root(few);
        DMatrixRMaj product = new DMatrixRMaj(root.numRows, d);
        CommonOps_DDRM.mult(root, ofMany, product);
        DMatrixRMaj square = new DMatrixRMaj(root.numRows, root.numRows);
        CommonOps_DDRM.multTransB(product, root, square);
        double trace = trace(root) + CommonOps_DDRM.trace(ofMany) - 2 * traceOfRoot(square);
        return new FrechetDistance(
                means, Math.max(0, trace), reals.rows(), fakes.rows(), reals.columns());
    }

    /**
     * R with R<sup>T</sup> R = C; R C<sub>2</sub> R<sup>T</sup> then has the eigenvalues of C
     * C<sub>2</sub> and is symmetric. When the rows are too few for a covariance of full rank, the
     * centred rows themselves are one, with nothing lost to rounding; else the symmetric root.
     */
    private static DMatrixRMaj root(Features features) {
        int n = features.rows();
        int d = features.columns();
        if (n <= d) {
            DMatrixRMaj rows = DMatrixRMaj.wrap(n, d, features.centred());
            CommonOps_DDRM.scale(1 / Math.sqrt(n - 1), rows);
            return rows;
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen =
                decompose(DMatrixRMaj.wrap(d, d, features.covariance()), true);
        // The scaled eigenvectors; turned back they would be the root, but a turn changes no
        // eigenvalue.
        DMatrixRMaj root = new DMatrixRMaj(d, d);
        for (int i = 0; i < d; i++) {
            double scale = Math.sqrt(clipped(eigen, i));
            double[] vector = eigen.getEigenVector(i).data;
            for (int j = 0; j < d; j++) root.set(i, j, scale * vector[j]);
        }
        return root;
    }

    /** tr(R<sup>T</sup> R). */
    private static double trace(DMatrixRMaj root) {
        double sum = 0;
        for (double value : root.data) sum += value * value;
        return sum;
    }

    private static double traceOfRoot(DMatrixRMaj symmetric) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = decompose(symmetric, false);
        double sum = 0;
        for (int i = 0; i < symmetric.numRows; i++) sum += Math.sqrt(clipped(eigen, i));
        return sum;
    }

    /** Below 0 they can only be by rounding. */
    private static double clipped(EigenDecomposition_F64<DMatrixRMaj> eigen, int i) {
        return Math.max(0, eigen.getEigenvalue(i).getReal());
    }

    private static EigenDecomposition_F64<DMatrixRMaj> decompose(
            DMatrixRMaj symmetric, boolean vectors) {
        EigenDecomposition_F64<DMatrixRMaj> eigen =
                DecompositionFactory_DDRM.eig(symmetric.numRows, vectors, true);
        if (!eigen.decompose(symmetric))
            throw new IllegalStateException(
                    "The eigenvalues of a covariance of %d values per image were not found; leave out features that are thousands of times larger than the others"
                            .formatted(symmetric.numRows));
        return eigen;
    }

    /** The distance: 0 for equal clouds, in squared units of the features. */
    public double value() {
        return means + covariances;
    }

    /** What to say beside the value when there are fewer than ten rows per value of a row. */
    public Optional<String> warning() {
        long needed = (long) ENOUGH * columns;
        int rows = Math.min(reals, fakes);
        if (rows >= needed) return Optional.empty();
        return Optional.of(
                "From %d images a Fréchet distance on %d features is too high and uncertain; give %d or more of both kinds, or read the kernel distance"
                        .formatted(rows, columns, needed));
    }
}
