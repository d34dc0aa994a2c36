package org.mulligan.data.pairs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mulligan.data.ImageFile;

/** Planes as they lie in their files; those used last stay in memory as far as it reaches. */
public final class PlaneCache {
    private record Key(Path file, int plane) {}

    private final Map<Key, float[]> planes = new LinkedHashMap<>(16, 0.75f, true);
    private final long mostFloats;
    private final boolean thumbnails;
    private long floats;

    /**
     * @param thumbnails whether files are read as the thumbnails of their planes
     */
    public PlaneCache(long mostFloats, boolean thumbnails) {
        this.mostFloats = mostFloats;
        this.thumbnails = thumbnails;
    }

    /** The plane number {@code index}, from 0, which the caller must not modify. */
    public synchronized float[] plane(Path file, int index) throws IOException {
        float[] plane = planes.get(new Key(file, index));
        if (plane == null) {
            plane =
                    thumbnails
                            ? ImageFile.readThumbnail(file, index)
                            : ImageFile.readPlane(file, index);
            keep(file, index, plane);
        }
        return plane;
    }

    public synchronized void keep(ImageFile image) {
        for (int i = 0; i < image.planes().size(); i++)
            keep(image.path(), i, image.planes().get(i));
    }

    private void keep(Path file, int index, float[] plane) {
        float[] before = planes.put(new Key(file, index), plane);
        floats += plane.length - (before == null ? 0 : before.length);
        Iterator<float[]> oldest = planes.values().iterator();
        while (floats > mostFloats && oldest.hasNext()) {
            floats -= oldest.next().length;
            oldest.remove();
        }
    }
}
