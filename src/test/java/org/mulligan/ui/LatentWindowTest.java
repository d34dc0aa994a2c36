package org.mulligan.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.ImagePlus;
import ij.WindowManager;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JSlider;
import javax.swing.JTextField;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Progress;
import org.mulligan.service.EngineHere;
import org.mulligan.service.MulliganService;
import org.mulligan.service.generate.DrawStyle;
import org.mulligan.service.generate.TrainedSynthesiser;
import org.mulligan.service.latent.LatentSettings;
import org.mulligan.service.latent.LatentWork;
import org.scijava.Context;

@Tag("alone")
class LatentWindowTest {
    @Test
    void ofManyRequestsTheLastIsWorkedOn() throws InterruptedException {
        List<Integer> worked = new ArrayList<>();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(2);
        try (LatestOnly<Integer> latest =
                new LatestOnly<>(
                        "test",
                        request -> {
                            started.countDown();
                            try {
                                goOn.await(10, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            worked.add(request);
                            ended.countDown();
                        })) {
            latest.ask(1);
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            for (int i = 2; i <= 100; i++) latest.ask(i);
            goOn.countDown();
            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(worked).containsExactly(1, 100);
    }

    @Test
    void aSliderChangesTheImageAndKeepCollectsIt() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        try (Context context = EngineHere.start()) {
            DrawStyle style =
                    new DrawStyle(
                            TrainedSynthesiser.model().toString(),
                            "",
                            1,
                            true,
                            DrawStyle.Depth.AUTO,
                            DeviceChoice.AUTO);
            LatentWindow.open(
                    context.service(MulliganService.class)
                            .synthesisers()
                            .explore(
                                    new LatentSettings(style, new LatentWork.Directions("4", 2)),
                                    Optional.empty(),
                                    Progress.SILENT)
                            .explorer()
                            .orElseThrow());
            await(() -> window() != null && window().isShowing());
            LatentWindow window = window();
            await(() -> says(window, "seed 4, class left"));
            List<JSlider> sliders = parts(window, JSlider.class);
            assertThat(sliders).hasSize(8);
            assertThat(sliders.get(0).getToolTipText()).contains("variance");
            press(window, "Keep");
            EventQueue.invokeAndWait(() -> sliders.get(1).setValue(-25));
            await(() -> says(window, "directions 2: -2.5"));
            press(window, "Keep");
            EventQueue.invokeAndWait(
                    () -> parts(window, JComboBox.class).get(0).setSelectedIndex(1));
            await(() -> says(window, "class right, directions 2: -2.5"));
            picture(window);
            EventQueue.invokeAndWait(
                    () -> {
                        JTextField seed = parts(window, JTextField.class).get(0);
                        seed.setText("x");
                        seed.postActionEvent();
                    });
            await(() -> says(window, "seed must be a whole number"));

            ImagePlus kept = WindowManager.getCurrentImage();
            assertThat(kept.getStackSize()).isEqualTo(2);
            assertThat(kept.getStack().getPixels(1)).isNotEqualTo(kept.getStack().getPixels(2));
            assertThat(kept.getStack().getSliceLabel(2))
                    .isEqualTo("synthetic, seed 4, class left, directions 2: -2.5");
            assertThat(kept.getInfoProperty())
                    .contains("Explored: seed 4, class left (sigma)", "directions 2: -2.5");
            kept.changes = false;
            kept.close();
            EventQueue.invokeAndWait(window::dispose);
        }
    }

    private static LatentWindow window() {
        return Arrays.stream(Window.getWindows())
                .filter(LatentWindow.class::isInstance)
                .map(LatentWindow.class::cast)
                .filter(Window::isDisplayable)
                .findFirst()
                .orElse(null);
    }

    private static boolean says(LatentWindow window, String text) {
        return parts(window, JLabel.class).stream()
                .anyMatch(label -> String.valueOf(label.getText()).contains(text));
    }

    private static void press(LatentWindow window, String label) throws Exception {
        JButton button =
                parts(window, JButton.class).stream()
                        .filter(candidate -> label.equals(candidate.getText()))
                        .findFirst()
                        .orElseThrow();
        EventQueue.invokeAndWait(button::doClick);
    }

    private static <C extends Component> List<C> parts(Container whole, Class<C> type) {
        List<C> parts = new ArrayList<>();
        for (Component part : whole.getComponents()) {
            if (type.isInstance(part)) parts.add(type.cast(part));
            if (part instanceof Container inner) parts.addAll(parts(inner, type));
        }
        return parts;
    }

    private static void await(BooleanSupplier so) throws InterruptedException {
        for (int i = 0; i < 1000 && !so.getAsBoolean(); i++) Thread.sleep(20);
        assertThat(so.getAsBoolean()).isTrue();
    }

    /** For people to look at after the build. */
    private static void picture(LatentWindow window) throws Exception {
        window.toFront();
        Thread.sleep(400);
        Path file = Path.of("target/screenshots/latent-window.png");
        Files.createDirectories(file.getParent());
        Rectangle bounds = window.getBounds();
        ImageIO.write(new Robot().createScreenCapture(bounds), "png", file.toFile());
    }
}
