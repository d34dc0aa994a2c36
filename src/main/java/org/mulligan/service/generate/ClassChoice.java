package org.mulligan.service.generate;

import java.util.ArrayList;
import java.util.List;
import org.mulligan.model.LatentSpace;
import org.mulligan.predict.Generator;

/**
 * Which classes are drawn: those named, or all. A seed has always the same of them, whatever is
 * drawn beside it.
 */
public final class ClassChoice {
    private final List<Integer> indices = new ArrayList<>();
    private final LatentSpace space;
    private final boolean named;

    /**
     * @param text names with commas between them, or empty
     * @throws IllegalArgumentException when the model has no such class, or none at all
     */
    public ClassChoice(Generator generator, String text) {
        this(generator.name(), generator.synthesis().space(), text);
    }

    /**
     * @param model what users type
     */
    public ClassChoice(String model, LatentSpace space, String text) {
        this.space = space;
        named = !text.isEmpty();
        List<String> classes = space.classes();
        if (named && classes.isEmpty())
            throw new IllegalArgumentException(
                    "The model \"%s\" was trained without classes; leave class empty"
                            .formatted(model));
        // A name may have a comma in it.
        if (classes.contains(text)) indices.add(classes.indexOf(text));
        else if (named) for (String name : text.split(",")) indices.add(index(model, name.strip()));
        else for (int i = 0; i < classes.size(); i++) indices.add(i);
    }

    private int index(String model, String name) {
        int index = space.classes().indexOf(name);
        if (index < 0)
            throw new IllegalArgumentException(
                    "The model \"%s\" has no class \"%s\"; its classes are %s"
                            .formatted(model, name, String.join(", ", space.classes())));
        return index;
    }

    /** Whether the user named any. */
    public boolean isNamed() {
        return named;
    }

    /** Those chosen, in the order in which they were named; empty where the model has none. */
    public List<Integer> indices() {
        return indices;
    }

    /** The class of a seed; 0 where there are none. */
    public int of(long seed) {
        return indices.isEmpty()
                ? 0
                : indices.get((int) Math.floorMod(seed, (long) indices.size()));
    }

    /** What a class is called in a label, with a comma before it; empty where there are none. */
    String words(int index) {
        return space.classes().isEmpty() ? "" : ", class " + space.classes().get(index);
    }
}
