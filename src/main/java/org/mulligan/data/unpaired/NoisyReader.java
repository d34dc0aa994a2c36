package org.mulligan.data.unpaired;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.mulligan.data.FilesHash;
import org.mulligan.data.ImageFile;
import org.mulligan.data.ImageJudge;
import org.mulligan.data.Pairing;
import org.mulligan.data.audit.SetAudit;
import org.mulligan.data.pairs.PlaneCache;
import org.mulligan.data.pairs.Units;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.io.FileWarnings;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.noise.NoiseModel;

/** Reads noisy images once: judges each plane, measures its noise, and hashes the files. */
final class NoisyReader {
    /** Planes of a channel whose noise is measured; one detector took them all. */
    private static final int MEASURED = 4;

    /** Key of the folder, for sentences. */
    private static final String FOLDER = "noisy";

    private final double low;
    private final double high;
    private final boolean skip;
    private final int patch;
    private final PlaneCache cache;
    private final Consumer<String> note;
    private final ImageJudge judge;
    private final FileWarnings warnings = new FileWarnings();
    private final FilesHash digest = new FilesHash();
    private final List<NoisyPlane> planes = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> unfit = new ArrayList<>();
    private SetAudit audit = new SetAudit(FOLDER, 1);

    /**
     * @param low percentile of a channel that becomes 0
     * @param high percentile that becomes 1
     * @param skip whether a file that cannot be read is left out
     * @param patch px that an image must have along each side
     */
    NoisyReader(
            double low,
            double high,
            boolean skip,
            int patch,
            PlaneCache cache,
            Consumer<String> note) {
        this.low = low;
        this.high = high;
        this.skip = skip;
        this.patch = patch;
        this.cache = cache;
        this.note = note;
        judge = new ImageJudge(1, note);
    }

    /**
     * Reads a folder of images, or one image or stack.
     *
     * @throws IllegalArgumentException when none is fit to be learnt from; the text says why
     */
    void read(Path noisy) throws IOException {
        if (ImageFiles.isFile(noisy))
            read(
                    new Pairing.Entry(
                            ImageFiles.stem(noisy.getFileName().toString()),
                            Optional.empty(),
                            noisy));
        else {
            List<Pairing.Entry> entries = Pairing.single(noisy, note);
            audit = new SetAudit(FOLDER, entries.size());
            for (Pairing.Entry entry : entries) read(entry);
        }
        warnings.lines().forEach(note);
        judge.summarise();
        unfit.forEach(note);
        if (planes.isEmpty())
            throw new IllegalArgumentException(
                    "There is nothing to learn from in %s%s%s"
                            .formatted(
                                    noisy,
                                    judge.named(),
                                    unfit.isEmpty() ? "" : ": " + String.join("; ", unfit)));
    }

    private void read(Pairing.Entry entry) throws IOException {
        ImageFile image;
        try {
            image = ImageFile.open(entry.target());
        } catch (IOException e) {
            if (!skip) throw e;
            unfit.add("Left out: %s cannot be used: %s".formatted(entry.target(), e.getMessage()));
            return;
        }
        String file = entry.target().getFileName().toString();
        image.notes().forEach(line -> warnings.add(file, line));
        digest.add(file, entry.target());
        requirePatch(image);
        cache.keep(image);
        int before = planes.size();
        for (int channel = 0; channel < image.channels(); channel++) read(entry, image, channel);
        if (planes.size() == before) return;
        names.add(entry.name());
        audit.add(entry.name(), image, frames(before, image.channels()));
    }

    /** Of the file that was read last: those that are learnt from, in the channel of the first. */
    private List<Integer> frames(int from, int channels) {
        int channel = planes.get(from).plane() % channels;
        return planes.subList(from, planes.size()).stream()
                .map(NoisyPlane::plane)
                .filter(plane -> plane % channels == channel)
                .map(plane -> plane / channels)
                .toList();
    }

    private void requirePatch(ImageFile image) {
        int side = Math.min(image.width(), image.height());
        if (side >= patch) return;
        throw new IllegalArgumentException(
                "Patches of %d px do not fit into %s of %d x %d px; use %s"
                        .formatted(
                                patch,
                                image.path(),
                                image.width(),
                                image.height(),
                                side < 16 ? "images of 16 px or more" : "patch=" + side / 16 * 16));
    }

    private void read(Pairing.Entry entry, ImageFile image, int channel) {
        List<Integer> usable = new ArrayList<>();
        List<float[]> pixels = new ArrayList<>();
        for (int i = channel; i < image.planes().size(); i += image.channels()) {
            float[] plane = image.planes().get(i);
            if (!judge.isUsable(image.nameOf(i), List.of(plane))) continue;
            usable.add(i);
            pixels.add(plane);
        }
        if (usable.isEmpty()) return;
        Optional<NoiseModel> noise =
                NoiseModel.ofPlanes(spread(pixels), image.width(), image.height());
        if (noise.isEmpty() || noise.get().isNoiseFree()) {
            unfit.add(
                    "Left out: %s %s"
                            .formatted(
                                    image.path(),
                                    noise.isEmpty()
                                            ? "is too small, or too even, to measure its noise"
                                            : "has no noise left that could be learnt from; was it denoised before?"));
            return;
        }
        Normalisation units = Units.of(pixels, low, high);
        boolean independent = NoiseChoice.isIndependent(noise.get(), pixels.get(0), image.width());
        for (int plane : usable)
            planes.add(
                    new NoisyPlane(
                            entry.name(),
                            image.path(),
                            plane,
                            image.width(),
                            Area.whole(image.width(), image.height()),
                            units,
                            noise.get(),
                            independent));
    }

    private static List<float[]> spread(List<float[]> planes) {
        int count = Math.min(MEASURED, planes.size());
        List<float[]> some = new ArrayList<>();
        for (int i = 0; i < count; i++)
            some.add(planes.get((int) ((2L * i + 1) * planes.size() / (2L * count))));
        return some;
    }

    /** All that are learnt from or held back, one or more. */
    List<NoisyPlane> planes() {
        return planes;
    }

    /** What the images say of each other, in lines for the log. */
    List<String> audit(Set<String> held) {
        return audit.lines(held);
    }

    /** Of the files that have planes among these, without extension. */
    List<String> names() {
        return names;
    }

    /** SHA-256 over names and bytes of all files, in hexadecimal digits. */
    String hash() {
        return digest.hex();
    }

    int leftOut() {
        return judge.leftOut() + unfit.size();
    }
}
