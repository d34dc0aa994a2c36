package org.mulligan.tensor.device;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Whether a convolution may be asked for in bfloat16. oneDNN has it from AVX-512 on; on a CPU
 * without, as in most laptops, TensorFlow does not refuse such an operation but ends the process
 * (SIGILL).
 */
public final class Bf16 {
    /** What oneDNN means by {@code AVX512_CORE}, as Linux names it. */
    private static final Set<String> NEEDED = Set.of("avx512f", "avx512bw", "avx512dq", "avx512vl");

    /** With which a user can keep oneDNN from newer instructions; the second is its old name. */
    private static final List<String> LIMITS = List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA");

    private static final int AVX_512 = 3;

    private static final boolean HERE = works(Hardware.cpuFlags(), javaUses(), System.getenv());

    private Bf16() {}

    /** On this CPU. Where the system does not say what the CPU has, no. */
    public static boolean works() {
        return HERE;
    }

    /**
     * Looks through a network that others made.
     *
     * @throws IllegalArgumentException when it computes in bfloat16 and this CPU does not; the text
     *     says what to take
     */
    public static void require(GraphDef network) {
        if (works()) return;
        Stream.concat(
                        network.getNodeList().stream(),
                        network.getLibrary().getFunctionList().stream()
                                .flatMap(function -> function.getNodeDefList().stream()))
                .filter(Bf16::multiplies)
                .findFirst()
                .ifPresent(
                        node -> {
                            throw new IllegalArgumentException(
                                    "The network computes in bfloat16 (its node \"%s\"), for which a CPU needs AVX-512, and this one (%s) has none; take a version of it in float32"
                                            .formatted(node.getName(), Hardware.cpu()));
                        });
    }

    /** Only what oneDNN computes ends the process. */
    private static boolean multiplies(NodeDef node) {
        return (node.getOp().contains("Conv") || node.getOp().contains("MatMul"))
                && node.getAttrOrDefault("T", AttrValue.getDefaultInstance()).getType()
                        == DataType.DT_BFLOAT16;
    }

    /**
     * @param flags of the CPU as Linux lists them, separated by spaces; empty on other systems
     * @param java the version of AVX that Java uses; 0 where it uses none
     */
    static boolean works(Optional<String> flags, int java, Map<String, String> environment) {
        for (String name : LIMITS) {
            String limit = environment.getOrDefault(name, "").toUpperCase(Locale.ROOT);
            if (limit.startsWith("SSE") || limit.startsWith("AVX") && !limit.startsWith("AVX512"))
                return false;
        }
        return flags.map(all -> Set.copyOf(Arrays.asList(all.split(" "))).containsAll(NEEDED))
                .orElse(java >= AVX_512);
    }

    /** Java looks at the CPU on each system; on processors other than x86 it has no such option. */
    private static int javaUses() {
        try {
            return Integer.parseInt(
                    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                            .getVMOption("UseAVX")
                            .getValue());
        } catch (RuntimeException e) { // Which one it is depends on the maker of Java.
            return 0;
        }
    }
}
