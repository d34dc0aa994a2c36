package org.mulligan.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mulligan.door.CommandForm;
import org.mulligan.door.FormField;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A command's inputs as options of the command line, and back. */
final class CommandOptions {
    private CommandOptions() {}

    /** Options from the command's own parameters: its keys, descriptions and defaults. */
    static CommandSpec spec(String name, CommandForm form) {
        CommandSpec spec = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
        spec.usageMessage().description(form.description()).sortOptions(false);
        for (FormField field : form.inputs()) spec.addOption(option(field));
        return spec;
    }

    private static OptionSpec option(FormField field) {
        boolean flag = field.type() == boolean.class;
        OptionSpec.Builder option =
                OptionSpec.builder("--" + field.key())
                        .type(String.class)
                        .required(field.isNeeded())
                        .paramLabel(flag ? "true|false" : field.key().toUpperCase())
                        .description(description(field));
        return flag
                ? option.arity("0..1").fallbackValue("true").build()
                : option.arity("1").build();
    }

    private static String[] description(FormField field) {
        // The label has the name and the unit, which a dialog shows beside the field.
        String text = field.label() + ": " + field.description() + ".";
        if (!field.choices().isEmpty())
            text += " One of " + String.join(", ", field.choices()) + ".";
        if (!field.isNeeded() && !"".equals(field.standard()))
            text += " Default: " + field.standard();
        // A percent sign would be read as a format.
        return new String[] {text.replace("%", "%%")};
    }

    /** The options that were given, as the macro line has them. */
    static Map<String, String> given(CommandForm form, ParseResult line) {
        Map<String, String> given = new LinkedHashMap<>();
        for (FormField field : form.inputs())
            if (line.hasMatchedOption("--" + field.key()))
                given.put(field.key(), line.matchedOptionValue("--" + field.key(), ""));
        return given;
    }
}
