package org.mulligan.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Precision;
import org.mulligan.engine.RowNetwork;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingReport;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Synthesis;
import org.mulligan.model.Weights;
import org.mulligan.service.models.PythonCheck;

/** Short trainings of synthesisers, from a folder of discs and bars to a package. */
@Tag("slow")
class SynthesisTrainingTest {
    private static final int SIZE = 16;

    @TempDir private static Path folder;

    private static final SameProcessEngine engine =
            new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));

    @BeforeAll
    static void draw() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 120; i++) {
            String kind = i % 2 == 0 ? "bar" : "disc";
            ByteProcessor plane = new ByteProcessor(SIZE, SIZE);
            for (int at = 0; at < SIZE * SIZE; at++)
                plane.set(at, 20 + (int) Math.abs(4 * random.nextGaussian()));
            plane.setColor(180 + random.nextInt(40));
            int x = 3 + random.nextInt(4);
            if (i % 2 == 0) plane.fillRect(x, 1, 4, 14);
            else plane.fillOval(x, 3 + random.nextInt(4), 7, 7);
            Path file = folder.resolve("images/" + kind + "/" + i + ".tif");
            Files.createDirectories(file.getParent());
            new FileSaver(new ImagePlus("", plane)).saveAsTiff(file.toString());
        }
    }

    @AfterAll
    static void closeAndShowThePackagesToPython() throws Exception {
        engine.close();
        PythonCheck.validateAll(folder);
    }

    /** What a test changes of a plan. */
    private record Ways(
            String system,
            String loss,
            double rate,
            double discriminatorRate,
            double r1,
            boolean augment,
            double dropOut,
            boolean classes) {
        static Ways of(String system, String loss) {
            return new Ways(system, loss, 0, 0, 0, false, 0, false);
        }

        Ways rates(double generator, double discriminator) {
            return new Ways(system, loss, generator, discriminator, r1, augment, dropOut, classes);
        }

        Ways withClasses() {
            return new Ways(system, loss, rate, discriminatorRate, r1, augment, dropOut, true);
        }
    }

    private static SynthesisPlan plan(String name, Ways ways, long steps, boolean resume) {
        return new SynthesisPlan(
                new SynthesisPlan.Images(
                        folder.resolve("images"),
                        ways.classes() ? Optional.of("folders") : Optional.empty(),
                        SIZE,
                        1,
                        SynthesisPlan.Fit.REFUSE,
                        false),
                new SynthesisPlan.Drawing(
                        ways.system(),
                        ways.loss(),
                        8,
                        ways.rate(),
                        ways.discriminatorRate(),
                        ways.r1(),
                        ways.augment(),
                        ways.dropOut()),
                new SynthesisPlan.Schedule(1, steps, 0, 16),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                folder.resolve(name),
                resume);
    }

    private static ModelFile train(String name, Ways ways, long steps) throws IOException {
        return ModelFile.open(
                engine.train(plan(name, ways, steps, false), TrainingListener.SILENT).model());
    }

    private static float[] run(RowNetwork network, float[] rows, int count, int values)
            throws IOException {
        FloatBuffer from = engine.allocate(rows.length);
        FloatBuffer to = engine.allocate(count * values);
        from.put(0, rows);
        network.run(from, to, count);
        float[] results = new float[count * values];
        to.get(0, results);
        return results;
    }

    private static float[] codes(Synthesis what, int count) {
        float[] codes = new float[count * what.space().width()];
        for (int i = 0; i < count; i++) {
            float[] row = what.space().row(what.space().at(i), i % 2);
            System.arraycopy(row, 0, codes, i * row.length, row.length);
        }
        return codes;
    }

    @ParameterizedTest(name = "{0}, {1}, r1 {2}, augment {3}, dropout {4}, classes {5}")
    @CsvSource({
        "mlp, non-saturating, 0, false, 0, false",
        "mlp, wasserstein-gp, 0, true, 0, true",
        "dcgan, least-squares, 0, true, 0.3, true",
        "dcgan, wasserstein, 0, false, 0, false",
        "resnet, hinge, 1, true, 0, true",
        "resnet, wasserstein-gp, 0, false, 0.2, false",
        "vae, '', 0, false, 0, true"
    })
    void endsWithAPackageThatDraws(
            String system, String loss, double r1, boolean augment, double dropOut, boolean classes)
            throws IOException {
        Ways ways = new Ways(system, loss, 0, 0, r1, augment, dropOut, classes);
        String name = "%s-%s-%s.zip".formatted(system, loss, augment);
        List<Path> sheets = new ArrayList<>();
        TrainingReport report =
                engine.train(
                        plan(name, ways, 25, false),
                        new TrainingListener() {
                            @Override
                            public void drew(Path sheet, long step) {
                                assertThat(sheet).exists();
                                sheets.add(sheet);
                            }
                        });
        ModelFile model = ModelFile.open(report.model());
        // A model travels, and must not say where on this machine its images lay.
        assertThat(model.description().provenance().toString())
                .contains("images of images")
                .doesNotContain(folder.toString());
        assertThat(model.card()).doesNotContain(folder.toString());
        Synthesis what = model.description().synthesis().orElseThrow();
        assertThat(what.system()).isEqualTo(system);
        assertThat(what.size()).isEqualTo(SIZE);
        assertThat(what.space().classes()).isEqualTo(classes ? List.of("bar", "disc") : List.of());
        assertThat(model.weights().contains(Weights.DISCRIMINATOR))
                .isEqualTo(!system.equals("vae"));
        assertThat(model.card()).contains("inventions");
        assertThat(sheets).hasSizeGreaterThan(5);
        assertThat(report.lines().get(0)).contains("kernel distance of 12 drawn images");

        try (RowNetwork generator = engine.loadRows(model, Weights.GENERATOR)) {
            float[] images = run(generator, codes(what, 20), 20, what.values());
            for (float value : images) assertThat(value).isBetween(-1f, 1f);
            assertThat(Arrays.copyOf(images, what.values()))
                    .isNotEqualTo(Arrays.copyOfRange(images, what.values(), 2 * what.values()));
        }
    }

    @Test
    void aRowGivesTheSameImageHoweverManyAreDrawn() throws IOException {
        ModelFile model = train("same.zip", Ways.of("dcgan", "hinge").withClasses(), 12);
        Synthesis what = model.description().synthesis().orElseThrow();
        try (RowNetwork generator = engine.loadRows(model, Weights.GENERATOR)) {
            float[] codes = codes(what, 37);
            float[] all = run(generator, codes, 37, what.values());
            int width = what.space().width();
            for (int i : new int[] {0, 15, 16, 36}) {
                float[] one =
                        run(
                                generator,
                                Arrays.copyOfRange(codes, i * width, (i + 1) * width),
                                1,
                                what.values());
                assertThat(one)
                        .isEqualTo(
                                Arrays.copyOfRange(
                                        all, i * what.values(), (i + 1) * what.values()));
            }
        }
    }

    @Test
    void thePullIsTheNumericGradient() throws IOException {
        ModelFile model = train("pull.zip", Ways.of("resnet", ""), 12);
        Synthesis what = model.description().synthesis().orElseThrow();
        int width = what.space().width();
        int values = what.values();
        try (RowNetwork generator = engine.loadRows(model, Weights.GENERATOR)) {
            float[] target = run(generator, what.space().at(99), 1, values);
            float[] point = what.space().at(3);
            FloatBuffer row = engine.allocate(width);
            FloatBuffer wanted = engine.allocate(values);
            FloatBuffer gradient = engine.allocate(width);
            row.put(0, point);
            wanted.put(0, target);
            generator.pull(row, wanted, gradient, 1);
            float[] slope = new float[width];
            gradient.get(0, slope);
            // along the gradient itself, where a numeric derivative is the least noisy
            double norm = 0;
            for (float value : slope) norm += value * value;
            norm = Math.sqrt(norm);
            double step = 1e-2;
            double numeric =
                    (error(generator, point, slope, step / norm, target)
                                    - error(generator, point, slope, -step / norm, target))
                            / (2 * step);
            assertThat(numeric).isCloseTo(norm, within(0.03 * norm));
        }
    }

    private static double error(
            RowNetwork generator, float[] point, float[] slope, double share, float[] target)
            throws IOException {
        float[] moved = point.clone();
        for (int i = 0; i < moved.length; i++) moved[i] += (float) (share * slope[i]);
        float[] image = run(generator, moved, 1, target.length);
        double sum = 0;
        for (int i = 0; i < image.length; i++)
            sum += (image[i] - target[i]) * (double) (image[i] - target[i]);
        return sum / image.length;
    }

    @Test
    void learnsWhatTheImagesLookLike() throws IOException {
        ModelFile model = train("learnt.zip", Ways.of("dcgan", "").rates(2e-3, 1e-3), 450);
        Synthesis what = model.description().synthesis().orElseThrow();
        try (RowNetwork generator = engine.loadRows(model, Weights.GENERATOR)) {
            float[] images = run(generator, codes(what, 64), 64, what.values());
            double middle = 0;
            double corner = 0;
            for (int i = 0; i < 64; i++) {
                middle += images[i * what.values() + 8 * SIZE + 8] / 64;
                corner += images[i * what.values()] / 64;
            }
            // bars and discs lie over the middle; the corners are dark
            assertThat(corner).isLessThan(-0.7);
            assertThat(middle).isGreaterThan(0);
        }
    }

    @Test
    void oneSeedGivesOneModelAlsoWhenItWasInterrupted() throws IOException {
        Ways ways = Ways.of("dcgan", "").withClasses();
        ModelFile whole = train("whole.zip", ways, 40);
        ModelFile again = train("again.zip", ways, 40);
        int[] asked = {0};
        TrainingReport stopped =
                engine.train(
                        plan("parts.zip", ways, 40, false),
                        new TrainingListener() {
                            @Override
                            public boolean cancelled() {
                                return ++asked[0] > 23;
                            }
                        });
        assertThat(stopped.complete()).isFalse();
        assertThat(stopped.steps()).isEqualTo(23);
        ModelFile resumed =
                ModelFile.open(
                        engine.train(plan("parts.zip", ways, 40, true), TrainingListener.SILENT)
                                .model());
        for (Weights weights : List.of(Weights.GENERATOR, Weights.DISCRIMINATOR)) {
            assertThat(again.graph(weights)).isEqualTo(whole.graph(weights));
            assertThat(resumed.graph(weights)).isEqualTo(whole.graph(weights));
        }
    }

    @ParameterizedTest(name = "rates {1} and {2}: {3}")
    @CsvSource({
        "mlp, 1e-6, 2e-3, The discriminator is too strong",
        "mlp, 1e-9, 1e-9, The discriminator is at equilibrium",
        "mlp, 0.03, 1e-4, Mode collapse",
        "mlp, 1, 1, diverged"
    })
    void saysWhatGoesWrong(String system, double rate, double discriminatorRate, String words) {
        List<String> said = new ArrayList<>();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void log(String line) {
                        said.add(line);
                    }
                };
        try {
            engine.train(
                    plan(
                            "fault-%s-%s.zip".formatted(rate, discriminatorRate),
                            Ways.of(system, "").rates(rate, discriminatorRate),
                            600,
                            false),
                    listener);
        } catch (IOException e) {
            said.add(e.getMessage());
        }
        assertThat(said).anyMatch(line -> line.startsWith("Step ") && line.contains(words));
    }

    @Test
    void refusesWhatASystemCannotDraw() {
        assertThatThrownBy(
                        () ->
                                engine.train(
                                        new SynthesisPlan(
                                                new SynthesisPlan.Images(
                                                        folder.resolve("images"),
                                                        Optional.empty(),
                                                        27,
                                                        1,
                                                        SynthesisPlan.Fit.SCALE,
                                                        false),
                                                plan("", Ways.of("dcgan", ""), 1, false).drawing(),
                                                plan("", Ways.of("dcgan", ""), 1, false).schedule(),
                                                1,
                                                Precision.FP32,
                                                DeviceChoice.CPU,
                                                folder.resolve("odd.zip"),
                                                false),
                                        TrainingListener.SILENT))
                .hasMessageContaining("cannot draw images of 27 px")
                .hasMessageContaining("24, 28, 32");
        assertThatThrownBy(() -> train("none.zip", Ways.of("dcgan", "warm"), 1))
                .hasMessageContaining("No loss is named \"warm\"");
        assertThatThrownBy(() -> train("none.zip", Ways.of("vae", "hinge"), 1))
                .hasMessageContaining("has no adversary");
    }
}
