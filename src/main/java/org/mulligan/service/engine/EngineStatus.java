package org.mulligan.service.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mulligan.engine.Device;
import org.mulligan.engine.Devices;
import org.mulligan.engine.EngineInfo;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.EngineSettingsFile;
import org.mulligan.engine.process.EngineLog;
import org.mulligan.service.report.Provenance;

/**
 * What there is to say about the engine.
 *
 * @param devices as just measured
 */
public record EngineStatus(EngineInfo info, Devices devices, EngineSettings settings) {
    /** For people, line by line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Mulligan %s, %s, Java %s"
                        .formatted(Provenance.version(), info.runtime(), Runtime.version()));
        lines.add("Devices, measured with a 3x3 convolution in float32:");
        for (Device device : devices.found())
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  %-6s  %s, %.1f GB%s, %.0f GFLOP/s",
                            device.id(),
                            device.name(),
                            device.memory() / 1e9,
                            device.driver().isEmpty() ? "" : ", " + device.driver(),
                            device.gigaflops()));
        if (!devices.gpuProblem().isEmpty()) lines.add("No GPU: " + devices.gpuProblem());
        lines.add(
                String.format(
                        Locale.ROOT,
                        "The engine computes on %s; process %d, holds %.1f GB, a tile may use %.1f GB.",
                        info.device(),
                        info.pid(),
                        info.resident() / 1e9,
                        info.memory() / 1e9));
        lines.add(
                "Settings: heap %s, GPU memory %s (%s)"
                        .formatted(
                                settings.heap() == 0 ? "automatic" : settings.heap() + " MB",
                                settings.gpuMemory() == 0
                                        ? "as needed"
                                        : "at most " + settings.gpuMemory() + " MB",
                                EngineSettingsFile.path()));
        lines.add("Log: " + EngineLog.file());
        return lines;
    }
}
