package org.mulligan.service.compare;

/** Why the candidates cannot be ranked on an image, in the user's words, and what to do instead. */
public final class NotRanked extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final boolean noiseless;

    /**
     * @param noiseless whether there is no noise left to take away
     */
    NotRanked(String message, boolean noiseless) {
        super(message);
        this.noiseless = noiseless;
    }

    /** Whether nothing should be done to the image, as there is no noise to take away. */
    public boolean isNoiseless() {
        return noiseless;
    }
}
