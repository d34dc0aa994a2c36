package org.mulligan.train.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.mulligan.data.Plane;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.metric.UnsharpMask;

class RestorerCoverTest {
    private static final int WIDTH = 301;
    private static final int HEIGHT = 267;
    private static final int BLUE = 0x0072b2;

    @Test
    void showsThreeImagesAndTheCurveInASquare() throws IOException {
        float[] faithful = faithful();
        PerceptionDistortionCurve dial =
                dial(
                        new double[][] {
                            {32.55, 0.49}, {32.51, 0.56}, {32.4, 0.65}, {32.2, 0.77}, {31.86, 0.94}
                        },
                        31.4);
        BufferedImage cover =
                RestorerCover.cover(
                        List.of(
                                panel("noisy", noisy()),
                                panel("faithful", faithful),
                                panel(
                                        "adversarial",
                                        UnsharpMask.apply(faithful, WIDTH, HEIGHT, 1.5, 2))),
                        Optional.of(dial));
        // Kept for a look.
        Path file = Files.createDirectories(Path.of("target")).resolve("cover.png");
        ImageIO.write(cover, "png", file.toFile());
        assertThat(cover.getWidth()).isEqualTo(RestorerCover.WIDTH);
        assertThat(cover.getHeight()).isEqualTo(RestorerCover.WIDTH);
        assertThat(Files.size(file)).isLessThan(400_000);
        // The white gap, and the dots of the PSNR from the left, falling.
        assertThat(cover.getRGB(172, 50) & 0xffffff).isEqualTo(0xffffff);
        List<Integer> dots = dots(cover);
        assertThat(dots).hasSizeGreaterThanOrEqualTo(5).isSorted();
    }

    @Test
    void anEmptyFieldShowsLessThanOneWithStructureHoweverNoisyItIs() {
        float[] flat = new float[WIDTH * HEIGHT];
        Random random = new Random(1);
        for (int i = 0; i < flat.length; i++) flat[i] = (float) (100 * random.nextGaussian());
        assertThat(RestorerCover.contrast(new Plane("flat", WIDTH, HEIGHT, flat, flat)))
                .isLessThan(
                        RestorerCover.contrast(
                                new Plane("cell", WIDTH, HEIGHT, noisy(), faithful())));
    }

    @Test
    void showsTwoImagesWhereThereIsNoAdversary() {
        BufferedImage cover =
                RestorerCover.cover(
                        List.of(panel("noisy", noisy()), panel("faithful", faithful())),
                        Optional.empty());
        assertThat(cover.getWidth()).isEqualTo(520);
        assertThat(cover.getHeight()).isEqualTo(257);
    }

    @Test
    void enlargesAnImageWithFewerPixelsToTheSameField() {
        float[] small = new float[8 * 6];
        float[] large = new float[16 * 12];
        for (int i = 0; i < small.length; i++) small[i] = i % 8 < 4 ? 0 : 1;
        for (int i = 0; i < large.length; i++) large[i] = i % 16 < 8 ? 0 : 1;
        BufferedImage cover =
                RestorerCover.cover(
                        List.of(
                                new RestorerCover.Panel("a", small, 8, 6),
                                new RestorerCover.Panel("b", large, 16, 12)),
                        Optional.empty());
        for (int x = 0; x < 257; x++)
            assertThat(cover.getRGB(x, 3))
                    .isEqualTo(cover.getRGB(x + 262, 3))
                    .isEqualTo(x < 128 ? 0xff000000 : 0xffffffff);
    }

    @Test
    void drawsACurveThatIsFlat() {
        PerceptionDistortionCurve dial =
                dial(new double[][] {{30, 1}, {30, 1}, {30, 1}, {30, 1}, {30, 1}}, 30);
        BufferedImage cover =
                RestorerCover.cover(List.of(panel("noisy", noisy())), Optional.of(dial));
        assertThat(cover.getHeight()).isEqualTo(520);
    }

    /** Heights of the PSNR at the places of the dial, in the picture with three images. */
    private static List<Integer> dots(BufferedImage cover) {
        List<Integer> dots = new ArrayList<>();
        for (int point = 0; point < 5; point++) {
            int x = (int) Math.round(65 + 177 * (0.06 + point / 4.0) / 1.12);
            for (int y = 210; y < cover.getHeight() - 50; y++)
                if ((cover.getRGB(x, y) & 0xffffff) == BLUE) {
                    dots.add(y);
                    break;
                }
        }
        return dots;
    }

    private static PerceptionDistortionCurve dial(double[][] psnrAndSharpness, double unsharp) {
        List<PerceptionDistortionCurve.Point> curve = new ArrayList<>();
        for (int i = 0; i < psnrAndSharpness.length; i++)
            curve.add(
                    new PerceptionDistortionCurve.Point(
                            i / 4.0,
                            new PairValidation.Figures(
                                    psnrAndSharpness[i][0], 0.9, psnrAndSharpness[i][1], 0.7)));
        return new PerceptionDistortionCurve(
                curve, new PairValidation.Figures(unsharp, 0.9, 1, 0.7), true, 0.1);
    }

    private static RestorerCover.Panel panel(String label, float[] pixels) {
        return new RestorerCover.Panel(label, pixels, WIDTH, HEIGHT);
    }

    private static float[] faithful() {
        return GaussianBlur.blur(noisy(), WIDTH, HEIGHT, 1.5);
    }

    private static float[] noisy() {
        Random random = new Random(1);
        float[] image = new float[WIDTH * HEIGHT];
        for (int spot = 0; spot < 300; spot++) image[random.nextInt(image.length)] = 20_000;
        image = GaussianBlur.blur(image, WIDTH, HEIGHT, 3);
        for (int i = 0; i < image.length; i++) image[i] += (float) (60 * random.nextGaussian());
        return image;
    }
}
