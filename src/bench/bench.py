"""Mulligan and other engines on the same network, in turns. See README.md."""

import argparse
import importlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]


def fields(message):
    """The fields of a protobuf message: (number, value), the value an integer or bytes."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        key = varint()
        kind = key & 7
        if kind == 0:
            yield key >> 3, varint()
            continue
        size = {1: 8, 5: 4}.get(kind) or varint()
        yield key >> 3, message[at : at + size]
        at += size


def of(message, *path):
    """What lies at the end of a path of field numbers."""
    found = [message]
    for number in path:
        found = [value for each in found for key, value in fields(each) if key == number]
    return found


def weights(package):
    """The constants of the faithful network by their names, as NumPy arrays."""
    with zipfile.ZipFile(package / "faithful.zip") as archive:
        saved = archive.read("saved_model.pb")
    found = {}
    for node in of(saved, 2, 2, 1):  # meta graph, graph, node
        name = of(node, 1)[0].decode()
        if not name.endswith((".kernel", ".bias")):
            continue
        tensor = of(node, 5, 2, 8)[0] if of(node, 5, 2, 8) else b""
        shape = [of(side, 1)[0] for side in of(tensor, 2, 2)]
        content = of(tensor, 4)
        values = content[0] if content else b"".join(of(tensor, 5))
        array = np.frombuffer(values, "<f4")
        count = int(np.prod(shape))
        if array.size < count:  # the last value stands for all that follow
            array = np.concatenate([array, np.full(count - array.size, array[-1], "f4")])
        found[name] = array.reshape(shape)
    return found


def depth(net):
    return sum(name.startswith("narrow") and name.endswith(".kernel") for name in net)


def onnx_model(net):
    """The U-Net as ONNX: [1, 1, h, w] to the same."""
    from onnx import TensorProto, helper, numpy_helper

    nodes, constants = [], []

    def constant(name, array):
        constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def convolve(name, x, out):
        kernel = net[name + ".kernel"].transpose(3, 2, 0, 1)
        pad = kernel.shape[2] // 2
        inputs = [x, constant(name + ".k", kernel), constant(name + ".b", net[name + ".bias"])]
        nodes.append(helper.make_node("Conv", inputs, [out], pads=[pad] * 4))
        return out

    def pair(name, x):
        for each in ("a", "b"):
            y = convolve(name + each, x, name + each + "/c")
            x = name + each + "/y"
            nodes.append(helper.make_node("LeakyRelu", [y], [x], alpha=0.1))
        return x

    levels = depth(net)
    x, skips = "input", []
    for level in range(levels):
        x = pair(f"down{level}", x)
        skips.append(x)
        nodes.append(
            helper.make_node("AveragePool", [x], [f"half{level}"], kernel_shape=[2, 2], strides=[2, 2])
        )
        x = f"half{level}"
    x = pair("bottom", x)
    twice = constant("twice", np.array([1, 1, 2, 2], "f4"))
    for level in reversed(range(levels)):
        x = convolve(f"narrow{level}", x, f"narrow{level}/c")
        up = {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
        nodes.append(helper.make_node("Resize", [x, "", twice], [f"wide{level}"], **up))
        nodes.append(
            helper.make_node("Concat", [skips[level], f"wide{level}"], [f"joined{level}"], axis=1)
        )
        x = pair(f"up{level}", f"joined{level}")
    y = convolve("out", x, "learnt")
    nodes.append(helper.make_node("Add", ["input", y], ["output"]))
    shape = [1, 1, "h", "w"]
    graph = helper.make_graph(
        nodes,
        "denoiser",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, shape)],
        constants,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def openvino(precision):
    def make(net, image, threads):
        import openvino

        core = openvino.Core()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "denoiser.onnx"
            path.write_bytes(onnx_model(net).SerializeToString())
            model = core.read_model(path)
            model.reshape([1, 1, *image.shape])
            options = {"INFERENCE_PRECISION_HINT": precision, "INFERENCE_NUM_THREADS": threads}
            compiled = core.compile_model(model, "CPU", options)
        request = compiled.create_infer_request()
        request.set_input_tensor(openvino.Tensor(np.ascontiguousarray(image[None, None])))

        def run():
            request.infer()
            return request.get_output_tensor().data[0, 0]

        return run

    return make


def onnx_runtime(net, image, threads):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(
        onnx_model(net).SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    return lambda: session.run(None, {"input": image[None, None]})[0][0, 0]


def tensorflow(net, image, threads):
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)

    def convolve(name, x):
        return tf.nn.bias_add(tf.nn.conv2d(x, net[name + ".kernel"], 1, "SAME"), net[name + ".bias"])

    def pair(name, x):
        for each in ("a", "b"):
            x = tf.nn.leaky_relu(convolve(name + each, x), 0.1)
        return x

    @tf.function
    def network(x):
        y, skips = x, []
        for level in range(depth(net)):
            y = pair(f"down{level}", y)
            skips.append(y)
            y = tf.nn.avg_pool2d(y, 2, 2, "VALID")
        y = pair("bottom", y)
        for level in reversed(range(depth(net))):
            y = convolve(f"narrow{level}", y)
            y = tf.nn.depth_to_space(tf.concat([y, y, y, y], 3), 2)
            y = pair(f"up{level}", tf.concat([skips[level], y], 3))
        return x + convolve("out", y)

    x = tf.constant(image[None, :, :, None])
    return lambda: network(x).numpy()[0, :, :, 0]


def pytorch(net, image, threads):
    import torch
    import torch.nn.functional as f

    torch.set_num_threads(threads)
    tensors = {
        name: torch.tensor(a.transpose(3, 2, 0, 1) if a.ndim == 4 else a) for name, a in net.items()
    }
    tensors = {
        name: t.contiguous(memory_format=torch.channels_last) if t.ndim == 4 else t
        for name, t in tensors.items()
    }

    def convolve(name, x):
        kernel = tensors[name + ".kernel"]
        return f.conv2d(x, kernel, tensors[name + ".bias"], padding=kernel.shape[2] // 2)

    def pair(name, x):
        for each in ("a", "b"):
            x = f.leaky_relu(convolve(name + each, x), 0.1)
        return x

    x = torch.tensor(image[None, None]).contiguous(memory_format=torch.channels_last)

    def run():
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            y, skips = x, []
            for level in range(depth(net)):
                y = pair(f"down{level}", y)
                skips.append(y)
                y = f.avg_pool2d(y, 2)
            y = pair("bottom", y)
            for level in reversed(range(depth(net))):
                y = f.interpolate(convolve(f"narrow{level}", y), scale_factor=2, mode="nearest")
                y = pair(f"up{level}", torch.cat([skips[level], y], 1))
            return (x + convolve("out", y).float()).numpy()[0, 0]

    return run


RIVALS = {
    "OpenVINO bf16, network only": ("openvino", openvino("bf16")),
    "OpenVINO fp32, network only": ("openvino", openvino("f32")),
    "ONNX Runtime fp32, network only": ("onnxruntime", onnx_runtime),
    "TensorFlow fp32, network only": ("tensorflow", tensorflow),
    "PyTorch bf16, network only": ("torch", pytorch),
}


def limits(threads):
    """A matrix product of OpenVINO in both precisions [GFLOP/s], and a copy [GB/s]."""
    lines = []
    source = np.ones(1 << 26, "f4")
    target = np.empty_like(source)
    np.copyto(target, source)
    seconds = median_of(lambda: np.copyto(target, source), 5)
    lines.append(f"copy of 256 MB, one thread: {source.nbytes / seconds * 1e-9:.1f} GB/s")
    try:
        import openvino
        from onnx import TensorProto, helper, numpy_helper
    except ImportError:
        return lines
    n = 2048
    weight = np.random.default_rng(1).standard_normal((n, n)).astype("f4")
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["a", "b"], ["c"])],
        "product",
        [helper.make_tensor_value_info("a", TensorProto.FLOAT, [n, n])],
        [helper.make_tensor_value_info("c", TensorProto.FLOAT, [n, n])],
        [numpy_helper.from_array(weight, "b")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    for precision in ("bf16", "f32"):
        core = openvino.Core()
        options = {"INFERENCE_PRECISION_HINT": precision, "INFERENCE_NUM_THREADS": threads}
        request = core.compile_model(
            core.read_model(model.SerializeToString(), b""), "CPU", options
        ).create_infer_request()
        request.set_input_tensor(openvino.Tensor(weight))
        request.infer()
        seconds = median_of(request.infer, 5)
        lines.append(f"matrix product of {n} in {precision}: {2 * n**3 / seconds * 1e-9:.0f} GFLOP/s")
    return lines


def median_of(action, runs):
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


class Mulligan:
    """An engine that stays warm and denoises once for each line."""

    def __init__(self, command, side):
        self.process = subprocess.Popen(
            [*command.split(), "benchmark", "--turns", str(side)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        if self.process.stdout.readline().strip() != "ready":
            sys.exit(f"{command} does not start; build it with mvn package, or give --mulligan")

    def run(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return [float(word) for word in self.process.stdout.readline().split()]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", type=int, default=1024, help="of the image, px")
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--mulligan", default=str(ROOT / "target/dist/bin/mulligan"))
    parser.add_argument("--model", type=Path, default=ROOT / "models/fluorescence")
    given = parser.parse_args()
    net = weights(given.model)
    y, x = np.mgrid[: given.side, : given.side]
    random = np.random.default_rng(1)
    image = 0.4 + 0.3 * np.sin(0.1 * x) * np.cos(0.07 * y) + 0.1 * random.standard_normal(x.shape)
    image = image.astype("f4")
    rivals = {}
    for name, (module, make) in RIVALS.items():
        try:
            importlib.import_module(module)
            rivals[name] = make(net, image, given.threads)
        except Exception as failure:  # each engine fails in its own way
            print(f"{name}: left out ({type(failure).__name__}: {str(failure)[:100]})")
    for line in limits(given.threads):
        print(line)
    ours = Mulligan(given.mulligan, given.side)
    times = {"Mulligan, image to image": [], "Mulligan, network only": []}
    results = {}
    for run in range(-2, given.runs):
        measured = ours.run()
        if run >= 0:
            for name, milliseconds in zip(times, measured):
                times[name].append(milliseconds)
        for name, rival in rivals.items():
            begun = time.perf_counter()
            results[name] = rival()
            if run >= 0:
                times.setdefault(name, []).append(1e3 * (time.perf_counter() - begun))
    ours.close()
    first = times["Mulligan, image to image"]
    print(f"\n{given.side} x {given.side} px, {given.runs} runs in turns, {given.threads} threads")
    print(f"{'':34}{'median':>9}{'fastest':>9}{'ratio':>8}   [ms]")
    for name, all_of in times.items():
        ratio = statistics.median(a / b for a, b in zip(all_of, first))
        print(f"{name:34}{statistics.median(all_of):9.0f}{min(all_of):9.0f}{ratio:8.2f}")
    exact = next((results[name] for name in results if "fp32" in name), None)
    for name, result in results.items():
        if exact is not None:
            print(f"{name}: farthest from float32 {np.abs(result - exact).max():.1e}")


if __name__ == "__main__":
    main()
