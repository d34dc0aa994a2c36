"""Writes models as other tools do, each with an image and what Python makes of it.

Usage: make_models.py FOLDER. Each model NAME gets the folder FOLDER/NAME or the file
FOLDER/NAME.pb, and FOLDER/NAME.in.npy and FOLDER/NAME.out.npy, both [1, y, x, c].
"""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import tensorflow as tf

FOLDER = sys.argv[1]
SIDE = 128
keras.utils.set_random_seed(7)


def image(channels=1, side=SIDE):
    y, x = np.mgrid[0:side, 0:side]
    waves = [0.5 + 0.5 * np.sin(0.11 * x + 0.07 * y + c) for c in range(channels)]
    noise = np.random.default_rng(1).normal(0, 0.1, (side, side, channels))
    return (np.stack(waves, -1) + noise)[None].astype("float32")


def keep(name, given, made):
    np.save(f"{FOLDER}/{name}.in.npy", np.asarray(given, "float32"))
    np.save(f"{FOLDER}/{name}.out.npy", np.asarray(made, "float32"))


def unet(channels=1, side=None, norm=False):
    """Two poolings, batch normalisation with other than its first numbers."""
    inputs = keras.Input((side, side, channels))
    one = keras.layers.Conv2D(8, 3, padding="same", activation="relu")(inputs)
    one = keras.layers.BatchNormalization()(one) if norm else one
    two = keras.layers.Conv2D(8, 3, padding="same")(keras.layers.MaxPooling2D()(one))
    two = keras.layers.LeakyReLU()(two)
    three = keras.layers.Conv2D(8, 3, padding="same")(keras.layers.MaxPooling2D()(two))
    up = keras.layers.Concatenate()([keras.layers.UpSampling2D()(three), two])
    up = keras.layers.Conv2DTranspose(8, 3, strides=2, padding="same")(up)
    up = keras.layers.Concatenate()([up, one])
    model = keras.Model(inputs, keras.layers.Conv2D(channels, 1)(up))
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.set_weights([w + 0.1 * (i + 1) for i, w in enumerate(layer.get_weights())])
    return model


def keras_export():
    model = unet(norm=True)
    model.export(f"{FOLDER}/keras_export", verbose=False)
    keep("keras_export", image(), model(image(), training=False))


def keras_colours():
    model = unet(channels=3)
    model.export(f"{FOLDER}/keras_colours", verbose=False)
    keep("keras_colours", image(3), model(image(3)))


def fixed_side():
    model = unet(side=64)
    model.export(f"{FOLDER}/fixed_side", verbose=False)
    keep("fixed_side", image(side=64), model(image(side=64)))


class Looped(tf.Module):
    """A loop that uses one variable in each turn, a branch, a variable used twice."""

    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(np.random.normal(0, 0.3, (3, 3, 1, 1)).astype("float32"))
        self.gain = tf.Variable(0.7)

    def turn(self, x):
        for _ in tf.range(3):
            x = tf.nn.conv2d(x, self.kernel, 1, "SAME") * self.gain + x
        return x

    @tf.function(input_signature=[tf.TensorSpec([None, None, None, 1])])
    def restored(self, x):
        if self.gain > 0.5:
            return {"restored": self.turn(x) * self.gain}
        return {"restored": x}

    @tf.function(input_signature=[tf.TensorSpec([None, None, None, 1])])
    def doubled(self, x):
        return {"doubled": 2 * x}


def several_signatures():
    module = Looped()
    made = module.restored(tf.constant(image()))["restored"]
    signatures = {"serving_default": module.restored, "doubled": module.doubled}
    tf.saved_model.save(module, f"{FOLDER}/several_signatures", signatures=signatures)
    keep("several_signatures", image(), made)


class Lookup(tf.Module):
    """An intensity becomes a row of a table; the table is read in two ways."""

    def __init__(self):
        super().__init__()
        self.table = tf.Variable(np.random.normal(0, 1, (16, 1)).astype("float32"))

    @tf.function(input_signature=[tf.TensorSpec([None, None, None, 1])])
    def __call__(self, x):
        row = tf.cast(tf.clip_by_value(x * 15, 0, 15), tf.int32)
        found = tf.gather(self.table, row[..., 0])
        return {"mapped": found * tf.reduce_sum(self.table) / tf.cast(tf.shape(self.table)[0], "float32")}


def lookup():
    module = Lookup()
    made = module(tf.constant(image()))["mapped"]
    tf.saved_model.save(module, f"{FOLDER}/lookup", signatures=module.__call__)
    keep("lookup", image(), made)


def instance_norm():
    """As CycleGAN's: each channel by its own numbers over all of the image."""
    inputs = keras.Input((None, None, 1))
    x = keras.layers.Conv2D(8, 7, padding="same")(inputs)
    x = keras.layers.GroupNormalization(groups=-1)(x)
    x = keras.layers.Conv2D(8, 3, strides=2, padding="same", activation="relu")(x)
    x = keras.layers.Conv2DTranspose(8, 3, strides=2, padding="same", activation="relu")(x)
    model = keras.Model(inputs, keras.layers.Conv2D(1, 7, padding="same", activation="tanh")(x))
    model.export(f"{FOLDER}/instance_norm", verbose=False)
    keep("instance_norm", image(), model(image()))


def half():
    keras.config.set_floatx("float16")
    inputs = keras.Input((None, None, 1), dtype="float16")
    x = keras.layers.Conv2D(8, 3, padding="same", activation="relu")(inputs)
    model = keras.Model(inputs, keras.layers.Conv2D(1, 3, padding="same")(x))
    model.export(f"{FOLDER}/half", verbose=False)
    keep("half", image(), model(image().astype("float16")))
    keras.config.set_floatx("float32")


class Planes(tf.Module):
    """Channels first, as PyTorch has them, two of them."""

    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(np.random.normal(0, 0.3, (5, 5, 2, 2)).astype("float32"))

    @tf.function(input_signature=[tf.TensorSpec([None, 2, None, None])])
    def __call__(self, x):
        x = tf.transpose(x, [0, 2, 3, 1])
        x = tf.nn.conv2d(x, self.kernel, 1, "SAME")
        return {"out": tf.transpose(x, [0, 3, 1, 2])}


def channels_first():
    module = Planes()
    given = image(2)
    made = module(tf.constant(given.transpose(0, 3, 1, 2)))["out"]
    tf.saved_model.save(module, f"{FOLDER}/channels_first", signatures=module.__call__)
    keep("channels_first", given, made.numpy().transpose(0, 2, 3, 1))


class Bytes(tf.Module):
    """Takes and gives pixels of 8 bits."""

    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(np.full((3, 3, 1, 1), 1 / 9, "float32"))

    @tf.function(input_signature=[tf.TensorSpec([None, None, None, 1], tf.uint8)])
    def __call__(self, x):
        x = tf.nn.conv2d(tf.cast(x, tf.float32), self.kernel, 1, "SAME")
        return {"out": tf.cast(tf.clip_by_value(tf.round(x), 0, 255), tf.uint8)}


def eight_bits():
    module = Bytes()
    given = np.clip(image() * 120 + 40, 0, 255).astype("uint8")
    made = module(tf.constant(given))["out"]
    tf.saved_model.save(module, f"{FOLDER}/eight_bits", signatures=module.__call__)
    keep("eight_bits", given, made)


def frozen():
    """As people wrote graphs with TensorFlow 1."""
    with tf.Graph().as_default() as graph, tf.compat.v1.Session() as session:
        inputs = tf.compat.v1.placeholder(tf.float32, [None, None, None, 1], "noisy")
        kernel = tf.compat.v1.get_variable("k", [3, 3, 1, 4], use_resource=False)
        x = tf.nn.leaky_relu(tf.nn.conv2d(inputs, kernel, 1, "SAME"))
        x = tf.nn.max_pool2d(x, 2, 2, "SAME")
        x = tf.nn.depth_to_space(x, 2)
        tf.identity(x, "clean")
        session.run(tf.compat.v1.global_variables_initializer())
        given = image()
        made = session.run("clean:0", {"noisy:0": given})
        constant = tf.compat.v1.graph_util.convert_variables_to_constants(
            session, graph.as_graph_def(), ["clean"]
        )
    with open(f"{FOLDER}/frozen.pb", "wb") as file:
        file.write(constant.SerializeToString())
    keep("frozen", given, made)


def variables_of_tensorflow1():
    """A SavedModel with variables that are references."""
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        inputs = tf.compat.v1.placeholder(tf.float32, [None, None, None, 1])
        kernel = tf.compat.v1.get_variable("k", [5, 5, 1, 1], use_resource=False)
        made = tf.nn.conv2d(inputs, kernel, 1, "SAME") + inputs
        session.run(tf.compat.v1.global_variables_initializer())
        given = image()
        keep("tensorflow1", given, session.run(made, {inputs: given}))
        tf.compat.v1.saved_model.simple_save(
            session, f"{FOLDER}/tensorflow1", {"noisy": inputs}, {"clean": made}
        )


def two_outputs():
    inputs = keras.Input((None, None, 1), name="noisy")
    x = keras.layers.Conv2D(4, 3, padding="same")(inputs)
    clean = keras.layers.Conv2D(1, 3, padding="same", name="clean")(x)
    sure = keras.layers.Conv2D(1, 3, padding="same", activation="sigmoid", name="sure")(x)
    model = keras.Model(inputs, {"clean": clean, "sure": sure})
    model.export(f"{FOLDER}/two_outputs", verbose=False)
    keep("two_outputs", image(), model(image())["sure"])


for make in (
    keras_export,
    keras_colours,
    fixed_side,
    several_signatures,
    lookup,
    instance_norm,
    half,
    channels_first,
    eight_bits,
    frozen,
    variables_of_tensorflow1,
    two_outputs,
):
    make()
