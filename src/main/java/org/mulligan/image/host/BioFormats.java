package org.mulligan.image.host;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.LUT;
import java.awt.Color;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.image.tiff.OmeSeries;

/**
 * Opens an image through Bio-Formats, plane by plane.
 *
 * @see <a href="https://docs.openmicroscopy.org/bio-formats/latest/developers/">its reader</a>
 */
final class BioFormats {
    private static final String READER = "loci.formats.ImageReader";

    private BioFormats() {}

    static boolean isThere() {
        return Asked.type(READER).isPresent();
    }

    /**
     * @param series from 0
     * @throws IOException when it cannot be read, with what Bio-Formats says
     */
    static HostFormats.Opened open(Path file, int series) throws IOException {
        Asked reader = Asked.made(READER);
        try {
            // Levels of a pyramid are no images of their own.
            reader.ask("setFlattenedResolutions", false);
            Optional<Store> metadata = metadata(reader);
            reader.ask("setId", file.toAbsolutePath().toString());
            int count = reader.number("getSeriesCount");
            if (series >= count)
                throw new IOException(
                        count == 1
                                ? "it holds one image, %s/0".formatted(file.getFileName())
                                : "it holds %d images, %s/0 to %s/%d"
                                        .formatted(
                                                count,
                                                file.getFileName(),
                                                file.getFileName(),
                                                count - 1));
            reader.ask("setSeries", series);
            return new Series(file, reader, series, count, metadata.flatMap(Store::text)).opened();
        } catch (IllegalArgumentException e) {
            reader.ask("close");
            throw new IOException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            reader.ask("close");
            throw e;
        }
    }

    private static Optional<Store> metadata(Asked reader) {
        try {
            Class<?> wanted =
                    Asked.type("loci.formats.services.OMEXMLService")
                            .orElseThrow(() -> new IOException("it has no OME-XML"));
            Asked service =
                    new Asked(
                            Asked.made("loci.common.services.ServiceFactory")
                                    .ask("getInstance", wanted));
            Object store = service.ask("createOMEXMLMetadata");
            reader.ask("setMetadataStore", store);
            return Optional.of(new Store(service, store));
        } catch (IOException e) {
            // Only pixel sizes and names are lost, which is told.
            return Optional.empty();
        }
    }

    /** Where the metadata go, and who makes a text of them. */
    private record Store(Asked service, Object metadata) {
        /** OME-XML; empty where it cannot be made. */
        Optional<String> text() {
            try {
                return Optional.of(String.valueOf(service.ask("getOMEXML", metadata)));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    private record Series(Path file, Asked reader, int series, int count, Optional<String> xml) {
        HostFormats.Opened opened() throws IOException {
            List<String> notes = new ArrayList<>();
            int samples = reader.number("getRGBChannelCount");
            if (reader.is("isIndexed") && !reader.is("isFalseColor") && samples == 1)
                throw new IOException(
                        "its pixels are numbers of colours; open it with File > Import > Bio-Formats and save it as RGB");
            HostPixels pixels =
                    new HostPixels(
                            reader.number("getSizeX"),
                            reader.number("getSizeY"),
                            reader.number("getPixelType"),
                            samples,
                            reader.is("isInterleaved"),
                            reader.is("isLittleEndian")
                                    ? ByteOrder.LITTLE_ENDIAN
                                    : ByteOrder.BIG_ENDIAN);
            int all = reader.number("getSizeC");
            HostStack stack =
                    new HostStack(
                            file,
                            reader,
                            pixels,
                            pixels.isColour() ? Math.max(1, all / samples) : all,
                            reader.number("getSizeZ"),
                            reader.number("getSizeT"));
            pixels.note().ifPresent(notes::add);
            Optional<OmeSeries> says = xml.flatMap(text -> OmeSeries.of(text, series));
            if (says.isEmpty())
                notes.add("Bio-Formats says nothing of its pixel size and of its channels");
            else if (stack.channels() > 1 && says.get().names().size() == stack.channels())
                for (int i = 0; i < stack.getSize(); i++)
                    stack.setSliceLabel(says.get().names().get(i % stack.channels()), i + 1);
            if (count > 1 && series == 0)
                notes.add(
                        "It holds %d images, of which the first is read; give another as %s/1%s"
                                .formatted(
                                        count,
                                        file.getFileName(),
                                        count == 2
                                                ? ""
                                                : " to %s/%d"
                                                        .formatted(file.getFileName(), count - 1)));
            return new HostFormats.Opened(image(stack, pixels, says), notes);
        }

        private ImagePlus image(HostStack stack, HostPixels pixels, Optional<OmeSeries> says)
                throws IOException {
            String title = file.getFileName() + (series > 0 ? "/" + series : "");
            ImagePlus image = new ImagePlus(title, stack);
            if (pixels.isSigned()) image.getLocalCalibration().setSigned16BitCalibration();
            image.setDimensions(stack.channels(), stack.slices(), stack.frames());
            says.ifPresent(one -> one.calibrate(image.getCalibration()));
            ImagePlus shown = shown(image, says.map(OmeSeries::colours).orElse(List.of()));
            shown.setOpenAsHyperStack(stack.getSize() > 1);
            shown.setProperty(
                    "Info",
                    "Opened with Bio-Formats: %s\n%s"
                            .formatted(reader.ask("getFormat"), xml.orElse("")));
            return shown;
        }

        private static ImagePlus shown(ImagePlus image, List<Color> colours) {
            int channels = image.getNChannels();
            if (image.getBitDepth() == 24 || channels == 1) return image;
            CompositeImage composite =
                    new CompositeImage(
                            image,
                            channels <= CompositeImage.MAX_CHANNELS
                                    ? CompositeImage.COMPOSITE
                                    : CompositeImage.COLOR);
            for (int c = 1; c <= channels && colours.size() == channels; c++) {
                LUT lut = LUT.createLutFromColor(colours.get(c - 1));
                lut.min = composite.getChannelLut(c).min;
                lut.max = composite.getChannelLut(c).max;
                composite.setChannelLut(lut, c);
            }
            return composite;
        }
    }
}
