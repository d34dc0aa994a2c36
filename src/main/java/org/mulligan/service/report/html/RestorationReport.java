package org.mulligan.service.report.html;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.metric.Rse;
import org.mulligan.metric.Rsp;
import org.mulligan.model.ModelFile;
import org.mulligan.service.inspect.Figure;
import org.mulligan.service.inspect.Figures;
import org.mulligan.service.inspect.Findings;
import org.mulligan.service.inspect.InspectedFiles;
import org.mulligan.service.inspect.Inspection;

/**
 * A page on what a restoration did to an image: pictures before and after, what was taken off, the
 * noise that was found, how the result can be repeated, and a paragraph for the methods of a paper.
 */
public final class RestorationReport {
    private static final int CHANNELS = 4;
    private static final int PICTURE = 340;
    private static final int DETAIL = 96;
    private static final int LAGS = 3;

    private final ImagePlus before;
    private final ImagePlus after;
    private final StatedInfo stated;
    private final int scale;
    private final HtmlPage page;

    private RestorationReport(ImagePlus before, ImagePlus after, StatedInfo stated, int scale) {
        this.before = before;
        this.after = after;
        this.stated = stated;
        this.scale = scale;
        page = new HtmlPage("How " + after.getTitle() + " was made");
    }

    /**
     * @param before what was restored; not modified
     * @param after a result of ours; not modified
     * @param maps of trust of that result
     * @param model that made it, where it is at hand: for its card
     * @return HTML without outside parts
     * @throws IllegalArgumentException when {@code after} is no result of ours, or is not of a
     *     field of {@code before}; the text says what to do
     * @throws IOException when a plane cannot be read
     */
    public static String html(
            ImagePlus before,
            ImagePlus after,
            Optional<ImagePlus> maps,
            Optional<ModelFile> model,
            Progress progress)
            throws IOException {
        StatedInfo stated =
                StatedInfo.of(after.getInfoProperty())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "The Info of %s has no block [Mulligan]; give result a file as Mulligan saved it"
                                                        .formatted(after.getTitle())));
        int scale = Math.max(1, after.getWidth() / before.getWidth());
        boolean same =
                scale * before.getWidth() == after.getWidth()
                        && scale * before.getHeight() == after.getHeight()
                        && before.getNChannels() == after.getNChannels()
                        && before.getNSlices() == after.getNSlices()
                        && before.getNFrames() == after.getNFrames();
        if (!same)
            throw new IllegalArgumentException(
                    "%s (%s) was not made of %s (%s); give as input the image that was restored"
                            .formatted(
                                    after.getTitle(),
                                    size(after),
                                    before.getTitle(),
                                    size(before)));
        if (before.getType() == ImagePlus.COLOR_RGB)
            throw new IllegalArgumentException(
                    "%s is an RGB image; there is no report on those. Split its channels (Image > Type > RGB Stack) before it is restored"
                            .formatted(before.getTitle()));
        RestorationReport report = new RestorationReport(before, after, stated, scale);
        report.summary();
        for (int channel = 1; channel <= Math.min(CHANNELS, after.getNChannels()); channel++)
            report.channel(channel, progress);
        if (maps.isPresent()) report.maps(maps.get());
        report.methods(model);
        report.repeat();
        if (model.isPresent()) {
            report.page.heading("Card of the model");
            report.page.block(model.get().card());
        }
        return report.page.text();
    }

    private static String size(ImagePlus image) {
        return "%d x %d px, %d channels, %d slices, %d frames"
                .formatted(
                        image.getWidth(),
                        image.getHeight(),
                        image.getNChannels(),
                        image.getNSlices(),
                        image.getNFrames());
    }

    private void summary() {
        page.paragraph(stated.lines().isEmpty() ? "" : stated.lines().get(0));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Raw image", before.getTitle() + ", " + size(before)));
        rows.add(List.of("Result", after.getTitle() + ", " + size(after)));
        for (String word : List.of("Model", "Weights", "Noise", "Outcome", "Versions"))
            stated.value(word).ifPresent(value -> rows.add(List.of(word, value.strip())));
        page.table(List.of("", ""), rows);
        stated.warnings().forEach(page::warning);
        stated.value("Source")
                .filter(source -> !source.equals(before.getTitle()))
                .ifPresent(
                        source ->
                                page.warning(
                                        "The result says that it was made of %s, this raw image is %s."
                                                .formatted(source, before.getTitle())));
        if (stated.earlier() > 0)
            page.warning(
                    "The raw image was a result of Mulligan already (%d times): it was not measured."
                            .formatted(stated.earlier()));
    }

    private void channel(int channel, Progress progress) throws IOException {
        Field raw = Field.middle(before, channel);
        Field full = Field.middle(after, channel);
        Field result = full.binned(scale);
        Field taken = raw.minus(result);
        page.heading(
                after.getNChannels() == 1 ? "Before and after" : "Channel %d".formatted(channel));
        double[] range = raw.range();
        double[] own = full.range();
        double[] off = taken.balanced();
        int detail = Math.min(DETAIL, Math.min(raw.width(), raw.height()));
        int[] at = result.liveliest(detail);
        page.figures(
                List.of(
                        new HtmlPage.Figure(raw.pictureWithBar(range, PICTURE), "Raw"),
                        new HtmlPage.Figure(full.pictureWithBar(own, PICTURE), "Result"),
                        new HtmlPage.Figure(
                                taken.pictureWithBar(off, PICTURE),
                                "What was taken off: raw minus result. It should be noise; shapes in it are structure that is lost"),
                        new HtmlPage.Figure(
                                raw.cut(at[0], at[1], detail).picture(range, PICTURE),
                                "Raw, %d x %d px".formatted(detail, detail)),
                        new HtmlPage.Figure(
                                full.cut(scale * at[0], scale * at[1], scale * detail)
                                        .picture(own, PICTURE),
                                "Result, the same part"),
                        new HtmlPage.Figure(
                                taken.cut(at[0], at[1], detail).picture(off, PICTURE),
                                "What was taken off there")));
        page.table(List.of("figure", "value", "what it means"), figures(raw, result, taken));
        Findings findings = findings(channel, progress);
        page.paragraph(InspectedFiles.sentences(findings));
        List<List<String>> noise = new ArrayList<>();
        for (Figure figure : Figures.of(findings))
            noise.add(List.of(figure.heading(), figure.text()));
        page.table(List.of("measured on the raw image", ""), noise);
    }

    /** Of the plane that is shown. */
    private Findings findings(int channel, Progress progress) throws IOException {
        int index =
                before.getStackIndex(
                        channel, (before.getNSlices() + 1) / 2, (before.getNFrames() + 1) / 2);
        ImagePlus plane =
                new ImagePlus(before.getTitle(), before.getStack().getProcessor(index).duplicate());
        plane.setCalibration(before.getCalibration());
        return Inspection.of(plane, progress).get(0);
    }

    private static List<List<String>> figures(Field raw, Field result, Field taken) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        "mean of raw, of result",
                        number(raw.mean()) + ", " + number(result.mean()),
                        "in the units of the image; equal where brightness is kept"));
        for (boolean alongX : new boolean[] {true, false}) {
            List<String> lags = new ArrayList<>();
            for (int lag = 1; lag <= LAGS; lag++)
                lags.add(String.format(Locale.ROOT, "%.3f", taken.correlation(lag, alongX)));
            rows.add(
                    List.of(
                            "correlation of what was taken off, along " + (alongX ? "X" : "Y"),
                            String.join(", ", lags),
                            "of pixels 1, 2 and 3 px apart; 0 = white noise. Compare with the noise of the raw image"));
        }
        try {
            rows.add(
                    List.of(
                            "RSP",
                            number(
                                    new Rsp()
                                            .compare(
                                                    raw.values(),
                                                    result.values(),
                                                    raw.width(),
                                                    raw.height())),
                            "correlation of result and raw (SQUIRREL); 1 = all of the raw image is explained, noise too"));
            rows.add(
                    List.of(
                            "RSE",
                            number(
                                    new Rse()
                                            .compare(
                                                    raw.values(),
                                                    result.values(),
                                                    raw.width(),
                                                    raw.height())),
                            "root mean square of what is not explained, in the units of the image"));
        } catch (IllegalArgumentException e) {
            rows.add(List.of("RSP, RSE", "none", e.getMessage()));
        }
        return rows;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private void maps(ImagePlus maps) throws IOException {
        page.heading("Maps of trust");
        List<HtmlPage.Figure> figures = new ArrayList<>();
        for (int channel = 1; channel <= maps.getNChannels(); channel++) {
            Field map = Field.middle(maps, channel);
            double[] range = map.range();
            String label = maps.getStack().getShortSliceLabel(maps.getStackIndex(channel, 1, 1));
            figures.add(
                    new HtmlPage.Figure(
                            map.pictureWithBar(range[0] < 0 ? map.balanced() : range, PICTURE),
                            label == null ? "map " + channel : label));
        }
        page.figures(figures);
        StatedInfo.of(maps.getInfoProperty())
                .ifPresent(info -> page.block(String.join("\n", info.lines())));
    }

    private void methods(Optional<ModelFile> model) {
        page.heading("For the methods of a paper");
        page.paragraph(new MethodsText(stated, model).sentences());
        page.paragraph("References");
        page.block(String.join("\n", new MethodsText(stated, model).references()));
    }

    private void repeat() {
        page.heading("To repeat it");
        MethodsText.commands(stated, before, after).forEach(page::block);
        page.paragraph("What the result says of itself (Image > Show Info...):");
        page.block(String.join("\n", stated.lines()));
    }

    /** A paper as the specification of models has it. */
    static String reference(Map<?, ?> paper) {
        Object doi = paper.get("doi");
        return paper.get("text") + (doi == null ? "" : " doi:" + doi);
    }
}
