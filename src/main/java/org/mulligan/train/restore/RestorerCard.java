package org.mulligan.train.restore;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.model.ModelDescription;
import org.mulligan.tensor.Sessions;
import org.mulligan.train.PlanText;

/**
 * The README of a model package: what it is, what it was measured against, and what to watch for.
 */
record RestorerCard(
        ModelDescription description,
        TrainingPlan plan,
        TrainingSet images,
        List<String> figures,
        RestorerPackager.Course course,
        Optional<PerceptionDistortionCurve> dial,
        TrainingAppearance appearance) {

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "# %s", description.name());
        line(text, "");
        line(text, "%s, made with Mulligan.", description.summary());
        line(text, "");
        line(
                text,
                "In ImageJ: *Plugins > Mulligan > %s*, model `%s`.",
                description.task().commands().get(0),
                plan.model().getFileName().toString().replaceFirst("\\.zip$", ""));
        line(text, "");
        line(text, "# Validation");
        line(text, "");
        line(
                text,
                "On images of the training folders that were held back; PSNR [dB] after CARE's affine fit with the wanted image's range, SSIM after the same fit with a uniform 7 px window, sharpness = spectral energy at 0.1-0.25 cycles/px relative to the wanted image (1 = as sharp), coherence = correlation of that fine detail with the wanted image's (1 = all of it is real, 0 = invented).");
        line(text, "");
        figures.forEach(figure -> line(text, "- %s", figure));
        line(text, "");
        if (dial.isPresent()) {
            line(
                    text,
                    "Discriminator: loss %.3f at the end (%.3f when it sees no difference); the real score was above the fake one at %.0f %% of the places. %s",
                    course.watch().loss(),
                    course.watch().asleep(),
                    100 * course.watch().realAboveFake(),
                    course.watch().state().words);
            line(text, "");
            line(
                    text,
                    dial.get().worth()
                            + " What the adversary adds is plausible texture, not recovered detail: measure on the faithful weights (sharpness 0).");
        } else {
            line(
                    text,
                    "This model has faithful weights only; it was not trained with an adversary.");
        }
        line(text, "");
        line(text, "# Training");
        line(text, "");
        PlanText.of(PlanText.values(plan))
                .lines()
                .forEach(setting -> line(text, "- `%s`", setting));
        images.notes().forEach(note -> line(text, "- %s", note));
        line(
                text,
                "- %d of %d steps, %.0f s on %s",
                course.steps(),
                course.stages().total(),
                course.seconds(),
                Sessions.placement().name());
        line(text, "");
        line(text, "# Limits");
        line(text, "");
        line(
                text,
                "It has seen images like those of its training. On other structures, magnifications or cameras it may smooth away what is there or draw what is not; compare with the raw image.");
        line(text, "");
        line(text, "%s", appearance.line());
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
