package org.mulligan.train.synthesis;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.Synthesis;
import org.mulligan.tensor.Sessions;
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
        StringBuilder text = new StringBuilder();
        line(text, "# %s", description.name());
        line(text, "");
        line(text, "%s, made with Mulligan.", description.summary());
        line(text, "");
        if (description.isGuided()) guided(text, what);
        else
            line(
                    text,
                    "In ImageJ: *Plugins > Mulligan > Synthesise...*, model `%s`. It draws %d x %d px images with %s from %d normal numbers%s; intensities %s to %s of the training images.",
                    settings.plan().model().getFileName().toString().replaceFirst("\\.zip$", ""),
                    what.size(),
                    what.size(),
                    what.channels() == 1 ? "one channel" : "three channels",
                    what.space().numbers(),
                    what.space().classes().isEmpty()
                            ? ""
                            : " and a class (" + String.join(", ", what.space().classes()) + ")",
                    what.low(),
                    what.high());
        line(text, "");
        line(text, "**Its images are inventions.** None of them was ever seen by a microscope.");
        line(text, "");
        line(text, "# Validation");
        line(text, "");
        figures.forEach(figure -> line(text, "- %s", figure));
        if (!Double.isNaN(course.watch().asleep()))
            line(
                    text,
                    "- at the end of the training: d_loss %.3f, g_loss %.3f, real above fake %.2f",
                    course.watch().discriminator(),
                    course.watch().generator(),
                    course.watch().realAboveFake());
        course.watch().faults().forEach(fault -> line(text, "- %s", fault.words));
        line(text, "");
        line(text, "# Training");
        line(text, "");
        PlanText.of(plan()).lines().forEach(setting -> line(text, "- `%s`", setting));
        notes.forEach(note -> line(text, "- %s", note));
        line(
                text,
                "- %d of %d steps of %d images, %.0f s on %s",
                course.step(),
                course.steps(),
                settings.batch(),
                course.seconds(),
                Sessions.placement().name());
        line(text, "");
        line(text, "# Limits");
        line(text, "");
        line(
                text,
                "It draws what its training images have in common, not what is rare in them, and nothing that they do not show. Never present its images as measurements; counts and sizes measured in them are those of the generator.");
        return text.toString();
    }

    private void guided(StringBuilder text, Synthesis what) {
        line(
                text,
                "In ImageJ: *Plugins > Mulligan > Synthesise...*, model `%s`, with an input image of any size: %s of one channel, intensities %s to %s. It draws an image of that size from the input, %d normal numbers%s and a noise for each pixel; intensities %s to %s of the training images. It was trained on patches of %d px.",
                settings.plan().model().getFileName().toString().replaceFirst("\\.zip$", ""),
                what.guide().orElseThrow().labels() ? "a label image or mask" : "an image",
                what.guide().orElseThrow().low(),
                what.guide().orElseThrow().high(),
                what.space().numbers(),
                what.space().classes().isEmpty()
                        ? ""
                        : ", a style (" + String.join(", ", what.space().classes()) + ")",
                what.low(),
                what.high(),
                what.size());
    }

    /** The plan in the user's words, so that its lines can be given again. */
    private Map<String, Object> plan() {
        Map<String, Object> plan = PlanText.values(settings.plan());
        if (settings.plan().images().fit() == SynthesisPlan.Fit.REFUSE) plan.put("fit", "exact");
        if (settings.plan().drawing().loss().isEmpty()) plan.put("loss", "own");
        return plan;
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
