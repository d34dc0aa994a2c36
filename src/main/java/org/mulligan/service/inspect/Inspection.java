package org.mulligan.service.inspect;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.mulligan.engine.Progress;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.metric.Resolution;
import org.mulligan.noise.BurntIn;
import org.mulligan.noise.HotPixels;
import org.mulligan.noise.LagCorrelation;
import org.mulligan.noise.LineOffsets;
import org.mulligan.noise.NoiseModel;
import org.mulligan.noise.PhotonTransfer;
import org.mulligan.noise.spectrum.JpegBlocks;
import org.mulligan.noise.spectrum.PeriodicPattern;
import org.mulligan.service.report.Provenance;

/**
 * Measures the noise of an image, each channel by itself. Of large images the middle is looked at,
 * and of stacks some planes: memory and time stay the same however large an image is.
 */
public final class Inspection {
    /** Of what is looked at of a plane, px. */
    static final int SIDE = 1024;

    /** Of what is looked at of the planes of a series, px. */
    private static final int PART = 512;

    /** Any; the same image has the same resolution each time. */
    private static final long SEED = 1;

    /** Of a channel, evenly over it. */
    private static final int PLANES = 8;

    private final ImagePlus image;
    private final PlaneSource planes;
    private final Progress progress;
    private final int width;
    private final int height;
    private final double scale;
    private final double zero;
    private int looked;

    private Inspection(ImagePlus image, Progress progress) {
        this.image = image;
        this.progress = progress;
        planes = new ImagePlusPlanes(image);
        width = Math.min(SIDE, planes.width());
        height = Math.min(SIDE, planes.height());
        // A function that is no line would bend the law of the noise; its pixels stay counts.
        Calibration calibration = image.getCalibration();
        double[] line = calibration.getCoefficients();
        boolean straight =
                calibration.getFunction() == Calibration.STRAIGHT_LINE
                        && line != null
                        && line[1] > 0;
        scale = straight ? line[1] : 1;
        zero = straight ? line[0] : 0;
    }

    /**
     * Measures all channels.
     *
     * @param image not modified
     * @throws IllegalArgumentException for RGB and palettes; the text says what to do
     * @throws IOException when a plane of a virtual stack cannot be read
     * @throws CancellationException when {@code progress} cancels
     */
    public static List<Findings> of(ImagePlus image, Progress progress) throws IOException {
        Inspection inspection = new Inspection(image, progress);
        List<Findings> findings = new ArrayList<>();
        for (int c = 0; c < inspection.planes.channels(); c++) findings.add(inspection.channel(c));
        return findings;
    }

    private Findings channel(int channel) throws IOException {
        int[] all = new int[planes.count()];
        int count = 0;
        for (int plane = 0; plane < all.length; plane++)
            if (planes.channel(plane) == channel) all[count++] = plane;
        int measured = Math.min(PLANES, count);
        List<float[]> sample = new ArrayList<>();
        for (int i = 0; i < measured; i++) {
            int plane = all[(int) ((2L * i + 1) * count / (2L * measured))];
            sample.add(read(plane, measured));
        }
        List<LagCorrelation> lags = new ArrayList<>();
        List<LineOffsets> lines = new ArrayList<>();
        for (float[] plane : sample) {
            LagCorrelation.of(plane, width, height).ifPresent(lags::add);
            LineOffsets.of(plane, width, height).ifPresent(lines::add);
        }
        checkStopped();
        float[] middle = sample.get(measured / 2);
        HotPixels hot = HotPixels.ofPlanes(sample, width, height);
        int drawn = BurntIn.of(middle, width, height).cardinality();
        checkStopped();
        String info = image.getInfoProperty();
        Findings findings =
                new Findings(
                        image.getTitle(),
                        channel + 1,
                        planes.channels(),
                        planes.width(),
                        planes.height(),
                        count,
                        measured,
                        planes.bitDepth(),
                        info != null && Provenance.isRestored(info),
                        GreyLevels.of(sample, scale, zero),
                        lags.isEmpty() ? Optional.empty() : Optional.of(LagCorrelation.mean(lags)),
                        lines(lines),
                        hot.hot().length,
                        hot.dead().length,
                        drawn,
                        JpegBlocks.of(middle, width, height),
                        PhotonTransfer.ofPlanes(sample, width, height),
                        lags.isEmpty()
                                ? Optional.empty()
                                : PeriodicPattern.of(
                                        middle, width, height, LagCorrelation.mean(lags).sigma()),
                        resolution(middle),
                        Optional.empty());
        return withSeries(findings, channel);
    }

    private OptionalDouble resolution(float[] middle) {
        return NoiseModel.of(middle, width, height)
                .map(noise -> Resolution.ofOne(middle, width, height, noise, SEED))
                .orElse(OptionalDouble.empty());
    }

    /** Of times at the middle depth, or of depths where there is one time. */
    private Findings withSeries(Findings findings, int channel) throws IOException {
        boolean timed = image.getNFrames() > 1;
        int count = timed ? image.getNFrames() : image.getNSlices();
        int[] line = new int[count];
        int depth = (image.getNSlices() + 1) / 2;
        for (int i = 0; i < count; i++)
            line[i] =
                    image.getStackIndex(channel + 1, timed ? depth : i + 1, timed ? i + 1 : 1) - 1;
        Optional<Series> series = series(line, timed, findings);
        if (series.isEmpty()) return findings;
        Findings compared = findings.with(series.get());
        Optional<Light> light = Light.of(compared);
        if (!timed || light.isEmpty() || findings.lag().isEmpty()) return compared;
        double sigma = findings.lag().get().sigma();
        return findings.with(
                series.get().withLight(line, this::readPart, light.get().offset(), sigma));
    }

    private void checkStopped() {
        if (progress.cancelled()) throw new CancellationException("Cancelled");
    }

    private Optional<Series> series(int[] line, boolean timed, Findings findings)
            throws IOException {
        int columns = Math.min(PART, width);
        return Series.of(line, this::readPart, findings.levels().step(), columns, timed);
    }

    private float[] readPart(int plane) throws IOException {
        return read(plane, Math.min(PART, width), Math.min(PART, height));
    }

    private float[] read(int plane, int measured) throws IOException {
        progress.update(
                "Inspecting", looked++ / (double) Math.max(1, measured * planes.channels()), -1);
        return read(plane, width, height);
    }

    /** The middle of a plane. */
    private float[] read(int plane, int columns, int rows) throws IOException {
        checkStopped();
        Pixels pixels = planes.read(plane);
        float[] values = new float[columns * rows];
        float[] row = new float[columns];
        int left = (planes.width() - columns) / 2;
        int top = (planes.height() - rows) / 2;
        for (int y = 0; y < rows; y++) {
            pixels.get(left, top + y, columns, row);
            for (int x = 0; x < columns; x++)
                values[y * columns + x] = (float) (zero + scale * row[x]);
        }
        return values;
    }

    private static Optional<LineOffsets> lines(List<LineOffsets> planes) {
        if (planes.isEmpty()) return Optional.empty();
        return Optional.of(
                new LineOffsets(
                        median(planes.stream().mapToDouble(LineOffsets::rows).toArray()),
                        median(planes.stream().mapToDouble(LineOffsets::columns).toArray())));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[(values.length - 1) / 2];
    }
}
