package org.mulligan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NarrowedUNetTest {
    private static final int DEPTH = 2;
    private static final int FEW = 2;
    private static final int MANY = 3;

    /**
     * Layers of a U-Net of depth 2, with whose maps each takes; none = an image of two channels.
     */
    private static final Map<String, List<String>> LAYERS = new LinkedHashMap<>();

    static {
        LAYERS.put("down0a", List.of());
        LAYERS.put("down0b", List.of("down0a"));
        LAYERS.put("down1a", List.of("down0b"));
        LAYERS.put("down1b", List.of("down1a"));
        LAYERS.put("bottoma", List.of("down1b"));
        LAYERS.put("bottomb", List.of("bottoma"));
        LAYERS.put("narrow1", List.of("bottomb"));
        LAYERS.put("up1a", List.of("down1b", "narrow1"));
        LAYERS.put("up1b", List.of("up1a"));
        LAYERS.put("narrow0", List.of("up1b"));
        LAYERS.put("up0a", List.of("down0b", "narrow0"));
        LAYERS.put("up0b", List.of("up0a"));
        LAYERS.put("out", List.of("up0b"));
    }

    private static int maps(String layer, int filters) {
        if (layer.isEmpty()) return 2;
        if (layer.equals("out")) return 1;
        if (layer.startsWith("bottom")) return filters << DEPTH;
        return filters << Integer.parseInt(layer.replaceAll("\\D", ""));
    }

    private static int in(String layer, int filters) {
        List<String> from = LAYERS.get(layer);
        return from.isEmpty() ? 2 : from.stream().mapToInt(name -> maps(name, filters)).sum();
    }

    private static int pixels(String layer) {
        return layer.startsWith("narrow") || layer.equals("out") ? 1 : 9;
    }

    private static Map<String, float[]> random(int filters) {
        Random random = new Random(4);
        Map<String, float[]> weights = new HashMap<>();
        for (String layer : LAYERS.keySet()) {
            int out = maps(layer, filters);
            float[] kernel = new float[pixels(layer) * in(layer, filters) * out];
            for (int i = 0; i < kernel.length; i++) kernel[i] = 1 + random.nextFloat();
            float[] bias = new float[out];
            for (int i = 0; i < out; i++) bias[i] = random.nextFloat();
            weights.put(layer + ".kernel", kernel);
            weights.put(layer + ".bias", bias);
        }
        return weights;
    }

    /** Where the maps of a narrow layer lie in the wide one: the wide one's last are idle. */
    private static int wide(String layer, int map) {
        if (layer.equals("out")) return 0;
        int idle = maps(layer, MANY) - maps(layer, FEW);
        // Not all at the end: what is kept has to be found.
        return map == 0 ? 0 : map + idle;
    }

    private static int wideIn(String layer, int map) {
        List<String> from = LAYERS.get(layer);
        if (from.isEmpty()) return map;
        int before = 0;
        int left = map;
        for (String name : from) {
            if (left < maps(name, FEW)) return before + wide(name, left);
            left -= maps(name, FEW);
            before += maps(name, MANY);
        }
        throw new AssertionError();
    }

    /** Of maps that nothing flows through none is kept, and the others stay where they belong. */
    @Test
    void idleMapsGoAndTheNetworkStaysWhatItWas() {
        Map<String, float[]> narrow = random(FEW);
        Map<String, float[]> wide = new HashMap<>();
        for (String layer : LAYERS.keySet()) {
            int out = maps(layer, FEW);
            int ins = in(layer, FEW);
            int wideOut = maps(layer, MANY);
            int wideIns = in(layer, MANY);
            float[] kernel = new float[pixels(layer) * wideIns * wideOut];
            for (int pixel = 0; pixel < pixels(layer); pixel++)
                for (int i = 0; i < ins; i++)
                    for (int o = 0; o < out; o++)
                        kernel[(pixel * wideIns + wideIn(layer, i)) * wideOut + wide(layer, o)] =
                                narrow.get(layer + ".kernel")[(pixel * ins + i) * out + o];
            float[] bias = new float[wideOut];
            for (int o = 0; o < out; o++) bias[wide(layer, o)] = narrow.get(layer + ".bias")[o];
            wide.put(layer + ".kernel", kernel);
            wide.put(layer + ".bias", bias);
        }
        Map<String, float[]> found = NarrowedUNet.of(wide, FEW);
        assertThat(found.keySet()).isEqualTo(narrow.keySet());
        narrow.forEach((name, values) -> assertThat(found.get(name)).as(name).isEqualTo(values));
    }

    @Test
    void aNetworkCannotBecomeWider() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NarrowedUNet.of(random(FEW), FEW))
                .withMessageContaining("2 filters are not fewer than 2");
    }
}
