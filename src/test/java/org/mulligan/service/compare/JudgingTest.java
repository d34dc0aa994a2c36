package org.mulligan.service.compare;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.data.simulation.TenKinds;
import org.mulligan.engine.Progress;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.metric.risk.BlockMeans;
import org.mulligan.service.engine.EngineCache;
import org.mulligan.service.restore.RestoreSettings;

/** Filters judged on simulated fields; no model is installed, and no engine runs. */
class JudgingTest {
    private static final int SIDE = 192;

    @TempDir private Path folder;

    private static Networks none() {
        EngineCache engines =
                new EngineCache(
                        settings -> {
                            throw new AssertionError("an engine was started");
                        });
        return new Networks(List.of(), engines, new Object(), RestoreSettings.denoise("auto"));
    }

    private static float[] shot(TenKinds kind, int side, double peak, long seed) {
        return PoissonGaussian.count(kind.photons(side, peak, 2), 1, new Random(seed));
    }

    private static ImagePlus image(float[]... planes) {
        int side = (int) Math.sqrt(planes[0].length);
        ImageStack stack = new ImageStack(side, side);
        for (float[] plane : planes) stack.addSlice(new FloatProcessor(side, side, plane));
        return new ImagePlus("field.tif", stack);
    }

    private static Ranking rank(ImagePlus image) throws IOException {
        return new Judging(none(), Progress.SILENT).rank(image, Optional.empty()).get(0);
    }

    @Test
    void theBestOfTheFiltersIsFoundWithoutTheTruth() throws IOException {
        ImagePlus image = image(shot(TenKinds.TEXTURE, SIDE, 30, 5));
        float[] before = ((float[]) image.getProcessor().getPixels()).clone();
        Ranking ranking = rank(image);
        float[] truth = TenKinds.TEXTURE.photons(SIDE, 30, 2);
        assertThat(ranking.rows()).hasSize(3);
        assertThat(ranking.winner().method().kind()).isEqualTo(Method.Kind.GAUSSIAN);
        double chosen = error(ranking.winner().result(), truth);
        for (double sigma = 0.5; sigma <= 4; sigma += 0.25) {
            float[] other = GaussianBlur.blur(before, SIDE, SIDE, sigma);
            assertThat(chosen).isLessThan(1.05 * error(other, truth));
        }
        assertThat((float[]) image.getProcessor().getPixels()).isEqualTo(before);
        assertThat(ranking.raw().gain()).isZero();
    }

    private static double error(float[] result, float[] truth) {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) sum += Math.pow(result[i] - truth[i], 2);
        return sum / truth.length;
    }

    /** So much light that whatever smooths does harm, as a second shot shows. */
    @Test
    void whatNothingImprovesStaysAsItIs() throws IOException {
        ImagePlus image =
                image(
                        shot(TenKinds.PUNCTA, SIDE, 50_000, 5),
                        shot(TenKinds.PUNCTA, SIDE, 50_000, 6));
        image.setDimensions(1, 1, 2);
        Ranking ranking = rank(image);
        assertThat(ranking.basis()).isEqualTo("a second shot of the field");
        assertThat(ranking.winner()).isSameAs(ranking.raw());
        assertThat(ranking.verdict()).contains("nothing is better than the image as it is");
        AutoChoice choice = AutoChoice.of(image, none(), Progress.SILENT);
        assertThat(choice.method()).isEqualTo(Method.RAW);
        assertThat(choice.notes().get(1)).contains("the image stays as it is");
        ImagePlus same =
                new FilteredJob(image, choice, RestoreSettings.denoise("auto"), Progress.SILENT)
                        .toMemory();
        assertThat((float[]) same.getStack().getPixels(2))
                .isEqualTo((float[]) image.getStack().getPixels(2));
        assertThat(same.getInfoProperty()).contains("This image was not changed.");
    }

    private static BlockMeans risk(double first, double second) {
        return new BlockMeans(new double[] {first, second}, new int[] {1, 1});
    }

    /** Errors that are not told apart from 0 have the gain that they have at least. */
    @Test
    void autoTakesTheFirstOfTheTable() {
        BlockMeans raw = risk(100, 100);
        BlockMeans lowest = risk(-5, 5.4);
        BlockMeans surest = risk(-0.5, 1.5);
        List<Ranked> rows =
                List.of(
                        Ranked.of(Method.gaussian(2), lowest, raw, 255, 0, new float[1]),
                        Ranked.of(Method.median(1), surest, raw, 255, 0, new float[1]),
                        Ranked.of(Method.RAW, raw, raw, 255, 0, new float[1]));
        assertThat(rows.get(0).gain()).isLessThan(rows.get(1).gain());
        Ranking ranking = new Ranking("field", 1, 1, "the noise", 255, rows, List.of(), null);
        assertThat(ranking.winner().method()).isEqualTo(Method.gaussian(2));
        assertThat(AutoChoice.best(List.of(ranking)).method()).isEqualTo(Method.gaussian(2));
        assertThat(AutoChoice.best(List.of(ranking, ranking)).method())
                .isEqualTo(Method.gaussian(2));
    }

    @Test
    void autoFiltersEachPlaneAndSaysSo() throws IOException {
        ImagePlus image =
                image(shot(TenKinds.TEXTURE, SIDE, 30, 5), shot(TenKinds.GRAIN, SIDE, 30, 6));
        AutoChoice choice = AutoChoice.of(image, none(), Progress.SILENT);
        assertThat(choice.method().kind()).isEqualTo(Method.Kind.GAUSSIAN);
        FilteredJob job =
                new FilteredJob(image, choice, RestoreSettings.denoise("auto"), Progress.SILENT);
        ImagePlus filtered = job.toMemory();
        assertThat(filtered.getTitle()).isEqualTo("field-denoised");
        for (int plane = 1; plane <= 2; plane++)
            assertThat((float[]) filtered.getStack().getPixels(plane))
                    .isEqualTo(
                            GaussianBlur.blur(
                                    (float[]) image.getStack().getPixels(plane),
                                    SIDE,
                                    SIDE,
                                    choice.method().size()));
        assertThat(filtered.getInfoProperty())
                .contains("no neural network was used", "Source: field.tif")
                .contains("Chosen by: model=auto\nChoice: Gaussian, sigma ", "\nRunner-up: ");
        job.toFile(folder.resolve("a.tif"));
        ImagePlus saved = ImageFiles.open(folder.resolve("a.tif"));
        assertThat((float[]) saved.getStack().getPixels(2))
                .isEqualTo((float[]) filtered.getStack().getPixels(2));
        assertThat(saved.getInfoProperty()).contains("Chosen by: model=auto");
    }

    @Test
    void ofALargePlaneSpreadRegionsAreJudged() throws IOException {
        float[] shot = shot(TenKinds.TEXTURE, 1500, 30, 5);
        JudgedPlane judged = JudgedPlane.of(new ImagePlusPlanes(image(shot)), 0);
        assertThat(judged.width()).isEqualTo(4 * 288);
        assertThat(judged.height()).isEqualTo(4 * 288);
        // The first region begins an eighth of the room from the border.
        int place = (1500 - 288) / 8;
        for (int i = 0; i < 288; i++)
            assertThat(judged.values()[i * 1152 + i]).isEqualTo(shot[(place + i) * 1501]);
        assertThat(judged.leftOut().get(100 * 1152 + 290)).isTrue();
        assertThat(judged.leftOut().get(100 * 1152 + 100)).isFalse();
        Ranking ranking = rank(image(shot));
        assertThat(ranking.winner().method().kind()).isEqualTo(Method.Kind.GAUSSIAN);
        assertThat(ContactSheet.of("field", List.of(ranking)).getWidth()).isGreaterThan(3 * 256);
    }

    @Test
    void theSheetHasTheSamePartOfEachAndNothingDrawnOnIt() throws IOException {
        Ranking ranking = rank(image(shot(TenKinds.NUCLEI, SIDE, 30, 5)));
        ImagePlus sheet = ContactSheet.of("field", List.of(ranking));
        assertThat(sheet.getTitle()).isEqualTo("field-compare");
        // The range of grey is that of the best, of which a thousandth is black.
        float[] best = ranking.rows().get(0).result();
        int brightest = 0;
        for (int i = 0; i < best.length; i++) if (best[i] > best[brightest]) brightest = i;
        assertThat(sheet.getProcessor().get(6 + brightest % SIDE, 6 + brightest / SIDE))
                .isEqualTo(255);
    }
}
