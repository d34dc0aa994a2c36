package org.mulligan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.mulligan.door.WatcherService;
import org.mulligan.service.MulliganService;
import org.scijava.Context;
import org.scijava.annotations.AnnotationProcessor;
import org.scijava.command.CommandService;
import org.scijava.log.LogService;

/** The extension of {@code examples/extension}, built as its pom would. */
public final class ExtensionJar {
    private static final Path SOURCES = Path.of("examples/extension/src/main/java");

    private ExtensionJar() {}

    /**
     * @param scratch a folder
     */
    public static Path build(Path scratch) throws IOException {
        Path classes = Files.createDirectories(scratch.resolve("extension-classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(SOURCES)) {
            JavaCompiler.CompilationTask task =
                    compiler.getTask(
                            said,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjectsFromPaths(
                                    sources.filter(file -> file.toString().endsWith(".java"))
                                            .toList()));
            task.setProcessors(List.of(new AnnotationProcessor()));
            assertThat(task.call()).as(said.toString()).isTrue();
        }
        Path jar = scratch.resolve("mulligan extension.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                entries.putNextEntry(new ZipEntry(name));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
        return jar;
    }

    /** The real service, with an engine in its own process, where the jar is a plugin. */
    public static Context start(Path jar) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, before));
            return new Context(
                    MulliganService.class,
                    CommandService.class,
                    WatcherService.class,
                    LogService.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
