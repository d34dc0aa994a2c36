package org.mulligan.extension;

/**
 * ImageJ's own classes as Fiji changes them, which works only before the first of them is loaded.
 */
public final class ImageJPatch {
    private static final String INJECTOR = "net.imagej.patcher.LegacyInjector";

    private ImageJPatch() {}

    /**
     * Lets Fiji change ImageJ's classes now, if it has not; where there is no Fiji it does nothing.
     *
     * <p>SciJava makes our services before Fiji's own, and reads their signatures. One {@code
     * ImagePlus} there loads that class as it is. Fiji can no longer change it then, and each image
     * that any plugin asks for as a Dataset stays in memory. So this belongs into the static
     * initialiser of every class whose signatures SciJava reads at its start.
     *
     * @return false: there is no Fiji, or somebody loaded ImageJ's classes before, of which Fiji
     *     warns
     */
    public static boolean apply() {
        try {
            Class.forName(INJECTOR, true, ImageJPatch.class.getClassLoader())
                    .getMethod("preinit")
                    .invoke(null);
            return true;
        } catch (ReflectiveOperationException | LinkageError e) {
            return false;
        }
    }
}
