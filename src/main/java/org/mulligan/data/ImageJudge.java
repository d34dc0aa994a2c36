package org.mulligan.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Leaves out images that a generator must not learn. */
public final class ImageJudge {
    /** A few bright spots on black are an image. */
    private static final double BLANK = 1;

    private final int channels;
    private final LeftOut leftOut;
    private final Map<String, String> seen = new HashMap<>();
    private int count;

    /**
     * @param channels of an image; planes behind these are what it is drawn from
     */
    public ImageJudge(int channels, Consumer<String> note) {
        this.channels = channels;
        leftOut = new LeftOut(note);
    }

    /**
     * Judges an image, and tells why where it is left out.
     *
     * @param name its file, and its place there
     * @param planes all pixels of each channel, and of what it is drawn from
     */
    public boolean isUsable(String name, List<float[]> planes) {
        count++;
        Optional<ImageFault> fault = fault(planes);
        if (fault.isEmpty()) {
            String first = seen.putIfAbsent(ImageFault.fingerprint(planes), name);
            if (first == null) return true;
            fault =
                    Optional.of(
                            new ImageFault(
                                    ImageFault.Kind.DUPLICATE, "is the same picture as " + first));
        }
        leftOut.add(name, fault.get());
        return false;
    }

    /**
     * A colour may be blank or saturated by itself, and so may what an image is drawn from; nothing
     * may be no number.
     */
    private Optional<ImageFault> fault(List<float[]> planes) {
        List<ImageFault> own = new ArrayList<>();
        for (int i = 0; i < planes.size(); i++) {
            Optional<ImageFault> fault = ImageFault.of(planes.get(i), BLANK);
            if (fault.isEmpty()) continue;
            if (fault.get().kind() == ImageFault.Kind.NOT_NUMBERS) return fault;
            if (i < channels) own.add(fault.get());
        }
        return own.size() == channels ? Optional.of(own.get(0)) : Optional.empty();
    }

    /** Images that were judged. */
    public int count() {
        return count;
    }

    public int leftOut() {
        return leftOut.count();
    }

    /** The first few of them, to end a message with. */
    public String named() {
        return leftOut.named();
    }

    public void summarise() {
        leftOut.summarise(count, "images");
    }
}
