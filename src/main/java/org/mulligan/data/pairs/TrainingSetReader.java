package org.mulligan.data.pairs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.mulligan.data.ImageFault;
import org.mulligan.data.ImageFile;
import org.mulligan.data.LeftOut;
import org.mulligan.data.Pairing;
import org.mulligan.data.Split;
import org.mulligan.data.audit.SetAudit;
import org.mulligan.image.filter.Binning;
import org.mulligan.image.filter.Thumbnail;
import org.mulligan.image.intensity.AffineFit;
import org.mulligan.image.intensity.NoiseLaw;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.io.FileWarnings;
import org.mulligan.noise.ScaleFit;

/** Reads every file of a training set once: checks it, measures it, and hashes it. */
public final class TrainingSetReader {
    private static final double LOW_CORRELATION = 0.1;

    private static final int PAIRS_OF_A_SHIFT = 16;

    /** Of the planes of a stack that is itself to be restored, one in so many is held back. */
    private static final int PLANES_A_HELD = 10;

    private final PairSettings settings;
    private final StackPlanes stacks;
    private final boolean fit;
    private final boolean skip;
    private final Exposer exposer;
    private final int scale;
    private final int patch;
    private final long seed;
    private final long budget;
    private final List<String> notes = new ArrayList<>();
    private final Consumer<String> note;
    private final MessageDigest digest = sha256();
    private final List<Pairing.Entry> usable = new ArrayList<>();
    private final List<MeasuredPlanes.Source> measured = new ArrayList<>();
    private final List<DegradedPlanes.Source> degraded = new ArrayList<>();
    private final FileWarnings warnings = new FileWarnings();
    private final LeftOut leftOut;
    private final PairSelection selection;

    /** Why files of pairs are of sizes that do not belong together, by the measured file. */
    private final Map<Path, IllegalArgumentException> mismatched = new LinkedHashMap<>();

    /** Of the files that are degraded: their first plane that is held back where all are seen. */
    private final Map<String, Integer> firstHeld = new HashMap<>();

    /** Files, or pairs of files, that cannot be read. */
    private int unread;

    /** By channel, what each pair of files says of the scale between the two. */
    private final List<List<Scale>> scales = new ArrayList<>();

    private final SetNoise setNoise = new SetNoise();

    private PlaneCache cache;
    private SetAudit audit;

    /**
     * @param planes in {@link #measured} that it holds for
     */
    private record Scale(ScaleFit fit, List<Integer> planes) {}

    /** Whether files are read as thumbnails; target images that are degraded first are not. */
    private boolean reduced;

    /**
     * @param budget floats that may be held in memory
     */
    public TrainingSetReader(
            PairSettings settings,
            boolean fit,
            boolean skip,
            Exposer exposer,
            int patch,
            long seed,
            long budget,
            Consumer<String> log) {
        this.settings = settings;
        stacks = new StackPlanes(settings.distances(), settings.slab());
        this.fit = fit;
        this.skip = skip;
        this.exposer = exposer;
        this.scale = exposer.conditions().scale();
        this.patch = patch;
        if (exposer.whole() && patch != Thumbnail.SIDE)
            throw new IllegalArgumentException(
                    "Light is learnt from whole images, reduced to %d x %d px: patch must be %d, got %d"
                            .formatted(Thumbnail.SIDE, Thumbnail.SIDE, Thumbnail.SIDE, patch));
        this.seed = seed;
        this.budget = budget;
        this.note =
                line -> {
                    notes.add(line);
                    log.accept(line);
                };
        leftOut = new LeftOut(note);
        selection = new PairSelection(settings, scale, exposer.whole() ? 0 : patch, leftOut);
    }

    public TrainingSet read(Optional<Path> noisy, Path target) throws IOException {
        reduced = exposer.whole() && noisy.isPresent();
        cache = new PlaneCache(budget, reduced);
        List<Pairing.Entry> entries =
                noisy.isPresent()
                        ? Pairing.pairs(noisy.get(), target, note)
                        : Pairing.single(target, note);
        audit = new SetAudit(settings.measured(), settings.target(), entries.size());
        if (settings.align() && noisy.isPresent()) expectShift(entries);
        for (Pairing.Entry entry : entries) read(entry);
        warnings.lines().forEach(note);
        int files = unread + mismatched.size();
        // Where most are so it is the folders' fault, and of single files there is nothing to say.
        if (!mismatched.isEmpty() && 2 * mismatched.size() >= entries.size())
            throw mismatched.values().iterator().next();
        mismatched.forEach(
                (file, reason) ->
                        leftOut.add(
                                file.toString(),
                                new ImageFault(
                                        ImageFault.Kind.SIZE,
                                        "has no partner of its size: " + reason.getMessage())));
        if (2 * selection.samePixels() > selection.planes())
            throw new IllegalArgumentException(
                    "The images of %s and %s have the same pixels, in %d of %d pairs. Was the same folder given twice? Give the other one"
                            .formatted(
                                    settings.measured(),
                                    settings.target(),
                                    selection.samePixels(),
                                    selection.planes()));
        boolean stacked = exposer.degradation().isAlongY();
        if (usable.size() < 2 && !stacked)
            throw new IllegalArgumentException(
                    "%s has %d usable image(s); at least 2 are needed, one to train on and one to validate with%s"
                            .formatted(target, usable.size(), leftOut.named()));
        leftOut.summarise(
                selection.planes() + files, noisy.isPresent() ? "pairs of planes" : "planes");
        setNoise.note().ifPresent(note);
        judgePairs();
        mapToNoisy();
        List<String> names = usable.stream().map(Pairing.Entry::name).toList();
        Split split =
                stacked
                        ? lastPlanes(names)
                        : Split.of(names, selection.sharedTargets(), settings.calibration(), seed);
        note.accept(split.note());
        audit.lines(split.validation()).forEach(note);
        PairSource training = stacked ? ofStacks(false) : planes(split::trains);
        TrainingSet images =
                new TrainingSet(
                        training,
                        training,
                        stacked ? ofStacks(true) : planes(split.validation()::contains),
                        stacked
                                ? usable.size()
                                : usable.size()
                                        - split.validation().size()
                                        - split.calibration().size(),
                        split.validation().size(),
                        HexFormat.of().formatHex(digest.digest()),
                        notes,
                        leftOut.count(),
                        patch,
                        seed,
                        budget);
        if (stacked) return images.upright();
        TrainingSet named = images.ofFields(split.fields());
        return split.calibration().isEmpty()
                ? named
                : named.calibratedOn(planes(split.calibration()::contains));
    }

    /**
     * Of stacks that are themselves to be restored by what is learnt: the last planes of each, as
     * the training has to see all of them.
     */
    private Split lastPlanes(List<String> names) {
        long held = degraded.stream().filter(this::isLast).count();
        if (held == 0)
            throw new IllegalArgumentException(
                    "No stack of %s has two usable planes, one to train on and one to validate with%s"
                            .formatted(
                                    usable.isEmpty()
                                            ? settings.target()
                                            : usable.get(0).target().getParent(),
                                    leftOut.named()));
        return new Split(
                Set.copyOf(names),
                Set.of(),
                List.of(),
                "%d stack%s: %d planes to train on, the last of each, %d in all, held back for validation"
                        .formatted(
                                names.size(),
                                names.size() == 1 ? "" : "s",
                                degraded.size() - held,
                                held));
    }

    private boolean isLast(DegradedPlanes.Source source) {
        return source.plane() >= firstHeld.get(source.entry().name());
    }

    /** From some pairs, spread over all. */
    private void expectShift(List<Pairing.Entry> entries) {
        int most = Math.min(PAIRS_OF_A_SHIFT, entries.size());
        for (int i = 0; i < most; i++) {
            Pairing.Entry entry = entries.get(i * entries.size() / most);
            try {
                ImageFile noisy = ImageFile.open(entry.noisy().orElseThrow());
                ImageFile target = ImageFile.open(entry.target());
                if (noisy.scalesTo(target, scale)) selection.expect(noisy, target);
            } catch (IOException e) {
                note.accept("Not asked for its shift: " + e.getMessage());
            }
        }
    }

    /** Whether the images are pairs; without {@code fit} that is for the user to know. */
    private void judgePairs() {
        Optional<String> fault = selection.judge().fault();
        if (fault.isPresent() && fit)
            throw new IllegalArgumentException(
                    fault.get()
                            + ". Where you know better, fit=false takes the pairs as they are and warns only");
        fault.ifPresent(text -> note.accept("Warning: " + text));
        if (fault.isEmpty()) selection.judge().warnings().forEach(note);
        if (settings.align())
            note.accept(
                    "Shifts undone in %d pairs of planes, by whole pixels of %s; borders without a partner are cut off"
                            .formatted(selection.undone(), settings.target()));
        for (List<String> names : selection.sharedTargets())
            note.accept(
                    "One target under several names, which are held back together: "
                            + PairJudge.some(names));
    }

    /** Of stacks that are themselves to be restored by what is learnt. */
    private PairSource ofStacks(boolean held) {
        return new DegradedPlanes(
                degraded.stream().filter(source -> held == isLast(source)).toList(),
                cache,
                exposer);
    }

    private PairSource planes(Predicate<String> chosen) {
        if (!degraded.isEmpty())
            return new DegradedPlanes(
                    degraded.stream().filter(s -> chosen.test(s.entry().name())).toList(),
                    cache,
                    exposer);
        return new MeasuredPlanes(
                measured.stream().filter(s -> chosen.test(s.entry().name())).toList(), cache);
    }

    private void read(Pairing.Entry entry) throws IOException {
        ImageFile target;
        Optional<ImageFile> noisy;
        try {
            target = open(entry.target());
            noisy =
                    entry.noisy().isPresent()
                            ? Optional.of(open(entry.noisy().get()))
                            : Optional.empty();
        } catch (IOException e) {
            if (!skip) throw e;
            unread++;
            leftOut.add(
                    entry.noisy().orElse(entry.target()).toString(),
                    new ImageFault(
                            ImageFault.Kind.UNREADABLE, "cannot be used: " + e.getMessage()));
            return;
        }
        // First whether they are a pair: into one of a wrong scale no advised patch may fit.
        if (noisy.isPresent() && !isPair(noisy.get(), target)) return;
        requirePatch(target);
        if (noisy.isEmpty()) prepare(entry, target);
        else measure(entry, noisy.get(), target);
    }

    private void prepare(Pairing.Entry entry, ImageFile file) {
        List<Integer> frames = selection.ofTarget(file);
        if (frames.isEmpty()) return;
        usable.add(entry);
        audit.add(entry.name(), file, frames);
        stacks.require(file, frames);
        int last = frames.size() == 1 ? 0 : Math.max(1, frames.size() / PLANES_A_HELD);
        firstHeld.put(
                entry.name(),
                last == 0 ? Integer.MAX_VALUE : frames.get(frames.size() - last) * file.channels());
        ImageFile target = kept(file).only(frames);
        for (int channel = 0; channel < target.channels(); channel++) {
            Normalisation range = DegradedPlanes.darkToBright(target.channel(channel));
            Optional<NoiseLaw> noise =
                    exposer.noise(target.channel(channel), target.width(), target.height());
            for (StackPlanes.Example example : stacks.examples(file, frames, channel))
                degraded.add(
                        new DegradedPlanes.Source(
                                entry,
                                example.plane(),
                                example.taken(),
                                target.width(),
                                target.height(),
                                range.low(),
                                range.high(),
                                noise,
                                stacks.isVolume()));
        }
    }

    private ImageFile open(Path file) throws IOException {
        ImageFile image = ImageFile.open(file);
        String name = file.getFileName().toString();
        image.notes().forEach(line -> warnings.add(name, line));
        digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
        return image;
    }

    private ImageFile kept(ImageFile file) {
        ImageFile image = reduced ? file.thumbnails() : file;
        cache.keep(image);
        return image;
    }

    private void requirePatch(ImageFile image) {
        int side = Math.min(image.width(), image.height()) / scale;
        if (side >= patch || exposer.whole()) return;
        throw new IllegalArgumentException(
                "Patches of %d px do not fit into %s of %d x %d px%s; use %s"
                        .formatted(
                                patch,
                                image.path(),
                                image.width(),
                                image.height(),
                                scale == 1 ? "" : " at scale " + scale,
                                side < 16
                                        ? "images of %d px or more".formatted(16 * scale)
                                        : "patch=" + side / 16 * 16));
    }

    private boolean isPair(ImageFile noisy, ImageFile target) {
        try {
            requirePair(noisy, target);
            return true;
        } catch (IllegalArgumentException e) {
            mismatched.put(noisy.path(), e);
            return false;
        }
    }

    private void requirePair(ImageFile noisy, ImageFile target) {
        boolean scaled = noisy.scalesTo(target, scale);
        if (scaled
                && noisy.channels() == target.channels()
                && noisy.planes().size() == target.planes().size()) return;
        throw new IllegalArgumentException(
                "%s: %s has %s, %s has %s%s"
                        .formatted(
                                scale == 1
                                        ? "The images of a pair must have one size"
                                        : "At scale %d the high image of a pair must be exactly %d times as wide and high as the low one"
                                                .formatted(scale, scale),
                                noisy.path(),
                                noisy.size(),
                                target.path(),
                                target.size(),
                                scaled ? "" : remedy(noisy, target)));
    }

    private void measure(Pairing.Entry entry, ImageFile noisyFile, ImageFile targetFile) {
        PairSelection.Choice choice = selection.of(entry.name(), noisyFile, targetFile);
        if (choice.frames().isEmpty()) return;
        usable.add(entry);
        audit.add(entry.name(), targetFile, choice.frames());
        audit.addMeasured(entry.name(), noisyFile, choice.frames());
        stacks.require(noisyFile, choice.frames());
        ImageFile noisy = kept(noisyFile).only(choice.frames());
        if (!reduced) setNoise.add(noisy);
        ImageFile target = kept(targetFile).only(choice.frames());
        List<Overlap> parts = choice.parts();
        int width = noisy.width();
        if (reduced)
            parts = Collections.nCopies(parts.size(), Overlap.whole(width, noisy.height()));
        ImageFile noisyPart = noisyPart(noisy, parts);
        ImageFile targetPart = targetPart(target, parts);
        for (int channel = 0; channel < noisy.channels(); channel++) {
            List<Integer> planes = new ArrayList<>();
            Normalisation units =
                    Units.of(noisyPart.channel(channel), exposer.low(), exposer.high());
            for (StackPlanes.Example example :
                    stacks.examples(noisyFile, choice.frames(), channel)) {
                int frame = choice.frames().indexOf(example.plane() / noisy.channels());
                planes.add(measured.size());
                measured.add(
                        new MeasuredPlanes.Source(
                                entry,
                                example.plane(),
                                example.taken(),
                                width,
                                scale,
                                AffineFit.NONE,
                                units,
                                parts.get(frame * noisy.channels() + channel),
                                stacks.isVolume()));
            }
            if (!fit) continue;
            if (scales.size() <= channel) scales.add(new ArrayList<>());
            scales.get(channel).add(new Scale(fit(noisyPart, targetPart, channel), planes));
        }
    }

    private ImageFile noisyPart(ImageFile file, List<Overlap> parts) {
        List<float[]> planes = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++)
            planes.add(parts.get(i).ofMeasured(file.planes().get(i), file.width()));
        return part(file, parts.get(0), 1, planes);
    }

    private ImageFile targetPart(ImageFile file, List<Overlap> parts) {
        List<float[]> planes = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++)
            planes.add(parts.get(i).ofTarget(file.planes().get(i), file.width(), scale));
        return part(file, parts.get(0), scale, planes);
    }

    private static ImageFile part(ImageFile file, Overlap part, int scale, List<float[]> planes) {
        return new ImageFile(
                file.path(),
                scale * part.width(),
                scale * part.height(),
                file.channels(),
                file.frames(),
                planes,
                file.notes());
    }

    /** What such a pair is for, where it is for something. */
    private String remedy(ImageFile noisy, ImageFile target) {
        if (noisy.scalesTo(target, 1))
            return "; pairs of one size are for Train Denoiser... and Train Restorer... (train-denoiser, train-restorer)";
        for (int other = 2; other <= 4; other++) {
            if (noisy.scalesTo(target, other))
                return scale > 1
                        ? "; give scale=" + other
                        : "; such pairs are for Train Super-Resolver... (train-super-resolver) with scale="
                                + other;
            if (target.scalesTo(noisy, other)) return "; are the two folders swapped?";
        }
        return "";
    }

    private ScaleFit fit(ImageFile noisy, ImageFile target, int channel) {
        List<float[]> targetPlanes = target.channel(channel);
        if (scale > 1)
            targetPlanes =
                    targetPlanes.stream()
                            .map(p -> Binning.mean(p, target.width(), target.height(), scale))
                            .toList();
        List<float[]> noisyPlanes = noisy.channel(channel);
        AffineFit line = AffineFit.of(targetPlanes, noisyPlanes);
        double correlation = line.correlation();
        if (correlation < LOW_CORRELATION)
            note.accept(
                    "%s and %s hardly resemble each other (correlation %.3f): are they a pair?"
                            .formatted(noisy.path(), target.path(), correlation));
        if (settings.leastSquares()) return new ScaleFit(line.gain(), 0, 0, line.offset(), 0);
        return ScaleFit.of(targetPlanes, noisyPlanes, noisy.width(), noisy.height());
    }

    /** Only when all pairs are read is it known whether they have one scale. */
    private void mapToNoisy() {
        for (int channel = 0; channel < scales.size(); channel++) {
            List<Scale> pairs = scales.get(channel);
            List<ScaleFit> fits = pairs.stream().map(Scale::fit).toList();
            PairScales found =
                    settings.leastSquares() ? PairScales.each(fits) : PairScales.of(fits);
            for (int pair = 0; pair < pairs.size(); pair++)
                for (int plane : pairs.get(pair).planes())
                    measured.set(plane, measured.get(plane).mapped(found.maps().get(pair)));
            note.accept(
                    scales.size() == 1
                            ? found.note()
                            : "Channel %d: %s".formatted(channel + 1, found.note()));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
