package org.mulligan.image.zarr;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.LUT;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.image.plane.PlanesByPart;

/**
 * How channels are named and shown: {@code omero} in OME-Zarr.
 *
 * @param channels as they are written; none where nothing is said
 */
record OmeChannels(List<Channel> channels) {
    private static final int RGB = 24;

    /**
     * @param name empty where none is given
     * @param colour none where none is given
     * @param range intensities shown as black and as the colour; none where none is given
     */
    record Channel(String name, Optional<Color> colour, double[] range, boolean shown) {}

    static OmeChannels of(Map<?, ?> ome) {
        List<Channel> channels = new ArrayList<>();
        for (Object each : Json.list(Json.map(ome, "omero"), "channels")) {
            Map<?, ?> map = each instanceof Map<?, ?> channel ? channel : Map.of();
            channels.add(
                    new Channel(
                            Json.text(map, "label"),
                            colour(String.valueOf(map.get("color"))),
                            range(Json.map(map, "window")),
                            !Boolean.FALSE.equals(map.get("active"))));
        }
        return new OmeChannels(channels);
    }

    /** Six digits; YAML and some writers make a number of those without a letter. */
    private static Optional<Color> colour(String text) {
        String digits = text.startsWith("#") ? text.substring(1) : text;
        if (digits.matches("\\d{1,5}")) digits = "0".repeat(6 - digits.length()) + digits;
        return digits.matches("\\p{XDigit}{6}")
                ? Optional.of(new Color(Integer.parseInt(digits, 16)))
                : Optional.empty();
    }

    private static double[] range(Map<?, ?> window) {
        return window.get("start") instanceof Number start
                        && window.get("end") instanceof Number end
                        && end.doubleValue() > start.doubleValue()
                ? new double[] {start.doubleValue(), end.doubleValue()}
                : new double[0];
    }

    /**
     * How an image is shown.
     *
     * @param names of its channels
     */
    static OmeChannels of(ImagePlus image, List<String> names) {
        double zero = image.getLocalCalibration().isSigned16Bit() ? ImageJPixels.SIGNED_ZERO : 0;
        List<Channel> channels = new ArrayList<>();
        if (image.getBitDepth() == RGB) {
            List<Color> colours = List.of(Color.RED, Color.GREEN, Color.BLUE);
            for (int c = 0; c < names.size(); c++)
                channels.add(
                        new Channel(
                                names.get(c),
                                Optional.of(colours.get(c % 3)),
                                new double[] {0, 255},
                                true));
            return new OmeChannels(channels);
        }
        CompositeImage composite = image instanceof CompositeImage coloured ? coloured : null;
        for (int c = 0; c < names.size(); c++) {
            LUT lut = composite == null ? null : composite.getChannelLut(c + 1);
            Color colour = lut == null ? brightest(image.getProcessor().getLut()) : brightest(lut);
            double low = lut == null ? image.getDisplayRangeMin() : lut.min;
            double high = lut == null ? image.getDisplayRangeMax() : lut.max;
            boolean shown =
                    composite == null
                            || c >= CompositeImage.MAX_CHANNELS
                            || composite.getActiveChannels()[c];
            channels.add(
                    new Channel(
                            names.get(c),
                            Optional.of(colour),
                            new double[] {low - zero, high - zero},
                            shown));
        }
        return new OmeChannels(channels);
    }

    private static Color brightest(LUT lut) {
        Color last = new Color(lut.getRGB(255));
        // Inverted: white is no signal.
        return last.equals(Color.BLACK) ? Color.WHITE : last;
    }

    /**
     * As OME-Zarr has it.
     *
     * @param type of the pixels, whose range is the window's
     */
    Map<String, Object> omero(PixelType type) {
        List<Object> list = new ArrayList<>();
        for (Channel channel : channels) {
            double[] range = channel.range();
            double[] limits = limits(type, range);
            list.add(
                    Json.of(
                            "label", channel.name(),
                            "color",
                                    "%06X"
                                            .formatted(
                                                    channel.colour().orElseThrow().getRGB()
                                                            & 0xffffff),
                            "window",
                                    Json.of(
                                            "min", limits[0], "max", limits[1], "start", range[0],
                                            "end", range[1]),
                            "active", channel.shown(),
                            "inverted", false,
                            "coefficient", 1.0,
                            "family", "linear"));
        }
        return Json.of("channels", list, "rdefs", Json.of("model", "color"));
    }

    private static double[] limits(PixelType type, double[] shown) {
        return switch (type.name()) {
            case "uint8" -> new double[] {0, 255};
            case "uint16" -> new double[] {0, 65535};
            case "int16" -> new double[] {-32768, 32767};
            default -> shown;
        };
    }

    List<String> names() {
        return channels.stream().map(Channel::name).toList();
    }

    /** An image of the same planes with these colours and ranges. */
    ImagePlus shown(ImagePlus image) {
        int count = image.getNChannels();
        double zero = image.getLocalCalibration().isSigned16Bit() ? ImageJPixels.SIGNED_ZERO : 0;
        if (count == 1) {
            if (image.getBitDepth() != 8 && !PlanesByPart.isWithoutPixels(image))
                image.resetDisplayRange();
            channel(0)
                    .ifPresent(
                            channel -> {
                                channel.colour()
                                        .filter(colour -> !colour.equals(Color.WHITE))
                                        .map(LUT::createLutFromColor)
                                        .ifPresent(lut -> PlanesByPart.setLut(image, lut));
                                if (channel.range().length > 0)
                                    image.setDisplayRange(
                                            channel.range()[0] + zero, channel.range()[1] + zero);
                            });
            image.setOpenAsHyperStack(image.getNFrames() > 1 && image.getNSlices() > 1);
            return image;
        }
        boolean composite = count <= CompositeImage.MAX_CHANNELS;
        CompositeImage coloured =
                new CompositeImage(
                        image, composite ? CompositeImage.COMPOSITE : CompositeImage.COLOR);
        for (int c = 0; c < count; c++) {
            LUT own = coloured.getChannelLut(c + 1);
            LUT lut = channel(c).flatMap(Channel::colour).map(LUT::createLutFromColor).orElse(own);
            double[] range = channel(c).map(Channel::range).orElse(new double[0]);
            lut.min = range.length > 0 ? range[0] + zero : own.min;
            lut.max = range.length > 0 ? range[1] + zero : own.max;
            coloured.setChannelLut(lut, c + 1);
            if (composite)
                coloured.getActiveChannels()[c] = channel(c).map(Channel::shown).orElse(true);
        }
        coloured.setOpenAsHyperStack(true);
        return coloured;
    }

    private Optional<Channel> channel(int c) {
        return c < channels.size() ? Optional.of(channels.get(c)) : Optional.empty();
    }
}
