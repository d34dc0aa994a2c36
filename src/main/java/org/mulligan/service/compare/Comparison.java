package org.mulligan.service.compare;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.service.report.TextTable;

/**
 * What a comparison of an image says.
 *
 * @param channels a ranking for each
 * @param sheet the same part of all results; a slice for each channel
 */
public record Comparison(List<Ranking> channels, ImagePlus sheet) {
    /** Headings of {@link #rows}, those of the table and of the file. */
    public static final List<String> HEADER =
            List.of(
                    "Image",
                    "Channel",
                    "Rank",
                    "Method",
                    "PSNR [dB]",
                    "SE [dB]",
                    "Gain [dB]",
                    "Gain SE [dB]",
                    "Seconds",
                    "Range",
                    "Basis");

    static Comparison of(List<Ranking> channels) {
        String title = channels.get(0).image();
        return new Comparison(channels, ContactSheet.of(ImageFiles.stem(title), channels));
    }

    /** A row for each candidate of each channel; no standard error where the PSNR is "at least". */
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (Ranking channel : channels)
            for (int i = 0; i < channel.rows().size(); i++) {
                Ranked row = channel.rows().get(i);
                rows.add(
                        List.of(
                                channel.image(),
                                "" + channel.channel(),
                                "" + (i + 1),
                                row.method().name(),
                                (row.isAtLeast() ? ">" : "") + number(row.psnr()),
                                row.isAtLeast() ? "" : number(row.psnrError()),
                                number(row.gain()),
                                number(row.gainError()),
                                number(row.seconds()),
                                String.format(Locale.ROOT, "%.4g", channel.range()),
                                channel.basis()));
            }
        return rows;
    }

    /** For the command line: the tables, what was left out, and a sentence of each channel. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(new TextTable(HEADER, rows()).lines());
        lines.addAll(sentences());
        return lines;
    }

    /** What was left out, and a sentence of each channel. */
    public List<String> sentences() {
        List<String> lines = new ArrayList<>();
        for (Ranking channel : channels) {
            channel.leftOut().forEach(each -> lines.add("Left out: " + each));
            lines.add(channel.verdict() + ".");
        }
        return lines;
    }

    String csv() {
        return new TextTable(HEADER, rows()).csv();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
