package org.mulligan.tensor.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.tensor.foreign.OpAllowlist.Group;
import org.mulligan.tensor.foreign.OpAllowlist.Kind;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.OpDef;

class OpAllowlistTest {
    private static final Map<String, OpDef> REGISTERED =
            TensorFlow.registeredOpList().getOpList().stream()
                    .collect(Collectors.toMap(OpDef::getName, op -> op));

    static List<Group> letIn() {
        return groups(Kind.RUN, Kind.LOAD);
    }

    static List<Group> refused() {
        return groups(Kind.REFUSE);
    }

    private static List<Group> groups(Kind... kinds) {
        return OpAllowlist.groups().stream()
                .filter(group -> List.of(kinds).contains(group.kind()))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("letIn")
    void whatIsLetInIsTensorFlowsOwnAndAsStatefulAsItsGroupSays(Group group) {
        assertThat(group.ops())
                .isNotEmpty()
                .isSubsetOf(REGISTERED.keySet())
                .allSatisfy(
                        op ->
                                assertThat(REGISTERED.get(op).getIsStateful())
                                        .as(op)
                                        .isEqualTo(group.stateful()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatIsRefusedByNameIsTensorFlowsOwnAndLetInNowhere(Group group) {
        for (String op : group.ops())
            assertThat(REGISTERED.keySet())
                    .as(op)
                    .anyMatch(each -> OpAllowlist.pattern(op).matcher(each).matches());
        assertThat(letIn().stream().flatMap(each -> each.ops().stream()))
                .noneMatch(
                        op ->
                                group.ops().stream()
                                        .anyMatch(
                                                each ->
                                                        OpAllowlist.pattern(each)
                                                                .matcher(op)
                                                                .matches()));
    }

    @Test
    void noOperationIsLetInTwice() {
        List<String> all = new ArrayList<>();
        letIn().forEach(group -> all.addAll(group.ops()));
        assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(200);
        assertThat(OpAllowlist.groups())
                .allSatisfy(group -> assertThat(group.reason()).hasSizeGreaterThan(20));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "ReadFile, can read files",
        "ImmutableConst, can read files",
        "SqlDataset, can read files",
        "WriteFile, can write files",
        "SaveV2, can write files",
        "DebugIdentityV3, can speak to other computers",
        "RpcCall, can speak to other computers",
        "PyFunc, can run code",
        "EagerPyFunc, can run code",
        "XlaCallModule, can run code",
        "Abort, can end the process",
        "HashTableV2, shares what is no weight",
    })
    void saysWhatAnOperationCouldDo(String op, String danger) {
        assertThat(OpAllowlist.loads(op)).isFalse();
        assertThat(OpAllowlist.danger(op).orElseThrow()).contains(danger);
    }

    @Test
    void weightsAreReadOnlyOnLoading() {
        assertThat(OpAllowlist.computes("RestoreV2")).isFalse();
        assertThat(OpAllowlist.loads("RestoreV2")).isTrue();
        assertThat(OpAllowlist.computes("Conv2D") && OpAllowlist.loads("Conv2D")).isTrue();
        assertThat(OpAllowlist.loads("NobodyKnowsIt")).isFalse();
        assertThat(OpAllowlist.danger("NobodyKnowsIt")).isEmpty();
    }
}
