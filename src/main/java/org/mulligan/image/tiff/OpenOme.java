package org.mulligan.image.tiff;

import ij.ImagePlus;
import java.util.List;
import java.util.Optional;

/**
 * Open images whose Info says more than they know. ImageJ's File > Open keeps OME-XML there, and
 * makes slices of all planes.
 */
public final class OpenOme {
    private OpenOme() {}

    /** A line where axes or pixel size of an image are not those of the OME-XML in its Info. */
    public static Optional<String> warning(ImagePlus image) {
        if (image.getProperty(TiffImage.NOTES) != null) return Optional.empty();
        Optional<OmeXml> xml = OmeXml.inInfo(image.getInfoProperty());
        if (xml.isEmpty() || xml.get().images().isEmpty()) return Optional.empty();
        List<OmeImage> images = xml.get().images();
        try {
            return images.stream().anyMatch(one -> hasAxesOf(image, one))
                    ? size(image, images.get(0))
                    : axes(image, images.get(0));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean hasAxesOf(ImagePlus image, OmeImage ome) {
        int channels = image.getBitDepth() == 24 ? 3 * image.getNChannels() : image.getNChannels();
        return channels == ome.size('C')
                && image.getNSlices() == ome.size('Z')
                && image.getNFrames() == ome.size('T');
    }

    /** With other planes than the text says, somebody has chosen among them. */
    private static Optional<String> axes(ImagePlus image, OmeImage ome) {
        long planes = (long) ome.size('C') * ome.size('Z') * ome.size('T');
        if (planes != image.getStackSize()) return Optional.empty();
        return Optional.of(
                "%s: the OME-XML in its Info says %s, and the image has %s, as ImageJ's File > Open does not follow it; channels as slices are normalised together. Use Image > Hyperstacks > Stack to Hyperstack..., or open the file with Bio-Formats"
                        .formatted(
                                image.getTitle(),
                                PlaneOrder.said(ome.size('C'), ome.size('Z'), ome.size('T')),
                                PlaneOrder.said(
                                        image.getNChannels(),
                                        image.getNSlices(),
                                        image.getNFrames())));
    }

    private static Optional<String> size(ImagePlus image, OmeImage ome) {
        return image.getCalibration().scaled()
                ? Optional.empty()
                : ome.um('X')
                        .map(
                                um ->
                                        "%s: the OME-XML in its Info says pixels of %s um, and the image has no pixel size; set it with Image > Properties..."
                                                .formatted(image.getTitle(), um));
    }
}
