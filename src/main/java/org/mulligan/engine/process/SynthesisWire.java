package org.mulligan.engine.process;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.SynthesisPlan.Drawing;
import org.mulligan.engine.SynthesisPlan.Fit;
import org.mulligan.engine.SynthesisPlan.Guides;
import org.mulligan.engine.SynthesisPlan.Images;
import org.mulligan.engine.SynthesisPlan.Schedule;

/** A synthesiser's plan as a map of text, see {@link Wire}. */
public final class SynthesisWire {
    private SynthesisWire() {}

    public static Map<String, Object> of(SynthesisPlan plan) {
        Images images = plan.images();
        Drawing drawing = plan.drawing();
        Schedule schedule = plan.schedule();
        return Wire.map(
                "images", images.path().toAbsolutePath(),
                "classes", images.classes().orElse(""),
                "size", images.size(),
                "channels", images.channels(),
                "fit", images.fit(),
                "symmetries", images.symmetries(),
                "inputs",
                        images.guides()
                                .inputs()
                                .map(path -> path.toAbsolutePath().toString())
                                .orElse(""),
                "labels", images.guides().labels(),
                "photons",
                        images.guides().photons().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(",")),
                "readnoise", images.guides().readNoise(),
                "system", drawing.system(),
                "loss", drawing.loss(),
                "filters", drawing.filters(),
                "rate", drawing.rate(),
                "discriminatorrate", drawing.discriminatorRate(),
                "r1", drawing.r1(),
                "augment", drawing.augment(),
                "dropout", drawing.dropOut(),
                "minutes", schedule.minutes(),
                "steps", schedule.steps(),
                "epochs", schedule.epochs(),
                "batch", schedule.batch(),
                "seed", plan.seed(),
                "precision", plan.precision(),
                "device", plan.device(),
                "target", plan.model().toAbsolutePath(),
                "resume", plan.resume());
    }

    public static SynthesisPlan plan(Map<String, Object> map) {
        String classes = Wire.text(map, "classes");
        return new SynthesisPlan(
                new Images(
                        Path.of(Wire.text(map, "images")),
                        classes.isEmpty() ? Optional.empty() : Optional.of(classes),
                        Wire.integer(map, "size"),
                        Wire.integer(map, "channels"),
                        Fit.valueOf(Wire.text(map, "fit")),
                        Wire.truth(map, "symmetries"),
                        guides(map)),
                new Drawing(
                        Wire.text(map, "system"),
                        Wire.text(map, "loss"),
                        Wire.integer(map, "filters"),
                        Wire.number(map, "rate"),
                        Wire.number(map, "discriminatorrate"),
                        Wire.number(map, "r1"),
                        Wire.truth(map, "augment"),
                        Wire.number(map, "dropout")),
                new Schedule(
                        Wire.number(map, "minutes"),
                        Wire.whole(map, "steps"),
                        Wire.integer(map, "epochs"),
                        Wire.integer(map, "batch")),
                Wire.whole(map, "seed"),
                Precision.of(Wire.text(map, "precision")),
                DeviceChoice.of(Wire.text(map, "device")),
                Path.of(Wire.text(map, "target")),
                Wire.truth(map, "resume"));
    }

    private static Guides guides(Map<String, Object> map) {
        String inputs = Wire.text(map, "inputs");
        String photons = Wire.text(map, "photons");
        return new Guides(
                inputs.isEmpty() ? Optional.empty() : Optional.of(Path.of(inputs)),
                Wire.truth(map, "labels"),
                photons.isEmpty()
                        ? List.of()
                        : Arrays.stream(photons.split(",")).map(Double::valueOf).toList(),
                Wire.number(map, "readnoise"));
    }
}
