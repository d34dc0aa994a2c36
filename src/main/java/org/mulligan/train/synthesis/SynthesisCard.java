package org.mulligan.train.synthesis;

import java.util.List;
import java.util.Map;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.Synthesis;
import org.mulligan.tensor.Sessions;
import org.mulligan.train.ModelCard;
import org.mulligan.train.PlanText;

/**
 * The README of a synthesiser's package: what it draws, how well, and what it must not be used for.
 */
record SynthesisCard(
        ModelDescription description,
        SynthesisSettings settings,
        List<String> notes,
        int images,
        List<String> figures,
        SynthesiserPackager.Course course) {

    String text() {
        Synthesis what = description.synthesis().orElseThrow();
        ModelCard card = new ModelCard(description);
        if (description.isGuided()) guided(card, what);
        else plain(card, what);
        card.paragraph(
                "**Its images are inventions.** None of them was ever seen by a microscope.");
        card.section("Validation");
        if (figures.isEmpty()) card.item("%s", ModelCard.NOT_MEASURED);
        figures.forEach(figure -> card.item("%s", figure));
        if (!Double.isNaN(course.watch().equilibriumLoss()))
            card.item("at the end of the training: %s", course.watch().losses(false));
        course.watch().faults().forEach(fault -> card.item("%s", fault.words));
        card.section("Training");
        PlanText.of(plan()).lines().forEach(setting -> card.item("`%s`", setting));
        notes.forEach(note -> card.item("%s", note));
        card.item(
                "%d of %d steps of %d images, %.0f s on %s",
                course.run().step(),
                course.steps(),
                settings.batch(),
                course.seconds(),
                Sessions.placement().name());
        card.section("Limits");
        card.paragraph(
                "It draws what its training images have in common, not what is rare in them, and nothing that they do not show. Never present its images as measurements; counts and sizes measured in them are those of the generator.");
        return card.text();
    }

    private void plain(ModelCard card, Synthesis what) {
        card.paragraph(
                "In ImageJ: *Plugins > Mulligan > Synthesise with Mulligan...*, model `%s`. It draws %d x %d px images with %s from %d normal numbers%s; intensities %s to %s of the training images.",
                ModelCard.key(settings.plan().model()),
                what.size(),
                what.size(),
                what.channels() == 1 ? "one channel" : "three channels",
                what.space().numbers(),
                classes(what, " and a class"),
                what.low(),
                what.high());
    }

    private void guided(ModelCard card, Synthesis what) {
        Synthesis.Guide guide = what.guide().orElseThrow();
        card.paragraph(
                "In ImageJ: *Plugins > Mulligan > Synthesise with Mulligan...*, model `%s`, with an input image of any size: %s of one channel, intensities %s to %s. It draws an image of that size from the input, %d normal numbers%s and a noise for each pixel; intensities %s to %s of the training images. It was trained on patches of %d px.",
                ModelCard.key(settings.plan().model()),
                guide.labels() ? "a label image or mask" : "an image",
                guide.low(),
                guide.high(),
                what.space().numbers(),
                classes(what, ", a style"),
                what.low(),
                what.high(),
                what.size());
    }

    private static String classes(Synthesis what, String word) {
        List<String> classes = what.space().classes();
        return classes.isEmpty() ? "" : "%s (%s)".formatted(word, String.join(", ", classes));
    }

    /** The plan in the user's words, so that its lines can be given again. */
    private Map<String, Object> plan() {
        Map<String, Object> plan = PlanText.values(settings.plan());
        if (settings.plan().images().fit() == SynthesisPlan.Fit.REFUSE) plan.put("fit", "exact");
        if (settings.plan().drawing().loss().isEmpty()) plan.put("loss", "own");
        return plan;
    }
}
