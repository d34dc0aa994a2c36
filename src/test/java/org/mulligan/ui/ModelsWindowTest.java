package org.mulligan.ui;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.mulligan.ui.Parts.part;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JEditorPane;
import javax.swing.JLabel;
import javax.swing.JList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.service.EngineHere;
import org.mulligan.service.MulliganService;
import org.mulligan.service.generate.TrainedSynthesiser;
import org.scijava.Context;

@Tag("alone")
class ModelsWindowTest {
    @TempDir private Path folder;
    private final List<String> used = new ArrayList<>();
    private final String models = System.getProperty("mulligan.models");

    @BeforeEach
    void useAFolderOfOurOwn() {
        System.setProperty("mulligan.models", folder.toString());
    }

    @AfterEach
    void useTheOldOne() {
        if (models == null) System.clearProperty("mulligan.models");
        else System.setProperty("mulligan.models", models);
    }

    @Test
    void showsCoverAndCardAndRemovesOwnModelsOnlyWhenSure() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        Path own = folder.resolve("zz-spots.zip");
        Files.copy(TrainedSynthesiser.model(), own);
        AtomicBoolean sure = new AtomicBoolean();
        try (Context context = EngineHere.start()) {
            var shelf = context.service(MulliganService.class).shelf();
            EventQueue.invokeAndWait(
                    () -> {
                        ModelsWindow window =
                                new ModelsWindow(
                                        shelf,
                                        model -> sure.get(),
                                        (command, model) -> used.add(command + " " + model));
                        window.setVisible(true);
                        look(window, own, sure);
                        window.dispose();
                    });
        }
    }

    private void look(ModelsWindow window, Path own, AtomicBoolean sure) {
        JList<?> list = part(window, "models");
        JButton remove = part(window, "remove");
        JLabel facts = part(window, "facts");
        JLabel cover = part(window, "cover");
        JEditorPane card = part(window, "card");
        list.setSelectedIndex(1);
        assertThat(remove.isEnabled()).isFalse();
        assertThat(facts.getText()).startsWith("denoise, CC0-1.0, ").contains("shipped");
        assertThat(cover.getIcon().getIconWidth()).isBetween(100, 760);
        assertThat(cover.getIcon().getIconHeight()).isBetween(50, 330);
        assertThat(card.getText()).contains("Validation");
        ((JButton) part(window, "use")).doClick();
        assertThat(used)
                .singleElement(as(STRING))
                .startsWith("Denoise with Mulligan... ")
                .endsWith("fluorescence");
        picture(window);
        int last = list.getModel().getSize() - 1;
        list.setSelectedIndex(last);
        assertThat(facts.getText()).contains("own, from: trained 20", own.toString());
        assertThat(card.getText()).contains("inventions");
        remove.doClick();
        assertThat(own).exists();
        sure.set(true);
        remove.doClick();
        assertThat(own).doesNotExist();
        assertThat(list.getModel().getSize()).isEqualTo(last);
    }

    private static void picture(ModelsWindow window) {
        window.validate();
        BufferedImage picture =
                new BufferedImage(
                        window.getWidth(), window.getHeight(), BufferedImage.TYPE_INT_RGB);
        window.paint(picture.getGraphics());
        try {
            Path target = Files.createDirectories(Path.of("target/screenshots"));
            ImageIO.write(picture, "png", target.resolve("models-window.png").toFile());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
