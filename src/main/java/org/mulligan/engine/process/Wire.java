package org.mulligan.engine.process;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.engine.Device;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Devices;
import org.mulligan.engine.EngineInfo;
import org.mulligan.engine.GraphFacts;
import org.mulligan.engine.Precision;
import org.mulligan.engine.TrainingMeasurement;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingPlan.Adversary;
import org.mulligan.engine.TrainingPlan.Generator;
import org.mulligan.engine.TrainingPlan.Images;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.engine.TrainingPlan.Optics;
import org.mulligan.engine.TrainingPlan.Psf;
import org.mulligan.engine.TrainingPlan.Range;
import org.mulligan.engine.TrainingPlan.Schedule;
import org.mulligan.engine.TrainingReport;
import org.mulligan.model.Task;

/**
 * The contract's records as maps of text and lists of text, which is what survives JSON: numbers
 * would come back as BigDecimal, and NaN not at all.
 */
public final class Wire {
    /** What a message between the two processes is about. */
    public static final String ALIVE = "alive";

    public static final String LOG = "log";
    public static final String UPDATE = "update";
    public static final String MEASURED = "measured";
    public static final String DREW = "drew";
    public static final String STOPPING = "stopping";

    /** The kinds of failure that keep their type on the other side. */
    public enum Failure {
        ARGUMENT,
        INPUT_OUTPUT,
        CANCELLED,
        TILE_MEMORY,
        OTHER
    }

    private Wire() {}

    /** A map that JSON can carry; {@code null} is none. */
    public static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            Object value = keysAndValues[i + 1];
            map.put(
                    keysAndValues[i].toString(),
                    value instanceof List || value instanceof Map ? value : String.valueOf(value));
        }
        return map;
    }

    public static String text(Map<String, Object> map, String key) {
        Object value = map.get(key);
        if (value == null) throw new IllegalArgumentException("A message has no \"" + key + "\"");
        return value.toString();
    }

    public static int integer(Map<String, Object> map, String key) {
        return Integer.parseInt(text(map, key));
    }

    public static double number(Map<String, Object> map, String key) {
        return Double.parseDouble(text(map, key));
    }

    public static boolean truth(Map<String, Object> map, String key) {
        return Boolean.parseBoolean(text(map, key));
    }

    static long whole(Map<String, Object> map, String key) {
        return Long.parseLong(text(map, key));
    }

    @SuppressWarnings("unchecked") // JSON maps of what map() put in
    private static Map<String, Object> section(Map<String, Object> map, String key) {
        return (Map<String, Object>) map.get(key);
    }

    @SuppressWarnings("unchecked") // JSON lists of what map() put in
    private static <T> List<T> list(Map<String, Object> map, String key) {
        return (List<T>) map.get(key);
    }

    public static Map<String, Object> of(EngineInfo info) {
        return map(
                "runtime", info.runtime(),
                "device", info.device(),
                "memory", info.memory(),
                "pid", info.pid(),
                "resident", info.resident());
    }

    public static EngineInfo info(Map<String, Object> map) {
        return new EngineInfo(
                text(map, "runtime"),
                text(map, "device"),
                whole(map, "memory"),
                whole(map, "pid"),
                whole(map, "resident"));
    }

    public static Map<String, Object> of(GraphFacts facts) {
        return map(
                "operations", facts.operations(),
                "refused", facts.refused(),
                "weights", facts.weights());
    }

    public static GraphFacts facts(Map<String, Object> map) {
        return new GraphFacts(list(map, "operations"), list(map, "refused"), whole(map, "weights"));
    }

    public static Map<String, Object> of(Devices devices) {
        return map(
                "found",
                devices.found().stream().map(Wire::of).toList(),
                "problem",
                devices.gpuProblem());
    }

    private static Map<String, Object> of(Device device) {
        return map(
                "id", device.id(),
                "name", device.name(),
                "memory", device.memory(),
                "driver", device.driver(),
                "gigaflops", device.gigaflops());
    }

    public static Devices devices(Map<String, Object> map) {
        List<Map<String, Object>> found = list(map, "found");
        return new Devices(found.stream().map(Wire::device).toList(), text(map, "problem"));
    }

    private static Device device(Map<String, Object> map) {
        return new Device(
                text(map, "id"),
                text(map, "name"),
                whole(map, "memory"),
                text(map, "driver"),
                number(map, "gigaflops"));
    }

    public static Map<String, Object> of(TrainingPlan plan) {
        Images images = plan.images();
        Schedule schedule = plan.schedule();
        return map(
                "noisy", images.noisy().map(Path::toString).orElse(""),
                "clean", images.clean(),
                "fit", images.fit(),
                "skip", images.skip(),
                "imaging", of(plan.imaging()),
                "architecture", plan.generator().architecture(),
                "filters", plan.generator().filters(),
                "depth", plan.generator().depth(),
                "adversary", plan.adversary().loss(),
                "weight", plan.adversary().weight(),
                "minutes", schedule.minutes(),
                "steps", schedule.steps(),
                "patch", schedule.patch(),
                "batch", schedule.batch(),
                "seed", plan.seed(),
                "precision", plan.precision(),
                "device", plan.device(),
                "model", plan.model(),
                "resume", plan.resume());
    }

    public static TrainingPlan plan(Map<String, Object> map) {
        String noisy = text(map, "noisy");
        return new TrainingPlan(
                new Images(
                        noisy.isEmpty() ? Optional.empty() : Optional.of(Path.of(noisy)),
                        Path.of(text(map, "clean")),
                        truth(map, "fit"),
                        truth(map, "skip")),
                imaging(section(map, "imaging")),
                new Generator(
                        text(map, "architecture"), integer(map, "filters"), integer(map, "depth")),
                new Adversary(text(map, "adversary"), number(map, "weight")),
                new Schedule(
                        number(map, "minutes"),
                        whole(map, "steps"),
                        integer(map, "patch"),
                        integer(map, "batch")),
                whole(map, "seed"),
                Precision.of(text(map, "precision")),
                DeviceChoice.of(text(map, "device")),
                Path.of(text(map, "model")),
                truth(map, "resume"));
    }

    private static Map<String, Object> of(Imaging imaging) {
        Optional<Optics> optics = imaging.psf().optics();
        return map(
                "task", imaging.task().word(),
                "degradation", imaging.degradation(),
                "scale", imaging.scale(),
                "low", imaging.photons().low(),
                "high", imaging.photons().high(),
                "readnoise", imaging.readNoise(),
                "fwhm", imaging.psf().fwhm(),
                "na", optics.map(Optics::na).orElse(0.0),
                "wavelength", optics.map(Optics::wavelength).orElse(0.0),
                "index", optics.map(Optics::index).orElse(0.0),
                "pixel", optics.map(Optics::pixel).orElse(0.0),
                "hole", imaging.hole());
    }

    private static Imaging imaging(Map<String, Object> map) {
        Optional<Optics> optics =
                number(map, "na") == 0
                        ? Optional.empty()
                        : Optional.of(
                                new Optics(
                                        number(map, "na"),
                                        number(map, "wavelength"),
                                        number(map, "index"),
                                        number(map, "pixel")));
        return new Imaging(
                Task.of(text(map, "task")),
                text(map, "degradation"),
                integer(map, "scale"),
                new Range(number(map, "low"), number(map, "high")),
                number(map, "readnoise"),
                new Psf(number(map, "fwhm"), optics),
                integer(map, "hole"));
    }

    public static Map<String, Object> of(TrainingMeasurement measurement) {
        return map(
                "stage", measurement.stage(),
                "step", measurement.step(),
                "steps", measurement.steps(),
                "pixel", measurement.pixelLoss(),
                "discriminator", measurement.discriminatorLoss(),
                "psnr", measurement.psnr(),
                "ssim", measurement.ssim());
    }

    public static TrainingMeasurement measurement(Map<String, Object> map) {
        return new TrainingMeasurement(
                text(map, "stage"),
                whole(map, "step"),
                whole(map, "steps"),
                number(map, "pixel"),
                number(map, "discriminator"),
                number(map, "psnr"),
                number(map, "ssim"));
    }

    public static Map<String, Object> of(TrainingReport report) {
        return map(
                "model", report.model(),
                "steps", report.steps(),
                "complete", report.complete(),
                "lines", report.lines());
    }

    public static TrainingReport report(Map<String, Object> map) {
        return new TrainingReport(
                Path.of(text(map, "model")),
                whole(map, "steps"),
                truth(map, "complete"),
                list(map, "lines"));
    }
}
