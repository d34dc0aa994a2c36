package org.mulligan.tensor;

import java.util.Set;

/**
 * The operations that a network of a stranger may use: those that only compute, and, to fill its
 * variables, those that read its own weights. Whatever is not named here is refused: an operation
 * may read or write files, speak to the network or run code of the host.
 */
final class HarmlessOps {
    /** Arithmetic, layers, shapes, and the ways through a graph. */
    private static final Set<String> COMPUTING =
            Set.of(
                    """
                    Abs Acos Acosh Add AddN AddV2 All Any ArgMax ArgMin Asin Asinh Assert Atan Atan2
                    Atanh AvgPool AvgPool3D BatchMatMul BatchMatMulV2 BatchMatMulV3 BatchToSpace
                    BatchToSpaceND BiasAdd BiasAddV1 Bitcast BroadcastArgs BroadcastTo Case Cast Ceil
                    ClipByValue Concat ConcatV2 Const Conv2D Conv2DBackpropInput Conv3D
                    Conv3DBackpropInputV2 Cos Cosh CropAndResize Cumprod Cumsum DepthToSpace
                    DepthwiseConv2dNative Diag DiagPart Dilation2D Div DivNoNan Einsum Elu Empty
                    EnsureShape Enter Equal Erf Erfc Exit Exp ExpandDims Expm1 Fill Floor FloorDiv
                    FloorMod FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3 Gather GatherNd
                    GatherV2 Greater GreaterEqual Identity IdentityN If InTopKV2 InvertPermutation
                    IsFinite IsInf IsNan L2Loss LRN LeakyRelu Less LessEqual LinSpace Log Log1p
                    LogSoftmax LogicalAnd LogicalNot LogicalOr LoopCond MatMul MatrixBandPart
                    MatrixDiag MatrixDiagV3 Max MaxPool MaxPool3D MaxPoolV2 Maximum Mean Merge Min
                    Minimum MirrorPad Mod Mul MulNoNan Multinomial Neg NextIteration NoOp NonMaxSuppressionV3
                    NotEqual OneHot OnesLike Pack Pad PadV2 ParallelConcat PartitionedCall
                    Placeholder PlaceholderWithDefault Pow PreventGradient Prod Qr Range Rank
                    ReadVariableOp RealDiv Reciprocal Relu Relu6 Reshape ResizeArea ResizeBicubic
                    ResizeBilinear ResizeNearestNeighbor ReverseSequence ReverseV2 Rint Roll Round
                    Rsqrt ScaleAndTranslate ScatterNd Select SelectV2 Selu Shape ShapeN Sigmoid Sign
                    Sin Sinh Size Slice Snapshot Softmax Softplus Softsign SpaceToBatch
                    SpaceToBatchND SpaceToDepth Split SplitV Sqrt Square SquaredDifference Squeeze
                    StatefulPartitionedCall StatelessCase StatelessIf StatelessWhile StopGradient
                    StridedSlice Sub Sum Switch Tan Tanh TensorScatterAdd TensorScatterUpdate Tile
                    TopK TopKV2 Transpose TruncateDiv TruncateMod Unpack UnravelIndex VarHandleOp
                    VarIsInitializedOp Variable VariableV2 Where While Xdivy Xlogy ZerosLike _Arg
                    _Retval"""
                            .split("\\s+"));

    /** Besides, to fill variables when a model is loaded. */
    private static final Set<String> FILLING =
            Set.of(
                    "RestoreV2",
                    "Restore",
                    "RestoreSlice",
                    "Assign",
                    "AssignVariableOp",
                    "AssignAddVariableOp",
                    "AssignSubVariableOp",
                    "DisableCopyOnRead");

    private HarmlessOps() {}

    static boolean computes(String op) {
        return COMPUTING.contains(op);
    }

    /** Whether it may run when a model is loaded. */
    static boolean loads(String op) {
        return COMPUTING.contains(op) || FILLING.contains(op);
    }
}
