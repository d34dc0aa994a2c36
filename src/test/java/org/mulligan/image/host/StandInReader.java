package org.mulligan.image.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * In place of loci.formats.ImageReader, with its methods as Bio-Formats 6 to 8 declare them. Its
 * file says "type samples mixed", and it has two images: of 2 channels, 3 slices and 4 frames, and
 * of one plane.
 */
public final class StandInReader {
    static final int WIDTH = 5;
    static final int HEIGHT = 4;

    /** Planes that were asked for, of all readers. */
    public static final List<Integer> READ = new ArrayList<>();

    public static final List<String> CALLS = new ArrayList<>();

    /** Thrown as Bio-Formats does. */
    public static final class UnknownFormatException extends Exception {
        private static final long serialVersionUID = 1;

        UnknownFormatException(String message) {
            super(message);
        }
    }

    private int series;
    private int type;
    private int samples;
    private boolean mixed;
    private Object store;

    public void setFlattenedResolutions(boolean flattened) {
        CALLS.add("flattened " + flattened);
    }

    public void setMetadataStore(Object metadata) {
        store = metadata;
    }

    public void setId(String file) throws IOException, UnknownFormatException {
        String text = Files.readString(Path.of(file)).replace("ZISRAWFILE", "").strip();
        if (text.startsWith("unknown"))
            throw new UnknownFormatException("Unknown file format: " + file);
        if (text.startsWith("broken")) throw new IOException("Unexpected end of file\nat 17");
        String[] says = text.split(" ");
        type = Integer.parseInt(says[0]);
        samples = Integer.parseInt(says[1]);
        mixed = says[2].equals("mixed");
        if (store instanceof StandInMetadata metadata) metadata.file = file;
    }

    public int getSeriesCount() {
        return 2;
    }

    public void setSeries(int which) {
        series = which;
    }

    public int getRGBChannelCount() {
        return samples;
    }

    public boolean isIndexed() {
        return false;
    }

    public boolean isFalseColor() {
        return false;
    }

    public int getSizeX() {
        return WIDTH;
    }

    public int getSizeY() {
        return HEIGHT;
    }

    public int getSizeZ() {
        return series == 0 ? 3 : 1;
    }

    public int getSizeC() {
        return series == 0 ? Math.max(2, samples) : samples;
    }

    public int getSizeT() {
        return series == 0 ? 4 : 1;
    }

    public int getPixelType() {
        return type;
    }

    public boolean isInterleaved() {
        return mixed;
    }

    public boolean isLittleEndian() {
        return true;
    }

    public String getFormat() {
        return "Zeiss CZI";
    }

    /** Planes lie with time first here. */
    public int getIndex(int z, int c, int t) {
        return t + getSizeT() * (z + getSizeZ() * c);
    }

    /** Sample s of pixel i of plane n is 1000 n + 100 s + i - 50, as far as the type has it. */
    public byte[] openBytes(int plane) throws IOException {
        READ.add(plane);
        if (plane == 7 && type == 3 && samples == 1 && series == 0 && failsAt7)
            throw new IOException("Bad sector");
        int size = new int[] {1, 1, 2, 2, 4, 4, 4, 8, 1}[type];
        int count = WIDTH * HEIGHT;
        ByteBuffer bytes =
                ByteBuffer.allocate(size * samples * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int k = 0; k < samples * count; k++) {
            int s = mixed ? k % samples : k / count;
            int i = mixed ? k / samples : k % count;
            int value = value(plane, s, i);
            switch (type) {
                case 0, 1 -> bytes.put((byte) value);
                case 2, 3 -> bytes.putShort((short) value);
                case 4, 5 -> bytes.putInt(value);
                case 6 -> bytes.putFloat(value);
                case 7 -> bytes.putDouble(value);
                default -> bytes.put((byte) (i % 2));
            }
        }
        return bytes.array();
    }

    public static boolean failsAt7;

    static int value(int plane, int sample, int i) {
        return 1000 * plane + 100 * sample + i - 50;
    }

    public void close() {
        CALLS.add("close");
    }

    /** In place of loci.common.services.ServiceFactory. */
    public static final class StandInFactory {
        public Object getInstance(Class<?> wanted) {
            CALLS.add("service " + wanted.getSimpleName());
            return new StandInService();
        }
    }

    /** In place of loci.formats.services.OMEXMLService. */
    public static final class StandInService {
        public Object createOMEXMLMetadata() {
            return new StandInMetadata();
        }

        public String getOMEXML(StandInMetadata metadata) {
            return "<OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\">"
                    + "<Image><Pixels PhysicalSizeX=\"250\" PhysicalSizeXUnit=\"nm\" PhysicalSizeY=\"0.5\" PhysicalSizeZ=\"2\" TimeIncrement=\"3\">"
                    + "<Channel Name=\"DAPI\" Color=\"65535\"/><Channel Name=\"GFP\" Color=\"16711935\"/></Pixels></Image>"
                    + "<Image><Pixels PhysicalSizeX=\"0.1\"/></Image></OME>";
        }
    }

    /** In place of its metadata. */
    public static final class StandInMetadata {
        String file;
    }

    /** Finds them under the names of Bio-Formats. */
    public static final class Loader extends ClassLoader {
        private final boolean metadata;

        /**
         * @param metadata whether there are those classes, too
         */
        public Loader(boolean metadata) {
            super(StandInReader.class.getClassLoader());
            this.metadata = metadata;
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            if (name.equals("loci.formats.ImageReader")) return StandInReader.class;
            if (metadata && name.equals("loci.common.services.ServiceFactory"))
                return StandInFactory.class;
            if (metadata && name.equals("loci.formats.services.OMEXMLService"))
                return StandInService.class;
            return super.loadClass(name);
        }
    }
}
