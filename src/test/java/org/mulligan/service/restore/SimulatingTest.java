package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatingTest {
    private static Simulating.Plan plan(int count, String structures, String noise) {
        return plan(count, 1, structures, noise);
    }

    private static Simulating.Plan plan(int count, int depth, String structures, String noise) {
        return new Simulating.Plan(
                count, 64, depth, structures, Optional.empty(), Optional.ofNullable(noise), 1);
    }

    @Test
    void refusesNoiseWithoutPhotons() {
        assertThatThrownBy(() -> plan(3, "all", "detector"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("noise=detector needs photons, a number or a range such as 3-300");
    }

    @Test
    void refusesVolumesOfOtherThings() {
        assertThat(plan(3, 2, "cells", null).depth()).isEqualTo(2);
        assertThatThrownBy(() -> plan(3, 0, "cells", null))
                .hasMessage("depth must be 1 plane or more, got 0");
        assertThatThrownBy(() -> plan(3, 8, "all", null))
                .hasMessageContaining("with depth=8 give structures=cells, or depth=1");
    }

    @Test
    void refusesNoImagesAndUnknownStructures() {
        assertThatThrownBy(() -> plan(0, "cells", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count must be 1 or more, got 0");
        assertThatThrownBy(() -> plan(3, "stars", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[cells, all, sharp]");
    }
}
