package org.mulligan.model.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.model.ForeignModelException;
import org.mulligan.model.Postprocessing;
import org.mulligan.model.Task;
import org.mulligan.model.archive.PackageFiles;
import org.mulligan.model.archive.Yaml;
import org.mulligan.model.format.ForeignModel.About;
import org.mulligan.model.format.ForeignModel.Network;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/**
 * What CSBDeep's {@code export_TF} writes: a SavedModel with {@code meta.json} beside it. CARE
 * normalises by percentiles 2 and 99.8 of the image unless told otherwise, and undoes it; the file
 * does not say which.
 *
 * @see <a href="https://github.com/CSBDeep/CSBDeep">CSBDeep</a>
 */
@Plugin(type = ModelFormat.class, name = "CSBDeep", priority = Priority.NORMAL)
public final class CsbDeepFormat implements ModelFormat {
    private static final String META = "meta.json";
    private static final double LOW = 2;
    private static final double HIGH = 99.8;

    /** Of csbdeep.utils.normalize. */
    private static final double EPSILON = 1e-20;

    @Override
    public Optional<ForeignModel> read(Path place) throws IOException {
        Optional<Path> folder = SavedModelFormat.folder(place);
        if (folder.isEmpty() || !Files.isRegularFile(folder.get().resolve(META)))
            return Optional.empty();
        // JSON is YAML 1.2.
        Map<?, ?> meta = Yaml.parse(PackageFiles.at(folder.get()).bytes(META, 1 << 20)).map();
        String type = String.valueOf(meta.get("type"));
        String axes = axes(String.valueOf(meta.get("axes")), folder.get());
        boolean probabilistic = Boolean.TRUE.equals(meta.get("probabilistic"));
        return Optional.of(model(folder.get(), type, meta, axes, probabilistic));
    }

    private static ForeignModel model(
            Path folder, String type, Map<?, ?> meta, String axes, boolean probabilistic) {
        if (type.equals("N2V")) return noise2Void(folder, meta, axes);
        boolean upsampling = type.toLowerCase(Locale.ROOT).contains("upsampling");
        Optional<Boolean> inUnits =
                probabilistic ? Optional.of(false) : Optional.of(type.contains("CARE"));
        return new ForeignModel(
                "CSBDeep (%s %s)".formatted(type, meta.get("version")),
                folder,
                About.NOTHING,
                new Network(
                        axes,
                        axes,
                        Optional.of(new Scaling(Scaling.Kind.PERCENTILES, LOW, HIGH, EPSILON)),
                        inUnits,
                        Postprocessing.NONE,
                        stride(meta.get("axes_div_by")),
                        0,
                        type.contains("CARE") && !probabilistic && !upsampling
                                ? Optional.of(Task.DENOISE)
                                : Optional.empty()),
                Optional.empty(),
                probabilistic
                        ? List.of(
                                "It is probabilistic: its first channels are the result and the others its uncertainty, normalised")
                        : List.of());
    }

    /**
     * N2V normalises by the mean and the deviation of its training images, which this file does not
     * hold: those of the image take their place.
     */
    private static ForeignModel noise2Void(Path folder, Map<?, ?> meta, String axes) {
        return new ForeignModel(
                "CSBDeep (N2V %s)".formatted(meta.get("version")),
                folder,
                About.NOTHING,
                new Network(
                        axes,
                        axes,
                        Optional.of(Scaling.deviation(0)),
                        Optional.of(true),
                        Postprocessing.NONE,
                        stride(meta.get("axes_div_by")),
                        0,
                        Optional.of(Task.DENOISE)),
                Optional.empty(),
                List.of(
                        "The file does not say the mean and deviation of N2V's training images, so those of each image are taken; if you know them, import it again with normalisation=\"fixed MEAN DEVIATION\""));
    }

    private static String axes(String stated, Path place) throws ForeignModelException {
        String axes = stated.toLowerCase(Locale.ROOT);
        if (!axes.matches("[yxc]+") || !axes.contains("y") || !axes.contains("x"))
            throw new ForeignModelException(
                    "%s works on axes %s, and Mulligan's networks work on planes (axes YX or YXC)"
                            .formatted(place, stated));
        return "b" + axes;
    }

    private static int stride(Object divisors) {
        int most = 1;
        if (divisors instanceof List<?> list)
            for (Object each : list)
                if (each instanceof Integer number) most = Math.max(most, number);
        return most;
    }
}
