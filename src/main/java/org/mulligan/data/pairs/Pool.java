package org.mulligan.data.pairs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.mulligan.data.Plane;
import org.mulligan.data.Seeds;

/**
 * The planes that patches of one step are cut from. Either all there are, or a window that rolls
 * over an endless row of members: step {@code s} sees the members {@code s .. s + size - 1}. Member
 * {@code j} depends on the seed and on {@code j} only, so any step can be the first.
 */
final class Pool {
    private final PairSource source;
    private final long seed;
    private final Plane[] planes;
    private final boolean rolling;
    private long firstMember;

    /**
     * @param size members seen at a time; the whole source is held instead where it is fixed and
     *     {@code size} covers it
     */
    Pool(PairSource source, int size, long seed) {
        this.source = source;
        this.seed = seed;
        this.rolling = !source.fixed() || source.size() > size;
        this.planes = new Plane[rolling ? size : source.size()];
        this.firstMember = Long.MIN_VALUE;
    }

    /** The planes of a step, the same whichever steps were asked for before. */
    List<Plane> at(long step) throws IOException {
        if (!rolling) {
            for (int i = 0; i < planes.length && planes[i] == null; i++)
                planes[i] = source.plane(i, Seeds.MEMBER.stream(seed, i));
            return List.of(planes);
        }
        long known = firstMember == step - 1 ? step + planes.length - 1 : step;
        if (firstMember != step)
            for (long member = known; member < step + planes.length; member++)
                planes[(int) (member % planes.length)] = member(member);
        firstMember = step;
        return List.of(planes);
    }

    private Plane member(long member) throws IOException {
        int index = order(member / source.size()).get((int) (member % source.size()));
        return source.plane(index, Seeds.MEMBER.stream(seed, member));
    }

    /** Every plane once, in an order of its own for each round. */
    private List<Integer> order(long round) {
        RandomGenerator random = Seeds.ORDER.stream(seed, round);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) order.add(random.nextInt(i + 1), i);
        return order;
    }
}
