package org.mulligan.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A {@link UNet} with fewer feature maps, out of the weights of a wider one: of each layer the maps
 * that count for most are kept. How much a map counts is the norm of the weights that make it times
 * the norm of those that take it, which does not change when one is scaled up and the other down.
 *
 * @see <a href="https://arxiv.org/abs/1608.08710">Li et al. 2017</a>
 */
public final class NarrowedUNet {
    private final Map<String, float[]> weights;
    private final int depth;
    private final int filters;

    private NarrowedUNet(Map<String, float[]> weights, int filters) {
        this.weights = weights;
        this.filters = filters;
        depth = UNet.depth(weights.keySet());
    }

    /**
     * @param weights of a U-Net, by the names that the architecture gave them
     * @param filters feature maps of the narrower one's first level
     * @throws IllegalArgumentException when the U-Net has no more than that
     */
    public static Map<String, float[]> of(Map<String, float[]> weights, int filters) {
        int known = weights.get(UNet.FIRST_BIAS).length;
        if (filters >= known)
            throw new IllegalArgumentException(
                    "%d filters are not fewer than %d".formatted(filters, known));
        return new NarrowedUNet(weights, filters).weights();
    }

    private Map<String, float[]> weights() {
        Map<String, int[]> kept = new LinkedHashMap<>();
        Map<String, float[]> narrow = new LinkedHashMap<>();
        List<Layer> layers = layers();
        for (Layer layer : layers)
            if (!layer.name.equals("out")) kept.put(layer.name, kept(layer, layers));
        for (Layer layer : layers) {
            int[] in = in(layer, kept);
            int[] out = layer.name.equals("out") ? new int[] {0} : kept.get(layer.name);
            narrow.put(layer.name + ".kernel", cut(layer, in, out));
            float[] bias = weights.get(layer.name + ".bias");
            float[] less = new float[out.length];
            for (int i = 0; i < out.length; i++) less[i] = bias[out[i]];
            narrow.put(layer.name + ".bias", less);
        }
        return narrow;
    }

    /** Which maps a layer takes: all of the image, or those that are kept, one after the other. */
    private int[] in(Layer layer, Map<String, int[]> kept) {
        if (layer.from.isEmpty()) return IntStream.range(0, layer.in()).toArray();
        List<Integer> all = new ArrayList<>();
        int before = 0;
        for (String from : layer.from) {
            for (int map : kept.get(from)) all.add(before + map);
            before += maps(from);
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The maps of a layer that count for most, in their order. */
    private int[] kept(Layer layer, List<Layer> layers) {
        double[] made = new double[maps(layer.name)];
        double[] taken = new double[made.length];
        float[] kernel = layer.kernel();
        for (int i = 0; i < kernel.length; i++)
            made[i % made.length] += (double) kernel[i] * kernel[i];
        for (Layer next : layers) {
            int before = 0;
            for (String from : next.from) {
                if (from.equals(layer.name)) next.addTaken(before, taken);
                before += maps(from);
            }
        }
        Integer[] order = new Integer[made.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -made[i] * taken[i]));
        int count = Math.toIntExact((long) made.length * filters / maps("down0a"));
        return Arrays.stream(order, 0, count).mapToInt(Integer::intValue).sorted().toArray();
    }

    private static float[] cut(Layer layer, int[] in, int[] out) {
        float[] kernel = layer.kernel();
        int outs = layer.out();
        int ins = layer.in();
        int pixels = kernel.length / ins / outs;
        float[] less = new float[pixels * in.length * out.length];
        int i = 0;
        for (int pixel = 0; pixel < pixels; pixel++)
            for (int from : in)
                for (int to : out) less[i++] = kernel[(pixel * ins + from) * outs + to];
        return less;
    }

    private int maps(String name) {
        return weights.get(name + ".bias").length;
    }

    private List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        List<String> before = List.of();
        for (int level = 0; level < depth; level++) before = pair(layers, "down" + level, before);
        before = pair(layers, "bottom", before);
        for (int level = depth - 1; level >= 0; level--) {
            layers.add(new Layer("narrow" + level, before));
            before = pair(layers, "up" + level, List.of("down" + level + "b", "narrow" + level));
        }
        layers.add(new Layer("out", before));
        return layers;
    }

    private List<String> pair(List<Layer> layers, String name, List<String> from) {
        layers.add(new Layer(name + "a", from));
        layers.add(new Layer(name + "b", List.of(name + "a")));
        return List.of(name + "b");
    }

    /** A convolution, and those whose maps it takes, one after the other; none = the image. */
    private final class Layer {
        private final String name;
        private final List<String> from;

        Layer(String name, List<String> from) {
            this.name = name;
            this.from = from;
        }

        /** [height, width, in, out]. */
        float[] kernel() {
            return weights.get(name + ".kernel");
        }

        int out() {
            return maps(name);
        }

        int in() {
            int pixels = name.startsWith("narrow") || name.equals("out") ? 1 : 9;
            return kernel().length / pixels / out();
        }

        /** Adds the squares of what is made of each map of another layer. */
        void addTaken(int before, double[] taken) {
            float[] kernel = kernel();
            for (int i = 0; i < kernel.length; i++) {
                int map = i / out() % in() - before;
                if (map >= 0 && map < taken.length) taken[map] += (double) kernel[i] * kernel[i];
            }
        }
    }
}
