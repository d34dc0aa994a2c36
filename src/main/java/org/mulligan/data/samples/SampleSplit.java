package org.mulligan.data.samples;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.mulligan.data.Seeds;
import org.mulligan.data.Split;

/**
 * Which images are never trained on: about a tenth, whole files and fields of view as far as each
 * class keeps at least half of its images to learn from; else single images.
 *
 * @param held numbers of the images that are held back
 * @param byFile whether no image of a file is trained on of which another is held back
 */
record SampleSplit(BitSet held, boolean byFile) {
    static final int MOST = 1000;

    /**
     * @param images two or more, two or more of each class
     */
    static SampleSplit of(List<SampleImage> images, long seed) {
        int wanted = Math.max(1, Math.min(MOST, Math.round(images.size() / 10f)));
        List<List<Integer>> fields = fields(images);
        // A large field is held back only where there are no smaller ones.
        for (int most : new int[] {2 * wanted, images.size() / 2}) {
            BitSet held = choose(images, fields, wanted, most, seed);
            if (!held.isEmpty()) return new SampleSplit(held, true);
        }
        return new SampleSplit(choose(images, single(images), wanted, wanted, seed), false);
    }

    /** Those that are drawn from one image belong together. */
    private static List<List<Integer>> single(List<SampleImage> images) {
        Map<String, List<Integer>> names = new LinkedHashMap<>();
        for (int i = 0; i < images.size(); i++)
            names.computeIfAbsent(images.get(i).name(), key -> new ArrayList<>()).add(i);
        return List.copyOf(names.values());
    }

    private static List<List<Integer>> fields(List<SampleImage> images) {
        Map<String, List<Integer>> files = new LinkedHashMap<>();
        for (int i = 0; i < images.size(); i++) {
            String file = images.get(i).file().toString();
            int dot = file.lastIndexOf('.');
            files.computeIfAbsent(dot > 0 ? file.substring(0, dot) : file, key -> new ArrayList<>())
                    .add(i);
        }
        if (files.size() == 1) return single(images);
        return Split.fieldsOfView(List.copyOf(files.keySet())).stream()
                .map(field -> field.stream().flatMap(file -> files.get(file).stream()).toList())
                .toList();
    }

    private static BitSet choose(
            List<SampleImage> images, List<List<Integer>> fields, int wanted, int most, long seed) {
        Map<String, Integer> free = new HashMap<>();
        for (SampleImage image : images) free.merge(image.label(), 1, Integer::sum);
        free.replaceAll((label, count) -> count / 2);
        List<List<Integer>> shuffled = new ArrayList<>(fields);
        Collections.shuffle(shuffled, new Random(Seeds.SAMPLE_SPLIT.stream(seed, 0).nextLong()));
        BitSet held = new BitSet();
        for (List<Integer> field : shuffled) {
            int now = held.cardinality();
            if (now >= wanted) break;
            if (now + field.size() > most) continue;
            Map<String, Integer> taken = new HashMap<>();
            for (int image : field) taken.merge(images.get(image).label(), 1, Integer::sum);
            if (taken.entrySet().stream().anyMatch(t -> t.getValue() > free.get(t.getKey())))
                continue;
            taken.forEach((label, count) -> free.merge(label, -count, Integer::sum));
            field.forEach(held::set);
        }
        return held;
    }
}
