package org.mulligan.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The papers that a model's networks come from, as a descriptor has them. */
final class Citations {
    private Citations() {}

    static List<Map<String, Object>> of(ModelDescription description) {
        return description
                .synthesis()
                .map(synthesis -> ofSystem(synthesis.system()))
                .orElse(
                        List.of(
                                translation(),
                                paper(
                                        "Weigert et al. 2018, Content-aware image restoration",
                                        "10.1038/s41592-018-0216-7")));
    }

    private static List<Map<String, Object>> ofSystem(String system) {
        Map<String, Object> first =
                paper(
                        "Goodfellow et al. 2014, Generative adversarial nets",
                        "10.48550/arXiv.1406.2661");
        return switch (system) {
            case "vae" ->
                    List.of(
                            paper(
                                    "Kingma and Welling 2014, Auto-encoding variational Bayes",
                                    "10.48550/arXiv.1312.6114"));
            case "dcgan" ->
                    List.of(
                            first,
                            paper(
                                    "Radford et al. 2016, Unsupervised representation learning with deep convolutional generative adversarial networks",
                                    "10.48550/arXiv.1511.06434"));
            case "resnet" ->
                    List.of(
                            first,
                            paper(
                                    "Miyato et al. 2018, Spectral normalization for generative adversarial networks",
                                    "10.48550/arXiv.1802.05957"));
            case "styled" -> List.of(first, translation());
            default -> List.of(first);
        };
    }

    private static Map<String, Object> translation() {
        return paper(
                "Isola et al. 2017, Image-to-image translation with conditional adversarial networks",
                "10.1109/CVPR.2017.632");
    }

    private static Map<String, Object> paper(String text, String doi) {
        Map<String, Object> paper = new LinkedHashMap<>();
        paper.put("text", text);
        paper.put("doi", doi);
        return paper;
    }
}
