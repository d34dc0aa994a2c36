package org.mulligan.service.report.html;

import java.util.List;
import java.util.Optional;
import org.mulligan.service.report.Provenance;

/**
 * What Mulligan wrote into the Info of a result.
 *
 * @param lines of the last block, without its head
 * @param earlier how many blocks of other restorations stand before it
 */
record StatedInfo(List<String> lines, int earlier) {
    /** Empty where an image is no result of ours. */
    static Optional<StatedInfo> of(String info) {
        if (info == null) return Optional.empty();
        List<String> all = info.lines().map(String::strip).toList();
        int last = all.lastIndexOf(Provenance.HEAD);
        if (last < 0) return Optional.empty();
        int blocks = (int) all.stream().filter(Provenance.HEAD::equals).count();
        return Optional.of(
                new StatedInfo(
                        all.subList(last + 1, all.size()).stream()
                                .filter(line -> !line.isEmpty())
                                .toList(),
                        blocks - 1));
    }

    /** What stands behind a word and a colon. */
    Optional<String> value(String word) {
        return lines.stream()
                .filter(line -> line.startsWith(word + ": "))
                .map(line -> line.substring(word.length() + 2))
                .findFirst();
    }

    /** Lines that a reader must not miss. */
    List<String> warnings() {
        return lines.stream()
                .filter(line -> line.contains("WARNING") || line.startsWith("Guard: "))
                .toList();
    }
}
