package org.mulligan.engine.process;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.EngineSettingsFile;

/**
 * How the engine's process is started.
 *
 * @param command Java, its options, the main class and its arguments
 * @param environment added to ours
 */
record EngineProcessLaunch(List<String> command, Map<String, String> environment) {
    /** Where Linux's loader looks first. */
    private static final String LIBRARIES = "LD_LIBRARY_PATH";

    private static final String MAIN = "org.mulligan.worker.WorkerMain";

    EngineProcessLaunch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * With the Java that runs us, and the jars of the engine's folder.
     *
     * @param extensions jars or folders of classes behind ours
     * @throws EngineException when either is missing
     */
    static EngineProcessLaunch standard(EngineSettings settings, List<Path> extensions)
            throws EngineException {
        List<String> command = new ArrayList<>(List.of(java().toString()));
        command.addAll(options(settings));
        command.addAll(List.of("-cp", classPath(extensions), MAIN));
        command.add(settings.device().toString());
        command.add(Integer.toString(settings.gpuMemory()));
        return new EngineProcessLaunch(command, variables());
    }

    /**
     * The same for a process that trains nothing: its Java hands pixels to native code, and to
     * compile that well, which Java does beside the work, takes as long as all the rest.
     */
    EngineProcessLaunch forPredictions() {
        List<String> lightly = new ArrayList<>(command);
        lightly.add(1, "-XX:TieredStopAtLevel=1");
        return new EngineProcessLaunch(lightly, environment);
    }

    private static Path java() throws EngineException {
        Path folder = Path.of(System.getProperty("java.home"), "bin");
        for (String name : List.of("java", "java.exe"))
            if (Files.isExecutable(folder.resolve(name))) return folder.resolve(name);
        throw new EngineException(
                "There is no program \"java\" in %s, the Java that runs this; the engine needs it for its own process. Start with a complete Java 17 or newer"
                        .formatted(folder));
    }

    static List<String> options(EngineSettings settings) {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "-Djava.awt.headless=true",
                                // JNA and TensorFlow are native; Java 24 and newer complains of it.
                                "--enable-native-access=ALL-UNNAMED",
                                // Its own limit is the heap's size: javacpp throws past it.
                                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                                "-Dorg.bytedeco.javacpp.maxBytes=0",
                                // A heap that is full is a clear end, not a hang in the middle.
                                "-XX:+ExitOnOutOfMemoryError",
                                // stdout is for messages.
                                "-XX:+DisplayVMOutputToStderr",
                                "-XX:-CreateCoredumpOnCrash",
                                "-XX:ErrorFile="
                                        + EngineLog.file().resolveSibling("engine-crash.log"),
                                "-Dmulligan.engine.measured="
                                        + EngineSettingsFile.path()
                                                .resolveSibling("engine-measured.properties")));
        if (settings.heap() > 0) options.add("-Xmx" + settings.heap() + "m");
        for (String name : List.of("mulligan.home", "mulligan.models"))
            if (System.getProperty(name) != null)
                options.add("-D" + name + "=" + System.getProperty(name));
        return options;
    }

    private static String classPath(List<Path> extensions) throws EngineException {
        StringBuilder all = new StringBuilder(classPath());
        for (Path extension : extensions) all.append(File.pathSeparator).append(extension);
        return all.toString();
    }

    private static String classPath() throws EngineException {
        try {
            String own =
                    EngineFolder.ownJar()
                            .map(Path::toString)
                            .orElseGet(() -> System.getProperty("java.class.path"));
            // Where our classes are in no jar, the class path of a developer or a test has
            // everything.
            return EngineFolder.find()
                    .map(folder -> own + File.pathSeparator + folder.resolve("*"))
                    .orElse(own);
        } catch (IllegalStateException e) {
            throw new EngineException(e.getMessage(), e);
        }
    }

    /** What the user has set stays. */
    private static Map<String, String> variables() {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("TF_CPP_MIN_LOG_LEVEL", "1");
        // Else "float32" on a GPU is 10 bits of mantissa.
        wanted.put("NVIDIA_TF32_OVERRIDE", "0");
        // Too large a tile is then an exception, and not the end.
        memory().ifPresent(bytes -> wanted.put("TF_MKL_ALLOC_MAX_BYTES", Long.toString(bytes)));
        wanted.keySet().removeAll(System.getenv().keySet());
        cuda().ifPresent(folder -> wanted.put(LIBRARIES, folder));
        return wanted;
    }

    /**
     * CUDA's libraries may lie in the engine's folder: a Fiji that is started from a desktop's menu
     * does not know what a shell has set.
     */
    private static Optional<String> cuda() {
        String set = System.getenv().getOrDefault(LIBRARIES, "");
        return EngineFolder.find()
                .map(folder -> folder.resolve("cuda"))
                .filter(Files::isDirectory)
                .map(folder -> set.isEmpty() ? folder.toString() : folder + ":" + set);
    }

    /** Nine tenths of what the machine, or our container, has. */
    private static OptionalLong memory() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? OptionalLong.of(system.getTotalMemorySize() / 10 * 9)
                : OptionalLong.empty();
    }
}
