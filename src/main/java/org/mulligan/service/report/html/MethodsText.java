package org.mulligan.service.report.html;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Task;

/** What a result says of itself, as sentences of a paper and as lines that repeat it. */
record MethodsText(StatedInfo stated, Optional<ModelFile> model) {
    private static final Pattern MODEL =
            Pattern.compile("(.+) \\(([a-z-]+)\\), sha256 ([0-9a-f]{64})");
    private static final Pattern SHARPNESS = Pattern.compile(".*\\(sharpness ([0-9.]+)\\)");
    private static final String PLAN = "architecture";

    /** A paragraph. */
    String sentences() {
        List<String> sentences = new ArrayList<>();
        String versions = stated.value("Versions").map(String::strip).orElse("Mulligan");
        Optional<Matcher> made = made(stated);
        if (made.isPresent()) {
            Matcher which = made.get();
            sentences.add(
                    "Images were restored (%s) in ImageJ with %s and the model %s (SHA-256 %s)."
                            .formatted(which.group(2), versions, which.group(1), which.group(3)));
            stated.value("Weights")
                    .ifPresent(weights -> sentences.add("Weights: %s.".formatted(weights)));
            model.flatMap(file -> file.description().facts().planned(PLAN))
                    .ifPresent(
                            network ->
                                    sentences.add(
                                            "The network is of the architecture %s."
                                                    .formatted(network)));
        } else
            sentences.add(
                    "%s It was made in ImageJ with %s.".formatted(stated.lines().get(0), versions));
        stated.lines().stream()
                .filter(line -> line.startsWith("Normalisation of channel 1: "))
                .findFirst()
                .ifPresent(
                        line ->
                                sentences.add(
                                        "Intensities were normalised before the network and brought back afterwards (channel 1: %s)."
                                                .formatted(
                                                        line.substring(line.indexOf(": ") + 2))));
        stated.value("Noise")
                .ifPresent(noise -> sentences.add("Noise of the raw image: %s.".formatted(noise)));
        if (made.isPresent())
            sentences.add("The pixels of a restored image are estimates, not measurements.");
        return String.join(" ", sentences);
    }

    /** Papers, one a line. */
    List<String> references() {
        List<String> papers = new ArrayList<>();
        model.ifPresent(
                file ->
                        file.description()
                                .facts()
                                .cite()
                                .forEach(paper -> papers.add(RestorationReport.reference(paper))));
        if (made(stated).isPresent()) {
            if (papers.isEmpty())
                papers.add(
                        "Ronneberger O, Fischer P, Brox T (2015). U-Net: convolutional networks for biomedical image segmentation. doi:10.1007/978-3-319-24574-4_28");
            papers.add(
                    "Weigert M et al. (2018). Content-aware image restoration: pushing the limits of fluorescence microscopy. doi:10.1038/s41592-018-0216-7");
        }
        papers.add(
                "Schneider CA, Rasband WS, Eliceiri KW (2012). NIH Image to ImageJ: 25 years of image analysis. doi:10.1038/nmeth.2089");
        return papers;
    }

    /** A line of a macro and one of a shell; none where no model of a known task made the image. */
    static List<String> commands(StatedInfo stated, ImagePlus before, ImagePlus after) {
        Optional<Matcher> made = made(stated);
        if (made.isEmpty() || Task.of(made.get().group(2)).commands().isEmpty()) return List.of();
        String name = made.get().group(1);
        String sharpness =
                stated.value("Weights")
                        .map(SHARPNESS::matcher)
                        .filter(Matcher::matches)
                        .map(matcher -> matcher.group(1))
                        .orElse("0");
        String label = Task.of(made.get().group(2)).commands().get(0);
        String command =
                label.startsWith("Apply")
                        ? "apply-model"
                        : label.substring(0, label.indexOf(' ')).toLowerCase(Locale.ROOT);
        return List.of(
                "run(\"%s\", \"model=[%s]%s\");"
                        .formatted(
                                label,
                                name,
                                label.startsWith("Apply") ? "" : " sharpness=" + sharpness),
                "mulligan %s --input \"%s\" --output \"%s\" --model \"%s\"%s"
                        .formatted(
                                command,
                                before.getTitle(),
                                after.getTitle(),
                                name,
                                command.equals("apply-model") ? "" : " --sharpness " + sharpness));
    }

    private static Optional<Matcher> made(StatedInfo stated) {
        return stated.value("Model")
                .map(String::strip)
                .map(MODEL::matcher)
                .filter(Matcher::matches);
    }
}
