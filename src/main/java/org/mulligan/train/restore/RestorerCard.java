package org.mulligan.train.restore;

import java.util.List;
import java.util.Optional;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.metric.interval.Interval;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.Task;
import org.mulligan.tensor.Sessions;
import org.mulligan.train.ModelCard;
import org.mulligan.train.PlanText;

/**
 * The README of a restorer's package: what it is, what it was measured against, and what to watch
 * for.
 */
record RestorerCard(
        ModelDescription description,
        TrainingPlan plan,
        TrainingSet images,
        String explanation,
        List<String> figures,
        RestorerPackager.Course course,
        boolean adversarial,
        Optional<PerceptionDistortionCurve> curve,
        TrainingAppearance appearance,
        Optional<Interval> interval) {

    /** What it undoes; of measured pairs nobody knows. */
    private Optional<String> blur() {
        Imaging imaging = plan.imaging();
        if (imaging.depth().isPresent())
            return Optional.of(
                    "It learnt from planes of stacks to undo what their depth lacks: planes %s px apart, and a PSF of %s px along the depth and %s px in the plane, a tenth more or less. It takes stacks with planes about as far apart. What no plane has seen it draws as in the planes: where a structure is of another kind along the depth, as a layer is, do not measure there."
                            .formatted(
                                    imaging.depth().get().step(),
                                    imaging.depth().get().axial(),
                                    imaging.depth().get().lateral()));
        if (plan.images().noisy().isPresent() || !imaging.task().blurs()) return Optional.empty();
        String psf =
                imaging.psf().isRange()
                        ? "It learnt to undo PSFs with a FWHM of %s to %s px of its result, be they Gaussians, Airy patterns, or cores with a halo. A wider blur stays in part."
                                .formatted(imaging.psf().fwhm(), imaging.psf().widest())
                        : "It learnt to undo one PSF, a tenth wider or narrower; an image with another comes out too soft or too sharp.";
        return Optional.of(
                psf
                        + " It has seen %s to %s photons at the brightest parts. Mulligan warns of an image that is noisier than the dimmest of them: denoise that one instead (*%s*)."
                                .formatted(
                                        imaging.photons().low(),
                                        imaging.photons().high(),
                                        Task.DENOISE.commands().get(0)));
    }

    String text() {
        ModelCard card = new ModelCard(description);
        card.paragraph(
                "In ImageJ: *Plugins > Mulligan > %s*, model `%s`.",
                description.task().commands().get(0), ModelCard.key(plan.model()));
        card.section("Validation");
        card.paragraph("On images of the training folders that were held back; %s", explanation);
        if (figures.isEmpty()) card.item("%s", ModelCard.NOT_MEASURED);
        figures.forEach(figure -> card.item("%s", figure));
        if (adversarial) {
            card.paragraph(
                    "At the end of the training: %s. %s",
                    course.watch().words(), course.watch().state().words);
        }
        if (curve.isPresent()) {
            card.paragraph(
                    "%s What the adversary adds is plausible texture, not recovered detail: measure on the faithful weights (sharpness 0).",
                    curve.get().worth());
        } else if (!adversarial) {
            card.paragraph(
                    "This model has faithful weights only; it was not trained with an adversary.");
        }
        interval.ifPresent(
                found ->
                        card.paragraph(
                                "Maps of trust have the half-width of that interval for each pixel. It holds for images like those of the training, of the faithful weights, and for the pixels of a field together: structures that the training lacks may lie outside in whole. Mulligan suspends it, with a word, where the appearance or the noise of an image is another (noise of %.2g to %.2g of the intensity range was seen).",
                                found.quietest(), found.noisiest()));
        card.section("Training");
        PlanText.of(PlanText.values(plan)).lines().forEach(setting -> card.item("`%s`", setting));
        images.notes().forEach(note -> card.item("%s", note));
        card.item(
                "%d of %d steps, %.0f s on %s",
                course.run().step(),
                course.schedule().total(),
                course.seconds(),
                Sessions.placement().name());
        card.section("Limits");
        card.paragraph(
                "It has seen images like those of its training. On other structures, magnifications or cameras it may smooth away what is there or draw what is not; compare with the raw image.");
        card.paragraph("%s", appearance.line());
        blur().ifPresent(line -> card.paragraph("%s", line));
        return card.text();
    }
}
