package org.mulligan.engine.process;

import java.nio.file.Path;
import java.util.Map;
import org.mulligan.model.ConversionRequest;
import org.mulligan.model.ConvertedModel;
import org.mulligan.model.Postprocessing;
import org.mulligan.model.Postprocessing.Activation;

/** {@link Wire} for what an import asks and is answered. */
public final class ConversionWire {
    private ConversionWire() {}

    static Map<String, Object> of(ConversionRequest request) {
        return Wire.map(
                "source", request.source().toAbsolutePath(),
                "input", request.input(),
                "output", request.output(),
                "inputaxes", request.inputAxes(),
                "outputaxes", request.outputAxes(),
                "activation", request.finish().activation().name(),
                "gain", request.finish().gain(),
                "offset", request.finish().offset(),
                "low", request.finish().low(),
                "high", request.finish().high(),
                "stride", request.stride(),
                "side", request.side(),
                "target", request.target().toAbsolutePath());
    }

    public static ConversionRequest request(Map<String, Object> map) {
        return new ConversionRequest(
                Path.of(Wire.text(map, "source")),
                Wire.text(map, "input"),
                Wire.text(map, "output"),
                Wire.text(map, "inputaxes"),
                Wire.text(map, "outputaxes"),
                new Postprocessing(
                        Activation.valueOf(Wire.text(map, "activation")),
                        Wire.number(map, "gain"),
                        Wire.number(map, "offset"),
                        Wire.number(map, "low"),
                        Wire.number(map, "high")),
                Wire.integer(map, "stride"),
                Wire.integer(map, "side"),
                Path.of(Wire.text(map, "target")));
    }

    public static Map<String, Object> of(ConvertedModel adopted) {
        return Wire.map(
                "input", adopted.input(),
                "output", adopted.output(),
                "inputaxes", adopted.inputAxes(),
                "outputaxes", adopted.outputAxes(),
                "inputchannels", adopted.inputChannels(),
                "outputchannels", adopted.outputChannels(),
                "scale", adopted.scale(),
                "stride", adopted.stride(),
                "receptivefield", adopted.receptiveField(),
                "side", adopted.side(),
                "whole", adopted.whole(),
                "tensorflow", adopted.tensorFlow());
    }

    static ConvertedModel adopted(Map<String, Object> map) {
        return new ConvertedModel(
                Wire.text(map, "input"),
                Wire.text(map, "output"),
                Wire.text(map, "inputaxes"),
                Wire.text(map, "outputaxes"),
                Wire.integer(map, "inputchannels"),
                Wire.integer(map, "outputchannels"),
                Wire.integer(map, "scale"),
                Wire.integer(map, "stride"),
                Wire.integer(map, "receptivefield"),
                Wire.integer(map, "side"),
                Boolean.TRUE.equals(map.get("whole")),
                Wire.text(map, "tensorflow"));
    }
}
