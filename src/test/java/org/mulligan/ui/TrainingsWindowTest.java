package org.mulligan.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JTextArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.service.training.StartedTraining;
import org.mulligan.service.training.StartedTrainings;

@Tag("alone")
class TrainingsWindowTest {
    @TempDir private Path folder;
    private final CompletableFuture<StartedTraining> resumed = new CompletableFuture<>();
    private TrainingsWindow window;
    private StartedTrainings trainings;
    private boolean sure;

    @BeforeEach
    void open() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        trainings = new StartedTrainings(folder);
        for (String name : new String[] {"first", "second"}) {
            Path model = folder.resolve(name + ".zip");
            trainings.begin(model, "Command", Map.of("steps", "50", "clean", "/data/" + name));
            Files.createDirectories(folder.resolve("." + name + ".zip.training/step-000000040"));
        }
        new FileSaver(new ImagePlus("sheet", new ByteProcessor(1400, 20)))
                .saveAsTiff(folder.resolve("second-preview.tif").toString());
        EventQueue.invokeAndWait(
                () -> window = new TrainingsWindow(trainings, resumed::complete, training -> sure));
    }

    @AfterEach
    void close() {
        if (window != null) window.dispose();
    }

    private <T extends Component> T part(String name) {
        return Parts.part(window, name);
    }

    private void choose(int row) throws Exception {
        JList<?> list = part("trainings");
        EventQueue.invokeAndWait(() -> list.setSelectedIndex(row));
    }

    private void press(String name) throws Exception {
        JButton button = part(name);
        EventQueue.invokeAndWait(button::doClick);
    }

    @Test
    void showsTheNewestFirstWithWhatItWasStartedWith() throws Exception {
        JList<?> list = part("trainings");
        assertThat(((StartedTraining) list.getModel().getElementAt(0)).name()).isEqualTo("second");
        assertThat(((JLabel) part("state")).getText()).startsWith("step 40, begun 20");
        assertThat(((JTextArea) part("inputs")).getText())
                .isEqualTo("clean=/data/second\nsteps=50\n");
        assertThat(((JLabel) part("preview")).getIcon().getIconWidth()).isEqualTo(700);
        choose(1);
        assertThat(((JLabel) part("preview")).getText()).isEqualTo("It has no preview yet.");
    }

    @Test
    void resumesTheOneThatIsChosen() throws Exception {
        choose(1);
        press("resume");
        assertThat(resumed.get(10, TimeUnit.SECONDS).name()).isEqualTo("first");
    }

    @Test
    void deletesAfterAQuestion() throws Exception {
        press("delete");
        assertThat(trainings.all()).hasSize(2);
        sure = true;
        press("delete");
        assertThat(trainings.all()).extracting(StartedTraining::name).containsExactly("first");
        press("delete");
        assertThat(((JLabel) part("state")).getText()).isEqualTo("No training was interrupted.");
        assertThat(((JButton) part("resume")).isEnabled()).isFalse();
    }
}
