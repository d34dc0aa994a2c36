package org.mulligan.image.plane;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The planes of another source, of which those that were read last are kept: for what asks for a
 * plane several times and for its neighbours. One thread at a time.
 */
public final class RecentPlanes implements ForwardingPlanes {
    private final PlaneSource image;
    private final Map<Integer, Pixels> kept;

    /**
     * @param most planes that are kept, 1 or more
     */
    public RecentPlanes(PlaneSource image, int most) {
        this.image = image;
        kept =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Integer, Pixels> eldest) {
                        return size() > most;
                    }
                };
    }

    @Override
    public PlaneSource image() {
        return image;
    }

    @Override
    public Pixels read(int plane) throws IOException {
        Pixels known = kept.get(plane);
        if (known != null) return known;
        Pixels read = image.read(plane);
        kept.put(plane, read);
        return read;
    }
}
