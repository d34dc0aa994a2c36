package org.mulligan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.psf.Optics;
import org.mulligan.image.psf.Psf;
import org.mulligan.model.ModelDescription.PercentileRange;

class ModelFileTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mine.zip", "mine.ZIP", "mine", "deep/er/mine.zip"})
    void givesBackWhatWasWritten(String target) throws IOException {
        ModelContents contents = Packages.contents();
        ModelFile written = ModelFile.write(folder.resolve(target), contents);
        ModelFile model = ModelFile.open(folder.resolve(target));

        assertThat(model.name()).isEqualTo("mine");
        assertThat(model.hash()).isEqualTo(written.hash()).matches("[0-9a-f]{64}");
        assertThat(model.weights()).containsExactly(Weights.FAITHFUL, Weights.ADVERSARIAL);
        assertThat(model.graph(Weights.FAITHFUL)).isEqualTo(Packages.FAITHFUL);
        assertThat(model.graph(Weights.ADVERSARIAL)).isEqualTo(Packages.ADVERSARIAL);
        assertThat(model.description()).isEqualTo(contents.description());
        assertThat(model.card()).isEqualTo(contents.card());
        assertThat(model.cover().getWidth()).isEqualTo(200);
        TestTensors tensors = model.testTensors();
        assertThat(tensors.input()).isEqualTo(contents.testInput());
        assertThat(tensors.output()).isEqualTo(contents.testOutput());
        assertThat(List.of(tensors.width(), tensors.height())).containsExactly(96, 80);
    }

    @Test
    void givesBackTheNeighboursThatItTakes() throws IOException {
        ModelContents single = Packages.contents();
        List<Integer> distances = List.of(-2, -1, 1, 2);
        float[] input = new float[4 * single.testInput().length];
        for (int i = 0; i < input.length; i++) input[i] = single.testInput()[i / 4];
        Normalisation own = single.description().percentiles().of(input);
        for (int i = 0; i < input.length; i++) input[i] = own.apply(input[i]);
        ModelContents contents =
                new ModelContents(
                        single.description().withNeighbours(distances),
                        single.graphs(),
                        input,
                        single.testOutput(),
                        single.testWidth(),
                        single.cover(),
                        single.card());
        ModelFile.write(folder.resolve("series"), contents);
        ModelFile model = ModelFile.open(folder.resolve("series"));
        assertThat(model.description()).isEqualTo(contents.description());
        assertThat(model.description().neighbours()).isEqualTo(distances);
        assertThat(model.description().taken()).isEqualTo(4);
        assertThat(model.description().given()).isEqualTo(1);
        assertThat(model.description().leastSeries()).isEqualTo(5);
        assertThat(model.testTensors().input()).containsExactly(input);
        assertThat(model.testTensors().width()).isEqualTo(96);
        String rdf = Files.readString(folder.resolve("series/rdf.yaml"));
        assertThat(rdf).contains("before2", "after1", "format: 2");
        // Others are what they were.
        ModelFile.write(folder.resolve("single"), single);
        assertThat(Files.readString(folder.resolve("single/rdf.yaml")))
                .contains("format: 1")
                .doesNotContain("neighbours");
    }

    @Test
    void aPlaneThatIsTakenWithItsNeighboursLiesInTheMiddle() throws IOException {
        ModelDescription stack =
                Packages.contents().description().withNeighbours(List.of(-1, 0, 1));
        assertThat(stack.takesItself()).isTrue();
        assertThat(stack.taken()).isEqualTo(3);
        assertThat(stack.leastSeries()).isEqualTo(2);
        assertThat(stack.farthest()).isEqualTo(3);
        assertThat(Descriptor.formatOf(stack)).isEqualTo(4);
        assertThat(Descriptor.formatOf(stack.withNeighbours(List.of(-1, 1)))).isEqualTo(2);
        assertThat(stack.withNeighbours(List.of(-1, 1)).takesItself()).isFalse();
        assertThatThrownBy(() -> stack.withNeighbours(List.of(0, 1, 2)))
                .hasMessageContaining("or around it, got [0, 1, 2]");
    }

    /** Square planes, one after the other; readers of before must refuse it. */
    @Test
    void aVolumeSaysItsThirdAxis() throws IOException {
        ModelContents single = Packages.contents();
        int side = single.testWidth();
        float[] input = sixfold(single.testInput());
        Normalisation own = single.description().percentiles().of(input);
        for (int i = 0; i < input.length; i++) input[i] = own.apply(input[i]);
        ModelContents volume =
                new ModelContents(
                        single.description().ofVolumes(List.of(-1, 0, 1)),
                        single.graphs(),
                        input,
                        sixfold(single.testOutput()),
                        side,
                        single.cover(),
                        single.card());
        ModelFile model = ModelFile.write(folder.resolve("volume"), volume);
        assertThat(model.description().volume()).isTrue();
        assertThat(model.description().taken()).isEqualTo(1);
        assertThat(model.description().reach()).isEqualTo(1);
        assertThat(model.description().takesItself()).isTrue();
        assertThat(model.testTensors().input()).containsExactly(input);
        assertThat(model.testTensors().depth()).isEqualTo(5);
        assertThat(model.testTensors().width()).isEqualTo(side);
        String rdf = Files.readString(folder.resolve("volume/rdf.yaml"));
        assertThat(rdf).contains("format: 5", "volume: true", "id: z", "halo: 1", "- 3d");
        assertThatThrownBy(() -> single.description().ofVolumes(List.of(-1, 1)))
                .hasMessageContaining("sees itself and as many on either side, got [-1, 1]");
    }

    /** Six images of 96 x 80 px have as many pixels as five of 96 x 96 px. */
    private static float[] sixfold(float[] image) {
        float[] planes = new float[6 * image.length];
        for (int i = 0; i < planes.length; i++) planes[i] = image[i % image.length];
        return planes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[0]", "[0, 1, 2]", "[-1, -1]", "[1.5]", "[40]", "before"})
    void refusesNeighboursThatAreNone(String said) throws IOException {
        ModelFile.write(folder.resolve("one"), Packages.contents());
        Path rdf = folder.resolve("one/rdf.yaml");
        String text = Files.readString(rdf);
        Files.writeString(
                rdf, text.replaceFirst("( +)stride: 16", "$1stride: 16\n$1neighbours: " + said));
        assertThatThrownBy(() -> ModelFile.open(folder.resolve("one")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("eighbours");
    }

    @Test
    void givesBackTheScaleAndThePsf() throws IOException {
        for (int scale : new int[] {1, 2, 4}) {
            ModelContents contents =
                    scaled(scale, Map.of("psf", Map.of("fwhm", 2.5), "overshoot", 0.25));
            Path target = folder.resolve("x" + scale);
            ModelFile.write(target, contents);
            ModelFile model = ModelFile.open(target);
            assertThat(model.description()).isEqualTo(contents.description());
            assertThat(model.description().scale()).isEqualTo(scale);
            assertThat(model.description().facts().psf().orElseThrow().fwhm()).isEqualTo(2.5);
            assertThat(model.description().facts().margin()).isEqualTo(0.35);
            assertThat(model.testTensors().output()).isEqualTo(contents.testOutput());
            // Pixels of the output are finer, and its halo is counted in them.
            String rdf = Files.readString(target.resolve("rdf.yaml"));
            if (scale == 1) assertThat(rdf).doesNotContain("scale: 0.");
            else assertThat(rdf).contains("scale: " + 1.0 / scale);
            assertThat(rdf).contains("halo: " + 32 * scale);
        }
        Map<String, Object> optics =
                Map.of("na", 1.2, "wavelength", 600, "index", 1.33, "pixel", 0.1);
        ModelFile.write(folder.resolve("airy"), scaled(2, Map.of("psf", optics)));
        assertThat(
                        ModelFile.open(folder.resolve("airy"))
                                .description()
                                .facts()
                                .psf()
                                .orElseThrow()
                                .fwhm())
                .isEqualTo(Psf.airy(new Optics(1.2, 600, 1.33), 0.1).fwhm());
        ModelFile.write(folder.resolve("pairs"), scaled(2, Map.of()));
        assertThat(ModelFile.open(folder.resolve("pairs")).description().facts().psf()).isEmpty();
    }

    @Test
    void wantsATestOutputOfTheScale() {
        ModelContents old = Packages.contents();
        ModelDescription twice = scaled(2, Map.of()).description();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new ModelContents(
                                        twice,
                                        old.graphs(),
                                        old.testInput(),
                                        old.testOutput(),
                                        old.testWidth(),
                                        old.cover(),
                                        old.card()))
                .withMessageContaining("do not fit a width of 96 px and scale 2");
    }

    private static ModelContents scaled(int scale, Map<String, Object> provenance) {
        ModelContents old = Packages.contents();
        ModelDescription of = old.description();
        float[] output = new float[scale * scale * old.testInput().length];
        for (int i = 0; i < output.length; i++) output[i] = i;
        return new ModelContents(
                new ModelDescription(
                        of.name(),
                        of.summary(),
                        Task.SUPER_RESOLVE,
                        of.licence(),
                        of.receptiveField(),
                        of.stride(),
                        scale,
                        of.percentiles(),
                        provenance),
                old.graphs(),
                old.testInput(),
                output,
                old.testWidth(),
                old.cover(),
                old.card());
    }

    @Test
    void opensAFolderByItsDescriptorToo() throws IOException {
        ModelFile.write(folder.resolve("mine"), Packages.contents());
        assertThat(ModelFile.open(folder.resolve("mine/rdf.yaml")).name()).isEqualTo("mine");
    }

    @Test
    void givesEqualBytesForEqualContents() throws IOException {
        ModelFile.write(folder.resolve("a.zip"), Packages.contents());
        ModelFile.write(folder.resolve("b.zip"), Packages.contents());
        ModelFile again = ModelFile.open(folder.resolve("a.zip"));
        ModelContents reopened =
                new ModelContents(
                        again.description(),
                        Map.of(
                                Weights.ADVERSARIAL,
                                again.graph(Weights.ADVERSARIAL),
                                Weights.FAITHFUL,
                                again.graph(Weights.FAITHFUL)),
                        again.testTensors().input(),
                        again.testTensors().output(),
                        again.testTensors().width(),
                        again.cover(),
                        again.card());
        ModelFile.write(folder.resolve("c.zip"), reopened);
        byte[] first = Files.readAllBytes(folder.resolve("a.zip"));
        assertThat(Files.readAllBytes(folder.resolve("b.zip"))).isEqualTo(first);
        assertThat(Files.readAllBytes(folder.resolve("c.zip"))).isEqualTo(first);
    }

    @Test
    void leavesTheAdversaryOutWhereThereIsNone() throws IOException {
        ModelFile model =
                ModelFile.write(
                        folder.resolve("m"),
                        Packages.contents(Map.of(Weights.FAITHFUL, Packages.FAITHFUL)));
        assertThat(model.weights()).containsExactly(Weights.FAITHFUL);
        assertThat(folder.resolve("m"))
                .isDirectoryNotContaining("glob:**adversarial*")
                .isDirectoryContaining("glob:**faithful.zip");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.graph(Weights.ADVERSARIAL))
                .withMessageContaining("no adversarial weights");
    }

    @ParameterizedTest(name = "{0} px seen, stride {1}: halo {2}, tiles from {3} px")
    @CsvSource({"43, 16, 32, 80", "1, 8, 0, 8", "33, 16, 16, 48", "35, 1, 17, 35"})
    void promisesTilesThatLeaveSomething(int field, int stride, int halo, int smallest) {
        ModelDescription old = Packages.contents().description();
        ModelDescription description =
                new ModelDescription(
                        old.name(),
                        "",
                        Task.DENOISE,
                        "MIT",
                        field,
                        stride,
                        1,
                        old.percentiles(),
                        Map.of());
        assertThat(description.roundedHalo()).isEqualTo(halo);
        assertThat(description.smallestSide()).isEqualTo(smallest);
    }

    @Test
    void shrinksACoverThatIsTooLarge() throws IOException {
        BufferedImage noise = new BufferedImage(901, 600, BufferedImage.TYPE_BYTE_GRAY);
        Random random = new Random(5);
        for (int i = 0; i < 901 * 600; i++)
            noise.getRaster().setSample(i % 901, i / 901, 0, random.nextInt(256));
        byte[] png = Cover.png(noise);
        assertThat(png.length).isBetween(10_000, Cover.MAX_BYTES - 1);
    }

    @Test
    void neverOverwritesAndSaysSo() throws IOException {
        Path target = Files.writeString(folder.resolve("mine.zip"), "dear");
        assertThatThrownBy(() -> ModelFile.write(target, Packages.contents()))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("mine.zip")
                .hasMessageContaining("choose another name");
        assertThat(target).hasContent("dear");
        assertThat(folder).isDirectoryNotContaining("glob:**partial");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mine.zip", "mine"})
    void leavesNothingBehindWhenWritingFails(String target) {
        Map<String, byte[]> broken = new LinkedHashMap<>();
        broken.put("rdf.yaml", Packages.utf8("config: {mulligan: {format: 1}}"));
        assertThatThrownBy(() -> PackageWriter.write(folder.resolve(target), broken))
                .isInstanceOf(IOException.class);
        broken.put("no/such/folder", new byte[1]);
        assertThatThrownBy(() -> PackageWriter.write(folder.resolve(target), broken))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("Cannot write the model", target);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesProvenanceThatOnlyJavaCouldRead() {
        ModelContents contents =
                Packages.contents(
                        Map.of(Weights.FAITHFUL, Packages.FAITHFUL),
                        Map.of("plan", Map.of("folder", folder)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFile.write(folder.resolve("m.zip"), contents))
                .withMessageContaining("provenance.plan.folder");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest(name = "{0} values, {1} px wide")
    @CsvSource({
        "6400, 80, ''",
        "5120, 64, '64 x 80'",
        "6800, 85, '85 x 80'",
        "3840, 80, '80 x 48'"
    })
    void wantsTestTensorsThatFitTheNetwork(int length, int width, String refused)
            throws IOException {
        ModelContents old = Packages.contents();
        ModelContents contents =
                new ModelContents(
                        old.description(),
                        old.graphs(),
                        normalised(length),
                        new float[length],
                        width,
                        old.cover(),
                        old.card());
        Path target = folder.resolve("m.zip");
        if (refused.isEmpty())
            assertThat(ModelFile.write(target, contents).testTensors().height()).isEqualTo(80);
        else
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ModelFile.write(target, contents))
                    .withMessageContainingAll(refused, "multiples of 16 px from 80 px on");
    }

    private static float[] normalised(int length) {
        float[] ramp = new float[length];
        for (int i = 0; i < length; i++) ramp[i] = i;
        Normalisation own = new PercentileRange(1, 99.8).of(ramp);
        for (int i = 0; i < length; i++) ramp[i] = own.apply(ramp[i]);
        return ramp;
    }

    @Test
    void wantsATestInputThatOthersMayNormaliseAgain() {
        ModelContents old = Packages.contents();
        float[] raw = old.testInput().clone();
        for (int i = 0; i < raw.length; i++) raw[i] = 100 + 50 * raw[i];
        Normalisation own = old.description().percentiles().of(raw);
        assertThat(own.low()).isCloseTo(100, within(1e-3));
        assertThat(own.high()).isCloseTo(150, within(1e-3));
        ModelContents contents =
                new ModelContents(
                        old.description(),
                        old.graphs(),
                        raw,
                        old.testOutput(),
                        old.testWidth(),
                        old.cover(),
                        old.card());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFile.write(folder.resolve("m.zip"), contents))
                .withMessageContaining("percentiles 1.0 and 99.8 must be 0 and 1");
    }
}
