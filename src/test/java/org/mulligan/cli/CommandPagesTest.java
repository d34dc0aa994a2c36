package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.FakeMulligan;
import org.mulligan.Page;
import org.mulligan.door.CommandForm;
import org.mulligan.door.FormField;
import org.mulligan.ij1.MulliganPlugin;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/** Each command, of the menu or the command line, has a page with all of its keys and no others. */
class CommandPagesTest {
    /** Subcommands of which {@code command-line.md} says all. */
    private static final Set<String> PLAIN =
            Set.of("macro", "install", "uninstall", "imagej", "benchmark");

    private static Context context;

    @BeforeAll
    static void start() {
        context = FakeMulligan.start();
        MulliganPlugin.use(context);
    }

    @AfterAll
    static void end() {
        context.dispose();
    }

    /** Pages with a table of keys, by their file's name. */
    static Stream<Page> pages() throws IOException {
        try (Stream<Path> files = Files.list(Page.SITE.resolve("commands"))) {
            List<Page> pages = new ArrayList<>();
            for (Path file : files.sorted().toList())
                if (!Page.read(file).keys().isEmpty()) pages.add(Page.read(file));
            return pages.stream();
        }
    }

    private static Page page(String label) throws IOException {
        String index = Files.readString(Page.SITE.resolve("commands/index.md"));
        return Pattern.compile("\\[" + Pattern.quote(label) + "]\\((.+?\\.md)\\)")
                .matcher(index)
                .results()
                .findFirst()
                .map(
                        link -> {
                            try {
                                return Page.ofCommand(link.group(1));
                            } catch (IOException e) {
                                throw new AssertionError(label + " has no page", e);
                            }
                        })
                .orElseThrow(() -> new AssertionError("index.md does not link to " + label));
    }

    /** The commands of the menu, as the plugin index has them, by the file of their page. */
    private static Map<Path, CommandForm> commands() throws IOException {
        Map<Path, CommandForm> commands = new TreeMap<>();
        for (CommandInfo info : context.service(CommandService.class).getCommands()) {
            String name = info.getDelegateClassName();
            if (!name.startsWith("org.mulligan.")) continue;
            CommandForm form = MulliganPlugin.form(context, name);
            CommandForm other = commands.put(page(form.label()).file(), form);
            assertThat(other).as("another command with the page of %s", form.label()).isNull();
        }
        return commands;
    }

    /** Keys of the menu and the macro, and options of the command line. */
    private static Set<String> keys(Page page) throws IOException {
        Set<String> keys = new TreeSet<>();
        for (FormField field : commands().get(page.file()).inputs()) keys.add(field.key());
        Optional<String> subcommand = subcommand(page);
        if (subcommand.isPresent()) keys.addAll(options(help(subcommand.get())));
        return keys;
    }

    private static Optional<String> subcommand(Page page) {
        String line = page.facts().get("command line");
        if (line.equals("none")) return Optional.empty();
        assertThat(line).startsWith("mulligan ");
        return Optional.of(line.split(" ")[1]);
    }

    @Test
    void eachCommandHasItsPageAndEachPageItsCommand() throws IOException {
        assertThat(commands().keySet())
                .containsExactlyInAnyOrderElementsOf(pages().map(Page::file).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void thePageHasTheKeysOfTheCommandAndNoOthers(Page page) throws IOException {
        assertThat(page.keys().keySet()).containsExactlyInAnyOrderElementsOf(keys(page));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void theDefaultsOfThePageAreThoseOfTheCommand(Page page) throws IOException {
        for (FormField field : commands().get(page.file()).inputs()) {
            String key = field.key();
            assertThat(page.keys()).containsKey(key);
            assertThat(page.keys().get(key).get(0))
                    .as("default of " + key)
                    .isEqualTo(standard(field));
        }
    }

    /** An image that is open has no field in the dialog. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void thePageNamesTheLabelOfEachKeyInTheDialog(Page page) throws IOException {
        for (FormField field : commands().get(page.file()).inputs())
            assertThat(page.keys().get(field.key()).get(2))
                    .as("label of " + field.key())
                    .isEqualTo(field.isImage() ? "" : field.label());
    }

    private static String standard(FormField field) {
        if (field.isImage()) return "active image";
        if (field.isNeeded()) return "needed";
        String value = field.standard() == null ? "" : field.standard().toString();
        return value.replaceFirst("(?<=^\\d{1,9})\\.0$", "");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void theCommandLineOfThePageHasOptionsThatThereAre(Page page) {
        Optional<String> subcommand = subcommand(page);
        if (subcommand.isEmpty()) return;
        String line = page.facts().get("command line");
        assertThat(options(help(subcommand.get()))).as(line).containsAll(options(line));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void theMacroLineOfThePageIsOfTheCommandAndHasKeysThatThereAre(Page page) throws IOException {
        MatchResult line =
                Pattern.compile("^run\\(\"(.+?)\", \"(.+)\"\\);$")
                        .matcher(page.facts().get("macro"))
                        .results()
                        .findFirst()
                        .orElseThrow();
        assertThat(page(line.group(1)).file()).isEqualTo(page.file());
        Set<String> given =
                Pattern.compile("(?:^| )(\\w+)=(?:\\[[^]]*]|\\S+)")
                        .matcher(line.group(2))
                        .results()
                        .map(key -> key.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(page.keys().keySet()).containsAll(given);
    }

    @Test
    void everySubcommandIsOnThePageOfTheCommandLineAndHasItsPage() throws IOException {
        Set<String> told =
                Page.ofCommand("command-line.md").facts().keySet().stream()
                        .map(cell -> cell.split(" ")[0])
                        .collect(Collectors.toCollection(TreeSet::new));
        String help = help();
        Set<String> there =
                Pattern.compile("^  ([a-z][a-z-]*)(?: |$)", Pattern.MULTILINE)
                        .matcher(help.substring(help.indexOf("Commands:")))
                        .results()
                        .map(name -> name.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(there).containsAll(PLAIN);
        there.removeAll(PLAIN);
        assertThat(pages().flatMap(page -> subcommand(page).stream()))
                .containsExactlyInAnyOrderElementsOf(there);
    }

    /** Long options but for help and version. */
    private static Set<String> options(String text) {
        return Pattern.compile("(?<=^|[ \\[=])--([a-z0-9]+)")
                .matcher(text)
                .results()
                .map(option -> option.group(1))
                .filter(option -> !option.equals("help") && !option.equals("version"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String help(String... command) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        List<String> line = new ArrayList<>(List.of(command));
        line.add("--help");
        assertThat(new Main(out, out).run(line.toArray(String[]::new))).isZero();
        return said.toString(StandardCharsets.UTF_8);
    }
}
