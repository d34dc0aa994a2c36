package org.mulligan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apposed.appose.util.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.engine.TrainingPlan.Optics;
import org.mulligan.engine.TrainingPlan.Psf;
import org.mulligan.engine.TrainingPlan.Range;
import org.mulligan.model.ConversionRequest;
import org.mulligan.model.ConvertedModel;
import org.mulligan.model.Postprocessing;
import org.mulligan.model.Task;

class RecordCodecTest {
    private enum Colour {
        RED,
        /** Not its name. */
        BLUE {
            @Override
            public String toString() {
                return "sky";
            }
        }
    }

    private record Inner(boolean flag, Colour colour) {}

    private record Outer(
            String text,
            long whole,
            double number,
            Path path,
            Optional<Inner> one,
            List<Inner> many,
            List<Double> numbers) {}

    private record Positive(int value) {
        Positive {
            if (value < 1) throw new IllegalArgumentException("Give 1 or more, got " + value);
        }
    }

    private record Unreadable(Float value) {}

    private record Worded(Word word) {}

    private static final class Word {
        private final String text;

        private Word(String text) {
            this.text = text;
        }

        static Word of(String text) {
            if (text.contains(" ")) throw new IllegalArgumentException("two words");
            return new Word(text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final Outer EXAMPLE =
            new Outer(
                    "a \"b\"",
                    1L << 60,
                    0.1,
                    Path.of("a b", "c"),
                    Optional.empty(),
                    List.of(new Inner(true, Colour.BLUE)),
                    List.of(1.0, Double.NaN));

    /** Makes values that the contract's records allow. */
    private static final class Chance {
        private final Random random;

        Chance(long seed) {
            random = new Random(seed);
        }

        int from(int low, int high) {
            return low + random.nextInt(high - low + 1);
        }

        double positive() {
            return Math.exp(20 * random.nextDouble() - 10);
        }

        /** Any bits: NaN, infinite and -0 too. */
        double any() {
            return random.nextInt(4) == 0
                    ? new double[] {Double.NaN, Double.NEGATIVE_INFINITY, -0.0, 5e-324}[from(0, 3)]
                    : Double.longBitsToDouble(random.nextLong());
        }

        boolean truth() {
            return random.nextBoolean();
        }

        long whole() {
            return random.nextLong();
        }

        String text() {
            return random.ints(from(0, 8), 0, 8)
                    .mapToObj(i -> List.of("a", "\n", "\"", "\\", "µ", "=", "{", " ").get(i))
                    .reduce("", String::concat);
        }

        Path path() {
            return Path.of("b".repeat(from(0, 2)), "c d" + from(0, 9), "µ.tif");
        }

        <T> T one(T[] of) {
            return of[random.nextInt(of.length)];
        }

        <T> Optional<T> perhaps(Supplier<T> value) {
            return truth() ? Optional.of(value.get()) : Optional.empty();
        }

        <T> List<T> some(Supplier<T> value) {
            return Stream.generate(value).limit(from(0, 3)).toList();
        }

        DeviceChoice device() {
            return new DeviceChoice(one(DeviceChoice.Kind.values()), from(0, 9));
        }

        Optics optics() {
            double na = 0.5 + 0.4 * random.nextDouble();
            return new Optics(na, from(300, 900), 1 + random.nextDouble(), 0.25);
        }

        TrainingPlan restorer() {
            double low = positive();
            return new TrainingPlan(
                    new TrainingPlan.Images(
                            perhaps(this::path),
                            path(),
                            truth(),
                            truth(),
                            truth(),
                            one(Supervision.values())),
                    new Imaging(
                            Task.DEBLUR,
                            text(),
                            from(1, 4),
                            new Range(low, low + positive()),
                            positive(),
                            new Psf(random.nextDouble(), perhaps(this::optics)),
                            from(1, 99)),
                    new TrainingPlan.Generator(
                            text(), text(), from(1, 64), from(1, 4), perhaps(this::path)),
                    new TrainingPlan.Adversary(text(), positive()),
                    new TrainingPlan.Schedule(positive(), from(0, 9), 16 * from(1, 9), from(1, 64)),
                    whole(),
                    one(Precision.values()),
                    device(),
                    path(),
                    truth());
        }

        SynthesisPlan synthesiser() {
            List<Double> photons = some(this::positive);
            return new SynthesisPlan(
                    new SynthesisPlan.Images(
                            path(),
                            perhaps(this::text),
                            from(8, 256),
                            truth() ? 1 : 3,
                            one(SynthesisPlan.Fit.values()),
                            truth(),
                            new SynthesisPlan.Guides(
                                    photons.isEmpty() ? perhaps(this::path) : Optional.empty(),
                                    truth(),
                                    photons,
                                    positive())),
                    new SynthesisPlan.Drawing(
                            text(),
                            text(),
                            from(0, 512),
                            random.nextDouble(),
                            random.nextDouble(),
                            positive(),
                            truth(),
                            random.nextDouble()),
                    new SynthesisPlan.Schedule(positive(), from(0, 9), 0, from(4, 99)),
                    whole(),
                    one(Precision.values()),
                    device(),
                    path(),
                    truth());
        }

        ConversionRequest conversion() {
            return new ConversionRequest(
                    path(),
                    text(),
                    text(),
                    text(),
                    text(),
                    new Postprocessing(
                            one(Postprocessing.Activation.values()),
                            positive(),
                            -positive(),
                            Double.NEGATIVE_INFINITY,
                            positive()),
                    from(0, 64),
                    from(0, 64),
                    path());
        }

        ConvertedModel converted() {
            return new ConvertedModel(
                    text(), text(), text(), text(), 1, 3, 2, 8, 99, 0, truth(), text());
        }

        Devices devices() {
            return new Devices(
                    some(() -> new Device(text(), text(), whole(), text(), any())), text());
        }

        TrainingMeasurement measurement() {
            return new TrainingMeasurement(
                    text(),
                    whole(),
                    whole(),
                    any(),
                    any(),
                    any(),
                    any(),
                    new TrainingMeasurement.Held(text(), text(), any(), any(), any(), true),
                    new TrainingMeasurement.Balance(any(), any()),
                    List.of(text(), text()));
        }
    }

    /** Each record that crosses to the engine or back. */
    private static final List<Function<Chance, Record>> CONTRACT =
            List.of(
                    Chance::restorer,
                    Chance::synthesiser,
                    Chance::conversion,
                    Chance::converted,
                    Chance::devices,
                    Chance::measurement,
                    it -> new TrainingReport(it.path(), it.whole(), it.truth(), it.some(it::text)),
                    it -> new EngineInfo(it.text(), it.text(), it.whole(), 7, it.whole()),
                    it -> new GraphFacts(it.some(it::text), it.some(it::text), it.whole()));

    static Stream<Function<Chance, Record>> contract() {
        return CONTRACT.stream();
    }

    @ParameterizedTest(name = "record {index} of the contract, seeds 0 to 199")
    @MethodSource("contract")
    void whatCrossesAsJsonIsWhatItWas(Function<Chance, Record> record) {
        for (int seed = 0; seed < 200; seed++) {
            Record before = record.apply(new Chance(seed));
            Map<String, Object> crossed = Types.decode(Types.encode(RecordCodec.encode(before)));
            assertThat(RecordCodec.decode(before.getClass(), crossed)).isEqualTo(before);
        }
    }

    @Test
    void theContractIsAllThatAnEngineTakesAndGives() {
        Set<Class<?>> types = new HashSet<>();
        for (Class<?> side : List.of(Engine.class, TrainingListener.class))
            for (Method method : side.getMethods()) {
                types.add(method.getReturnType());
                types.addAll(List.of(method.getParameterTypes()));
            }
        types.removeIf(type -> !type.isRecord() || type == FeatureNetwork.class);
        Set<Class<?>> checked = new HashSet<>();
        CONTRACT.forEach(record -> checked.add(record.apply(new Chance(1)).getClass()));

        assertThat(checked).isEqualTo(types);
    }

    @Test
    void aRecordIsAMapOfText() {
        assertThat(RecordCodec.encode(EXAMPLE))
                .isEqualTo(
                        Map.of(
                                "text",
                                "a \"b\"",
                                "whole",
                                "1152921504606846976",
                                "number",
                                "0.1",
                                "path",
                                Path.of("a b", "c").toString(),
                                "one",
                                List.of(),
                                "many",
                                List.of(Map.of("flag", "true", "colour", "BLUE")),
                                "numbers",
                                List.of("1.0", "NaN")))
                .containsOnlyKeys("text", "whole", "number", "path", "one", "many", "numbers");
        assertThat(RecordCodec.components(EXAMPLE))
                .containsEntry("one", Optional.empty())
                .containsEntry("number", 0.1);
    }

    @Test
    void pathsCanBecomeOthersOnTheWay() {
        assertThat(RecordCodec.encode(EXAMPLE, Path::toAbsolutePath))
                .containsEntry("path", Path.of("a b", "c").toAbsolutePath().toString());
    }

    private static Map<String, Object> without(String key) {
        Map<String, Object> map = new HashMap<>(RecordCodec.encode(EXAMPLE));
        map.remove(key);
        return map;
    }

    private static Map<String, Object> with(String key, Object value) {
        Map<String, Object> map = without(key);
        map.put(key, value);
        return map;
    }

    @Test
    void aMissingAndAnUnknownComponentAreNamed() {
        assertThatThrownBy(() -> RecordCodec.decode(Outer.class, without("whole")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Outer.whole is missing");
        assertThatThrownBy(
                        () ->
                                RecordCodec.decode(
                                        Outer.class, with("one", List.of(Map.of("flag", "true")))))
                .hasMessage("Outer.one[0].colour is missing");
        assertThatThrownBy(() -> RecordCodec.decode(Outer.class, with("hole", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Outer has no component \"hole\"; it has text, whole, ");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "whole, 1.5, 'Outer.whole must be of type Long, got \"1.5\"'",
        "number, much, 'Outer.number must be of type Double, got \"much\"'",
        "many, none, 'Outer.many must be of type List, got \"none\"'"
    })
    void aWrongTypeIsNamed(String key, String value, String message) {
        assertThatThrownBy(() -> RecordCodec.decode(Outer.class, with(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aWrongTypeInsideIsNamed() {
        Map<String, String> green = Map.of("flag", "true", "colour", "GREEN");
        Map<String, String> perhaps = Map.of("flag", "perhaps", "colour", "RED");
        List<Map<String, String>> two = List.of(Map.of("flag", "true", "colour", "RED"), perhaps);

        assertThatThrownBy(() -> RecordCodec.decode(Outer.class, with("one", List.of(green))))
                .hasMessage("Outer.one[0].colour must be of type Colour, got \"GREEN\"");
        assertThatThrownBy(() -> RecordCodec.decode(Outer.class, with("many", two)))
                .hasMessage("Outer.many[1].flag must be of type Boolean, got \"perhaps\"");
        assertThatThrownBy(() -> RecordCodec.decode(Outer.class, with("many", List.of("x"))))
                .hasMessage("Outer.many[0] must be of type Map, got \"x\"");
        assertThatThrownBy(
                        () ->
                                RecordCodec.decode(
                                        Outer.class, with("one", List.of(two.get(0), two.get(0)))))
                .hasMessageStartingWith("Outer.one must be of type Optional, got");
    }

    @Test
    void aClassOfWordsReadsWhatItWrites() {
        Worded worded = new Worded(Word.of("deblur"));

        assertThat(RecordCodec.encode(worded)).isEqualTo(Map.of("word", "deblur"));
        assertThat(RecordCodec.decode(Worded.class, Map.of("word", "deblur")).word().text)
                .isEqualTo("deblur");
        assertThatThrownBy(() -> RecordCodec.decode(Worded.class, Map.of("word", "a b")))
                .hasMessage("Worded.word must be of type Word, got \"a b\"");
        assertThatThrownBy(() -> RecordCodec.decode(Unreadable.class, Map.of("value", "1")))
                .hasMessage("Unreadable.value cannot be read: Float has no of(String)");
    }

    @Test
    void whatTheRecordSaysAgainstItsValuesIsHeard() {
        assertThatThrownBy(() -> RecordCodec.decode(Positive.class, Map.of("value", "0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Give 1 or more, got 0");
    }
}
