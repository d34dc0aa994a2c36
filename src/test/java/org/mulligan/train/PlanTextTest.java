package org.mulligan.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.SynthesisPlan.Fit;
import org.mulligan.engine.SynthesisPlan.Guides;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingPlan.Dimensions;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.engine.TrainingPlan.Optics;
import org.mulligan.engine.TrainingPlan.Psf;
import org.mulligan.engine.TrainingPlan.Range;
import org.mulligan.model.Task;

/**
 * The text of plans, as checkpoints and packages that were written once have it: to be changed
 * never, or they cannot be resumed.
 */
class PlanTextTest {
    private static final String NETWORK =
            """
            architecture=unet
            filters=32
            depth=3
            adversary=hinge
            weight=0.3
            minutes=10.0
            steps=0
            patch=64
            batch=8
            seed=7
            precision=auto""";

    private static TrainingPlan restorer(Optional<Path> measured, Imaging imaging) {
        return new TrainingPlan(
                new TrainingPlan.Images(measured, Path.of("data", "good images"), false, true),
                imaging,
                new TrainingPlan.Generator("unet", 32, 3),
                new TrainingPlan.Adversary("hinge", 0.3),
                new TrainingPlan.Schedule(10, 0, 64, 8),
                7,
                Precision.AUTO,
                DeviceChoice.of("gpu:1"),
                Path.of("models", "mine.zip"),
                true);
    }

    private static Imaging imaging(String task, String degradation, int scale, Psf psf, int hole) {
        return new Imaging(Task.of(task), degradation, scale, new Range(2, 1e7), 1.5, psf, hole);
    }

    private static SynthesisPlan synthesiser(
            Optional<String> classes, Fit fit, Guides guides, SynthesisPlan.Schedule schedule) {
        return new SynthesisPlan(
                new SynthesisPlan.Images(
                        Path.of("data", "digits.idx"), classes, 28, 1, fit, true, guides),
                new SynthesisPlan.Drawing("dcgan", "", 0, 2e-4, 0, 0.1, false, 0.25),
                schedule,
                -3,
                Precision.BF16,
                DeviceChoice.CPU,
                Path.of("models", "mine"),
                false);
    }

    @Test
    void ofADenoiserWithPairs() {
        TrainingPlan plan =
                restorer(
                        Optional.of(Path.of("data", "noisy ones")),
                        Imaging.noise(new Range(0.1, 200), 1.5));

        assertThat(PlanText.of(PlanText.values(plan)))
                .isEqualTo(
                        """
                        noisy=noisy ones
                        clean=good images
                        fit=false
                        skip=true
                        photons=0.1-200.0
                        readnoise=1.5
                        """
                                + NETWORK);
    }

    /** What plans of before lack, and what makes a plan of stacks another one. */
    @Test
    void ofStacks() {
        TrainingPlan flat = restorer(Optional.empty(), Imaging.noise(new Range(0.1, 200), 1.5));
        TrainingPlan.Generator one = flat.generator();
        TrainingPlan stacks =
                new TrainingPlan(
                        flat.images(),
                        flat.imaging(),
                        new TrainingPlan.Generator(
                                one.architecture(),
                                one.pixelLoss(),
                                one.filters(),
                                one.depth(),
                                one.start(),
                                Dimensions.of("2.5d", 7)),
                        flat.adversary(),
                        flat.schedule(),
                        flat.seed(),
                        flat.precision(),
                        flat.device(),
                        flat.model(),
                        flat.resume());
        assertThat(PlanText.values(flat)).doesNotContainKeys("dimensions", "planes");
        assertThat(PlanText.of(PlanText.values(stacks)))
                .contains("depth=3\ndimensions=2.5d\nplanes=7\nadversary=hinge");
        String stored = PlanText.of(PlanText.values(flat));
        assertThatThrownBy(() -> PlanText.check(PlanText.values(stacks), stored))
                .hasMessageContaining("dimensions=2.5d");
    }

    @Test
    void ofASuperResolverWithOptics() {
        Imaging imaging =
                imaging(
                        "super-resolve",
                        "microscope",
                        2,
                        new Psf(0, Optional.of(new Optics(0.75, 520, 1, 0.325))),
                        1);

        assertThat(PlanText.of(PlanText.values(restorer(Optional.empty(), imaging))))
                .isEqualTo(
                        """
                        low=
                        high=good images
                        fit=false
                        skip=true
                        task=super-resolve
                        scale=2
                        psf={na=0.75, wavelength=520.0, index=1.0, pixel=0.325}
                        photons=2.0-1.0E7
                        readnoise=1.5
                        """
                                + NETWORK);
    }

    @Test
    void ofADeblurrer() {
        Imaging imaging = imaging("deblur", "microscope", 1, new Psf(3.5, Optional.empty()), 1);

        assertThat(PlanText.of(PlanText.values(restorer(Optional.empty(), imaging))))
                .isEqualTo(
                        """
                        measured=
                        wanted=good images
                        fit=false
                        skip=true
                        task=deblur
                        psf={fwhm=3.5}
                        photons=2.0-1.0E7
                        readnoise=1.5
                        """
                                + NETWORK);
    }

    @Test
    void ofADeblurrerForARangeOfPsfs() {
        Imaging imaging =
                imaging("deblur", "microscope-detector", 1, new Psf(2, 6, Optional.empty()), 1);

        assertThat(PlanText.of(PlanText.values(restorer(Optional.empty(), imaging))))
                .contains("degradation=microscope-detector\npsf={fwhm=2.0-6.0}\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"inpaint, holes, 'hole=24\n'", "even-light, shading, ''"})
    void ofTheOtherTasks(String task, String degradation, String more) {
        Imaging imaging = imaging(task, degradation, 1, Psf.NONE, 24);

        assertThat(PlanText.of(PlanText.values(restorer(Optional.of(Path.of("m")), imaging))))
                .isEqualTo(
                        """
                        measured=m
                        wanted=good images
                        fit=false
                        skip=true
                        task=%s
                        """
                                        .formatted(task)
                                + more
                                + NETWORK);
    }

    @Test
    void ofStacksThatAreCoarserAlongTheirDepth() {
        Imaging imaging =
                new Imaging(
                        Task.ISOTROPIC,
                        "axial",
                        1,
                        new Range(3, 300),
                        0,
                        Psf.NONE,
                        1,
                        Optional.of(new TrainingPlan.Depth(4, 7.5, 2.5)));

        assertThat(PlanText.of(PlanText.values(restorer(Optional.empty(), imaging))))
                .contains("task=isotropic\nzstep=4.0\naxial=7.5\npsf=2.5\n")
                .doesNotContain("photons", "degradation");
    }

    @Test
    void ofASynthesiser() {
        SynthesisPlan plan =
                synthesiser(
                        Optional.of("data/labels.idx"),
                        Fit.CROP,
                        Guides.NONE,
                        new SynthesisPlan.Schedule(0, 0, 12, 64));

        assertThat(PlanText.of(PlanText.values(plan)))
                .isEqualTo(
                        """
                        images=digits.idx
                        classes=labels.idx
                        size=28
                        channels=1
                        fit=crop
                        symmetries=true
                        system=dcgan
                        loss=
                        filters=0
                        rate=2.0E-4
                        discriminatorrate=0.0
                        r1=0.1
                        augment=false
                        dropout=0.25
                        minutes=0.0
                        steps=0
                        epochs=12
                        batch=64
                        seed=-3
                        precision=bf16""");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"true, masks, [], 0.0", "false, '', '[10.0, 200.0]', 1.5"})
    void ofASynthesiserWithGuides(boolean labels, String inputs, String photons, double readNoise) {
        SynthesisPlan plan =
                synthesiser(
                        Optional.empty(),
                        Fit.REFUSE,
                        labels
                                ? new Guides(
                                        Optional.of(Path.of("data", inputs)), true, List.of(), 0)
                                : new Guides(Optional.empty(), false, List.of(10.0, 200.0), 1.5),
                        new SynthesisPlan.Schedule(5, 0, 0, 0));

        assertThat(PlanText.of(PlanText.values(plan)))
                .isEqualTo(
                        """
                        images=digits.idx
                        classes=
                        size=28
                        channels=1
                        fit=refuse
                        symmetries=true
                        inputs=%s
                        labels=%s
                        photons=%s
                        readnoise=%s
                        system=dcgan
                        loss=
                        filters=0
                        rate=2.0E-4
                        discriminatorrate=0.0
                        r1=0.1
                        augment=false
                        dropout=0.25
                        minutes=5.0
                        steps=0
                        epochs=0
                        batch=0
                        seed=-3
                        precision=bf16"""
                                .formatted(inputs, labels, photons, readNoise));
    }

    /** In a package a number is a number, and no text that looks like one. */
    @Test
    void keepsNumbersListsAndTruthAsTheyAre() {
        Map<String, Object> restorer =
                PlanText.values(
                        restorer(
                                Optional.empty(),
                                imaging(
                                        "deblur",
                                        "microscope",
                                        1,
                                        new Psf(3, Optional.empty()),
                                        1)));
        Map<String, Object> synthesiser =
                PlanText.values(
                        synthesiser(
                                Optional.of("folders"),
                                Fit.SCALE,
                                new Guides(Optional.empty(), false, List.of(10.0), 0),
                                new SynthesisPlan.Schedule(5, 0, 0, 0)));

        assertThat(restorer)
                .containsEntry("fit", false)
                .containsEntry("measured", "")
                .containsEntry("psf", Map.of("fwhm", 3.0))
                .containsEntry("filters", 32)
                .containsEntry("weight", 0.3)
                .containsEntry("steps", 0L)
                .containsEntry("seed", 7L)
                .containsEntry("precision", "auto");
        assertThat(synthesiser)
                .containsEntry("images", "digits.idx")
                .containsEntry("classes", "folders")
                .containsEntry("fit", "scale")
                .containsEntry("photons", List.of(10.0))
                .containsEntry("size", 28);
    }

    @Test
    void tellsWhereAStoredPlanDiffers() {
        Map<String, Object> values =
                PlanText.values(
                        restorer(Optional.empty(), Imaging.noise(new Range(0.1, 200), 1.5)));
        String stored = PlanText.of(values);

        assertThatCode(() -> PlanText.check(values, stored)).doesNotThrowAnyException();
        assertThatThrownBy(
                        () ->
                                PlanText.check(
                                        values,
                                        stored.replace("patch=64", "patch=96")
                                                .replace("seed=7\n", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(patch=64, was patch=96; seed=7, was seed=)");
    }
}
