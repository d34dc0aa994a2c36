package org.mulligan.cli;

import ij.IJ;
import ij.ImageJ;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mulligan.door.CommandFailure;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Door;
import org.mulligan.door.Failures;
import org.mulligan.door.WatcherService;
import org.mulligan.extension.ImageJPatch;
import org.mulligan.ij1.CommandTable;
import org.mulligan.ij1.MacroRunner;
import org.mulligan.ij1.MulliganPlugin;
import org.mulligan.install.Distribution;
import org.mulligan.install.Installing;
import org.mulligan.service.EngineStart;
import org.mulligan.service.MulliganService;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Mulligan on the command line. Results go to stdout, the rest to stderr; the exit code is 0, 1
 * (failed) or 2 (usage).
 */
public final class Main {
    /** Subcommands that are commands, and their classes by name: nothing imports commands. */
    static final Map<String, String> COMMANDS =
            Map.ofEntries(
                    Map.entry("denoise", "org.mulligan.command.apply.Denoise"),
                    Map.entry("super-resolve", "org.mulligan.command.apply.SuperResolve"),
                    Map.entry("restore", "org.mulligan.command.apply.Restore"),
                    Map.entry(
                            "train-super-resolver",
                            "org.mulligan.command.train.TrainSuperResolver"),
                    Map.entry("train-restorer", "org.mulligan.command.train.TrainRestorer"),
                    Map.entry("train-denoiser", "org.mulligan.command.train.TrainDenoiser"),
                    Map.entry("simulate-images", "org.mulligan.command.train.SimulateImages"),
                    Map.entry("check-images", "org.mulligan.command.train.CheckImages"),
                    Map.entry("evaluate", "org.mulligan.command.apply.Evaluate"),
                    Map.entry("compare", "org.mulligan.command.apply.Compare"),
                    Map.entry("convert", "org.mulligan.command.apply.Convert"),
                    Map.entry("report", "org.mulligan.command.apply.Report"),
                    Map.entry("inspect", "org.mulligan.command.apply.Inspect"),
                    Map.entry("synthesise", "org.mulligan.command.synthesis.Synthesise"),
                    Map.entry("latent", "org.mulligan.command.synthesis.Latent"),
                    Map.entry("train-synthesiser", "org.mulligan.command.train.TrainSynthesiser"),
                    Map.entry(
                            "evaluate-synthesis",
                            "org.mulligan.command.synthesis.EvaluateSynthesis"),
                    Map.entry("judge", "org.mulligan.command.synthesis.Judge"),
                    Map.entry("augment", "org.mulligan.command.synthesis.Augment"),
                    Map.entry("import", "org.mulligan.command.models.ImportModel"),
                    Map.entry("apply-model", "org.mulligan.command.apply.ApplyModel"),
                    Map.entry("export", "org.mulligan.command.models.ExportModel"),
                    Map.entry("check", "org.mulligan.command.models.CheckModels"),
                    Map.entry("models", "org.mulligan.command.models.ListModels"),
                    Map.entry("trainings", "org.mulligan.command.models.ListTrainings"),
                    Map.entry("engine", "org.mulligan.command.models.EngineReport"));

    /** Of them those that run a network, whatever they are given. */
    private static final Set<String> PREDICTING =
            Set.of("denoise", "super-resolve", "restore", "apply-model");

    private static final String DEVICE = "--device";
    private static final String TURNS = "--turns";

    private static final int FAILED = 1;

    /** How long Ctrl-C waits for a training to write its model. */
    private static final int PATIENCE_S = 60;

    private final PrintStream results;
    private final PrintStream rest;
    private final AtomicBoolean stopped = new AtomicBoolean();

    Main(PrintStream results, PrintStream rest) {
        this.results = results;
        this.rest = rest;
    }

    public static void main(String[] line) {
        ExtensionJars named = extensions(line);
        String[] arguments = named.arguments();
        boolean window = arguments.length > 0 && arguments[0].equals("imagej");
        if (!window) System.setProperty("java.awt.headless", "true");
        if (named.jars().isEmpty()) startEngine(arguments);
        // On Fiji's class path; it asks whether there is a display, and all below is of ImageJ.
        ImageJPatch.apply();
        if (!named.jars().isEmpty()) MulliganPlugin.extend(named.jars());
        PrintStream results = System.out;
        // ImageJ and SciJava talk on stdout; only a macro's print belongs there.
        if (!window && !(arguments.length > 0 && arguments[0].equals("macro")))
            System.setOut(System.err);
        Main main = new Main(results, System.err);
        CountDownLatch ended = main.stopOnInterrupt();
        int code = main.run(arguments);
        results.flush();
        ended.countDown();
        if (!window || code != 0) System.exit(code);
    }

    /** The jars of extensions come first: they say what can be chosen. */
    private static ExtensionJars extensions(String... line) {
        try {
            return ExtensionJars.of(line, System.getenv(ExtensionJars.VARIABLE));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(CommandLine.ExitCode.USAGE);
            throw e;
        }
    }

    /** Beside SciJava's start and the reading of the image. */
    private static void startEngine(String... arguments) {
        List<String> line = List.of(arguments);
        // Less is a call for help.
        if (line.size() < 3 || !PREDICTING.contains(line.get(0)) || line.contains("--help")) return;
        String device = "auto";
        for (int i = 1; i < line.size(); i++) {
            if (line.get(i).startsWith(DEVICE + "="))
                device = line.get(i).substring(DEVICE.length() + 1);
            else if (line.get(i - 1).equals(DEVICE)) device = line.get(i);
        }
        EngineStart.early(device);
    }

    /** Ctrl-C asks the work to stop and waits for it: a training keeps its best model. */
    private CountDownLatch stopOnInterrupt() {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    stopped.set(true);
                                    try {
                                        if (!ended.await(PATIENCE_S, TimeUnit.SECONDS))
                                            rest.println("Still busy; ended by force");
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                }));
        return ended;
    }

    /**
     * Does what the command line says.
     *
     * @return the exit code
     */
    int run(String... arguments) {
        MulliganPlugin.context()
                .service(WatcherService.class)
                .watchWith(
                        title ->
                                new TerminalWatcher(
                                        results, rest, stopped, System.console() != null));
        CommandLine line = new CommandLine(spec(arguments));
        line.setOut(new PrintWriter(results, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(rest, true, StandardCharsets.UTF_8));
        line.setExecutionStrategy(this::execute);
        return line.execute(arguments);
    }

    private static String said(Exception failure) {
        return failure instanceof CommandFailure
                        || failure instanceof CancellationException
                        || failure instanceof IllegalArgumentException
                        || failure instanceof IllegalStateException
                        || failure instanceof IOException
                ? Failures.text(failure)
                : Failures.unexpected("Mulligan", failure);
    }

    /** All commands for the help, else the one that is asked for: each has a form to be read. */
    private static CommandSpec spec(String... arguments) {
        boolean one = arguments.length > 0 && COMMANDS.containsKey(arguments[0]);
        CommandSpec spec = CommandSpec.create().name("mulligan").mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description("Trains and applies GANs on microscopy images.")
                .synopsisSubcommandLabel("COMMAND");
        String version = Main.class.getPackage().getImplementationVersion();
        // Taken from the line before it is parsed; here for the help.
        spec.addOption(
                OptionSpec.builder(ExtensionJars.OPTION)
                        .type(String.class)
                        .paramLabel("JARS")
                        .description(
                                "Jars that add losses, networks, metrics and more, with \"%s\" between them; else those of the variable %s."
                                        .formatted(File.pathSeparator, ExtensionJars.VARIABLE))
                        .build());
        spec.version("Mulligan " + (version == null ? "(not from a jar)" : version));
        COMMANDS.keySet().stream()
                .filter(name -> !one || name.equals(arguments[0]))
                .sorted()
                .forEach(name -> spec.addSubcommand(name, CommandOptions.spec(name, form(name))));
        spec.addSubcommand(
                "macro",
                plain("macro", "Runs an ImageJ macro without a display.")
                        .addPositional(text("FILE", "The macro.", "0", true))
                        .addPositional(text("ARG", "What getArgument() gives.", "1", false)));
        spec.addSubcommand(
                "install",
                plain("install", "Puts Mulligan into a Fiji or ImageJ, or updates it there.")
                        .addPositional(text("FOLDER", "Of Fiji or ImageJ.", "0", true)));
        spec.addSubcommand(
                "uninstall",
                plain("uninstall", "Removes from a Fiji or ImageJ what install put there.")
                        .addPositional(text("FOLDER", "Of Fiji or ImageJ.", "0", true)));
        spec.addSubcommand(
                "benchmark",
                plain("benchmark", "Measures how fast this machine denoises, in half a minute.")
                        .addOption(
                                OptionSpec.builder(TURNS)
                                        .type(Integer.class)
                                        .paramLabel("SIDE")
                                        .description(
                                                "Measure once for each line of stdin, on an image of SIDE x SIDE px, for scripts that measure other programs in turns.")
                                        .build()));
        spec.addSubcommand("imagej", plain("imagej", "Opens ImageJ with Mulligan's menu."));
        return spec;
    }

    private static CommandSpec plain(String name, String description) {
        CommandSpec spec = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
        spec.usageMessage().description(description);
        return spec;
    }

    private static PositionalParamSpec text(
            String label, String description, String index, boolean required) {
        return PositionalParamSpec.builder()
                .index(index)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .required(required)
                .build();
    }

    static CommandForm form(String name) {
        return MulliganPlugin.form(MulliganPlugin.context(), COMMANDS.get(name), Door.COMMAND_LINE);
    }

    private int execute(ParseResult line) {
        Integer help = CommandLine.executeHelpRequest(line);
        if (help != null) return help;
        CommandLine root = line.commandSpec().commandLine();
        if (!line.hasSubcommand()) throw new ParameterException(root, "Name a command");
        ParseResult sub = line.subcommand();
        String name = sub.commandSpec().name();
        try {
            return switch (name) {
                case "imagej" -> imagej();
                case "benchmark" -> benchmark(sub.matchedOptionValue(TURNS, 0));
                case "install" -> install(Path.of(sub.matchedPositionalValue(0, "")));
                case "uninstall" -> uninstall(Path.of(sub.matchedPositionalValue(0, "")));
                case "macro" ->
                        macro(
                                Path.of(sub.matchedPositionalValue(0, "")),
                                sub.matchedPositionalValue(1, ""));
                default -> command(name, sub);
            };
        } catch (ParameterException e) {
            throw e;
        } catch (Exception e) {
            rest.println(said(e));
            return FAILED;
        }
    }

    private int command(String name, ParseResult line) {
        CommandForm form = form(name);
        Map<String, Object> values;
        try {
            values = form.values(CommandOptions.given(form, line));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line.commandSpec().commandLine(), e.getMessage(), e);
        }
        form.run(values);
        return 0;
    }

    private int install(Path folder) throws IOException {
        new Installing(results, rest).install(folder, Distribution.own());
        return 0;
    }

    private int uninstall(Path folder) throws IOException {
        new Installing(results, rest).uninstall(folder);
        return 0;
    }

    /**
     * @param side of an image that is denoised in turns with other programs, px; 0 = the table
     */
    private int benchmark(int side) throws IOException {
        MulliganService mulligan = MulliganPlugin.context().service(MulliganService.class);
        try (TerminalWatcher watcher =
                new TerminalWatcher(results, rest, stopped, System.console() != null)) {
            if (side == 0) mulligan.benchmark(watcher, watcher::result);
            else
                mulligan.benchmarkInTurns(
                        side,
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                        line -> {
                            watcher.result(line);
                            results.flush();
                        });
        }
        return 0;
    }

    private int macro(Path file, String argument) throws IOException, InterruptedException {
        if (!Files.isReadable(file)) throw new CommandFailure("There is no macro " + file);
        MacroRunner runner = new MacroRunner(rest::println);
        PrintStream before = System.out;
        System.setOut(new MessagesApart(results, rest::println, runner::exit));
        try {
            return runner.run(file, argument) ? 0 : FAILED;
        } finally {
            System.setOut(before);
        }
    }

    private int imagej() {
        ImageJ window = new ImageJ();
        window.exitWhenQuitting(true);
        CommandTable.addMenus();
        MulliganPlugin.use(MulliganPlugin.context());
        IJ.showStatus("Plugins > Mulligan");
        return 0;
    }
}
