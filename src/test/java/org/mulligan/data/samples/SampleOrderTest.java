package org.mulligan.data.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.mulligan.data.Seeds;

class SampleOrderTest {
    /** Each of 24 orders of four comes about 100 times in 2400; the deviation is 9.8. */
    @Test
    void everyOrderIsAsLikelyAsAnyOther() {
        RandomGenerator random = Seeds.SAMPLE_ORDER.stream(1, 1);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 2400; i++)
            counts.merge(Arrays.toString(SampleOrder.shuffled(4, random)), 1, Integer::sum);
        assertThat(counts).hasSize(24);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(50, 150));
    }

    @Test
    void eachImageComesOnceAnEpochInAnotherOrder() {
        SampleOrder order = new SampleOrder(50, 3);
        int[] first = new int[50];
        int[] second = new int[50];
        for (int i = 0; i < 50; i++) {
            first[i] = order.at(i);
            second[i] = order.at(50 + i);
        }
        assertThat(first).isNotEqualTo(second);
        assertThat(first).containsOnlyOnce(second);
        // Also after later ones were asked for.
        order.at(170);
        order.at(220);
        for (int i = 0; i < 50; i++) assertThat(order.at(i)).isEqualTo(first[i]);
    }
}
