package org.mulligan.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.door.CommandForm;
import org.scijava.module.ModuleItem;
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
        for (ModuleItem<?> item : form.inputs()) spec.addOption(option(form, item));
        return spec;
    }

    private static OptionSpec option(CommandForm form, ModuleItem<?> item) {
        boolean flag = item.getType() == boolean.class;
        OptionSpec.Builder option =
                OptionSpec.builder("--" + CommandForm.key(item))
                        .type(String.class)
                        .required(item.isRequired())
                        .paramLabel(flag ? "true|false" : CommandForm.key(item).toUpperCase())
                        .description(description(form, item));
        return flag
                ? option.arity("0..1").fallbackValue("true").build()
                : option.arity("1").build();
    }

    private static String[] description(CommandForm form, ModuleItem<?> item) {
        // The label has the name and the unit, which a dialog shows beside the field.
        String text = item.getLabel() + ": " + item.getDescription() + ".";
        List<String> choices = form.choices(item);
        if (!choices.isEmpty()) text += " One of " + String.join(", ", choices) + ".";
        Object value = item.getDefaultValue();
        if (!item.isRequired() && !"".equals(value)) text += " Default: " + value;
        // A percent sign would be read as a format.
        return new String[] {text.replace("%", "%%")};
    }

    /** The options that were given, as the macro line has them. */
    static Map<String, String> given(CommandForm form, ParseResult line) {
        Map<String, String> given = new LinkedHashMap<>();
        for (ModuleItem<?> item : form.inputs())
            if (line.hasMatchedOption("--" + CommandForm.key(item)))
                given.put(
                        CommandForm.key(item),
                        line.matchedOptionValue("--" + CommandForm.key(item), ""));
        return given;
    }
}
