package org.mulligan.engine;

/**
 * What long work tells the one who waits for it, and asks of her. Calls come from the thread that
 * does the work.
 */
public interface Progress {
    /** Nobody watches, nobody cancels. */
    Progress SILENT = new Progress() {};

    /** One line for the log. */
    default void log(String line) {}

    /** One line that should not be overlooked: of what may make a result wrong. */
    default void warn(String line) {
        log(line);
    }

    /** One line of what was asked for: a file that is whole, a row of figures. */
    default void result(String line) {}

    /**
     * How far the work is.
     *
     * @param what a few words, for a status line
     * @param fraction 0 to 1
     * @param secondsLeft an estimate; negative while there is none
     */
    default void update(String what, double fraction, double secondsLeft) {}

    /** True once the user wants the work to stop; asked between tiles and between steps. */
    default boolean cancelled() {
        return false;
    }
}
