package org.mulligan.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CitationsTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "mlp, Goodfellow",
        "dcgan, Radford",
        "resnet, Miyato",
        "vae, Kingma",
        "own, Goodfellow"
    })
    void aSynthesiserNamesThePaperOfItsSystem(String system, String author) {
        ModelDescription drawn =
                ModelDescription.synthesiser(
                        "cells",
                        "summary",
                        "CC0-1.0",
                        new Synthesis(system, new LatentSpace(4, List.of()), 8, 1, 0, 255, 0, ""),
                        Map.of());
        List<Map<String, Object>> papers = Citations.of(drawn);
        assertThat(papers).anyMatch(paper -> ((String) paper.get("text")).startsWith(author));
        assertThat(papers).allMatch(paper -> ((String) paper.get("doi")).startsWith("10."));
    }
}
