package org.mulligan.model.archive;

import java.io.IOException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.mulligan.model.archive.ZipDirectory.Entry;

/** What a zip may say in its directory. */
public final class ZipRules {
    /** Names that leave the folder a zip is unpacked to, on any system. */
    private static final Pattern OUTSIDE = Pattern.compile("^/|[\\\\:]|(^|/)\\.\\.(/|$)");

    /** Names that are none, or none on another system. */
    private static final Pattern IMPOSSIBLE =
            Pattern.compile(
                    "^$|[\\x00-\\x1f\\x7f\"*<>?|]|//|[ .](/|$)|(?i)(^|/)(con|prn|aux|nul|com\\d|lpt\\d)(\\.[^/]*)?(/|$)");

    private static final String DO_NOT = "; do not use it, or ask its author for another";

    private ZipRules() {}

    /**
     * @param bytes of the zip
     * @throws IOException when it breaks a rule; the text is the end of a sentence about the zip
     */
    static void check(List<Entry> entries, long bytes) throws IOException {
        Map<String, Entry> seen = new HashMap<>();
        long unpacked = 0;
        for (Entry entry : entries) {
            checkName(entry.name());
            checkKind(entry);
            Entry other = seen.put(key(entry.name()), entry);
            if (other != null)
                throw new IOException(
                        "holds two files of one name (%s and %s)"
                                        .formatted(other.name(), entry.name())
                                + DO_NOT);
            unpacked += entry.size();
            if (entry.size() > ModelLimits.UNPACKED || unpacked > ModelLimits.UNPACKED)
                throw new IOException(
                        "unpacks to more than the %,d bytes allowed (at %s)"
                                        .formatted(ModelLimits.UNPACKED, entry.name())
                                + DO_NOT);
        }
        for (Entry entry : entries) checkParents(entry, seen);
        if (unpacked > ModelLimits.SMALL && unpacked / ModelLimits.GROWTH > bytes)
            throw new IOException(
                    "has %,d bytes and unpacks to %,d, which is more than %d times as many"
                                    .formatted(bytes, unpacked, ModelLimits.GROWTH)
                            + DO_NOT);
    }

    /** Whether a name leads out of the folder that it is read in, on any system. */
    public static boolean isOutside(String name) {
        return OUTSIDE.matcher(name).find() || name.indexOf('\0') >= 0;
    }

    private static void checkName(String name) throws IOException {
        if (isOutside(name))
            throw new IOException(
                    "holds a file that would lie outside of it (%s)".formatted(name) + DO_NOT);
        if (IMPOSSIBLE.matcher(name).find())
            throw new IOException(
                    "holds a file whose name is none on every system (\"%s\")"
                                    .formatted(name.replaceAll("\\p{Cntrl}", "?"))
                            + DO_NOT);
        if (name.length() > ModelLimits.NAME)
            throw new IOException(
                    "holds a file whose name has %,d letters, and %,d are allowed (%s...)"
                                    .formatted(
                                            name.length(), ModelLimits.NAME, name.substring(0, 40))
                            + DO_NOT);
        if (name.chars().filter(letter -> letter == '/').count() > ModelLimits.FOLDERS)
            throw new IOException(
                    "holds more than the %d folders within each other allowed (%s)"
                                    .formatted(ModelLimits.FOLDERS, name)
                            + DO_NOT);
    }

    private static void checkKind(Entry entry) throws IOException {
        if (entry.isLink())
            throw new IOException(
                    "holds a link (%s), and a package must hold its files themselves"
                                    .formatted(entry.name())
                            + DO_NOT);
        if (entry.isEncrypted())
            throw new IOException(
                    "holds an encrypted file (%s); zip it again without a password"
                            .formatted(entry.name()));
        if (entry.method() != ZipEntry.STORED && entry.method() != ZipEntry.DEFLATED)
            throw new IOException(
                    "packs %s in a way that Java cannot unpack (method %d); zip it again as usual"
                            .formatted(entry.name(), entry.method()));
    }

    /** A file cannot be a folder too. */
    private static void checkParents(Entry entry, Map<String, Entry> seen) throws IOException {
        String key = key(entry.name());
        for (int slash = key.indexOf('/'); slash > 0; slash = key.indexOf('/', slash + 1)) {
            Entry parent = seen.get(key.substring(0, slash));
            if (parent != null && !parent.isFolder())
                throw new IOException(
                        "holds %s as a file and as a folder (%s)"
                                        .formatted(parent.name(), entry.name())
                                + DO_NOT);
        }
    }

    /** Equal for names that are one file on some system. */
    private static String key(String name) {
        String whole = Normalizer.normalize(name, Normalizer.Form.NFC);
        return (whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole)
                .toLowerCase(Locale.ROOT);
    }
}
