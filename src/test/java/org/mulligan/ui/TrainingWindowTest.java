package org.mulligan.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.Component;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JProgressBar;
import javax.swing.JTextArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.service.training.Measurements;
import org.mulligan.ui.TrainingWindow.Answer;

@Tag("alone")
class TrainingWindowTest {
    @TempDir private Path folder;
    private TrainingWindow window;
    private Answer answer = Answer.GO_ON;

    @BeforeEach
    void open() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        EventQueue.invokeAndWait(
                () ->
                        window =
                                new TrainingWindow(
                                        TrainingListener.SILENT,
                                        folder.resolve("mine"),
                                        "Denoise with Mulligan...",
                                        frame -> answer));
    }

    @AfterEach
    void close() {
        if (window != null) window.frame().dispose();
    }

    private <T extends Component> T part(String name) {
        return Parts.part(window.frame(), name);
    }

    private void press(String name) throws Exception {
        JButton button = part(name);
        EventQueue.invokeAndWait(button::doClick);
    }

    private static void settle() throws Exception {
        EventQueue.invokeAndWait(() -> {});
    }

    @Test
    void showsPictureCurveWordsAndTheTimeThatIsLeft() throws Exception {
        window.update("faithful, step 50 of 400", 0.125, 240);
        window.measured(Measurements.faithful(25, 27));
        window.measured(Measurements.faithful(50, 29, "Better than the best Gaussian blur."));
        window.drew(Measurements.sheet(folder, 3), 50);
        settle();
        assertThat(((JProgressBar) part("progress")).getString())
                .isEqualTo("faithful, step 50 of 400, 4 min left");
        assertThat(((JTextArea) part("words")).getText())
                .isEqualTo("Step 50: Better than the best Gaussian blur.\n");
        assertThat(((JLabel) part("curve")).getIcon().getIconWidth()).isPositive();
        assertThat(((JLabel) part("picture")).getIcon().getIconWidth()).isEqualTo(90);
        JComboBox<String> fields = part("fields");
        assertThat(fields.getItemAt(2)).isEqualTo("3: field 2");
    }

    @Test
    void theFieldThatWasChosenStaysWhenThePictureIsRenewed() throws Exception {
        window.drew(Measurements.sheet(folder, 3), 25);
        settle();
        JComboBox<String> fields = part("fields");
        EventQueue.invokeAndWait(() -> fields.setSelectedIndex(2));
        window.drew(Measurements.sheet(folder, 3), 50);
        settle();
        assertThat(fields.getSelectedIndex()).isEqualTo(2);
    }

    @Test
    void finishEndsTheTraining() throws Exception {
        assertThat(window.cancelled()).isFalse();
        press("finish");
        assertThat(window.cancelled()).isTrue();
        assertThat(((JButton) part("stop")).isEnabled()).isFalse();
        assertThat(((JProgressBar) part("progress")).getString()).isEqualTo("Writing the model");
    }

    @Test
    void stopAsksFirst() throws Exception {
        press("stop");
        assertThat(window.cancelled()).isFalse();
        answer = Answer.DISCARD;
        press("stop");
        assertThat(window.cancelled()).isTrue();
        assertThat(((JProgressBar) part("progress")).getString()).isEqualTo("Stopping");
    }

    private TrainingPlan plan() {
        return new TrainingPlan(
                new TrainingPlan.Images(Optional.empty(), folder, true, false),
                TrainingPlan.Imaging.noise(new TrainingPlan.Range(3, 300), 1),
                new TrainingPlan.Generator("unet", "l1", 8, 2),
                new TrainingPlan.Adversary(TrainingPlan.Adversary.NONE, 0),
                new TrainingPlan.Schedule(0, 100, 64, 8),
                1,
                Precision.AUTO,
                DeviceChoice.AUTO,
                folder.resolve("mine"),
                false);
    }

    private TrainingReport report() {
        return new TrainingReport(folder.resolve("mine"), 60, false, List.of("faithful: 30 dB"));
    }

    @Test
    void atTheEndTheFiguresAreSaidAndTheModelCanBeUsed() throws Exception {
        List<TrainingPlan> discarded = new ArrayList<>();
        assertThat(window.run(plan(), (plan, listener) -> report(), discarded::add))
                .isEqualTo(report());
        settle();
        assertThat(((JTextArea) part("words")).getText()).isEqualTo("faithful: 30 dB\n");
        JButton use = part("use");
        assertThat(use.isVisible()).isTrue();
        assertThat(use.getText()).isEqualTo("Denoise with Mulligan: the open image");
        assertThat(((JProgressBar) part("progress")).getString())
                .isEqualTo("Stopped after step 60: " + folder.resolve("mine"));
        assertThat(discarded).isEmpty();
    }

    @Test
    void aTrainingThatIsNotWantedIsTakenAway() {
        List<TrainingPlan> discarded = new ArrayList<>();
        answer = Answer.DISCARD;
        assertThatThrownBy(
                        () ->
                                window.run(
                                        plan(),
                                        (plan, listener) -> {
                                            pressUnchecked("stop");
                                            assertThat(listener.cancelled()).isTrue();
                                            return report();
                                        },
                                        discarded::add))
                .isInstanceOf(CancellationException.class);
        assertThat(discarded).containsExactly(plan());
    }

    @Test
    void aPauseEndsTheTrainingAndGoesOnFromItsCheckpoint() throws Exception {
        List<TrainingPlan> trained = new ArrayList<>();
        TrainingReport end = new TrainingReport(folder.resolve("mine"), 100, true, List.of());
        CompletableFuture<TrainingReport> report =
                beside(
                        (plan, listener) -> {
                            trained.add(plan);
                            if (trained.size() == 2) return end;
                            pressUnchecked("pause");
                            assertThat(listener.cancelled()).isTrue();
                            return report();
                        });
        awaitText("Paused after step 60");
        assertThat(report).isNotDone();
        assertThat(((JButton) part("pause")).getText()).isEqualTo("Go on");
        press("pause");
        assertThat(report.get(10, TimeUnit.SECONDS)).isEqualTo(end);
        assertThat(trained).containsExactly(plan(), plan().resumed());
    }

    @Test
    void whatIsPausedCanBeFinished() throws Exception {
        CompletableFuture<TrainingReport> report =
                beside(
                        (plan, listener) -> {
                            pressUnchecked("pause");
                            return report();
                        });
        awaitText("Paused after step 60");
        press("finish");
        assertThat(report.get(10, TimeUnit.SECONDS)).isEqualTo(report());
    }

    /** Before the first checkpoint there is nothing to go on from: it begins again. */
    @Test
    void aPauseBeforeAnythingIsLearntBeginsAgain() throws Exception {
        List<TrainingPlan> trained = new ArrayList<>();
        CompletableFuture<TrainingReport> report =
                beside(
                        (plan, listener) -> {
                            trained.add(plan);
                            if (trained.size() == 2) return report();
                            pressUnchecked("pause");
                            throw new CancellationException("nothing yet");
                        });
        awaitText("Paused after step 0");
        press("pause");
        assertThat(report.get(10, TimeUnit.SECONDS)).isEqualTo(report());
        assertThat(trained).containsExactly(plan(), plan());
    }

    private CompletableFuture<TrainingReport> beside(TrainingWindow.Trainer trainer) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return window.run(plan(), trainer, plan -> {});
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private void awaitText(String text) throws Exception {
        JProgressBar progress = part("progress");
        for (int i = 0; i < 500 && !progress.getString().equals(text); i++) Thread.sleep(20);
        assertThat(progress.getString()).isEqualTo(text);
    }

    private void pressUnchecked(String name) {
        try {
            press(name);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
