package org.mulligan.image.tiff;

import ij.measure.Calibration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What OME-XML says of one image.
 *
 * @param pixels attributes of Pixels
 * @param channels attributes of each channel
 * @param data where its planes lie
 * @see <a href="https://docs.openmicroscopy.org/ome-model/6.3.1/developers/model-overview.html">the
 *     model</a>
 */
record OmeImage(Map<String, String> pixels, List<Map<String, String>> channels, List<Planes> data) {
    private static final String SIGN_OF_MICRO = "\u00b5\u03bc";

    /**
     * Where planes lie.
     *
     * @param values attributes of TiffData
     * @param file id of the file; empty = the one that holds the text
     * @param name of that file; may be out of date
     */
    record Planes(Map<String, String> values, String file, String name) {}

    /** Of channels, slices, frames, columns or rows: C, Z, T, X, Y. */
    int size(char axis) {
        return whole(pixels, "Size" + axis, 1);
    }

    /**
     * @throws NumberFormatException when it is no whole number
     */
    static int whole(Map<String, String> values, String name, int missing) {
        String text = values.get(name);
        return text == null ? missing : Integer.parseInt(text);
    }

    /** C, Z, T, that which changes from plane to plane first. */
    String fastest() {
        return pixels.getOrDefault("DimensionOrder", "XYCZT").replaceAll("[XY]", "");
    }

    /** Of a pixel along X, Y or Z, in um; empty where it is not said, or is no length. */
    Optional<Double> um(char axis) {
        String unit = pixels.getOrDefault("PhysicalSize" + axis + "Unit", "um");
        return positive("PhysicalSize" + axis).flatMap(size -> lengths(unit).map(um -> size * um));
    }

    /** What the unit along X is where it is no length, such as pixel; else empty. */
    Optional<String> noLength() {
        String unit = pixels.getOrDefault("PhysicalSizeXUnit", "um");
        return lengths(unit).isPresent() || positive("PhysicalSizeX").isEmpty()
                ? Optional.empty()
                : Optional.of(unit);
    }

    /** Between frames, in seconds. */
    Optional<Double> seconds() {
        return positive("TimeIncrement")
                .flatMap(
                        time ->
                                times(pixels.getOrDefault("TimeIncrementUnit", "s"))
                                        .map(unit -> time * unit));
    }

    /** Sets what the file says of its pixels' size and of the time between frames. */
    void calibrate(Calibration calibration) {
        Optional<Double> x = um('X');
        Optional<Double> y = um('Y');
        if (x.isPresent() || y.isPresent()) {
            calibration.pixelWidth = x.or(() -> y).orElseThrow();
            calibration.pixelHeight = y.or(() -> x).orElseThrow();
            calibration.setUnit("um");
            calibration.pixelDepth = um('Z').orElse(1.0);
        } else if (noLength().isPresent()) {
            calibration.pixelWidth = 1;
            calibration.pixelHeight = 1;
            calibration.setUnit("pixel");
        }
        seconds()
                .ifPresent(
                        seconds -> {
                            calibration.frameInterval = seconds;
                            calibration.setTimeUnit("sec");
                        });
    }

    private Optional<Double> positive(String name) {
        try {
            double value = Double.parseDouble(pixels.getOrDefault(name, "0"));
            return value > 0 && Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String plain(String unit) {
        return unit.length() > 1 && SIGN_OF_MICRO.indexOf(unit.charAt(0)) >= 0
                ? "u" + unit.substring(1)
                : unit;
    }

    private static Optional<Double> lengths(String unit) {
        Double um =
                switch (plain(unit)) {
                    case "um", "micron", "microns", "micrometer" -> 1.0;
                    case "pm" -> 1e-6;
                    case "\u00c5", "\u212b" -> 1e-4;
                    case "nm" -> 1e-3;
                    case "mm" -> 1e3;
                    case "cm" -> 1e4;
                    case "dm" -> 1e5;
                    case "m" -> 1e6;
                    case "km" -> 1e9;
                    case "thou" -> 25.4;
                    case "in" -> 25400.0;
                    case "ft" -> 304800.0;
                    default -> null;
                };
        return Optional.ofNullable(um);
    }

    private static Optional<Double> times(String unit) {
        Double seconds =
                switch (plain(unit)) {
                    case "s" -> 1.0;
                    case "ms" -> 1e-3;
                    case "us" -> 1e-6;
                    case "ns" -> 1e-9;
                    case "min" -> 60.0;
                    case "h" -> 3600.0;
                    case "d" -> 86400.0;
                    default -> null;
                };
        return Optional.ofNullable(seconds);
    }
}
