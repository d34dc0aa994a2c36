package org.mulligan.image.tiff;

import ij.measure.Calibration;
import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What OME-XML that another program made says of one of its images. */
public final class OmeSeries {
    private final OmeImage image;

    private OmeSeries(OmeImage image) {
        this.image = image;
    }

    /**
     * @param series from 0
     * @return empty where the text is broken, or has no such image
     */
    public static Optional<OmeSeries> of(String xml, int series) {
        try {
            List<OmeImage> images = OmeXml.parse(xml).images();
            return series < images.size()
                    ? Optional.of(new OmeSeries(images.get(series)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Sets the size of pixels and the time between frames, as far as they are said. */
    public void calibrate(Calibration calibration) {
        image.calibrate(calibration);
    }

    /** Of all channels, or of none. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Map<String, String> channel : image.channels())
            names.add(channel.getOrDefault("Name", ""));
        return names.contains("") ? List.of() : names;
    }

    /** Of all channels, or of none. */
    public List<Color> colours() {
        return OmeAxes.colours(
                image.channels().stream()
                        .map(channel -> Optional.ofNullable(channel.get("Color")))
                        .toList());
    }
}
