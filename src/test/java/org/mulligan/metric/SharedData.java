package org.mulligan.metric;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Images that lie beside the project; a test that needs them is skipped where they are absent. */
public final class SharedData {
    private SharedData() {}

    public static Path folder(String name) {
        Path folder =
                Path.of(
                                Optional.ofNullable(System.getenv("MULLIGAN_DATA"))
                                        .orElse("../shared/data"))
                        .resolve(name);
        assumeThat(folder).as("shared data, see MULLIGAN_DATA").isDirectory();
        return folder;
    }

    /** An 8-bit gray PNG, row by row. */
    static float[] gray(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) values[i] = bytes[i] & 0xff;
        return values;
    }
}
