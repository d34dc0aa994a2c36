package org.mulligan.model;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where models have names: the folder that came with Mulligan, and the user's own.
 *
 * @param shipped may be absent
 * @param user need not exist yet
 */
public record ModelFolder(Optional<Path> shipped, Path user) {
    /** Names that are file names on every system. */
    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_+\\- ().]{0,99}(?<![ .])";

    private static final String RESERVED = "(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?";

    /**
     * The folders of this installation. Shipped: {@code models} in the folder {@code mulligan.home}
     * (a system property), else beside our jar, else {@code lib/mulligan/models} of the ImageJ
     * whose {@code plugins} has our jar: never among the user's, which are not ours to replace. The
     * user's: the system property {@code mulligan.models}, else {@code models/mulligan} in Fiji,
     * else {@code .mulligan/models} in the home folder.
     */
    public static ModelFolder standard() {
        Optional<Path> shipped =
                property("mulligan.home")
                        .map(home -> home.resolve("models"))
                        .or(ModelFolder::besideJar)
                        .filter(Files::isDirectory);
        Path user =
                property("mulligan.models")
                        .or(() -> fiji().map(app -> app.resolve("models").resolve("mulligan")))
                        .orElseGet(
                                () ->
                                        Path.of(System.getProperty("user.home"))
                                                .resolve(".mulligan")
                                                .resolve("models"));
        return new ModelFolder(shipped, user);
    }

    private static Optional<Path> property(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .filter(s -> !s.isBlank())
                .map(Path::of);
    }

    private static Optional<Path> fiji() {
        try {
            Class.forName(
                    "net.imagej.legacy.LegacyService", false, ModelFolder.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
        return property("imagej.dir").or(() -> property("ij.dir"));
    }

    private static Optional<Path> besideJar() {
        CodeSource source = ModelFolder.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) return Optional.empty();
        try {
            return besideJar(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | RuntimeException e) {
            return Optional.empty(); // not from a file: then there is nothing beside it
        }
    }

    /** In the jar's folder, or where {@code bin/mulligan install} puts them. */
    static Optional<Path> besideJar(Path jar) {
        return Stream.of("models", "../lib/mulligan/models", "../../lib/mulligan/models")
                .map(place -> jar.toAbsolutePath().resolveSibling(place).normalize())
                .filter(Files::isDirectory)
                .findFirst();
    }

    /**
     * Where a model lies.
     *
     * @param path the package, a folder or a zip; it may be broken
     * @param shipped whether it came with Mulligan
     */
    public record Place(Path path, boolean shipped) {
        public String name() {
            return ModelFile.name(path);
        }
    }

    /** All that look like models, whether they open or not, in the order of {@link #list}. */
    public List<Place> places(Consumer<String> warn) {
        List<Place> places = new ArrayList<>();
        shipped.ifPresent(
                folder -> packages(folder, warn).forEach(p -> places.add(new Place(p, true))));
        packages(user, warn).forEach(path -> places.add(new Place(path, false)));
        return places;
    }

    /**
     * All models that open, the shipped ones first, each part sorted by name; hidden files, and
     * folders that are no packages, are skipped.
     *
     * @param warn told about every package that does not open, and why
     */
    public List<ModelFile> list(Consumer<String> warn) {
        List<ModelFile> models = new ArrayList<>();
        // Fiji's folder of models is everybody's: packages of others there are no news.
        shipped.ifPresent(folder -> add(folder, models, warn, false));
        add(user, models, warn, true);
        return models;
    }

    private static void add(
            Path folder, List<ModelFile> models, Consumer<String> warn, boolean warnOfForeign) {
        for (Path path : packages(folder, warn)) {
            try {
                models.add(ModelFile.open(path));
            } catch (ForeignModelException e) {
                if (warnOfForeign) warn.accept(e.getMessage());
            } catch (IOException e) {
                warn.accept(e.getMessage());
            }
        }
    }

    private static List<Path> packages(Path folder, Consumer<String> warn) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(ModelFolder::looksLikeModel).sorted().toList();
        } catch (IOException e) {
            warn.accept("Cannot list the models in %s: %s".formatted(folder, e.getMessage()));
            return List.of();
        }
    }

    private static boolean looksLikeModel(Path path) {
        String file = path.getFileName().toString();
        if (file.startsWith(".")) return false;
        return Files.isDirectory(path)
                ? Files.exists(path.resolve(ModelFile.RDF))
                : file.toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    /**
     * The model of a name, or at a path. A name is that of the package's file, or the one inside
     * it; the user's own models hide shipped ones of the same name.
     *
     * @throws IllegalArgumentException when there is none; the text lists the names
     * @throws IOException when the package is broken
     */
    public ModelFile find(String nameOrPath) throws IOException {
        String wanted = nameOrPath.strip();
        if (isPath(wanted)) {
            Path path = Path.of(wanted);
            if (Files.exists(path)) return ModelFile.open(path);
            throw new IllegalArgumentException(
                    "There is no model at %s. %s"
                            .formatted(path.toAbsolutePath(), known(list(text -> {}))));
        }
        for (Path folder : folders())
            for (Path path : packages(folder, text -> {}))
                if (ModelFile.name(path).equals(wanted)) return ModelFile.open(path);
        List<ModelFile> models = list(text -> {});
        for (ModelFile model : models) if (model.description().name().equals(wanted)) return model;
        throw new IllegalArgumentException(
                "No model is named \"%s\". %s".formatted(wanted, known(models)));
    }

    private List<Path> folders() {
        return shipped.map(folder -> List.of(user, folder)).orElse(List.of(user));
    }

    private String known(List<ModelFile> models) {
        if (models.isEmpty())
            return "There are no models yet: train one, or put a package into " + user;
        TreeSet<String> names = new TreeSet<>();
        for (ModelFile model : models) names.add(model.name());
        return "There are %s; a path to a package works too".formatted(String.join(", ", names));
    }

    /**
     * Where a model of this name is written: a path stays a path; a bare name goes into the user's
     * folder.
     *
     * @throws IllegalArgumentException when a bare name cannot be a file's name everywhere
     */
    public Path pathFor(String nameOrPath) {
        String wanted = nameOrPath.strip();
        if (isPath(wanted)) return Path.of(wanted);
        if (!wanted.matches(NAME) || wanted.matches(RESERVED))
            throw new IllegalArgumentException(
                    "A model's name must start with a letter or digit and have letters, digits, spaces or _ + - . ( ), got \"%s\""
                            .formatted(wanted));
        return user.resolve(wanted + ".zip");
    }

    private static boolean isPath(String nameOrPath) {
        return nameOrPath.contains("/")
                || nameOrPath.contains("\\")
                || nameOrPath.toLowerCase(Locale.ROOT).endsWith(".zip");
    }
}
