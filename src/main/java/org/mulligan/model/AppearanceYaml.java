package org.mulligan.model;

import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mulligan.image.Appearance;
import org.mulligan.image.Appearance.Trait;
import org.mulligan.image.TypicalAppearance;
import org.mulligan.image.TypicalAppearance.Range;
import org.mulligan.model.Yaml.Section;

/** What a model's training images looked like, as our section of {@code rdf.yaml} has it. */
final class AppearanceYaml {
    static final String KEY = "appearance";

    private AppearanceYaml() {}

    static Map<String, Object> write(TypicalAppearance appearance) {
        Map<String, Object> yaml = new LinkedHashMap<>();
        yaml.put("images", appearance.images());
        appearance
                .ranges()
                .forEach(
                        (trait, range) -> {
                            Map<String, Object> numbers = new LinkedHashMap<>();
                            numbers.put("mean", range.mean());
                            numbers.put("deviation", range.deviation());
                            numbers.put("limit", range.limit());
                            yaml.put(key(trait), numbers);
                        });
        return yaml;
    }

    static TypicalAppearance parse(Section section) throws IOException {
        Map<Trait, Range> ranges = new EnumMap<>(Trait.class);
        for (Trait trait : Trait.values())
            ranges.put(trait, range(trait, section.section(key(trait))));
        try {
            return new TypicalAppearance(section.integer("images"), ranges);
        } catch (IllegalArgumentException e) {
            throw new IOException("in %s %s".formatted(section.where(), e.getMessage()), e);
        }
    }

    private static Range range(Trait trait, Section section) throws IOException {
        List<Double> mean = section.numbers("mean");
        if (mean.size() != Appearance.size(trait))
            throw new IOException(
                    "%smean must have %d numbers, but has %d"
                            .formatted(section.where(), Appearance.size(trait), mean.size()));
        try {
            return new Range(mean, section.numbers("deviation"), section.number("limit"));
        } catch (IllegalArgumentException e) {
            throw new IOException("in %s %s".formatted(section.where(), e.getMessage()), e);
        }
    }

    private static String key(Trait trait) {
        return trait.name().toLowerCase(Locale.ROOT);
    }
}
