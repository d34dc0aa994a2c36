package org.mulligan.train.vst;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mulligan.data.FilesHash;
import org.mulligan.data.ImageFile;
import org.mulligan.data.ImageJudge;
import org.mulligan.data.Pairing;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.model.ModelDescription.PercentileRange;
import org.mulligan.noise.NoiseModel;
import org.mulligan.noise.spectrum.FinestDetail;

/**
 * The noisy images that a curve is learnt from: read, judged and measured once.
 *
 * @param images one or more
 * @param hash SHA-256 over names and bytes of all files, in hexadecimal digits
 * @param notes what was found, a line each
 * @param leftOut planes that are not used
 */
record NoisyImages(List<NoisyImage> images, String hash, List<String> notes, int leftOut) {
    /** A curve has so few weights that more pixels teach it nothing. */
    private static final long MOST_PIXELS = 1L << 26;

    /** Whose noise is told by name. */
    private static final int NAMED = 5;

    /**
     * @param noisy a folder of images, or one image or stack
     * @param patch side of what is cut out of them, px
     * @param percentiles of a channel that become 0 and 1
     * @param skip whether a file that cannot be read is left out and noted
     * @param log is told each note as it arises
     * @throws IllegalArgumentException when a curve cannot be learnt from them; the text says why
     *     and what to do
     */
    static NoisyImages open(
            Path noisy, int patch, PercentileRange percentiles, boolean skip, Consumer<String> log)
            throws IOException {
        List<String> notes = new ArrayList<>();
        Consumer<String> note =
                line -> {
                    notes.add(line);
                    log.accept(line);
                };
        Reader reader = new Reader(patch, percentiles, new ImageJudge(1, note), note);
        FilesHash hash = new FilesHash();
        for (Path file : files(noisy, note)) {
            hash.add(file.getFileName().toString(), file);
            try {
                reader.add(ImageFile.open(file));
            } catch (IOException e) {
                if (!skip)
                    throw new IOException(
                            "%s cannot be read (%s); remove it, or give skip=true"
                                    .formatted(file, e.getMessage()),
                            e);
                note.accept("Left out: %s cannot be read".formatted(file));
            }
        }
        reader.judge.summarise();
        List<NoisyImage> images = reader.images;
        if (images.isEmpty())
            throw new IllegalArgumentException(
                    "No curve can be learnt from %s%s%s"
                            .formatted(
                                    noisy,
                                    reader.unfit.isEmpty()
                                            ? ""
                                            : ": " + String.join("; ", reader.unfit),
                                    reader.judge.named()));
        for (NoisyImage image : images.subList(0, Math.min(NAMED, images.size())))
            note.accept("Noise of %s: %s.".formatted(image.name(), image.noise().words()));
        requireIndependent(images);
        long saturated = images.stream().filter(one -> one.noise().isSaturated()).count();
        if (saturated > 0)
            note.accept(
                    "Warning: %d of %d planes have saturated pixels, whose noise is cut off; what is restored there is too dark."
                            .formatted(saturated, images.size()));
        return new NoisyImages(
                List.copyOf(images),
                hash.hex(),
                List.copyOf(notes),
                reader.judge.leftOut() + reader.unfit.size());
    }

    static List<Path> files(Path noisy, Consumer<String> note) throws IOException {
        if (ImageFiles.isFile(noisy)) return List.of(noisy);
        return Pairing.single(noisy, note).stream().map(Pairing.Entry::target).toList();
    }

    /**
     * A neighbour that shares the noise of a hidden pixel tells it. Judged by the finest detail:
     * the correlation of neighbours would take fine structure, as of an electron micrograph, for
     * shared noise.
     */
    private static void requireIndependent(List<NoisyImage> images) {
        List<NoisyImage> shared =
                images.stream()
                        .filter(i -> FinestDetail.isShared(i.pixels(), i.width(), i.height()))
                        .toList();
        if (2 * shared.size() <= images.size()) return;
        throw new IllegalArgumentException(
                "method=noise2vst needs noise of each pixel by itself, and in %s neighbouring pixels share it (correlation %.2f along X, %.2f along Y); it would be taken for structure and left in. Use method=structn2v, which is made for it"
                        .formatted(
                                shared.get(0).name(),
                                shared.get(0).noise().lag().x(),
                                shared.get(0).noise().lag().y()));
    }

    /** Reads file by file. */
    private static final class Reader {
        private final int patch;
        private final PercentileRange percentiles;
        private final ImageJudge judge;
        private final Consumer<String> note;
        private final List<NoisyImage> images = new ArrayList<>();
        private final List<String> unfit = new ArrayList<>();
        private long pixels;

        Reader(int patch, PercentileRange percentiles, ImageJudge judge, Consumer<String> note) {
            this.patch = patch;
            this.percentiles = percentiles;
            this.judge = judge;
            this.note = note;
        }

        void add(ImageFile file) {
            file.notes().forEach(note);
            requirePatch(file);
            for (int channel = 0; channel < file.channels(); channel++) add(file, channel);
        }

        private void requirePatch(ImageFile file) {
            int side = Math.min(file.width(), file.height());
            if (side >= patch) return;
            throw new IllegalArgumentException(
                    "Patches of %d px do not fit into %s of %d x %d px; use %s"
                            .formatted(
                                    patch,
                                    file.path(),
                                    file.width(),
                                    file.height(),
                                    side < 16
                                            ? "images of 16 px or more"
                                            : "patch=" + side / 16 * 16));
        }

        private void add(ImageFile file, int channel) {
            List<Integer> usable = new ArrayList<>();
            List<float[]> planes = new ArrayList<>();
            for (int i = channel; i < file.planes().size(); i += file.channels()) {
                float[] plane = file.planes().get(i);
                if (pixels + plane.length > MOST_PIXELS && !images.isEmpty()) break;
                if (!judge.isUsable(file.nameOf(i), List.of(plane))) continue;
                usable.add(i);
                planes.add(plane);
                pixels += plane.length;
            }
            if (usable.isEmpty()) return;
            Optional<NoiseModel> noise = NoiseModel.ofPlanes(planes, file.width(), file.height());
            if (noise.isEmpty() || noise.get().isNoiseFree()) {
                leaveOut(file, noise);
                return;
            }
            // As prediction has it: one normalisation for all planes of a channel.
            Normalisation units = percentiles.of(joined(planes));
            for (int i = 0; i < planes.size(); i++)
                images.add(
                        new NoisyImage(
                                file.nameOf(usable.get(i)),
                                file.width(),
                                file.height(),
                                normalised(planes.get(i), units),
                                units,
                                noise.get()));
        }

        private void leaveOut(ImageFile file, Optional<NoiseModel> noise) {
            String reason =
                    "%s %s"
                            .formatted(
                                    file.path(),
                                    noise.isEmpty()
                                            ? "is too small, or too even, to measure its noise"
                                            : "has %s; was it denoised before?"
                                                    .formatted(noise.get().words()));
            unfit.add(reason);
            note.accept("Left out: " + reason);
        }

        private static float[] joined(List<float[]> planes) {
            if (planes.size() == 1) return planes.get(0);
            float[] all = new float[planes.size() * planes.get(0).length];
            for (int i = 0; i < planes.size(); i++)
                System.arraycopy(
                        planes.get(i), 0, all, i * planes.get(i).length, planes.get(i).length);
            return all;
        }

        private static float[] normalised(float[] plane, Normalisation units) {
            float[] values = new float[plane.length];
            for (int i = 0; i < values.length; i++) values[i] = units.apply(plane[i]);
            return values;
        }
    }
}
