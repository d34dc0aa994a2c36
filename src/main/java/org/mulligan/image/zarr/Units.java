package org.mulligan.image.zarr;

import java.util.Map;
import java.util.Optional;

/** Units as OME-Zarr and as ImageJ write them. */
final class Units {
    /** ImageJ's sign of micro, U+00B5, and Greek mu, U+03BC. */
    private static final String MICRO = "[\u00b5\u03bc]";

    private static final Map<String, String> IMAGEJ =
            Map.of(
                    "micrometer", "um",
                    "nanometer", "nm",
                    "picometer", "pm",
                    "millimeter", "mm",
                    "centimeter", "cm",
                    "meter", "m",
                    "kilometer", "km",
                    "angstrom", "\u00c5",
                    "inch", "inch");

    private static final Map<String, Double> SECONDS =
            Map.of(
                    "second", 1.0,
                    "millisecond", 1e-3,
                    "microsecond", 1e-6,
                    "nanosecond", 1e-9,
                    "minute", 60.0,
                    "hour", 3600.0,
                    "day", 86400.0);

    private Units() {}

    /** As ImageJ writes a length; what it does not know stays. */
    static String toImageJ(String unit) {
        return IMAGEJ.getOrDefault(unit, unit);
    }

    /** As OME-Zarr writes a length; empty where it has no such. */
    static Optional<String> toOme(String unit) {
        String plain = unit.strip().replaceFirst(MICRO, "u");
        if (IMAGEJ.containsKey(plain)) return Optional.of(plain);
        return switch (plain) {
            case "um", "micron", "microns" -> Optional.of("micrometer");
            case "in" -> Optional.of("inch");
            default ->
                    IMAGEJ.entrySet().stream()
                            .filter(known -> known.getValue().equals(plain))
                            .map(Map.Entry::getKey)
                            .findFirst();
        };
    }

    /** Of a unit of time of OME-Zarr; empty where it is none. */
    static Optional<Double> seconds(String unit) {
        return Optional.ofNullable(SECONDS.get(unit));
    }

    /** As OME-Zarr writes a time of ImageJ; empty where it has no such. */
    static Optional<String> timeToOme(String unit) {
        return switch (unit.strip().replaceFirst(MICRO, "u")) {
            case "s", "sec", "second", "seconds" -> Optional.of("second");
            case "ms", "msec", "millisecond" -> Optional.of("millisecond");
            case "us", "usec" -> Optional.of("microsecond");
            case "ns", "nsec" -> Optional.of("nanosecond");
            case "min", "minute", "minutes" -> Optional.of("minute");
            case "h", "hour", "hours" -> Optional.of("hour");
            case "d", "day", "days" -> Optional.of("day");
            default -> Optional.empty();
        };
    }
}
