package org.mulligan.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageJudgeTest {
    private final List<String> notes = new ArrayList<>();
    private final ImageJudge judge = new ImageJudge(1, notes::add);

    @Test
    void leavesOutWhatIsBlankBrokenOrThereAlready() {
        float[] image = {1, 2, 3, 4};
        assertThat(judge.isUsable("a", List.of(image))).isTrue();
        assertThat(judge.isUsable("b", List.of(image.clone()))).isFalse();
        assertThat(judge.isUsable("c", List.of(new float[4]))).isFalse();
        assertThat(judge.isUsable("d", List.of(new float[] {1, 2, Float.NaN, 4}))).isFalse();
        assertThat(judge.isUsable("e", List.of(new float[] {1, 2, 3, 5}))).isTrue();
        judge.summarise();

        assertThat(notes.get(0)).isEqualTo("Left out: b is the same picture as a");
        assertThat(notes.get(1)).startsWith("Left out: c shows nothing: each pixel");
        assertThat(notes.get(2)).startsWith("Left out: d has pixels that are not numbers (NaN");
        assertThat(notes.get(3))
                .isEqualTo(
                        "Left out: 3 of 5 images (1 with pixels that are not numbers, 1 blank, 1 duplicate)");
        assertThat(judge.leftOut()).isEqualTo(3);
    }

    @Test
    void anEmptyInputMayHaveAnImage() {
        float[] image = {1, 2, 3, 4};
        assertThat(judge.isUsable("a", List.of(image, new float[4]))).isTrue();
        assertThat(judge.isUsable("b", List.of(image, new float[] {0, 1, 0, 0}))).isTrue();
        assertThat(judge.isUsable("c", List.of(new float[4], image))).isFalse();
    }

    @Test
    void namesTwentyAndCountsAll() {
        for (int i = 0; i < 50; i++) judge.isUsable("image" + i, List.of(new float[4]));
        judge.summarise();
        assertThat(notes).hasSize(21);
        assertThat(notes.get(20)).isEqualTo("Left out: 50 of 50 images (50 blank)");
        assertThat(judge.named()).contains("image0", "image4", "; ...").doesNotContain("image5");
    }
}
