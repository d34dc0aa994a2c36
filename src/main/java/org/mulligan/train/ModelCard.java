package org.mulligan.train;

import java.nio.file.Path;
import java.util.Locale;
import org.mulligan.model.ModelDescription;

/** Writes the README of a model package, in Markdown. */
public final class ModelCard {
    /** In place of figures. */
    public static final String NOT_MEASURED = "not measured";

    private final StringBuilder text = new StringBuilder();
    private boolean listing;

    public ModelCard(ModelDescription description) {
        section(description.name());
        paragraph("%s, made with Mulligan.", description.summary());
    }

    /** The name that a user knows a model by. */
    public static String key(Path model) {
        return model.getFileName().toString().replaceFirst("\\.zip$", "");
    }

    public void section(String title) {
        paragraph("# %s", title);
    }

    public void paragraph(String format, Object... values) {
        if (text.length() > 0) text.append('\n');
        listing = false;
        line(format, values);
    }

    /** An item of a list. */
    public void item(String format, Object... values) {
        if (!listing) text.append('\n');
        listing = true;
        line("- " + format, values);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    public String text() {
        return text.toString();
    }
}
