package org.mulligan.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.predict.BoxEngine;
import org.mulligan.service.restore.RestoreSettings;
import org.scijava.Context;
import org.scijava.log.LogService;

class MulliganServiceTest {
    private static final RestoreSettings SETTINGS =
            RestoreSettings.denoise(
                    "none", 0, 0, Precision.AUTO, DeviceChoice.AUTO, RestoreSettings.BitDepth.SAME);

    @TempDir Path folder;
    private Context context;
    private MulliganService service;
    private final List<BoxEngine> started = new ArrayList<>();

    @BeforeEach
    void startService() {
        context = new Context(MulliganService.class, LogService.class);
        service = context.service(MulliganService.class);
        service.startEngineWith(
                settings -> {
                    started.add(new BoxEngine(2));
                    return started.get(started.size() - 1);
                });
    }

    @AfterEach
    void endService() {
        context.dispose();
    }

    @Test
    void givesEachTrainingAnEngineOfItsOwnAndEndsIt() throws IOException {
        assertThat(started).isEmpty();
        for (int i = 0; i < 2; i++)
            assertThat(service.train(plan(), TrainingListener.SILENT).lines())
                    .containsExactly("trained");
        assertThat(started).hasSize(2).allMatch(engine -> engine.closed);
    }

    @Test
    void refusesBadInputBeforeTheEngineStarts() throws IOException {
        ImagePlus grey = new ImagePlus("grey", new ByteProcessor(4, 4));
        Path existing = Files.createFile(folder.resolve("a.tif"));
        assertThatThrownBy(
                        () ->
                                restore(
                                        new ImagePlus("", new ColorProcessor(4, 4)),
                                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is RGB");
        assertThatThrownBy(() -> restore(grey, Optional.of(existing)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exists already");
        assertThatThrownBy(() -> restore(grey, Optional.of(folder.resolve("a.png"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must end in .tif");
        assertThatThrownBy(
                        () ->
                                service.restore(
                                        folder.resolve("none.tif"),
                                        SETTINGS,
                                        folder.resolve("b.tif"),
                                        Progress.SILENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.tif: it does not exist");
        assertThat(started).isEmpty();
    }

    private ImagePlus restore(ImagePlus noisy, Optional<Path> output) throws IOException {
        return service.restore(noisy, SETTINGS, output, Progress.SILENT);
    }

    private TrainingPlan plan() {
        return new TrainingPlan(
                new TrainingPlan.Images(Optional.empty(), folder, false, false),
                TrainingPlan.Imaging.noise(new TrainingPlan.Range(1, 2), 0),
                new TrainingPlan.Generator("unet", 8, 2),
                new TrainingPlan.Adversary(TrainingPlan.Adversary.NONE, 0),
                new TrainingPlan.Schedule(1, 0, 64, 4),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                folder.resolve("model.zip"),
                false);
    }
}
