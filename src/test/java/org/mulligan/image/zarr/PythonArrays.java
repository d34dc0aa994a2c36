package org.mulligan.image.zarr;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Arrays that zarr-python wrote, whose pixels are known: {@code src/test/python/zarr_arrays.py} has
 * made those among the tests' resources, and makes others where a Python with zarr is there.
 */
public final class PythonArrays {
    private static final String SCRIPT = "src/test/python/zarr_arrays.py";

    private PythonArrays() {}

    /** Unpacks those among the resources. */
    static Path unpack(Path folder) throws IOException {
        return unpack("arrays.zip", folder);
    }

    /** Unpacks {@code arrays.zip}, or images of ome-zarr-py: {@code ome.zip}. */
    public static Path unpack(String name, Path folder) throws IOException {
        return unpack(name, "", folder);
    }

    /** Unpacks what begins so. */
    static Path unpack(String name, String start, Path folder) throws IOException {
        try (InputStream in = PythonArrays.class.getResourceAsStream(name);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                if (entry.isDirectory() || !entry.getName().startsWith(start)) continue;
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        return folder;
    }

    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** The Python that {@code MULLIGAN_PYTHON} names, if it has zarr. */
    public static Optional<String> python() throws IOException, InterruptedException {
        String python = System.getenv("MULLIGAN_PYTHON");
        if (python == null || python.isBlank()) return Optional.empty();
        Process process =
                new ProcessBuilder(
                                python,
                                "-c",
                                "import zarr, numcodecs; assert zarr.__version__ >= '3'")
                        .redirectErrorStream(true)
                        .start();
        process.getInputStream().readAllBytes();
        return process.waitFor() == 0 ? Optional.of(python) : Optional.empty();
    }

    /** Why a test is skipped. */
    public static final String MISSING =
            "No Python with zarr 3; name one with MULLIGAN_PYTHON, as .ci/run does";

    /** What the script says. */
    public static List<String> run(String python, Path folder, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(python, SCRIPT));
        Collections.addAll(command, arguments);
        Path err = folder.resolve("python-err.txt");
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new AssertionError(out + Files.readString(err));
        return out.lines().toList();
    }

    /** The value of a pixel by its number in C order. */
    static double value(PixelType type, long i) {
        long k = (i * i + 7 * i + 3) % 100;
        return switch (type.kind()) {
            case BOOLEAN -> k % 2;
            case UNSIGNED -> k;
            case SIGNED -> k - 50;
            case REAL -> k / 2.0 - 20;
        };
    }

    /** What is to be read at a place. */
    static double expected(ArrayLayout layout, long[] at) {
        long i = 0;
        for (int d = 0; d < at.length; d++) i = i * layout.shape()[d] + at[d];
        Map<?, ?> attributes = layout.attributes();
        if (attributes.get("from") instanceof Number from && at[at.length - 1] >= from.longValue())
            return Double.parseDouble(attributes.get("fill").toString());
        return value(layout.type(), i);
    }

    /** A pixel as it was stored. */
    static double stored(byte[] pixels, PixelType type, int index) {
        ByteBuffer bytes = ByteBuffer.wrap(pixels).order(type.order());
        boolean real = type.kind() == PixelType.Kind.REAL;
        boolean signed = type.kind() == PixelType.Kind.SIGNED;
        int at = index * type.size();
        return switch (type.size()) {
            case 1 -> signed ? bytes.get(at) : bytes.get(at) & 0xff;
            case 2 ->
                    real
                            ? HalfFloat.of(bytes.getShort(at))
                            : signed ? bytes.getShort(at) : bytes.getShort(at) & 0xffff;
            case 4 -> real ? bytes.getFloat(at) : bytes.getInt(at);
            default -> real ? bytes.getDouble(at) : bytes.getLong(at);
        };
    }
}
