package org.mulligan.image.intensity;

/** Pixels that are NaN or infinite. */
public final class NotFinite {
    /** For {@link #ADVICE}: leaves no such pixel, however many lie together. */
    static final String CODE = "if (isNaN(v) || abs(v)==1/0) v=0;";

    /**
     * What a message says to do about them. ImageJ's <i>Remove NaNs...</i> is not it: it fills no
     * hole that is wider than its radius, and leaves what is infinite.
     */
    public static final String ADVICE =
            "replace them with Process > Math > Macro... and the code  "
                    + CODE
                    + "  (better than 0 is the value of the background), or crop the image to where it has values";

    private NotFinite() {}
}
