package org.mulligan.service.restore;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;
import org.mulligan.metric.interval.Interval;
import org.mulligan.predict.LoadedModel;
import org.mulligan.service.report.Provenance;

/** The text in the maps' Info: what each channel is, in which units, and how to read it. */
final class MapsInfo {
    private MapsInfo() {}

    /**
     * @param noisy what was restored
     * @param source what the result says that it was made of
     * @param results how many the instability is taken over
     */
    static String text(
            LoadedModel model, ImagePlus noisy, String source, int results, String outcome) {
        String units =
                noisy.getCalibration().calibrated() && noisy.getBitDepth() != 32
                        ? "raw gray values, without the calibration function"
                        : "the units of the image";
        List<String> lines = new ArrayList<>();
        lines.add(Provenance.HEAD);
        lines.add("Maps of how much of a restored image to trust; for each channel of the image:");
        lines.add(
                "added detail [%s]: result minus faithful result. What the adversary put in; 0 at sharpness 0. Do not measure where it is as large as what you measure."
                        .formatted(units));
        if (model.description().task().fills())
            lines.addAll(
                    List.of(
                            "consistency: 0; nothing was measured where pixels are filled in, and the others are the input's.",
                            "instability [%s]: standard deviation of n = %d results: for the symmetries of the plane (mirrored, turned, turned back). Details smaller than it are chance; what all have in common may still be wrong."
                                    .formatted(units, results)));
        else addMeasured(lines, units, results);
        if (!model.description().task().fills())
            model.description().facts().interval().ifPresent(of -> lines.add(interval(of, units)));
        lines.addAll(Provenance.model(model, source));
        lines.add(
                "Versions: Mulligan %s, %s"
                        .formatted(Provenance.version(), model.engine().runtime()));
        lines.add("Outcome: " + outcome);
        return String.join("\n", lines) + "\n";
    }

    private static String interval(Interval interval, String units) {
        return "half-width of the %.0f %% interval [%s]: the true intensity of a pixel lies within the faithful result minus and plus this, as far as images like those of the training go: %s. It is a promise for the pixels of a field together, not for each one or each structure; structures that the training did not have, and errors that all its clean images share, are not in it. Not numbers where it is suspended."
                .formatted(100 * interval.level(), units, interval.words());
    }

    private static void addMeasured(List<String> lines, String units, int results) {
        lines.add(
                "consistency [standard deviations]: input minus the result (seen again through the microscope and fitted by gain and offset) over the expected noise; the mean around each pixel (Gaussian of 1.5 px) in standard deviations of such means. Even grain from -3 to 3: the result explains the input. Shapes: it does not; below -3 (blue) the result has what the input has not, above 3 (red) it lacks what the input has.");
        lines.add(
                "instability [%s]: standard deviation of n = %d results: for the %d symmetries of the plane (mirrored, turned, turned back) and for %d inputs with new noise on the faithful result (fixed seeds). Details smaller than it are chance."
                        .formatted(units, results, TrustMaps.SYMMETRIES, TrustMaps.RENOISED));
        lines.add(
                "Expected noise: variance = gain * (I - dark) + floor, fitted to each plane from input minus faithful result over the faithful intensity I. What the faithful network does wrong everywhere counts as noise and is not seen; what all eight symmetries and all noise have in common is stable and may still be wrong.");
    }
}
