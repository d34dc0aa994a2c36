package org.mulligan.train.vst;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalDouble;
import java.util.zip.GZIPInputStream;
import org.mulligan.model.Task;
import org.mulligan.network.NetworkSize;
import org.mulligan.tensor.foreign.FrozenGraphReader;
import org.mulligan.train.Extensions;

/**
 * The denoiser that curves are learnt around: it takes off Gaussian noise of one standard
 * deviation, and was trained on textures of every kind and contrast. It is a resource and no model,
 * as it is of no use without a curve. {@code GaussianRecipe}, among the tests, makes it again.
 */
final class GaussianDenoiser {
    static final String NAME = "gaussian";

    /** Standard deviation of the noise, in the network's units. */
    static final double SIGMA = 0.1;

    static final NetworkSize SIZE = new NetworkSize(16, 3, 1);

    private static final String FILE = "gaussian.pb.gz";
    private static final String ARCHITECTURE = "unet";

    private GaussianDenoiser() {}

    static FrozenDenoiser open(Extensions seams) throws IOException {
        byte[] bytes;
        try (InputStream file = GaussianDenoiser.class.getResourceAsStream(FILE)) {
            if (file == null) throw new IllegalStateException("Mulligan's jar lacks " + FILE);
            bytes = new GZIPInputStream(file).readAllBytes();
        }
        return new FrozenDenoiser(
                NAME,
                hash(bytes),
                seams.architecture(ARCHITECTURE, Task.DENOISE.word()),
                SIZE,
                FrozenGraphReader.read(bytes, FILE).weights(),
                OptionalDouble.of(SIGMA));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
