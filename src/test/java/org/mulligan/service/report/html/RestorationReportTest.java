package org.mulligan.service.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.mulligan.engine.Progress;

class RestorationReportTest {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 120;
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String INFO =
            """
            of the microscope
            [Mulligan]
            This image was restored by a neural network: its pixels are estimates, not measurements.
            Source: raw <1>.tif
            Model: mine (denoise), sha256 %s
            Weights: between the faithful and the adversarial ones (sharpness 0.25)
            Normalisation of channel 1: 2.0 to 9.0 became 0 to 1
            Versions: Mulligan 1, TensorFlow 2
            Outcome: 3 of 19200 pixels clipped; WARNING: too bright
            """
                    .formatted(HASH);

    private static float[] scene(int width, int height) {
        float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] =
                    (float)
                            (50
                                    + 20
                                            * Math.sin(i % width * 20.0 / width)
                                            * Math.cos(i / width * 15.0 / height));
        return pixels;
    }

    private static ImagePlus raw() {
        Random random = new Random(1);
        float[] pixels = scene(WIDTH, HEIGHT);
        for (int i = 0; i < pixels.length; i++) pixels[i] += 5 * random.nextGaussian();
        return new ImagePlus("raw <1>.tif", new FloatProcessor(WIDTH, HEIGHT, pixels));
    }

    private static ImagePlus result(int scale) {
        ImagePlus image =
                new ImagePlus(
                        "result.tif",
                        new FloatProcessor(
                                scale * WIDTH,
                                scale * HEIGHT,
                                scene(scale * WIDTH, scale * HEIGHT)));
        image.setProperty("Info", INFO);
        return image;
    }

    private static String page(ImagePlus before, ImagePlus after) throws IOException {
        return RestorationReport.html(
                before, after, Optional.empty(), Optional.empty(), Progress.SILENT);
    }

    private static List<BufferedImage> pictures(String page) throws IOException {
        List<BufferedImage> pictures = new ArrayList<>();
        var found = Pattern.compile("data:image/png;base64,([^\"]+)").matcher(page);
        while (found.find())
            pictures.add(
                    ImageIO.read(
                            new ByteArrayInputStream(Base64.getDecoder().decode(found.group(1)))));
        return pictures;
    }

    @Test
    void saysWhatWasDoneWhatWasTakenOffAndHowToRepeatIt() throws IOException {
        String page = page(raw(), result(1));
        assertThat(page)
                .contains(
                        "raw &lt;1&gt;.tif",
                        "WARNING: too bright",
                        "the model mine (SHA-256 " + HASH + ")",
                        "run(&quot;Denoise with Mulligan...&quot;, &quot;model=[mine] sharpness=0.25&quot;);",
                        "mulligan denoise --input",
                        "2.0 to 9.0 became 0 to 1",
                        "doi:10.1038/s41592-018-0216-7")
                .doesNotContain("<script", "http://", "https://", "of the microscope");
        // The noise was white, of 5 a pixel, and all of it was taken off.
        var lags =
                Pattern.compile("along X</td><td>(-?[0-9.]+), (-?[0-9.]+), (-?[0-9.]+)<")
                        .matcher(page);
        assertThat(lags.find()).isTrue();
        for (int lag = 1; lag <= 3; lag++)
            assertThat(Double.parseDouble(lags.group(lag))).isCloseTo(0, within(0.03));
        var rse = Pattern.compile("RSE</td><td>([0-9.]+)<").matcher(page);
        assertThat(rse.find()).isTrue();
        assertThat(Double.parseDouble(rse.group(1))).isCloseTo(5, within(0.2));
    }

    @Test
    void picturesAreThoseOfThePlanes() throws IOException {
        List<BufferedImage> pictures = pictures(page(raw(), result(1)));
        assertThat(pictures).hasSize(6);
        BufferedImage whole = pictures.get(1);
        assertThat(whole.getWidth()).isEqualTo(340);
        // Bright where the scene is bright: sin and cos are 1 at x = 12.6, y = 0.
        assertThat(whole.getRaster().getSample(27, 0, 0)).isGreaterThan(230);
        assertThat(whole.getRaster().getSample(80, 0, 0)).isLessThan(60);
        assertThat(pictures.get(3).getHeight()).isEqualTo(340);
    }

    @Test
    void correlationIsThatOfPixelsSoFarApart() {
        float[] stripes = new float[12 * 10];
        for (int i = 0; i < stripes.length; i++) stripes[i] = i % 12 % 2;
        Field field = new Field(stripes, 12, 10);
        assertThat(field.correlation(1, true)).isCloseTo(-1, within(1e-9));
        assertThat(field.correlation(2, true)).isCloseTo(1, within(1e-9));
        assertThat(field.correlation(1, false)).isCloseTo(1, within(1e-9));
        assertThat(field.binned(2).values()).containsOnly(0.5f).hasSize(30);
        assertThat(field.liveliest(40)).containsExactly(0, 0);
    }

    @Test
    void aSuperResolvedImageIsComparedAtTheScaleOfTheRawOne() throws IOException {
        String page = page(raw(), result(2));
        var means = Pattern.compile("of result</td><td>([0-9.]+), ([0-9.]+)<").matcher(page);
        assertThat(means.find()).isTrue();
        assertThat(Double.parseDouble(means.group(1)))
                .isCloseTo(Double.parseDouble(means.group(2)), within(0.2));
        assertThat(page).contains("320 x 240 px");
    }

    @Test
    void aChainOfRestorationsAndAnotherSourceAreSaid() throws IOException {
        ImagePlus twice = result(1);
        twice.setProperty("Info", INFO + INFO.replace("raw <1>.tif", "other.tif"));
        assertThat(page(raw(), twice))
                .contains("a result of Mulligan already (1 times)", "made of other.tif");
    }

    @Test
    void eachChannelHasItsPicturesAndMapsHaveTheirs() throws IOException {
        ImageStack two = new ImageStack(WIDTH, HEIGHT);
        for (int c = 0; c < 2; c++) two.addSlice(raw().getProcessor());
        ImagePlus before = new ImagePlus("raw <1>.tif", two);
        before.setDimensions(2, 1, 1);
        ImageStack made = new ImageStack(WIDTH, HEIGHT);
        for (int c = 0; c < 2; c++) made.addSlice(result(1).getProcessor());
        ImagePlus after = new ImagePlus("two", made);
        after.setDimensions(2, 1, 1);
        after.setProperty("Info", INFO);
        ImageStack trust = new ImageStack(WIDTH, HEIGHT);
        trust.addSlice("instability", new FloatProcessor(WIDTH, HEIGHT, scene(WIDTH, HEIGHT)));
        String page =
                RestorationReport.html(
                        before,
                        after,
                        Optional.of(new ImagePlus("maps", trust)),
                        Optional.empty(),
                        Progress.SILENT);
        assertThat(page).contains("Channel 1", "Channel 2", "Maps of trust", "instability");
        assertThat(pictures(page)).hasSize(13);
    }

    @Test
    void refusesWhatIsNoResultOrNotOfThisImage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page(raw(), raw()))
                .withMessageContaining("The Info of raw <1>.tif has no block [Mulligan]");
        ImagePlus other = new ImagePlus("other", new FloatProcessor(50, 50));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page(other, result(1)))
                .withMessageContaining("was not made of other (50 x 50 px");
        ImagePlus colour = new ImagePlus("colour", new ColorProcessor(WIDTH, HEIGHT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page(colour, result(1)))
                .withMessageContaining("colour is an RGB image");
    }
}
