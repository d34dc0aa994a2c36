package org.mulligan.tensor;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/** The tensors that are fed to one run; closing it frees them all. */
public final class Feeds implements AutoCloseable {
    private final List<Tensor> tensors = new ArrayList<>();

    public TFloat32 scalar(double value) {
        return keep(TFloat32.scalarOf((float) value));
    }

    public TInt64 pair(long first, long second) {
        return keep(TInt64.vectorOf(first, second));
    }

    public TString text(String value) {
        return keep(TString.scalarOf(value));
    }

    /** NHWC with one channel, copied from {@code values}. */
    public TFloat32 image(float[] values, int n, int height, int width) {
        return tensor(values, n, height, width, 1);
    }

    /** Any shape, copied from {@code values}. */
    public TFloat32 tensor(float[] values, long... shape) {
        return keep(TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values, true, false)));
    }

    private <T extends Tensor> T keep(T tensor) {
        tensors.add(tensor);
        return tensor;
    }

    @Override
    public void close() {
        tensors.forEach(Tensor::close);
    }
}
