package org.mulligan.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * On what the user wants to compute.
 *
 * @param kind which sort
 * @param index which GPU, in CUDA's order; 0 for the others
 */
public record DeviceChoice(Kind kind, int index) {
    /** The sorts of devices. */
    public enum Kind {
        /** The faster one of the CPU and the first GPU, measured. */
        AUTO,
        CPU,
        /** This GPU or none: never the CPU in its place. */
        GPU
    }

    public static final DeviceChoice AUTO = new DeviceChoice(Kind.AUTO, 0);
    public static final DeviceChoice CPU = new DeviceChoice(Kind.CPU, 0);

    private static final Pattern GPU = Pattern.compile("gpu(?::(\\d{1,3}))?");

    /**
     * Reads what users write: {@code auto}, {@code cpu}, {@code gpu}, {@code gpu:1}.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public static DeviceChoice of(String name) {
        if (name.equals("auto")) return AUTO;
        if (name.equals("cpu")) return CPU;
        Matcher gpu = GPU.matcher(name);
        if (!gpu.matches())
            throw new IllegalArgumentException(
                    "No device is named \"%s\"; there are auto, cpu, gpu, and gpu:N with N from 0"
                            .formatted(name));
        return new DeviceChoice(
                Kind.GPU, gpu.group(1) == null ? 0 : Integer.parseInt(gpu.group(1)));
    }

    /** As users write it; the first GPU is {@code gpu}. */
    @Override
    public String toString() {
        return switch (kind) {
            case AUTO -> "auto";
            case CPU -> "cpu";
            case GPU -> index == 0 ? "gpu" : "gpu:" + index;
        };
    }
}
