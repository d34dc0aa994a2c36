package org.mulligan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.engine.TrainingPlan.Dimensions;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.engine.TrainingPlan.Psf;
import org.mulligan.engine.TrainingPlan.Range;
import org.mulligan.model.Task;

class DimensionsTest {
    private static final Dimensions STACK = Dimensions.of("2.5d", 5);

    private static TrainingPlan plan(String task, Supervision supervision) {
        return new TrainingPlan(
                new TrainingPlan.Images(
                        Optional.empty(), Path.of("clean"), true, false, false, supervision),
                new Imaging(
                        Task.of(task),
                        "any",
                        1,
                        new Range(3, 300),
                        1,
                        Psf.NONE,
                        8,
                        task.equals("isotropic")
                                ? Optional.of(new TrainingPlan.Depth(4, 6, 2))
                                : Optional.empty()),
                new TrainingPlan.Generator("unet", "l1", 4, 2, Optional.of(Path.of("m")), STACK),
                new TrainingPlan.Adversary("none", 0),
                new TrainingPlan.Schedule(1, 0, 64, 8),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                Path.of("model.zip"),
                false);
    }

    @Test
    void aStackTakesAsManyPlanesOnEitherSide() {
        assertThat(STACK.distances()).containsExactly(-2, -1, 0, 1, 2);
        assertThat(Dimensions.of("2.5d", 3).distances()).containsExactly(-1, 0, 1);
        assertThat(Dimensions.of("2d", 5)).isEqualTo(Dimensions.TWO);
        assertThat(Dimensions.TWO.distances()).isEmpty();
    }

    @ParameterizedTest(name = "planes={0}")
    @ValueSource(ints = {-1, 1, 4, 17})
    void refusesPlanesThatHaveNoMiddleOrAreTooMany(int planes) {
        assertThatThrownBy(() -> Dimensions.of("2.5d", planes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("planes must be an odd number from 3 to 15, got " + planes);
    }

    @Test
    void aVolumeHasOneChannelAndAsManyPlanesAsAStepHolds() {
        Dimensions volume = Dimensions.of("3d", Dimensions.FITTING);
        assertThat(volume).isEqualTo(new Dimensions("3d", 8));
        assertThat(Dimensions.of("2.5d", Dimensions.FITTING)).isEqualTo(STACK);
        assertThat(volume.distances()).isEmpty();
        assertThat(volume.channels()).isEqualTo(1);
        assertThat(volume.slab()).isEqualTo(8);
        assertThat(volume.examples(20)).isEqualTo(2);
        assertThat(volume.examples(4)).isEqualTo(1);
        assertThat(STACK.channels()).isEqualTo(5);
        assertThat(STACK.slab()).isEqualTo(1);
        assertThat(STACK.examples(20)).isEqualTo(20);
    }

    @ParameterizedTest(name = "planes={0}")
    @ValueSource(ints = {-1, 1, 3, 33})
    void refusesVolumesThatAreTooThinOrTooDeep(int planes) {
        assertThatThrownBy(() -> Dimensions.of("3d", planes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("planes must be 4 to 32, got " + planes);
    }

    @Test
    void refusesWhatIsNoDimension() {
        assertThatThrownBy(() -> Dimensions.of("4d", 5))
                .hasMessage("dimensions must be 2d, 2.5d or 3d, got \"4d\"");
        assertThatThrownBy(() -> new Dimensions("2d", 3)).hasMessageContaining("takes 1 plane");
    }

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource({
        "inpaint, CLEAN, got task=inpaint",
        "even-light, CLEAN, got task=even-light",
        "isotropic, CLEAN, got task=isotropic",
        "denoise, NOISE2NOISE, got method=noise2noise"
    })
    void isForTasksThatKeepThePlaneAndForCleanImages(
            String task, Supervision supervision, String told) {
        assertThatThrownBy(() -> plan(task, supervision))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }

    @Test
    void goesThroughTheWireAndStaysWithoutAStart() {
        TrainingPlan plan = plan("deblur", Supervision.CLEAN);
        assertThat(RecordCodec.decode(TrainingPlan.class, RecordCodec.encode(plan)))
                .isEqualTo(plan);
        assertThat(plan.withoutStart().generator().start()).isEmpty();
        assertThat(plan.withoutStart().generator().dimensions()).isEqualTo(STACK);
    }
}
