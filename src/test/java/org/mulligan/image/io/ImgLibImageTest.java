package org.mulligan.image.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import java.util.List;
import net.imglib2.AbstractWrappedInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images of ImgLib2, with axes and without, as ImageJ's. */
public class ImgLibImageTest {
    /** Has the methods of {@code net.imagej.axis.CalibratedAxis} that are read. */
    public record Axis(String label, double scale, String unit) {
        /** Has that of {@code net.imagej.axis.AxisType}. */
        public record Type(String label) {
            public String getLabel() {
                return label;
            }
        }

        public Type type() {
            return new Type(label);
        }

        public double averageScale(double from, double to) {
            return scale * (to - from);
        }
    }

    /** Stands in for a Dataset or an ImgPlus, whose classes are not on Maven Central. */
    public static final class Labelled<T>
            extends AbstractWrappedInterval<RandomAccessibleInterval<T>>
            implements RandomAccessibleInterval<T> {
        private final String name;
        private final List<Axis> axes;

        public Labelled(RandomAccessibleInterval<T> image, String name, List<Axis> axes) {
            super(image);
            this.name = name;
            this.axes = axes;
        }

        public String getName() {
            return name;
        }

        public Axis axis(int d) {
            return axes.get(d);
        }

        @Override
        public RandomAccess<T> randomAccess() {
            return sourceInterval.randomAccess();
        }

        @Override
        public RandomAccess<T> randomAccess(Interval interval) {
            return sourceInterval.randomAccess(interval);
        }
    }

    /** Each value says where it is: 10000 a step of axis 4, 1000 of axis 3 and so on. */
    private static Img<FloatType> places(long... sizes) {
        Img<FloatType> image = ArrayImgs.floats(sizes);
        LoopBuilder.setImages(Intervals.positions(image), image)
                .forEachPixel(
                        (position, pixel) -> {
                            double place = 0;
                            for (int d = sizes.length - 1; d >= 0; d--)
                                place = 10 * place + position.getIntPosition(d);
                            pixel.setReal(place);
                        });
        return image;
    }

    @Test
    void axesOfADatasetAreKeptWhateverTheirOrder() {
        // Time, Y, channels, X, Z.
        Img<FloatType> places = places(2, 5, 3, 7, 4);
        ImagePlus image =
                ImgLibImage.of(
                        new Labelled<>(
                                places,
                                "cells",
                                List.of(
                                        new Axis("Time", 2.5, "min"),
                                        new Axis("Y", 0.2, "\u00b5m"),
                                        new Axis("Channel", 1, null),
                                        new Axis("X", 0.1, "\u00b5m"),
                                        new Axis("Z", 0.5, "\u00b5m"))));
        assertThat(image.getTitle()).isEqualTo("cells");
        assertThat(image.getDimensions()).containsExactly(7, 5, 3, 4, 2);
        assertThat(image.getBitDepth()).isEqualTo(32);
        for (int c = 0; c < 3; c++)
            for (int z = 0; z < 4; z++)
                for (int t = 0; t < 2; t++)
                    for (int y = 0; y < 5; y++)
                        for (int x = 0; x < 7; x++)
                            assertThat(
                                            image.getStack()
                                                    .getProcessor(
                                                            image.getStackIndex(
                                                                    c + 1, z + 1, t + 1))
                                                    .getf(x, y))
                                    .isEqualTo(t + 10 * y + 100 * c + 1000 * x + 10000 * z);
        assertThat(image.getCalibration().pixelWidth).isEqualTo(0.1);
        assertThat(image.getCalibration().pixelHeight).isEqualTo(0.2);
        assertThat(image.getCalibration().pixelDepth).isEqualTo(0.5);
        assertThat(image.getCalibration().frameInterval).isEqualTo(2.5);
        assertThat(image.getCalibration().getTimeUnit()).isEqualTo("min");
        assertThat(image.getCalibration().getUnit()).isEqualTo("\u00b5m");
    }

    @Test
    void withoutLabelsTheFirstAxesAreXyAndAllIsOneChannel() {
        RandomAccessibleInterval<FloatType> moved =
                Views.translate(places(3, 4, 2, 5), -7, 2, 9, 1);
        ImagePlus image = ImgLibImage.of(moved);
        assertThat(image.getDimensions()).containsExactly(3, 4, 1, 2, 5);
        assertThat(image.getStack().getProcessor(image.getStackIndex(1, 2, 4)).getf(2, 3))
                .isEqualTo(2 + 30 + 100 + 3000);
        assertThat(image.getCalibration().scaled()).isFalse();
    }

    /** Each with the axis's length of 4: what ImageJ has no place for comes last. */
    @Test
    void axesThatImageJDoesNotHaveBecomeTime() {
        ImagePlus image =
                ImgLibImage.of(
                        new Labelled<>(
                                places(3, 2, 4, 5),
                                "",
                                List.of(
                                        new Axis("X", 1, null),
                                        new Axis("Y", 1, null),
                                        new Axis("Lifetime", 1, null),
                                        new Axis("Time", 1, null))));
        assertThat(image.getDimensions()).containsExactly(3, 2, 1, 1, 20);
        assertThat(image.getStack().getProcessor(1 + 2 + 5 * 3).getf(1, 1))
                .isEqualTo(1 + 10 + 300 + 2000);
        assertThat(image.getCalibration().frameInterval).isZero();
    }

    @ParameterizedTest(name = "{0} gives {1} bit")
    @CsvSource({
        "unsignedBytes, 8",
        "unsignedShorts, 16",
        "bytes, 32",
        "shorts, 32",
        "unsignedInts, 32",
        "floats, 32",
        "doubles, 32"
    })
    void pixelsKeepTheirValues(String type, int depth) throws ReflectiveOperationException {
        Object made = ArrayImgs.class.getMethod(type, long[].class).invoke(null, new long[] {2, 1});
        RandomAccessibleInterval<?> image = (RandomAccessibleInterval<?>) made;
        RealType<?> second = (RealType<?>) image.getAt(1, 0);
        double most = Math.min(second.getMaxValue(), 1e6);
        second.setReal(most);
        double least = Math.max(second.getMinValue(), -1e6);
        ((RealType<?>) image.getAt(0, 0)).setReal(least);
        ImagePlus opened = ImgLibImage.of(image);
        assertThat(opened.getBitDepth()).isEqualTo(depth);
        assertThat(opened.getProcessor().getf(1, 0)).isEqualTo((float) most);
        assertThat(opened.getProcessor().getf(0, 0)).isEqualTo((float) least);
    }

    @Test
    void whatIsNoImageOfIntensitiesIsRefusedWithTheReason() {
        assertThatThrownBy(() -> ImgLibImage.of(ArrayImgs.floats(5)))
                .hasMessageContaining("axes X and Y");
        assertThatThrownBy(() -> ImgLibImage.of(ArrayImgs.argbs(2, 2)))
                .hasMessageContainingAll("ARGBType", "channels");
        assertThat(ImgLibImage.of(ArrayImgs.bits(2, 2)).getBitDepth()).isEqualTo(8);
    }
}
