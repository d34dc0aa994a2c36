package org.mulligan.service.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mulligan.service.training.Measurements.adversarial;
import static org.mulligan.service.training.Measurements.faithful;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.TrainingListener;

class TrainingRecordTest {
    private static final String HEADER =
            "step,stage,pixel_loss,measure,validation,raw,best_gaussian,ssim,discriminator_loss,equilibrium_loss,target_above_result,remarks";

    @TempDir private Path folder;

    private Path model() {
        return folder.resolve("mine.zip");
    }

    private List<String> table() throws IOException {
        return Files.readAllLines(folder.resolve("mine-training.csv"));
    }

    private TrainingRecord record(boolean resumes) {
        return new TrainingRecord(TrainingListener.SILENT, model(), resumes);
    }

    @Test
    void theTableHasARowForEachMeasurement() throws IOException {
        TrainingRecord record = record(false);
        record.measured(faithful(25, 27.5));
        record.measured(faithful(50, 29.125, "Better, at last.", "Twice \"so\"."));
        record.measured(adversarial(400, 29));
        assertThat(table())
                .containsExactly(
                        HEADER,
                        "25,faithful,0.50000,PSNR [dB],27.500,20.000,28.000,0.90000,,,,",
                        "50,faithful,0.50000,PSNR [dB],29.125,20.000,28.000,0.90000,,,,\"Better, at last. Twice \"\"so\"\".\"",
                        "400,adversarial,0.40000,PSNR [dB],29.000,20.000,28.000,0.80000,1.5000,2.0000,0.75000,");
    }

    @Test
    void aResumedTrainingGoesOnInTheTableWhereItsCheckpointWas() throws IOException {
        TrainingRecord first = record(false);
        for (int step = 25; step <= 100; step += 25) first.measured(faithful(step, step));
        TrainingRecord second = record(true);
        second.measured(faithful(75, 1));
        second.measured(faithful(100, 2));
        assertThat(table().stream().map(line -> line.split(",")).map(cells -> cells[0] + cells[4]))
                .containsExactly("stepvalidation", "2525.000", "5050.000", "751.0000", "1002.0000");
        record(false).measured(faithful(25, 3));
        assertThat(table()).hasSize(2);
    }

    @Test
    void aTableOfSomebodyElsesIsNotGoneOnIn() throws IOException {
        Files.writeString(folder.resolve("mine-training.csv"), "a,b\n1,2\n");
        record(true).measured(faithful(25, 3));
        assertThat(table()).hasSize(2).startsWith(HEADER);
    }

    @Test
    void theLastPreviewLiesBesideTheModelWithNamedPanels() {
        TrainingRecord record = record(false);
        record.drew(Measurements.sheet(folder, 1), 25);
        record.drew(Measurements.sheet(folder, 3), 50);
        ImagePlus kept = IJ.openImage(folder.resolve("mine-preview.tif").toString());
        assertThat(kept.getStackSize()).isEqualTo(3);
        assertThat(kept.getStack().getSliceLabel(3)).isEqualTo("field 2");
        assertThat(kept.getOverlay().size()).isEqualTo(3);
        assertThat(kept.getInfoProperty()).contains("Step: 50", "noisy | faithful | taken off");
    }

    @Test
    void aPreviewThatIsGoneIsALineAndNoEnd() {
        List<String> said = new ArrayList<>();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void log(String line) {
                        said.add(line);
                    }
                };
        new TrainingRecord(listener, model(), false).drew(folder.resolve("none.tif"), 1);
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("A preview of the training cannot be kept: ");
    }

    @Test
    void whatWasKeptGoes() throws IOException {
        TrainingRecord record = record(false);
        record.measured(faithful(25, 3));
        record.drew(Measurements.sheet(folder, 1), 25);
        TrainingRecord.delete(model());
        assertThat(folder).isDirectoryNotContaining("glob:**mine-*");
    }
}
