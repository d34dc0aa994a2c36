package org.mulligan.service.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.mulligan.model.LatentFile;
import org.mulligan.model.LatentSpace;
import org.mulligan.predict.Generator;

/**
 * A latent point and where it comes from: a seed or a file.
 *
 * @param name e.g. {@code seed 5}
 * @param point not truncated
 * @param index of its class where a file says it; 0 where the model has none
 * @param seed empty for a file
 */
public record LatentPoint(String name, float[] point, OptionalInt index, OptionalLong seed) {
    public static LatentPoint of(LatentSpace space, long seed) {
        return new LatentPoint(
                "seed " + seed, space.at(seed), OptionalInt.empty(), OptionalLong.of(seed));
    }

    /**
     * @param text a seed or the path of a latent file
     * @throws IllegalArgumentException when it is neither, or the file is of another model
     */
    public static LatentPoint of(Generator generator, String key, String text) throws IOException {
        String word = text.strip();
        if (word.matches("[+-]?\\d+")) {
            try {
                return of(generator.synthesis().space(), Long.parseLong(word));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "%s must be a whole number of at most 18 digits, got %s"
                                .formatted(key, word),
                        e);
            }
        }
        String neither =
                "%s must be a whole number (a seed) or the path of a latent file, got \"%s\""
                        .formatted(key, word);
        try {
            Path file = Path.of(word);
            if (word.isEmpty() || !Files.exists(file)) throw new IllegalArgumentException(neither);
            return of(generator, file);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(neither, e);
        }
    }

    /** Several, with commas between them. */
    public static List<LatentPoint> list(Generator generator, String key, String text)
            throws IOException {
        List<LatentPoint> origins = new ArrayList<>();
        for (String word : text.split(",")) origins.add(of(generator, key, word));
        return origins;
    }

    /**
     * @throws IllegalArgumentException when the file is of another model
     */
    public static LatentPoint of(Generator generator, Path path) throws IOException {
        LatentFile file = LatentFile.read(path);
        LatentSpace space = generator.synthesis().space();
        if (!file.hash().equals(generator.hash()))
            throw new IllegalArgumentException(
                    "%s is a point of another model (sha256 %s), and \"%s\" (sha256 %s) would draw something else from it; choose the model that it was made with"
                            .formatted(
                                    path,
                                    brief(file.hash()),
                                    generator.name(),
                                    brief(generator.hash())));
        int index = file.className().map(space.classes()::indexOf).orElse(0);
        if (file.point().length != space.numbers() || index < 0)
            throw new IllegalArgumentException(
                    "%s is damaged: it has %d numbers and the class %s, and the model \"%s\" draws from %d numbers%s"
                            .formatted(
                                    path,
                                    file.point().length,
                                    file.className().orElse("-"),
                                    generator.name(),
                                    space.numbers(),
                                    space.classes().isEmpty()
                                            ? ""
                                            : " and classes "
                                                    + String.join(", ", space.classes())));
        return new LatentPoint(
                path.getFileName().toString(),
                file.point(),
                OptionalInt.of(index),
                OptionalLong.empty());
    }

    private static String brief(String hash) {
        return hash.length() > 12 ? hash.substring(0, 12) + "..." : hash;
    }

    /** The class that it is drawn in: the one chosen, else the file's, else the seed's turn. */
    public int classIn(ClassChoice choice) {
        if (seed.isPresent()) return choice.of(seed.getAsLong());
        return choice.isNamed() ? choice.indices().get(0) : index.orElse(0);
    }
}
