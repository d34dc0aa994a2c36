package org.mulligan.train.vst;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.image.plane.Pixels;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.Task;
import org.mulligan.model.Weights;
import org.mulligan.tensor.MonotoneCurve;
import org.mulligan.tensor.Sessions;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.RunningGraph;
import org.mulligan.train.ModelCard;
import org.mulligan.train.ModelPackager;
import org.mulligan.train.PlanText;
import org.mulligan.train.Provenance;
import org.mulligan.train.TrainingRun;
import org.mulligan.train.restore.RestorerCover;
import org.mulligan.train.restore.TestTile;
import org.mulligan.train.restore.TrainingAppearance;

/** Makes the package of a denoiser between a curve and its inverse: one network as any other. */
final class VstPackager extends ModelPackager {
    /** Side of what the cover shows, px. */
    private static final int COVERED = 512;

    private final TrainingPlan plan;
    private final NoisyImages images;
    private final CurveChoice choice;
    private final TrainingRun run;
    private final boolean bf16;
    private FrozenGraph frozen;
    private TrainingAppearance appearance = TrainingAppearance.NONE;
    private final Map<String, Object> measured = new LinkedHashMap<>();

    VstPackager(
            TrainingPlan plan,
            NoisyImages images,
            CurveChoice choice,
            TrainingRun run,
            boolean bf16) {
        super(plan.model(), plan.resume());
        this.plan = plan;
        this.images = images;
        this.choice = choice;
        this.run = run;
        this.bf16 = bf16;
    }

    /**
     * The whole network with its weights: curve, denoiser, inverse.
     *
     * @param curve in place of a learnt one
     */
    static FrozenGraph freeze(FrozenDenoiser denoiser, StabilisingCurve curve) throws IOException {
        Map<String, float[]> weights = new HashMap<>(denoiser.weights());
        weights.putAll(curve.weights());
        return FrozenGraph.of(
                (layers, image) -> {
                    MonotoneCurve rising =
                            MonotoneCurve.fixed(
                                    layers, StabilisingCurve.NAME, StabilisingCurve.KNOTS);
                    return rising.back(denoiser.apply(layers, rising.of(image)));
                },
                weights);
    }

    @Override
    protected Network network() throws IOException {
        frozen = freeze(choice.denoiser(), choice.curve());
        ModelDescription plain = description(Map.of());
        int stride = plain.stride();
        int side = Math.max((TestTile.SIDE + stride - 1) / stride * stride, plain.smallestSide());
        float[] input =
                TestTile.of(
                        images.images().stream()
                                .map(
                                        image ->
                                                new TestTile.Image(
                                                        image.pixels(),
                                                        image.width(),
                                                        image.height())),
                        side,
                        1,
                        false,
                        plain.percentiles());
        try (RunningGraph network = new RunningGraph(frozen, false)) {
            return new Network(
                    Map.of(Weights.FAITHFUL, frozen.bytes()),
                    input,
                    network.run(input, side, side),
                    side,
                    blankCover());
        }
    }

    @Override
    protected Network measured(Network plain) {
        attempt(
                "The appearance of the images",
                () ->
                        appearance =
                                TrainingAppearance.of(
                                        images.images().stream()
                                                .map(
                                                        one ->
                                                                Pixels.of(
                                                                        one.pixels(),
                                                                        one.width(),
                                                                        one.height()))
                                                .toList()));
        measure();
        BufferedImage[] cover = {plain.cover()};
        attempt("The cover", () -> cover[0] = RestorerCover.cover(panels()));
        return new Network(
                plain.graphs(), plain.testInput(), plain.testOutput(), plain.testWidth(), cover[0]);
    }

    private void measure() {
        put("neighbours", "the mean of four neighbours", choice.learnt().neighboursDecibels());
        put("known", choice.other().name(), choice.others().decibels());
        put("learnt", "the learnt curve", choice.learnt().decibels());
        figures.add(choice.words());
    }

    /**
     * @param decibels of hidden pixels
     */
    private void put(String key, String words, double decibels) {
        measured.put(key, Provenance.rounded(decibels));
        figures.add(String.format(Locale.ROOT, "hidden pixels by %s: %.2f dB", words, decibels));
    }

    /** The first of the images, and what the network makes of it. */
    private List<RestorerCover.Panel> panels() {
        NoisyImage image = images.images().get(0);
        NoisyImage cut = image.middle(COVERED).cropped(choice.denoiser().stride());
        try (RunningGraph network = new RunningGraph(frozen, false)) {
            float[] made = network.run(cut.pixels(), cut.height(), cut.width());
            return new ArrayList<>(
                    List.of(
                            new RestorerCover.Panel(
                                    "noisy", cut.pixels(), cut.width(), cut.height()),
                            new RestorerCover.Panel(
                                    Weights.FAITHFUL.toString(), made, cut.width(), cut.height())));
        }
    }

    @Override
    protected String card(ModelDescription description) {
        ModelCard card = new ModelCard(description);
        card.paragraph(
                "In ImageJ: *Plugins > Mulligan > %s*, model `%s`.",
                description.task().commands().get(0), ModelCard.key(plan.model()));
        card.paragraph(
                choice.takesLearnt()
                        ? "It is the denoiser `%s` between a rising curve and a rising way back. The curve makes the noise alike at every brightness, and tells the denoiser how strong it is. Curve and way back have %d numbers each, and nothing else was learnt of the images. So it draws nothing that `%1$s` would not draw."
                        : "It is the denoiser `%s` as it is: a curve of %d numbers that was learnt of the images was no clear gain.",
                choice.denoiser().name(),
                StabilisingCurve.KNOTS);
        card.section("Validation");
        card.paragraph(
                "There was no clean image. Pixels were hidden, and told from those around them; PSNR [dB] of that against the noisy pixels, data range 1 (the percentiles 1 to 99.8). The noise of the hidden pixels is in it, so that all are low and only their differences tell.");
        if (figures.isEmpty()) card.item("%s", ModelCard.NOT_MEASURED);
        figures.forEach(figure -> card.item("%s", figure));
        card.section("Training");
        PlanText.of(PlanText.values(plan)).lines().forEach(setting -> card.item("`%s`", setting));
        images.notes().forEach(note -> card.item("%s", note));
        card.item("%d steps, %.0f s on %s", run.step(), run.seconds(), Sessions.placement().name());
        card.section("Limits");
        card.paragraph(
                "It is for the images that it was made of, and others of the same microscope, settings and brightness. Where the noise is alike in neighbouring pixels it takes the noise for structure.");
        card.paragraph("%s", appearance.line());
        return card.text();
    }

    @Override
    protected ModelDescription description(Map<String, Object> provenance) {
        return new ModelDescription(
                name(Task.DENOISE),
                "Denoiser %s fitted to the noise of %s"
                        .formatted(choice.denoiser().name(), plan.images().target().getFileName()),
                Task.DENOISE,
                "CC0-1.0",
                choice.denoiser().receptiveField(),
                choice.denoiser().stride(),
                1,
                VstTrainer.PERCENTILES,
                provenance);
    }

    @Override
    protected Map<String, Object> provenance() {
        Map<String, Object> curve = new LinkedHashMap<>();
        curve.put("from", rounded(choice.curve().from()));
        curve.put("to", rounded(choice.curve().to()));
        curve.put("back", rounded(choice.curve().back()));
        Provenance provenance =
                new Provenance(PlanText.values(plan))
                        .machine(bf16)
                        .images(images.images().size(), images.hash(), images.notes())
                        .put("left_out", images.leftOut())
                        .put(
                                "start",
                                Map.of(
                                        "model",
                                        choice.denoiser().name(),
                                        "sha256",
                                        choice.denoiser().hash()))
                        .run(run, run.step(), Math.round(run.seconds()))
                        .put("curve", curve)
                        .put("curve_learnt", choice.takesLearnt())
                        .put("hidden_pixels", measured)
                        .put("log", run.log().lines());
        appearance.known().ifPresent(known -> provenance.put("appearance", known.values()));
        return provenance.values();
    }

    private static List<Double> rounded(float[] values) {
        List<Double> list = new ArrayList<>();
        for (float value : values) list.add(Provenance.rounded(value));
        return list;
    }
}
