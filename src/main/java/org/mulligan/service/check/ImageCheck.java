package org.mulligan.service.check;

import ij.ImagePlus;
import ij.ImageStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.mulligan.data.ImageFile;
import org.mulligan.data.Pairing;
import org.mulligan.data.audit.Glance;
import org.mulligan.data.audit.ImageAudit;
import org.mulligan.data.audit.Remark;
import org.mulligan.data.audit.Repeats;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.FolderImages;
import org.mulligan.image.io.ImageFiles;

/**
 * Checks images before a training: each file is read once, one plane of it is measured (of a
 * generator's images each), and in the end the training's own reader is asked whether it would
 * start.
 */
public final class ImageCheck {
    /** More planes of a generator are not looked at. */
    private static final int MOST = ImageAudit.MOST;

    private final CheckPlan plan;
    private final Progress progress;
    private final List<CheckedImage> rows = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final List<String> facts = new ArrayList<>();
    private final Faults faults;
    private final FileFacts files;
    private final PairCheck pairs;
    private final NoiseCheck noise;
    private ImageAudit images;
    private ImageAudit measured;

    /** Rows of what the audit looked at, in its order. */
    private final List<CheckedImage> audited = new ArrayList<>();

    private final List<CheckedImage> auditedMeasured = new ArrayList<>();

    private ImageCheck(CheckPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
        faults = new Faults(plan.learning() == CheckPlan.Learning.DRAW);
        files = new FileFacts(plan);
        pairs = new PairCheck(plan);
        noise = new NoiseCheck();
    }

    /**
     * Checks all.
     *
     * @param output folder for the table and the sheet; empty = none
     * @throws IllegalArgumentException when there are no images; the text says where
     * @throws IOException when a folder cannot be read, or the output is there already
     * @throws CancellationException when {@code progress} cancels
     */
    public static CheckReport of(CheckPlan plan, Optional<Path> output, Progress progress)
            throws IOException {
        if (output.isPresent()) CheckReport.requireFree(output.get());
        CheckReport report = new ImageCheck(plan, progress).report();
        if (output.isPresent())
            for (Path file : report.write(output.get())) progress.result(file.toString());
        return report;
    }

    private CheckReport report() throws IOException {
        List<Pairing.Entry> entries = entries();
        images = new ImageAudit(plan.imagesKey(), entries.size());
        measured = new ImageAudit(plan.learning().measured, entries.size());
        for (int i = 0; i < entries.size(); i++) {
            if (progress.cancelled()) throw new CancellationException("Cancelled");
            progress.update("Checking", i / (double) entries.size(), -1);
            check(entries.get(i), i, entries.size());
        }
        remarks.addAll(faults.remarks());
        remarks.addAll(pairs.remarks());
        remarks.addAll(images.remarks(Set.of()));
        if (plan.isPairs()) measured.saturated().ifPresent(remarks::add);
        if (plan.learning() != CheckPlan.Learning.DRAW) images.few().ifPresent(remarks::add);
        remarks.addAll(files.remarks());
        remarks.addAll(noise.remarks());
        marks();
        facts.addAll(pairs.facts());
        facts.addAll(noise.facts());
        images.sampled().ifPresent(facts::add);
        if (entries.size() > PairCheck.MOST && plan.isPairs())
            facts.add(
                    "Of %d pairs %d were compared with each other, spread over all"
                            .formatted(entries.size(), PairCheck.MOST));
        progress.update("Asking the training", 1, -1);
        TrainingRefusal refusal = TrainingRefusal.of(plan, faults.usable());
        refusal.reason()
                .filter(why -> remarks.stream().noneMatch(one -> one.text().equals(why)))
                .ifPresent(why -> remarks.add(new Remark(Remark.Kind.STOPS, List.of(), why)));
        facts.addAll(refusal.facts());
        remarks.sort(Comparator.comparing(Remark::kind));
        return new CheckReport(rows, remarks, facts, ContactSheet.of(rows, plan.isPairs() ? 2 : 1));
    }

    private List<Pairing.Entry> entries() throws IOException {
        Path place = plan.images();
        if (!ImageFiles.exists(place))
            throw new IllegalArgumentException("There is no folder or file " + place);
        if (!plan.isPairs()) {
            if (ImageFiles.isFolder(place)) return Pairing.single(place, progress::log);
            String stem = ImageFiles.stem(place.getFileName().toString());
            return List.of(new Pairing.Entry(stem, Optional.empty(), place));
        }
        try {
            return Pairing.pairs(plan.measured().orElseThrow(), place, progress::log);
        } catch (IllegalArgumentException e) {
            // Whether the images as such are good is worth knowing all the same.
            List<Pairing.Entry> single = Pairing.single(place, line -> {});
            remarks.add(new Remark(Remark.Kind.STOPS, List.of(), e.getMessage()));
            return single;
        }
    }

    private void check(Pairing.Entry entry, int index, int count) {
        try {
            Opened target = Opened.of(entry.target(), plan.learning());
            Optional<Opened> partner = Optional.empty();
            if (entry.noisy().isPresent())
                partner = Optional.of(Opened.of(entry.noisy().get(), plan.learning()));
            if (plan.learning() == CheckPlan.Learning.DRAW) each(entry, target);
            else one(entry, target, partner, index, count);
        } catch (CancellationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            CheckedImage row = new CheckedImage(rows.size() + 1, entry.name(), List.of());
            row.mark(Remark.Kind.STOPS);
            rows.add(row);
            String file = entry.target().getFileName().toString();
            String said = FolderImages.said(e);
            remarks.add(
                    new Remark(
                            Remark.Kind.STOPS,
                            List.of(entry.name()),
                            "%s%s skip=true of a training leaves it out"
                                    .formatted(
                                            said.contains(file) ? said : file + ": " + said,
                                            said.endsWith("?") ? "" : ".")));
        }
    }

    /** An opened file. */
    private record Opened(ImageFile file, ImagePlus image) {
        static Opened of(Path path, CheckPlan.Learning learning) throws IOException {
            ImagePlus image = ImageFiles.open(path);
            if (learning == CheckPlan.Learning.DRAW && image.getType() == ImagePlus.COLOR_RGB) {
                ImagePlus grey = image.duplicate();
                grey.setStack(grey(image));
                return new Opened(ImageFile.of(path, grey), image);
            }
            return new Opened(ImageFile.of(path, image), image);
        }

        private static ImageStack grey(ImagePlus image) {
            ImageStack grey = new ImageStack(image.getWidth(), image.getHeight());
            for (int i = 1; i <= image.getStackSize(); i++)
                grey.addSlice(image.getStack().getProcessor(i).convertToByteProcessor());
            return grey;
        }
    }

    /** Each plane of a generator's file is an image. */
    private void each(Pairing.Entry entry, Opened opened) {
        ImageFile file = opened.file();
        int frames = file.planes().size() / file.channels();
        for (int frame = 0; frame < frames && rows.size() < MOST; frame++) {
            int plane = frame * file.channels();
            float[] values = file.planes().get(plane);
            String name = frames == 1 ? entry.name() : entry.name() + " image " + (frame + 1);
            CheckedImage row =
                    new CheckedImage(
                            rows.size() + 1,
                            name,
                            List.of(SheetImage.of(values, file.width(), file.height())));
            rows.add(row);
            files.add(row, file, opened.image(), "");
            if (!faults.judge(row, List.of(file), frame)) continue;
            audit(images, audited, row, values, file.width(), file.height(), "");
        }
    }

    private void one(
            Pairing.Entry entry, Opened target, Optional<Opened> partner, int index, int count) {
        ImageFile file = target.file();
        int frame = file.planes().size() / file.channels() / 2;
        int middle = frame * file.channels();
        List<SheetImage> pictures = new ArrayList<>();
        if (partner.isPresent()) {
            ImageFile other = partner.get().file();
            float[] shown = other.planes().get(Math.min(middle, other.planes().size() - 1));
            pictures.add(SheetImage.of(shown, other.width(), other.height()));
        }
        pictures.add(SheetImage.of(file.planes().get(middle), file.width(), file.height()));
        CheckedImage row = new CheckedImage(index + 1, entry.name(), pictures);
        rows.add(row);
        partner.ifPresent(other -> files.add(row, other.file(), other.image(), "Measured "));
        files.add(row, file, target.image(), "");
        if (partner.isPresent() && !files.fit(row, partner.get().file(), file)) return;
        List<ImageFile> both = new ArrayList<>();
        partner.ifPresent(other -> both.add(other.file()));
        both.add(file);
        List<Integer> usable = new ArrayList<>();
        for (int i = 0; i < file.planes().size() / file.channels(); i++)
            if (faults.judge(row, both, i)) usable.add(i);
        if (usable.isEmpty()) return;
        int plane = usable.get(usable.size() / 2) * file.channels();
        float[] values = file.planes().get(plane);
        audit(images, audited, row, values, file.width(), file.height(), "");
        if (partner.isPresent()) {
            ImageFile other = partner.get().file();
            float[] noisy = other.planes().get(plane);
            audit(
                    measured,
                    auditedMeasured,
                    row,
                    noisy,
                    other.width(),
                    other.height(),
                    "Measured ");
            if (spread(index, count, PairCheck.MOST)) pairs.add(row, other, file, plane);
            if (spread(index, count, NoiseCheck.MOST))
                noise.add(row, noisy, other.width(), other.height());
        } else if (plan.measured().isPresent() && spread(index, count, NoiseCheck.MOST))
            noise.add(row, values, file.width(), file.height());
    }

    /** Whether an image is among {@code most} that are spread over all. */
    private static boolean spread(int index, int count, int most) {
        return count <= most || (index + 1L) * most / count > (long) index * most / count;
    }

    private static void audit(
            ImageAudit audit,
            List<CheckedImage> audited,
            CheckedImage row,
            float[] plane,
            int width,
            int height,
            String whose) {
        if (!audit.wantsNext() || !audit.add(row.name(), plane, width, height)) return;
        audited.add(row);
        Glance glance = audit.glances().get(audited.size() - 1);
        row.put(CheckedImage.heading(whose, "cut off [%]"), 100 * glance.saturated());
        row.put(CheckedImage.heading(whose, "structure [px]"), glance.structure());
    }

    /** Of the remarks about several images, each image its own. */
    private void marks() {
        for (Repeats.Pair pair : images.repeats().pairs()) {
            nearest(audited.get(pair.first()), audited.get(pair.second()), pair.likeness());
            nearest(audited.get(pair.second()), audited.get(pair.first()), pair.likeness());
        }
        for (Remark remark : remarks) {
            Set<String> names = Set.copyOf(remark.images());
            for (CheckedImage row : rows) if (names.contains(row.name())) row.mark(remark.kind());
        }
    }

    /** The most alike come first. */
    private static void nearest(CheckedImage row, CheckedImage other, double likeness) {
        if (row.fields().containsKey("Same field as")) return;
        row.put("Same field as", other.name());
        row.put("Likeness to that", likeness);
    }
}
