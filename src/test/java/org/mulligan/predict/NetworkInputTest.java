package org.mulligan.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.plane.CutPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelDescription.PercentileRange;
import org.mulligan.model.Task;

class NetworkInputTest {
    private static final int SIDE = 24;

    /** Two channels of two slices; counts what is read of it. */
    private static final class CountedPlanes implements PlaneSource {
        private int reads;

        @Override
        public int count() {
            return 4;
        }

        @Override
        public int width() {
            return SIDE;
        }

        @Override
        public int height() {
            return SIDE;
        }

        @Override
        public int bitDepth() {
            return 32;
        }

        @Override
        public int channels() {
            return 2;
        }

        @Override
        public int channel(int plane) {
            return plane % 2;
        }

        @Override
        public Pixels read(int plane) {
            reads++;
            Random random = new Random(plane);
            float[] values = new float[SIDE * SIDE];
            for (int i = 0; i < values.length; i++)
                values[i] = 10 * channel(plane) + random.nextFloat();
            return new Pixels.Floats(values, SIDE, SIDE);
        }
    }

    private final CountedPlanes planes = new CountedPlanes();
    private final BoxEngine engine = new BoxEngine(2);
    private final NetworkInput input = new NetworkInput(planes, engine.model(), Progress.SILENT);

    @Test
    void measuresEachChannelWithTheFirstQuestionAndNeverAgain() throws IOException {
        assertThat(planes.reads).isZero();
        assertThat(input.channels()).hasSize(2);
        assertThat(planes.reads).isEqualTo(4);
        assertThat(input.normalisations().get(0).low()).isBetween(0.0, 0.1);
        assertThat(input.normalisations().get(1).low()).isBetween(10.0, 10.1);
        assertThat(input.channels()).isSameAs(input.channels());
        assertThat(planes.reads).isEqualTo(4);
    }

    @Test
    void aPredictionTakesWhatIsMeasuredAlready() throws IOException {
        input.channels();
        Prediction prediction =
                Prediction.plan(input, engine.loaded(), "Restoring", 0, 32, Progress.SILENT);
        assertThat(planes.reads).isEqualTo(4);
        for (int plane = 0; plane < 4; plane++)
            prediction.plane(plane, Pixels.blank(32, SIDE, SIDE));
        assertThat(planes.reads).isEqualTo(8);
    }

    private double told(Map<String, Object> provenance, double strength) throws IOException {
        ModelDescription model =
                new ModelDescription(
                                "told model",
                                "",
                                Task.DENOISE,
                                "CC0-1.0",
                                9,
                                1,
                                1,
                                new PercentileRange(1, 99.8),
                                provenance)
                        .withNoiseTold();
        return new NetworkInput(planes, model, Progress.SILENT, Repairs.ALL, strength)
                .channels()
                .get(0)
                .noise()
                .orElseThrow()
                .sigma(0.5);
    }

    @Test
    void aNetworkIsToldOfTheNoiseAsItsModelScalesItAndAsTheUserWants() throws IOException {
        double measured = told(Map.of(), 1);
        assertThat(told(Map.of(), 1.5)).isCloseTo(1.5 * measured, withinPercentage(0.01));
        assertThat(told(Map.of("noise_scale", 0.7), 1))
                .isCloseTo(0.7 * measured, withinPercentage(0.01));
        assertThat(told(Map.of("noise_scale", 0.7), 2))
                .isCloseTo(1.4 * measured, withinPercentage(0.01));
    }

    private NetworkInput part(boolean sampled) {
        CutPlanes part = new CutPlanes(planes, List.of(3), List.of(1), 4, 6, 8, 10);
        NetworkInput input =
                new NetworkInput(part, engine.model(), Progress.SILENT, Repairs.ALL, 1);
        if (sampled) input.sampleFrom(0);
        return input;
    }

    @Test
    void constantsOfAPartAreThoseOfItsChannelInTheWholeImage() throws IOException {
        NetworkInput part = part(false);
        assertThat(part.channels()).containsExactly(input.channels().get(1));
        assertThat(part.planes().count()).isOne();
        assertThat(part.planes().read(0).all()).isEqualTo(input.planes().read(3).part(4, 6, 8, 10));
        assertThat(part.notes()).isEmpty();
    }

    /** All pieces of so small an image are in the sample. */
    @Test
    void ofALargeImageASampleIsRead() throws IOException {
        NetworkInput part = part(true);
        assertThat(part.normalisations()).containsExactly(input.normalisations().get(1));
        assertThat(part.planes().read(0).all()).isEqualTo(input.planes().read(3).part(4, 6, 8, 10));
        assertThat(part.notes())
                .singleElement()
                .asString()
                .startsWith("Normalisation: from a sample of 2 pieces of 24 x 24 px");
    }

    /** A bead that the sample has not seen is no invention. */
    @Test
    void ofASampleNoIntensityIsBeyondBelief() {
        ChannelIntensities.Channel channel =
                new ChannelIntensities.Channel(
                        new Normalisation(0, 1), 0, 1, true, Optional.empty());
        assertThat(Bounds.of(channel, 0.1, Pixels.blank(32, 1, 1)).clip(new float[] {-9e9f, 9e9f}))
                .isZero();
        assertThat(Bounds.of(channel, 0.1, Pixels.blank(8, 1, 1)).clip(new float[] {-9, 300}))
                .isEqualTo(2);
    }
}
