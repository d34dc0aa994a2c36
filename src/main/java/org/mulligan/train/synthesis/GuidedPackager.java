package org.mulligan.train.synthesis;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.data.samples.SampleBatch;
import org.mulligan.data.samples.Samples;
import org.mulligan.model.LatentSpace;
import org.mulligan.model.NoiseField;
import org.mulligan.model.Synthesis;
import org.mulligan.model.Weights;
import org.mulligan.network.GuidedSystem;
import org.mulligan.network.SynthesisShape;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.RunningGraph;
import org.mulligan.train.ModelPackager;

/** What goes into the package of a system that draws from images. */
final class GuidedPackager {
    /** Images that are held back and drawn anew. */
    private static final int COMPARED = 128;

    private static final int COVER_ROWS = 4;
    private static final int COVER_STYLES = 4;
    private static final int COVER_SIDE = 512;

    /** First seed of what is drawn to compare, far from those that users take. */
    private static final long COMPARISON = 1L << 40;

    private final GuidedSystem system;
    private final SynthesisSettings settings;
    private final SynthesisShape shape;
    private final LatentSpace space;
    private final Samples samples;
    private final List<String> figures;
    private final Map<String, Object> validation;
    private final int size;
    private final int planes;
    private final SampleBatch held;
    private FrozenGraph frozen;
    private long parameters;

    /**
     * @param figures takes lines for a person
     * @param validation takes the same for the provenance
     */
    GuidedPackager(
            GuidedSystem system,
            SynthesisSettings settings,
            LatentSpace space,
            Samples samples,
            List<String> figures,
            Map<String, Object> validation) {
        this.system = system;
        this.settings = settings;
        this.space = space;
        this.samples = samples;
        this.figures = figures;
        this.validation = validation;
        shape = settings.shape();
        size = shape.size();
        planes = Synthesis.GUIDE_PLANES + space.width();
        held = samples.heldOut(COMPARED);
    }

    /** Frozen, with an example and a blank picture. */
    ModelPackager.Network network(SynthesisGraph graph) throws IOException {
        Map<String, float[]> weights = graph.generatorWeights(List.of());
        parameters = weights.values().stream().mapToLong(each -> each.length).sum();
        frozen =
                FrozenGraph.ofPlanes(
                        planes,
                        (layers, all) -> system.generatorOfPlanes(layers, all, shape),
                        weights);
        int side = testSide();
        try (RunningGraph network = new RunningGraph(frozen, false)) {
            float[] input = tile(guide(held, 0), style(held, 0), 1, side);
            return new ModelPackager.Network(
                    Map.of(Weights.GENERATOR, frozen.bytes()),
                    input,
                    network.run(input, side, side),
                    side,
                    ModelPackager.blankCover());
        }
    }

    /** Weights of the generator. */
    long parameters() {
        return parameters;
    }

    /** Compares drawn images with those that were held back. */
    void compare() {
        try (RunningGraph network = new RunningGraph(frozen, false)) {
            compare(network, held);
        }
    }

    BufferedImage cover() {
        try (RunningGraph network = new RunningGraph(frozen, false)) {
            return cover(network, held);
        }
    }

    private int testSide() {
        int stride = system.stride();
        int halo = (system.receptiveField() / 2 + stride - 1) / stride * stride;
        return Math.max(2 * halo + stride, size);
    }

    private void compare(RunningGraph network, SampleBatch held) {
        Map<Integer, GuidedFigures.Sums> styles = new LinkedHashMap<>();
        for (int i = 0; i < count(held); i++) {
            int style = style(held, i);
            styles.computeIfAbsent(style, key -> new GuidedFigures.Sums(size))
                    .add(
                            units(real(held, i)),
                            units(draw(network, held, i, style, COMPARISON + 2L * i)),
                            units(draw(network, held, i, style, COMPARISON + 2L * i + 1)));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (int style : styles.keySet().stream().sorted().toList()) {
            String name = space.classes().isEmpty() ? "" : space.classes().get(style);
            GuidedFigures found = styles.get(style).figures(name);
            figures.add(found.line());
            values.put(name.isEmpty() ? "all" : name, found.values());
        }
        validation.put("styles", values);
    }

    private int count(SampleBatch batch) {
        return batch.images().length / (2 * size * size);
    }

    private static int style(SampleBatch batch, int i) {
        return batch.labels().length == 0 ? 0 : batch.labels()[i];
    }

    private float[] real(SampleBatch batch, int i) {
        return channel(batch, i, 0);
    }

    private float[] guide(SampleBatch batch, int i) {
        return channel(batch, i, 1);
    }

    private float[] channel(SampleBatch batch, int i, int channel) {
        float[] image = new float[size * size];
        GuidedSheet.channel(batch.images(), i, channel, image.length, image, 0);
        return image;
    }

    private float[] units(float[] image) {
        float[] units = new float[image.length];
        double half = (samples.high() - samples.low()) / 2;
        for (int i = 0; i < units.length; i++)
            units[i] = (float) (samples.low() + (image[i] + 1) * half);
        return units;
    }

    private float[] draw(RunningGraph network, SampleBatch held, int i, int style, long seed) {
        return network.run(tile(guide(held, i), style, seed, size), size, size);
    }

    /** All planes; an image that is smaller than the side is repeated. */
    private float[] tile(float[] image, int style, long seed, int side) {
        float[] tile = new float[side * side * planes];
        float[] code = space.row(space.at(seed), style);
        NoiseField noise = new NoiseField(seed, 0);
        for (int y = 0; y < side; y++) {
            noise.row(0, y, tile, y * side * planes + 1, planes, side);
            for (int x = 0; x < side; x++) {
                int at = (y * side + x) * planes;
                tile[at] = image[y % size * size + x % size];
                System.arraycopy(code, 0, tile, at + Synthesis.GUIDE_PLANES, code.length);
            }
        }
        return tile;
    }

    /** A row for each of some images: its input, the real one, and drawings in several styles. */
    private BufferedImage cover(RunningGraph network, SampleBatch held) {
        int styles = Math.min(COVER_STYLES, space.classes().size());
        List<float[]> images = new ArrayList<>();
        int rows = Math.min(COVER_ROWS, count(held));
        int columns = 2 + Math.max(2, styles);
        for (int i = 0; i < rows; i++) {
            images.add(guide(held, i));
            images.add(real(held, i));
            for (int k = 0; k < columns - 2; k++)
                images.add(draw(network, held, i, styles == 0 ? 0 : k, styles == 0 ? 1 + k : 1));
        }
        float[] all = new float[images.size() * size * size];
        for (int i = 0; i < images.size(); i++)
            System.arraycopy(images.get(i), 0, all, i * size * size, size * size);
        return SampleSheet.of(all, size, 1, columns, Math.max(1, COVER_SIDE / columns / size));
    }

    /** What it draws from. */
    Synthesis.Guide guide() {
        double[] range = samples.guide().orElseThrow();
        return new Synthesis.Guide(range[0], range[1], settings.plan().images().guides().labels());
    }
}
