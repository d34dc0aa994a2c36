package org.mulligan.service;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.command.apply.Denoise;
import org.mulligan.door.WatcherService;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.model.ModelFile;
import org.mulligan.predict.BoxEngine;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.MaskChoice;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.log.LogService;
import org.scijava.module.ModuleService;

/** What one restoration needs is opened, and read, no more than it must be. */
class OpenedOnceTest {
    private static final int SIDE = 40;

    /** Its models are gone as soon as they are opened, so that none can be opened twice. */
    public static final class Forgetful extends MulliganService {
        private int opened;

        @Override
        public ModelFile model(String path) throws IOException {
            opened++;
            ModelFile model = super.model(path);
            Files.delete(Path.of(path));
            return model;
        }

        @Override
        public List<ModelFile> models() {
            throw new AssertionError("To list the models is to open them all");
        }
    }

    /** Counts the planes that are read of it. */
    private static final class CountedStack extends VirtualStack {
        private int reads;

        CountedStack() {
            super(SIDE, SIDE, null, "");
            setBitDepth(8);
        }

        @Override
        public int getSize() {
            return 3;
        }

        @Override
        public ImageProcessor getProcessor(int n) {
            reads++;
            return plane(n);
        }
    }

    private static ByteProcessor plane(int seed) {
        ByteProcessor pixels = new ByteProcessor(SIDE, SIDE);
        for (int i = 0; i < SIDE * SIDE; i++) pixels.set(i, (i * 31 + seed * 7) % 200);
        return pixels;
    }

    /** Counts how often the intensities of a plane are read. */
    private static final class Watching implements Progress {
        private int measured;

        @Override
        public void update(String what, double fraction, double secondsLeft) {
            if (what.startsWith("Reading intensities")) measured++;
        }
    }

    @TempDir Path folder;
    private Path model;
    private Context context;
    private Forgetful service;
    private final ImagePlus image = new ImagePlus("image", plane(1));

    @BeforeEach
    void start() throws IOException {
        model = folder.resolve("model.zip");
        try (var stored = OpenedOnceTest.class.getResourceAsStream("/models/format1.zip")) {
            Files.copy(stored, model);
        }
        context =
                new Context(
                        List.of(
                                Forgetful.class,
                                CommandService.class,
                                WatcherService.class,
                                LogService.class));
        service = context.service(Forgetful.class);
        service.startEngineWith(settings -> new BoxEngine(2));
    }

    @AfterEach
    void end() {
        context.dispose();
    }

    private RestoreSettings settings(Purpose purpose, double sharpness) {
        return new RestoreSettings(
                purpose,
                model.toString(),
                sharpness,
                0,
                Precision.AUTO,
                DeviceChoice.AUTO,
                BitDepth.SAME,
                MaskChoice.NONE);
    }

    @Test
    void denoisingOpensTheModelOnce() throws IOException {
        service.restore(image, settings(Purpose.DENOISE, 0), Optional.empty(), Progress.SILENT);
        assertThat(service.opened).isEqualTo(1);
    }

    @Test
    void restoringOpensTheModelOnceAlthoughItIsLookedAtBeforeTheEngineStarts() throws IOException {
        service.restore(
                image,
                settings(Purpose.RESTORE, 0.5),
                Optional.of(folder.resolve("restored.tif")),
                Progress.SILENT);
        assertThat(service.opened).isEqualTo(1);
    }

    @Test
    void mapsAndTheFaithfulTwinNeedNoOtherOpening() throws IOException {
        service.restoreWithMaps(
                image, settings(Purpose.RESTORE, 1), Optional.empty(), Progress.SILENT);
        assertThat(service.opened).isEqualTo(1);
    }

    @Test
    void aFolderOpensTheModelOnceForAllItsImages() throws IOException {
        Path input = Files.createDirectory(folder.resolve("in"));
        for (String name : List.of("a.tif", "b.tif"))
            IJ.saveAsTiff(new ImagePlus(name, plane(3)), input.resolve(name).toString());
        List<Path> written =
                service.restoreWithMaps(
                        input,
                        settings(Purpose.DENOISE, 1),
                        folder.resolve("out"),
                        figures -> {},
                        Progress.SILENT);
        assertThat(written).hasSize(4);
        assertThat(service.opened).isEqualTo(1);
    }

    @Test
    void aCommandThatIsGivenItsModelOpensNoOther() throws InterruptedException, ExecutionException {
        Object denoised =
                context.service(ModuleService.class)
                        .run(
                                context.service(CommandService.class)
                                        .getCommand(Denoise.class.getName()),
                                true,
                                "input",
                                image,
                                "model",
                                model.toString())
                        .get()
                        .getOutput("restored");
        assertThat(denoised).isInstanceOf(ImagePlus.class);
        assertThat(service.opened).isEqualTo(1);
    }

    @Test
    void mapsTakeTheIntensitiesThatAreMeasured() throws IOException {
        Watching watching = new Watching();
        CountedStack plain = new CountedStack();
        CountedStack mapped = new CountedStack();
        RestoreSettings settings = settings(Purpose.DENOISE, 0);
        service.restore(new ImagePlus("plain", plain), settings, Optional.empty(), watching);
        assertThat(watching.measured).isEqualTo(3);
        try (var stored = OpenedOnceTest.class.getResourceAsStream("/models/format1.zip")) {
            Files.copy(stored, model);
        }
        watching.measured = 0;
        service.restoreWithMaps(
                new ImagePlus("mapped", mapped), settings, Optional.empty(), watching);
        assertThat(watching.measured).isEqualTo(3);
        // Each plane is read once more, for its maps.
        assertThat(mapped.reads).isEqualTo(plain.reads + 3);
    }
}
