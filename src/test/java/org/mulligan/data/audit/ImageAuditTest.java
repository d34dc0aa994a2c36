package org.mulligan.data.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mulligan.data.Seeds;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.data.simulation.Simulator;

/** Simulated fields of cells, and discs of a known width. */
class ImageAuditTest {
    private static final int SIDE = 128;
    private static final int COUNT = 12;
    private static final List<float[]> FIELDS = new ArrayList<>();

    private final ImageAudit audit = new ImageAudit("clean", 20);

    @BeforeAll
    static void simulate() {
        FIELDS.clear();
        for (int i = 0; i < COUNT; i++) FIELDS.add(Simulator.simulate(i, 11, SIDE, SIDE));
    }

    private void add(String name, float[] plane) {
        assertThat(audit.wantsNext()).isTrue();
        audit.add(name, plane, SIDE, SIDE);
    }

    private void addFields(int count) {
        for (int i = 0; i < count; i++) add("field" + (char) ('a' + i), FIELDS.get(i));
    }

    /** With other light, and noise of its own. */
    private static float[] again(float[] field, long seed) {
        float[] light = field.clone();
        for (int i = 0; i < light.length; i++) light[i] = 20 * (float) Math.pow(light[i], 0.8);
        return PoissonGaussian.count(light, 2, Seeds.MEMBER.stream(seed, 1));
    }

    private List<Remark.Kind> kinds(Set<String> held) {
        return audit.remarks(held).stream().map(Remark::kind).toList();
    }

    @Test
    void hasNothingToSayOfDifferentFields() {
        addFields(COUNT);
        assertThat(audit.remarks(Set.of())).isEmpty();
        assertThat(audit.few()).isEmpty();
        assertThat(audit.repeats().usual()).isBetween(-0.2, 0.3);
    }

    @Test
    void findsOneFieldInAnotherLight() {
        addFields(COUNT - 1);
        add("again", again(FIELDS.get(3), 1));
        Remark remark = audit.remarks(Set.of("again")).get(0);
        assertThat(remark.kind()).isEqualTo(Remark.Kind.SAME_FIELD);
        assertThat(remark.images()).containsExactly("again", "fieldd");
        assertThat(remark.line())
                .startsWith("Warning: 2 of 12 images of clean nearly repeat another one")
                .contains("fieldd and again, 0.9")
                .contains("1 of 1 repeats lie on both sides of the validation");
        assertThat(audit.remarks(Set.of("again", "fieldd")).get(0).text())
                .contains("each counts twice");
        Repeats.Pair pair = audit.repeats().pairs().get(0);
        assertThat(List.of(pair.first(), pair.second())).containsExactly(3, COUNT - 1);
        assertThat(pair.likeness()).isBetween(0.9, 0.999);
    }

    @Test
    void channelsOfOneFieldByTheirNamesAreNoRepeats() {
        for (int i = 0; i < 6; i++) {
            add(i + "field_0", FIELDS.get(i));
            add(i + "field_1", again(FIELDS.get(i), i));
        }
        assertThat(audit.repeats().pairs()).isEmpty();
    }

    /** What is held back together, or left out, is told elsewhere. */
    @Test
    void copiesAreNoNearRepeats() {
        addFields(COUNT - 1);
        add("copy", FIELDS.get(0));
        assertThat(audit.repeats().pairs()).isEmpty();
    }

    @Test
    void knowsASetOfOneField() {
        for (int i = 0; i < COUNT; i++) add("t" + (char) ('a' + i), again(FIELDS.get(0), i));
        assertThat(kinds(Set.of())).containsExactly(Remark.Kind.SAME_FIELD);
        assertThat(audit.remarks(Set.of()).get(0).text()).contains("all show one field");
    }

    /** Half of what one discs' image shows, and half of the next. */
    private static float[] between(int number) {
        float[] between = discs(8, number);
        float[] next = discs(8, number + 1);
        for (int k = 0; k < between.length; k++) between[k] += next[k];
        return between;
    }

    /** Each image is half of what the last one shows and half of what the next one shows. */
    @Test
    void knowsASeriesByItsOrder() {
        for (int i = 0; i + 1 < COUNT; i++) {
            add("slice" + (char) ('a' + i), between(i));
        }
        assertThat(kinds(Set.of())).containsExactly(Remark.Kind.SERIES);
        assertThat(audit.repeats().next()).isBetween(0.4, 0.7);
        assertThat(audit.repeats().usual()).isLessThan(0.3);
    }

    @Test
    void theSameImagesInAnotherOrderAreNoSeries() {
        int[] order = {0, 5, 2, 8, 4, 9, 1, 7, 3, 10, 6};
        for (int i : order) {
            add("slice" + (char) ('a' + i), between(i));
        }
        assertThat(kinds(Set.of())).doesNotContain(Remark.Kind.SERIES);
    }

    private static float[] discs(double radius, long seed) {
        Random random = new Random(seed);
        float[] plane = new float[SIDE * SIDE];
        int count = (int) (SIDE * SIDE / (Math.PI * radius * radius) / 5);
        for (int n = 0; n < Math.max(4, count); n++) {
            double x = SIDE * random.nextDouble();
            double y = SIDE * random.nextDouble();
            for (int i = 0; i < plane.length; i++)
                if (Math.hypot(i % SIDE - x, i / SIDE - y) < radius) plane[i] = 100;
        }
        for (int i = 0; i < plane.length; i++) plane[i] += (float) (100 + random.nextGaussian());
        return plane;
    }

    @Test
    void findsTheImageOfAnotherMagnification() {
        for (int i = 0; i < 16; i++) add("at10x" + (char) ('a' + i), discs(8, i));
        add("at20x", discs(3, 99));
        Remark remark = audit.remarks(Set.of()).get(0);
        assertThat(remark.kind()).isEqualTo(Remark.Kind.OTHER_SIZE);
        assertThat(remark.images()).containsExactly("at20x");
    }

    /** A disc's structure function is half of its height at about .8 of its radius. */
    @Test
    void structureIsInPixelsWhateverItsContrast() {
        double size = Glance.of(discs(8, 3), SIDE, SIDE).structure();
        float[] faint = discs(8, 3);
        for (int i = 0; i < faint.length; i++) faint[i] = 7 + faint[i] / 3;
        assertThat(size).isBetween(4.5, 9.0);
        assertThat(Glance.of(faint, SIDE, SIDE).structure()).isCloseTo(size, within(0.01));
        assertThat(Glance.of(discs(4, 3), SIDE, SIDE).structure())
                .isBetween(0.35 * size, size / 1.5);
    }

    @Test
    void findsLightThatIsCutOff() {
        addFields(COUNT - 1);
        float[] cut = FIELDS.get(COUNT - 1).clone();
        float[] sorted = cut.clone();
        Arrays.sort(sorted);
        float most = sorted[(int) (0.95 * sorted.length)];
        for (int i = 0; i < cut.length; i++) cut[i] = Math.min(cut[i], most);
        add("cut", cut);
        Remark remark = audit.remarks(Set.of()).get(0);
        assertThat(remark.kind()).isEqualTo(Remark.Kind.SATURATED);
        assertThat(remark.images()).containsExactly("cut");
        assertThat(audit.glances().get(COUNT - 1).saturated()).isCloseTo(0.05, within(0.001));
        assertThat(remark.text()).contains("in up to 5.0 % of their pixels (cut)");
    }

    @Test
    void aMaskIsNotCutOff() {
        float[] mask = new float[SIDE * SIDE];
        Arrays.fill(mask, 0, mask.length / 3, 255);
        assertThat(Glance.of(mask, SIDE, SIDE).saturated()).isZero();
    }

    @Test
    void findsWhatShowsNothingButNoise() {
        addFields(COUNT - 1);
        Random random = new Random(5);
        float[] noise = new float[SIDE * SIDE];
        for (int i = 0; i < noise.length; i++) noise[i] = (float) (100 + random.nextGaussian());
        add("nothing", noise);
        Remark remark = audit.remarks(Set.of()).get(0);
        assertThat(remark.kind()).isEqualTo(Remark.Kind.EMPTY);
        assertThat(remark.images()).containsExactly("nothing");
        assertThat(audit.glances().get(COUNT - 1).seen()).isBetween(0.5, 2.0);
    }

    @Test
    void likenessIgnoresGainOffsetAndSlowLight() {
        float[] field = FIELDS.get(2);
        float[] lit = new float[field.length];
        for (int i = 0; i < lit.length; i++) lit[i] = 50 + 3 * field[i] + 0.002f * (i % SIDE);
        Glance one = Glance.of(field, SIDE, SIDE);
        Glance other = Glance.of(lit, SIDE, SIDE);
        assertThat(one.likeness(one)).isCloseTo(1, within(1e-4));
        assertThat(one.likeness(other)).isCloseTo(1, within(0.01));
        assertThat(one.likeness(other)).isEqualTo(other.likeness(one));
    }

    @Test
    void saysThatFieldsAreFew() {
        addFields(3);
        assertThat(audit.few().orElseThrow().text()).startsWith("clean shows 3 fields of view");
    }

    @Test
    void looksAtAThousandOfMore() {
        ImageAudit many = new ImageAudit("clean", 3500);
        Glance glance = Glance.of(FIELDS.get(0), SIDE, SIDE);
        int last = -1;
        int widest = 0;
        for (int i = 0; i < 3500; i++)
            if (many.wantsNext()) {
                many.add("image" + i, glance);
                widest = Math.max(widest, i - last);
                last = i;
            }
        assertThat(many.names()).hasSize(1000);
        assertThat(widest).isEqualTo(4);
        assertThat(many.sampled().orElseThrow())
                .isEqualTo(
                        "Of 3500 images of clean 1000 were compared with each other, spread over all");
    }

    @Test
    void smallImagesAreNotCompared() {
        assertThat(audit.add("digit", new float[63 * 64], 63, 64)).isFalse();
        assertThat(audit.add("field", FIELDS.get(0), SIDE, SIDE)).isTrue();
        assertThat(audit.names()).containsExactly("field");
    }
}
