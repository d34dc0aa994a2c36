package org.mulligan.command;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.mulligan.engine.TrainingPlan.Depth;
import org.mulligan.engine.TrainingPlan.Optics;
import org.mulligan.engine.TrainingPlan.Psf;
import org.mulligan.image.depth.StackSpacing;

/** Reads the keys that say how a stack is coarser along its depth. */
public final class DepthText {
    /** Of a PSF that nobody measured, axial width to lateral width: that of a high NA. */
    private static final double LONGER = 3;

    private DepthText() {}

    /**
     * @param zstep from one plane to the next, px; 0 = as the calibration says
     * @param axial FWHM along the depth, as {@link PsfText} has it; empty = that of the optics, or
     *     else three times that in the plane
     * @param psf FWHM in the plane, as {@link PsfText} has it
     * @param pixel size of a pixel in um; 0 = as the calibration says, where it is needed
     * @param na 0 = no optics are given
     * @param calibration asked only for what is not given
     * @throws IllegalArgumentException when a value is none, or the stacks are not coarser
     */
    public static Depth of(
            double zstep,
            String axial,
            String psf,
            double pixel,
            double na,
            double wavelength,
            double index,
            Supplier<StackSpacing> calibration) {
        if (!(zstep >= 0))
            throw new IllegalArgumentException("zstep must be 0 px or more, got " + zstep);
        boolean lengths = na > 0 || isLength(psf) || isLength(axial);
        Optional<StackSpacing> spacing =
                zstep == 0 || lengths && pixel == 0
                        ? Optional.of(calibration.get())
                        : Optional.empty();
        double side =
                pixel > 0
                        ? pixel
                        : spacing.map(StackSpacing::micrometres)
                                .orElse(OptionalDouble.empty())
                                .orElse(0);
        Psf lateral = PsfText.of(psf, side, na, wavelength, index);
        double wide = one("psf", psf, lateral);
        boolean given = axial != null && !axial.isBlank();
        double deep =
                given
                        ? one("axial", axial, PsfText.of(axial, side, 0, wavelength, index))
                        : lateral.optics().map(DepthText::axial).orElse(LONGER * wide);
        double step = zstep > 0 ? zstep : spacing.orElseThrow().step();
        if (zstep == 0 && step < Depth.LEAST_STEP)
            throw new IllegalArgumentException(
                    "The planes of the stacks are %.3g px apart by their calibration, so they are as fine along their depth as in their planes. Where that is wrong, say how many px they are apart (zstep), or set the voxel depth in Image > Properties..."
                            .formatted(step));
        return new Depth(step, deep, wide);
    }

    /** Whether a width is in um or nm. */
    private static boolean isLength(String width) {
        return width != null && width.strip().endsWith("m");
    }

    private static double one(String key, String text, Psf psf) {
        if (psf.isRange())
            throw new IllegalArgumentException(
                    "%s=%s is a range, and task=isotropic needs one width; give that"
                            .formatted(key, text));
        return psf.optics()
                .map(of -> 0.51e-3 * of.wavelength() / of.na() / of.pixel())
                .orElse(psf.fwhm());
    }

    /**
     * FWHM along the axis, px.
     *
     * @see <a href="https://doi.org/10.1007/978-0-387-45524-2_11">Wilhelm et al. in Pawley,
     *     Handbook of Biological Confocal Microscopy</a>
     */
    private static double axial(Optics optics) {
        double n = optics.index();
        return 0.88e-3
                * optics.wavelength()
                / (n - Math.sqrt(n * n - optics.na() * optics.na()))
                / optics.pixel();
    }
}
