package org.mulligan.tensor.frozen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowGraphTest {
    private static final int ROWS = 2 * RowGraph.TOGETHER + 3;

    private static float[] numbers() {
        float[] rows = new float[2 * ROWS];
        for (int i = 0; i < rows.length; i++) rows[i] = i;
        return rows;
    }

    @Test
    void everyRowHasItsOwnResultHoweverManyThereAre() throws IOException {
        FrozenGraph doubling =
                FrozenGraph.ofRows(2, (layers, row) -> layers.multiply(row, 2), Map.of());
        float[] direct = new float[2 * ROWS];
        try (RowGraph graph = new RowGraph(doubling, false)) {
            float[] results = graph.run(numbers(), ROWS, 2);
            graph.run(FloatBuffer.wrap(numbers()), FloatBuffer.wrap(direct), ROWS);

            for (int i = 0; i < results.length; i++) assertThat(results[i]).isEqualTo(2 * i);
            assertThat(direct).containsExactly(results);
        }
    }
}
