package org.mulligan.tensor.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Bf16Test {
    @ParameterizedTest(name = "{0} | Java''s AVX {1} | {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "fpu sse4_2 avx avx2 fma vaes | 2 | - | false",
                "avx2 avx512f avx512cd avx512er avx512pf | 3 | - | false",
                "avx2 avx512f avx512dq avx512bw avx512vl | 2 | - | true",
                "avx2 avx512f avx512dq avx512bw avx512vl avx512_bf16 amx_bf16 | 3 | - | true",
                "avx2 avx512f avx512dq avx512bw avx512vl | 3 | AVX2 | false",
                "avx2 avx512f avx512dq avx512bw avx512vl | 3 | avx2_vnni | false",
                "avx2 avx512f avx512dq avx512bw avx512vl | 3 | SSE41 | false",
                "avx2 avx512f avx512dq avx512bw avx512vl | 3 | AVX512_CORE | true",
                "avx2 avx512f avx512dq avx512bw avx512vl | 3 | DEFAULT | true",
                "- | 3 | - | true",
                "- | 2 | - | false",
                "- | 0 | - | false",
                "- | 3 | AVX | false",
            })
    void needsTheInstructionsThatOneDnnNeeds(
            String flags, int java, String limit, boolean expected) {
        for (String name : new String[] {"ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"})
            assertThat(
                            Bf16.works(
                                    Optional.ofNullable(flags),
                                    java,
                                    limit == null ? Map.of() : Map.of(name, limit)))
                    .isEqualTo(expected);
    }
}
