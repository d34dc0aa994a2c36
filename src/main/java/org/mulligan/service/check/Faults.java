package org.mulligan.service.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.data.ImageFault;
import org.mulligan.data.ImageFile;
import org.mulligan.data.audit.Remark;

/** What a training leaves out, judged as it judges. */
final class Faults {
    private static final double ANY = 1;

    private final double blank;
    private final Map<String, String> seen = new HashMap<>();
    private final Map<ImageFault.Kind, List<String>> names = new EnumMap<>(ImageFault.Kind.class);
    private final Map<ImageFault.Kind, String> reasons = new EnumMap<>(ImageFault.Kind.class);
    private int judged;
    private int usable;

    /**
     * @param generator whether a few bright spots on black are an image
     */
    Faults(boolean generator) {
        blank = generator ? ANY : ImageFault.NO_SCALE;
    }

    /** Frames that are learnt from. */
    int usable() {
        return usable;
    }

    /**
     * Judges a frame.
     *
     * @param files the image, or a measured one and its target
     * @param frame from 0
     * @return whether it is learnt from; else the row is marked
     */
    boolean judge(CheckedImage row, List<ImageFile> files, int frame) {
        judged++;
        Optional<Fault> found = fault(files, frame);
        if (found.isEmpty()) {
            ImageFile first = files.get(0);
            String name = first.nameOf(frame * first.channels()).replaceFirst(",$", "");
            String before = seen.putIfAbsent(fingerprint(first, frame), name);
            if (before != null)
                found =
                        Optional.of(
                                new Fault(
                                        name,
                                        new ImageFault(
                                                ImageFault.Kind.DUPLICATE,
                                                "is the same picture as " + before)));
        }
        if (found.isEmpty()) {
            usable++;
            return true;
        }
        ImageFault fault = found.get().fault();
        row.mark(Remark.Kind.LEFT_OUT);
        names.computeIfAbsent(fault.kind(), kind -> new ArrayList<>()).add(row.name());
        reasons.putIfAbsent(fault.kind(), found.get().image() + " " + fault.reason());
        row.put("Left out", fault.kind().words);
        return false;
    }

    private record Fault(String image, ImageFault fault) {}

    private Optional<Fault> fault(List<ImageFile> files, int frame) {
        for (ImageFile file : files)
            for (int c = 0; c < file.channels(); c++) {
                int plane = frame * file.channels() + c;
                Optional<ImageFault> fault = ImageFault.of(file.planes().get(plane), blank);
                if (fault.isPresent())
                    return Optional.of(
                            new Fault(file.nameOf(plane).replaceFirst(",$", ""), fault.get()));
            }
        if (files.size() < 2 || !samePixels(files.get(0), files.get(1), frame))
            return Optional.empty();
        return Optional.of(
                new Fault(
                        files.get(0).path().toString(),
                        new ImageFault(
                                ImageFault.Kind.SAME_PIXELS,
                                "has the same pixels as " + files.get(1).path())));
    }

    private static boolean samePixels(ImageFile a, ImageFile b, int frame) {
        for (int c = 0; c < a.channels(); c++) {
            int plane = frame * a.channels() + c;
            if (!Arrays.equals(a.planes().get(plane), b.planes().get(plane))) return false;
        }
        return true;
    }

    private static String fingerprint(ImageFile file, int frame) {
        return ImageFault.fingerprint(
                file.planes().subList(frame * file.channels(), (frame + 1) * file.channels()));
    }

    /** One for each kind. */
    List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>();
        names.forEach(
                (kind, some) ->
                        remarks.add(
                                new Remark(
                                        Remark.Kind.LEFT_OUT,
                                        some,
                                        "%d of %d images are %s and are not learnt from (%s); the first %s"
                                                .formatted(
                                                        some.size(),
                                                        judged,
                                                        kind.words,
                                                        Remark.some(some),
                                                        reasons.get(kind)))));
        return remarks;
    }
}
