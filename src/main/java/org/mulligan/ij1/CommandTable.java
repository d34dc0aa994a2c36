package org.mulligan.ij1;

import ij.IJ;
import ij.Menus;
import java.awt.Menu;
import java.awt.MenuItem;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** ImageJ's table of commands, where nothing else fills it. */
public final class CommandTable {
    private static final Pattern LINE =
            Pattern.compile("(?:(.*?)(?:,\\s*|=))?\"(.+?)(?:\\[(?:\\w|F\\d+)\\])?\",\\s*(\\S.*)");

    private CommandTable() {}

    /**
     * A line of a menu file.
     *
     * @param menu e.g. {@code Plugins>Mulligan}, or a key of {@code IJ_Props.txt}
     * @param label of the command
     * @param plugin class and argument as ImageJ writes them
     */
    record Entry(String menu, String label, String plugin) {
        private static final Pattern PLUGIN = Pattern.compile("([^(]+)(?:\\(\"(.*)\"\\))?");

        /** Runs it as ImageJ does. */
        void run() {
            Matcher parts = PLUGIN.matcher(plugin.trim());
            if (parts.matches())
                IJ.runPlugIn(label, parts.group(1), Objects.requireNonNullElse(parts.group(2), ""));
        }
    }

    /**
     * Without a display ImageJ never builds its menus, and so knows no command by name. Its own
     * commands come from {@code IJ_Props.txt} and our list of those that it builds in code, ours
     * from {@code plugins.config}.
     */
    static void fill() {
        Hashtable<String, String> commands = new Hashtable<>();
        for (Entry entry : imageJ()) commands.put(entry.label(), entry.plugin());
        for (Entry entry : ours()) commands.put(entry.label(), entry.plugin());
        for (Entry entry : earlier()) commands.putIfAbsent(entry.label(), entry.plugin());
        try {
            Field table = Menus.class.getDeclaredField("pluginsTable");
            table.setAccessible(true);
            table.set(null, commands);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "This ImageJ keeps its commands elsewhere than ImageJ 1.54p: " + e, e);
        }
    }

    /** Adds our menus to an ImageJ that is open and does not have them from its plugins folder. */
    @SuppressWarnings("unchecked")
    public static void addMenus() {
        Map<String, String> commands = Menus.getCommands();
        for (Entry entry : ours()) {
            if (commands.putIfAbsent(entry.label(), entry.plugin()) != null) continue;
            MenuItem item = new MenuItem(entry.label());
            item.addActionListener(IJ.getInstance());
            menu(entry.menu().split(">")).add(item);
        }
        addEarlierNames();
    }

    /** What our commands were called before, where nobody else has the name; in no menu. */
    @SuppressWarnings("unchecked")
    static void addEarlierNames() {
        Map<String, String> commands = Menus.getCommands();
        if (commands == null) return;
        for (Entry entry : earlier()) commands.putIfAbsent(entry.label(), entry.plugin());
    }

    private static Menu menu(String... path) {
        Menu menu = Menus.getImageJMenu(path[0]);
        for (int level = 1; level < path.length; level++) menu = submenu(menu, path[level]);
        return menu;
    }

    private static Menu submenu(Menu parent, String label) {
        for (int i = 0; i < parent.getItemCount(); i++)
            if (parent.getItem(i) instanceof Menu menu && menu.getLabel().equals(label))
                return menu;
        Menu menu = new Menu(label);
        parent.add(menu);
        return menu;
    }

    /** Every command as a menu file has it, without its menu. */
    public static List<String> lines() {
        return Stream.of(imageJ(), ours(), earlier())
                .flatMap(List::stream)
                .map(entry -> "\"%s\",%s".formatted(entry.label(), entry.plugin()))
                .toList();
    }

    static List<Entry> imageJ() {
        List<Entry> entries = read(Menus.class, "/IJ_Props.txt");
        entries.addAll(read(CommandTable.class, "imagej-commands.txt"));
        return entries;
    }

    static List<Entry> ours() {
        return read(CommandTable.class, "/plugins.config").stream()
                .filter(entry -> entry.plugin().startsWith("org.mulligan."))
                .toList();
    }

    static List<Entry> earlier() {
        return read(CommandTable.class, "earlier-names.txt");
    }

    /** The line of a label in the menu file of a jar of others. */
    static Optional<Entry> ofJar(File jar, String label) throws IOException {
        try (ZipFile zip = new ZipFile(jar)) {
            ZipEntry file = zip.getEntry("plugins.config");
            return file == null
                    ? Optional.empty()
                    : read(zip.getInputStream(file)).stream()
                            .filter(entry -> entry.label().equals(label))
                            .findFirst();
        }
    }

    private static List<Entry> read(Class<?> beside, String resource) {
        try (InputStream bytes = beside.getResourceAsStream(resource)) {
            return read(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Entry> read(InputStream bytes) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher parts = LINE.matcher(line.trim());
                if (!line.startsWith("#") && parts.matches())
                    entries.add(new Entry(parts.group(1), parts.group(2), parts.group(3)));
            }
        }
        return entries;
    }
}
