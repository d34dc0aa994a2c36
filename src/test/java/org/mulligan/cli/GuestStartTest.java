package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.door.WatcherService;
import org.mulligan.service.MulliganService;
import org.scijava.Context;

/** Fiji changes ImageJ's classes before they are loaded; nothing of ours may load one before. */
class GuestStartTest {
    private static final String PATCHED = "net.imagej.patcher.Patched";
    private static final String IMAGE = "ij.ImagePlus";
    private static final int PATIENCE_S = 120;

    @TempDir Path folder;

    /** As {@code new ImageJ()} of Fiji does. */
    static final class EveryService {
        public static void main(String[] none) {
            try (Context context = new Context()) {
                say(context);
            }
        }
    }

    /** As a test or a script of somebody else does. */
    static final class OwnServices {
        public static void main(String[] none) {
            try (Context context = new Context(WatcherService.class, MulliganService.class)) {
                say(context);
            }
        }
    }

    private static void say(Context context) {
        System.out.println("started with " + context.service(MulliganService.class).getClass());
    }

    /** What Fiji has, which notes by a class of its own when it is asked to change ImageJ. */
    private Path injector(String preinit) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("fiji"));
        Path source = folder.resolve("LegacyInjector.java");
        Files.writeString(
                source,
                """
                package net.imagej.patcher;
                public class LegacyInjector {
                    public static void preinit() { %s }
                }
                class Patched {
                    static void note() {}
                }
                """
                        .formatted(preinit));
        int code =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                source.toString());
        assertThat(code).isZero();
        return classes;
    }

    private JavaProcess start(Path fiji, List<String> program)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add("-Xlog:class+load=info:file=" + folder.resolve("loaded.txt") + ":none");
        line.add("-Djava.awt.headless=true");
        // The later of two class paths is the one that counts.
        line.add("-cp");
        line.add(fiji + File.pathSeparator + System.getProperty("java.class.path"));
        line.addAll(program);
        return JavaProcess.run(folder, PATIENCE_S, line);
    }

    /** Names, in their order. */
    private List<String> loaded() throws IOException {
        return Files.readAllLines(folder.resolve("loaded.txt")).stream()
                .map(line -> line.split(" ")[0])
                .toList();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "org.mulligan.cli.GuestStartTest$EveryService, ''",
        "org.mulligan.cli.GuestStartTest$OwnServices, ''",
        "org.mulligan.cli.Main, denoise --help"
    })
    void fijiChangesImageJBeforeItsFirstClassIsLoaded(String main, String arguments)
            throws IOException, InterruptedException {
        List<String> program = new ArrayList<>(List.of(main));
        if (!arguments.isEmpty()) program.addAll(List.of(arguments.split(" ")));
        JavaProcess process = start(injector("Patched.note();"), program);
        assertThat(process.code()).as(process.err()).isZero();
        assertThat(process.out()).containsAnyOf("started with class", "denoise");
        List<String> ofImageJ =
                loaded().stream()
                        .filter(name -> name.startsWith("ij.") || name.equals(PATCHED))
                        .toList();
        // That ImagePlus is loaded at all shows that the order means something.
        assertThat(ofImageJ).startsWith(PATCHED).contains(IMAGE);
    }

    @Test
    void whereSomebodyLoadedImageJBeforeUsWeStartAllTheSame()
            throws IOException, InterruptedException {
        JavaProcess process =
                start(
                        injector("throw new RuntimeException(\"incompatible ImageJ\");"),
                        List.of("org.mulligan.cli.GuestStartTest$EveryService"));
        assertThat(process.out()).contains("started with " + MulliganService.class);
    }
}
