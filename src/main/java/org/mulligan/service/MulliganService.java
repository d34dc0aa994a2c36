package org.mulligan.service;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import org.mulligan.engine.Progress;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.model.ModelFile;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

/**
 * The one door to Mulligan for commands and scripts. Starts the engine at first use and ends it
 * with the context.
 */
@Plugin(type = Service.class)
public class MulliganService extends AbstractService implements SciJavaService {
    /**
     * Models that can be named: the shipped ones, then the user's; broken packages are left out and
     * logged.
     */
    public List<ModelFile> models() {
        throw new UnsupportedOperationException();
    }

    /**
     * The model of a name in the list, or at a path.
     *
     * @throws IllegalArgumentException when there is none; the text lists the names
     * @throws IOException when the package is broken
     */
    public ModelFile model(String nameOrPath) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Where a model named on training is written: a path stays a path; a bare name goes into the
     * user's folder of models.
     */
    public Path modelPath(String nameOrPath) {
        throw new UnsupportedOperationException();
    }

    /**
     * Denoises an open image, each plane of each channel by itself.
     *
     * @param noisy 8, 16 or 32 bit, any number of channels, slices and frames; not modified
     * @param output a TIFF file to write plane by plane; the result is then backed by that file.
     *     Empty: in memory
     * @return a new image with the input's calibration, axes, colours, labels, overlay and Info,
     *     and its provenance
     * @throws IllegalArgumentException for RGB, constant or non-finite images; the text says what
     *     to do
     * @throws java.util.concurrent.CancellationException when {@code progress} cancels; nothing is
     *     left behind
     */
    public ImagePlus denoise(
            ImagePlus noisy, DenoiseSettings settings, Optional<Path> output, Progress progress)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Denoises a file to a file, or every image of a folder to a folder, plane by plane.
     *
     * @param input any format that ImageJ opens, or a folder of such files
     * @param output for a folder, one TIFF per image of the same stem; never overwritten
     * @return the files written
     */
    public List<Path> denoise(Path input, DenoiseSettings settings, Path output, Progress progress)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Denoises an image of a script.
     *
     * @param noisy first two axes XY; every further axis counts planes, which are denoised one by
     *     one and normalised together; not modified
     * @return a new image of the same interval, in the units of {@code noisy}
     */
    public <T extends RealType<T>> Img<FloatType> denoise(
            RandomAccessibleInterval<T> noisy, DenoiseSettings settings, Progress progress)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Trains a denoiser; see {@link org.mulligan.engine.Engine#train}. */
    public TrainingReport train(TrainingPlan plan, TrainingListener listener) throws IOException {
        throw new UnsupportedOperationException();
    }
}
