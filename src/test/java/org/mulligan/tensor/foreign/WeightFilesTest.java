package org.mulligan.tensor.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

class WeightFilesTest {
    private static final String DATA = "variables.data-00000-of-00001";

    @TempDir Path folder;

    /** As TensorFlow writes them. */
    private void write(float... weights) throws IOException {
        try (java.util.stream.Stream<Path> old = Files.list(folder)) {
            for (Path file : old.toList()) Files.delete(file);
        }
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            var save =
                    tf.train.save(
                            tf.constant(folder.resolve("variables").toString()),
                            tf.array("layer/bias", "layer/kernel", "step"),
                            tf.array("", "", ""),
                            List.of(
                                    tf.constant(new float[] {1, 2}),
                                    tf.constant(weights),
                                    tf.constant(7L)));
            session.runner().addTarget(save).run().close();
        }
    }

    private void validator() throws IOException {
        WeightFiles.validator(folder, "net");
    }

    @Test
    void takesWhatTensorFlowWrites() throws IOException {
        write(1, 2, 3);
        assertThat(folder.resolve(DATA)).exists();
        assertThatCode(this::validator).doesNotThrowAnyException();
        write(Float.POSITIVE_INFINITY);
        assertThatCode(this::validator)
                .as("one infinity may be a limit")
                .doesNotThrowAnyException();
    }

    @Test
    void namesWeightsThatAreNoNumbers() throws IOException {
        write(1, Float.NaN, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(this::validator)
                .withMessageContainingAll("net is refused", "layer/kernel", "NaN");
        write(1, Float.NEGATIVE_INFINITY, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(this::validator)
                .withMessageContainingAll("layer/kernel", "infinity");
    }

    @Test
    void saysWhatIsMissingOrCutOff() throws IOException {
        write(1, 2, 3);
        byte[] data = Files.readAllBytes(folder.resolve(DATA));
        Files.write(folder.resolve(DATA), Arrays.copyOf(data, data.length - 1));
        assertThatIOException()
                .isThrownBy(this::validator)
                .withMessageContainingAll("The weights of net are broken", "should lie at", DATA);
        Files.delete(folder.resolve(DATA));
        assertThatIOException()
                .isThrownBy(this::validator)
                .withMessageContaining(DATA + " is missing");
        Files.write(folder.resolve("variables.index"), new byte[60]);
        assertThatIOException()
                .isThrownBy(this::validator)
                .withMessageContaining("none of TensorFlow's");
    }

    @Test
    void anIndexThatIsChangedByChanceIsReadOrRefused() throws IOException {
        write(1, 2, 3);
        byte[] index = Files.readAllBytes(folder.resolve("variables.index"));
        int refused = 0;
        for (int seed = 0; seed < 500; seed++) {
            Files.write(
                    folder.resolve("variables.index"),
                    new Mutations(new Random(seed)).bytes(index));
            try {
                validator();
            } catch (IOException | IllegalArgumentException e) {
                assertThat(e.getMessage()).contains("net");
                refused++;
            }
        }
        assertThat(refused).isBetween(100, 499);
    }
}
