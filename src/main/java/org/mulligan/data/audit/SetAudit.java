package org.mulligan.data.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mulligan.data.ImageFile;

/**
 * The cheap part of the audit, which every training makes of its images while it reads them: of
 * each file its middle plane is looked at.
 */
public final class SetAudit {
    private final ImageAudit images;
    private final Optional<ImageAudit> measured;

    /**
     * Of images that have measured partners.
     *
     * @param measured key of their folder, for sentences
     * @param target key of the folder of target images
     * @param expected files in each, about
     */
    public SetAudit(String measured, String target, int expected) {
        images = new ImageAudit(target, expected);
        this.measured = Optional.of(new ImageAudit(measured, expected));
    }

    /** Of images by themselves. */
    public SetAudit(String folder, int expected) {
        images = new ImageAudit(folder, expected);
        measured = Optional.empty();
    }

    /**
     * Looks at a file.
     *
     * @param frames those that are learnt from, from 0; one or more
     */
    public void add(String name, ImageFile file, List<Integer> frames) {
        if (images.wantsNext()) add(images, name, file, frames);
    }

    /** Looks at the measured partner of the file that was added last. */
    public void addMeasured(String name, ImageFile file, List<Integer> frames) {
        measured.filter(ImageAudit::wantsNext).ifPresent(audit -> add(audit, name, file, frames));
    }

    private static void add(ImageAudit audit, String name, ImageFile file, List<Integer> frames) {
        int plane = frames.get(frames.size() / 2) * file.channels();
        audit.add(name, file.planes().get(plane), file.width(), file.height());
    }

    /**
     * What is to be said, in lines for the log and the model's card.
     *
     * @param held names that are held back for validation
     */
    public List<String> lines(Set<String> held) {
        List<Remark> remarks = new ArrayList<>(images.remarks(held));
        if (measured.isPresent()) {
            measured.get().saturated().ifPresent(remarks::add);
            images.few().ifPresent(remarks::add);
        }
        List<String> lines = new ArrayList<>(remarks.stream().map(Remark::line).toList());
        images.sampled().ifPresent(lines::add);
        return lines;
    }
}
