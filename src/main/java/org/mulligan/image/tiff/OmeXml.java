package org.mulligan.image.tiff;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What OME-XML says. Nothing outside of the text is read.
 *
 * @param id of the file that holds the text; empty where it says none
 * @param elsewhere the file that holds the metadata, where this text is only a pointer; else empty
 * @param images those with pixels
 * @param comments texts of comment annotations, by their namespaces
 * @see <a href="https://docs.openmicroscopy.org/ome-model/6.3.1/ome-tiff/specification.html">
 *     OME-TIFF</a>
 */
record OmeXml(String id, String elsewhere, List<OmeImage> images, Map<String, String> comments) {
    /** Of characters; a time lapse of 100 000 planes has about 30 million. */
    private static final int LARGEST = 1 << 26;

    /** Whether a description, or ImageJ's Info of a file, holds such a text. */
    static boolean isIn(String text) {
        return start(text) >= 0;
    }

    private static int start(String text) {
        int root = text.indexOf("<OME");
        if (root < 0) root = text.indexOf("<ome:OME");
        return root;
    }

    /** The text itself in ImageJ's Info; empty where there is none. */
    static Optional<OmeXml> inInfo(String info) {
        if (info == null || !isIn(info)) return Optional.empty();
        String last = info.startsWith("<OME", start(info)) ? "</OME>" : "</ome:OME>";
        int end = info.indexOf(last, start(info));
        if (end < 0) return Optional.empty();
        try {
            return Optional.of(parse(info.substring(start(info), end + last.length())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * @throws IOException when it is no OME-XML, broken, has a document type, or is too long
     */
    static OmeXml parse(String text) throws IOException {
        if (text.length() > LARGEST)
            throw new IOException(
                    "it has %d MB, and at most %d are read"
                            .formatted(text.length() >> 20, LARGEST >> 20));
        // The JDK's own, whatever other parsers lie beside us.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver(
                (publicId, systemId, base, namespace) -> {
                    throw new XMLStreamException("it points outside of itself");
                });
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text.strip()));
            try {
                return read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new IOException("it is broken: " + e.getMessage().replaceAll("\\s+", " "), e);
        }
    }

    private static OmeXml read(XMLStreamReader reader) throws XMLStreamException, IOException {
        String id = "";
        String elsewhere = "";
        List<OmeImage> images = new ArrayList<>();
        Map<String, String> comments = new HashMap<>();
        String space = "";
        boolean root = false;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD)
                throw new IOException("it has a document type, which OME-XML has not");
            if (event != XMLStreamConstants.START_ELEMENT) continue;
            String name = reader.getLocalName();
            if (!root && !name.equals("OME")) throw new IOException("it is no OME-XML");
            root = true;
            switch (name) {
                case "OME" -> id = attribute(reader, "UUID");
                case "BinaryOnly" -> {
                    elsewhere = attribute(reader, "MetadataFile");
                    id = attribute(reader, "UUID");
                }
                case "Pixels" ->
                        images.add(
                                new OmeImage(
                                        attributes(reader), new ArrayList<>(), new ArrayList<>()));
                case "Channel" -> {
                    if (!images.isEmpty()) last(images).channels().add(attributes(reader));
                }
                case "TiffData" -> {
                    if (!images.isEmpty())
                        last(images).data().add(new OmeImage.Planes(attributes(reader), "", ""));
                }
                case "UUID" -> nameFile(reader, images);
                case "CommentAnnotation" -> space = attribute(reader, "Namespace");
                case "Value" -> {
                    if (!space.isEmpty()) comments.putIfAbsent(space, reader.getElementText());
                    space = "";
                }
                default -> {
                    if (name.endsWith("Annotation")) space = "";
                }
            }
        }
        return new OmeXml(id, elsewhere, images, comments);
    }

    private static OmeImage last(List<OmeImage> images) {
        return images.get(images.size() - 1);
    }

    /** Of the planes that were named last. */
    private static void nameFile(XMLStreamReader reader, List<OmeImage> images)
            throws XMLStreamException {
        if (images.isEmpty() || last(images).data().isEmpty()) return;
        List<OmeImage.Planes> data = last(images).data();
        String name = attribute(reader, "FileName");
        String id = reader.getElementText().strip();
        data.set(
                data.size() - 1, new OmeImage.Planes(data.get(data.size() - 1).values(), id, name));
    }

    private static String attribute(XMLStreamReader reader, String name) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? "" : value.strip();
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++)
            all.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i).strip());
        return all;
    }
}
