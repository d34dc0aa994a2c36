package org.mulligan.engine;

import java.util.List;
import java.util.stream.IntStream;
import org.mulligan.model.Task;

/**
 * Which planes of a stack a network takes for one.
 *
 * @param dimensions {@link #PLANE} or {@link #STACK}
 * @param planes the plane itself and as many on either side: 1, or an odd number from 3 to 15
 */
public record Dimensions(String dimensions, int planes) {
    /** Each plane by itself. */
    public static final String PLANE = "2d";

    /** With those above and below, or before and after, as channels of the input. */
    public static final String STACK = "2.5d";

    /** What plans mean that say nothing of it, as all did once. */
    public static final Dimensions TWO = new Dimensions(PLANE, 1);

    private static final int MOST = 15;

    public Dimensions {
        boolean stack = dimensions.equals(STACK);
        if (!stack && !dimensions.equals(PLANE))
            throw new IllegalArgumentException(
                    "dimensions must be %s or %s, got \"%s\"".formatted(PLANE, STACK, dimensions));
        if (stack && (planes < 3 || planes > MOST || planes % 2 == 0))
            throw new IllegalArgumentException(
                    "dimensions=%s takes a plane with as many on either side: planes must be an odd number from 3 to %d, got %d"
                            .formatted(STACK, MOST, planes));
        if (!stack && planes != 1)
            throw new IllegalArgumentException(
                    "dimensions=%s takes 1 plane, got %d".formatted(PLANE, planes));
    }

    /**
     * As a user says it.
     *
     * @param planes of a stack; not asked of single planes
     * @throws IllegalArgumentException when a value is none; the text names the key
     */
    public static Dimensions of(String dimensions, int planes) {
        return dimensions.equals(PLANE) ? TWO : new Dimensions(dimensions, planes);
    }

    /** Whether it takes several planes. */
    public boolean isStack() {
        return planes > 1;
    }

    /**
     * @throws IllegalArgumentException when no training of this kind takes stacks
     */
    void requireFor(Task task, Supervision supervision) {
        if (!isStack()) return;
        if (task.fills() || task.evensLight())
            throw new IllegalArgumentException(
                    "dimensions=%s is for denoising, deblurring and super-resolution, got task=%s"
                            .formatted(dimensions, task.word()));
        if (!supervision.isClean())
            throw new IllegalArgumentException(
                    "dimensions=%s learns from clean images. Without them method=neighbours takes planes before and after, got method=%s"
                            .formatted(dimensions, supervision.word()));
    }

    /** From a plane to those that are taken, itself among them; empty where that is all. */
    public List<Integer> distances() {
        int half = planes / 2;
        return isStack() ? IntStream.rangeClosed(-half, half).boxed().toList() : List.of();
    }
}
