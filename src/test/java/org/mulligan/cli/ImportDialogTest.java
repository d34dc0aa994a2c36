package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.tensor.foreign.StrangeGraphs;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** What an import had to infer is asked once, on a display, in a process of its own. */
@Tag("alone")
class ImportDialogTest {
    @TempDir private Path folder;

    @Test
    void showsOnceWhatWasInferredAndRecordsTheAnswer() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        Path graph =
                StrangeGraphs.write(
                        folder.resolve("smooth.pb"),
                        TFloat32.class,
                        Shape.of(-1, -1, -1, 1),
                        (tf, x) -> StrangeGraphs.convolved(tf, x, 3, 1, 1, 1));
        Path model = folder.resolve("model.zip");
        JavaProcess imageJ =
                JavaProcess.run(
                        folder,
                        90,
                        List.of(
                                "-Duser.home=" + folder,
                                ImportDialogProbe.class.getName(),
                                graph.toString(),
                                model.toString()));
        System.err.print(imageJ.err());
        String said = imageJ.out();
        assertThat(said.lines())
                .contains(
                        "first auto auto auto",
                        "second image-to-image percentiles 0.0 100.0 network",
                        "between false",
                        "dialogs 0");
        assertThat(said.lines().filter(line -> line.startsWith("recorded ")))
                .singleElement()
                .asString()
                .startsWith("recorded run(\"Import Mulligan Model...\", \"source=")
                .contains("task=image-to-image", "normalisation=[percentiles 0.0 100.0]")
                .contains("units=image")
                .doesNotContain("infer");
        ModelDescription description = ModelFile.open(model).description();
        assertThat(description.tensorSpec().inUnits()).isTrue();
    }
}
