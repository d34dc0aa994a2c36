package org.mulligan.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A latent point in a text file: whose it is, its class, then a number a line.
 *
 * @param hash of the model that it belongs to; no other draws the same from it
 * @param className empty where the model has no classes
 * @param point not copied
 */
public record LatentFile(String hash, Optional<String> className, float[] point) {
    private static final String FIRST = "Mulligan latent point, model sha256 ";
    private static final String SECOND = "class ";

    /**
     * @throws IOException when there is no such file, or it holds something else
     */
    public static LatentFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > 1 << 20) throw other(file);
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw other(file);
        }
        if (lines.size() < 3
                || !lines.get(0).startsWith(FIRST)
                || !lines.get(1).startsWith(SECOND.strip())) throw other(file);
        float[] point = new float[lines.size() - 2];
        for (int i = 0; i < point.length; i++) point[i] = number(file, i + 3, lines.get(i + 2));
        String className = lines.get(1).substring(SECOND.strip().length()).strip();
        return new LatentFile(
                lines.get(0).substring(FIRST.length()).strip(),
                Optional.of(className).filter(text -> !text.isEmpty()),
                point);
    }

    private static float number(Path file, int line, String text) throws IOException {
        try {
            float number = Float.parseFloat(text.strip());
            if (Float.isFinite(number)) return number;
        } catch (NumberFormatException e) {
            throw new IOException(notANumber(file, line, text), e);
        }
        throw new IOException(notANumber(file, line, text));
    }

    private static String notANumber(Path file, int line, String text) {
        return "Line %d of %s must be a finite number, got \"%s\"".formatted(line, file, text);
    }

    private static IOException other(Path file) {
        return new IOException(
                "%s is no latent point; Explore Latent Space... with do=project and an output writes such files"
                        .formatted(file));
    }

    /**
     * Writes a new file.
     *
     * @throws java.nio.file.FileAlreadyExistsException when it exists
     */
    public void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(FIRST + hash);
        lines.add(SECOND + className.orElse(""));
        for (float number : point) lines.add(Float.toString(number));
        Files.write(file, lines, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
