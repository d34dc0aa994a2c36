package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.WindowManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mulligan.FakeMulligan;
import org.mulligan.door.CommandForm;
import org.mulligan.door.FormField;
import org.mulligan.ij1.MulliganPlugin;
import org.scijava.Context;
import org.scijava.Contextual;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;

/**
 * What each command asks for at each door, word by word and in its order. Keys are for ever: a line
 * of {@code forms.txt} may be added, and its words may change, but its key stays.
 */
class CommandFormsTest {
    private static Context context;

    @BeforeAll
    static void start() {
        context = FakeMulligan.start();
        MulliganPlugin.use(context);
        WindowManager.setTempCurrentImage(null);
    }

    @AfterAll
    static void end() {
        context.dispose();
    }

    /** Lines that were there already, with the form that has them first. */
    private final Map<String, String> seen = new HashMap<>();

    @Test
    void everyDoorAsksWhatItAlwaysAsked() throws IOException {
        List<String> lines = new ArrayList<>();
        for (MatchResult entry : menu())
            lines.addAll(form(entry.group(1), MulliganPlugin.form(context, entry.group(2)), true));
        for (String name : new TreeSet<>(Main.COMMANDS.keySet()))
            lines.addAll(form("mulligan " + name, Main.form(name), false));
        for (MatchResult entry : menu()) lines.add(script(entry.group(2)));
        assertThat(lines).containsExactlyElementsOf(pinned());
    }

    private static List<MatchResult> menu() throws IOException {
        return Pattern.compile("\"(.+?)\", org\\.mulligan\\.ij1\\.MulliganPlugin\\(\"(.+?)\"\\)")
                .matcher(Files.readString(Path.of("src/main/resources/plugins.config")))
                .results()
                .toList();
    }

    private List<String> form(String title, CommandForm form, boolean dialog) {
        List<String> lines = new ArrayList<>();
        lines.add("%s | %s | %s".formatted(title, form.label(), form.description()));
        for (FormField input : form.inputs()) {
            String line = line(input, form.choices(input.key()), dialog ? input.style() : "");
            String first = seen.putIfAbsent(line, title);
            lines.add(
                    first == null
                            ? "    " + line
                            : "    %s, as of %s".formatted(input.key(), first));
        }
        return lines;
    }

    private static String line(FormField input, List<String> choices, String style) {
        return Stream.of(
                        input.key(),
                        input.label(),
                        type(input) + (input.isAsked() ? "" : ", unasked"),
                        standard(input),
                        style,
                        "%s..%s"
                                .formatted(
                                        Objects.toString(input.lowest(), ""),
                                        Objects.toString(input.highest(), "")),
                        String.join(",", choices),
                        input.description())
                .filter(part -> !part.isEmpty() && !part.equals(".."))
                .collect(Collectors.joining(" | "));
    }

    private static String type(FormField input) {
        return input.isImage() ? "ImagePlus" : input.type().getSimpleName();
    }

    private static String standard(FormField input) {
        if (input.isNeeded()) return "needed";
        return input.isImage() ? "if there is one" : "= \"%s\"".formatted(input.standard());
    }

    /** What a script gives by the fields' names, and gets; their order is of no matter there. */
    private static String script(String commandClass) {
        CommandInfo info = context.service(CommandService.class).getCommand(commandClass);
        return "script: %s takes %s; gives %s"
                .formatted(
                        info.getLabel(),
                        names(info.inputs()).sorted().collect(Collectors.joining(" ")),
                        names(info.outputs())
                                .reduce((one, other) -> one + " " + other)
                                .orElse("nothing"));
    }

    private static Stream<String> names(Iterable<ModuleItem<?>> items) {
        return StreamSupport.stream(items.spliterator(), false)
                .filter(item -> !Contextual.class.isAssignableFrom(item.getType()))
                .filter(item -> item.getType() != Context.class)
                .map(ModuleItem::getName);
    }

    private static List<String> pinned() throws IOException {
        try (InputStream bytes = CommandFormsTest.class.getResourceAsStream("forms.txt")) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
