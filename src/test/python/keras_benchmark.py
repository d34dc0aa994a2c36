"""Times in Keras what org.mulligan.train.restore.Benchmark times: pip install tensorflow-cpu==2.18.0, then run this file."""
import os
import statistics
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np
import tensorflow as tf
from keras import layers


def unet(filters=32, depth=2):
    def pair(x, n):
        for _ in range(2):
            x = layers.LeakyReLU(negative_slope=0.1)(layers.Conv2D(n, 3, padding="same")(x))
        return x

    inputs = keras.Input((None, None, 1))
    x, skips = inputs, []
    for level in range(depth):
        x = pair(x, filters << level)
        skips.append(x)
        x = layers.AveragePooling2D(2)(x)
    x = pair(x, filters << depth)
    for level in reversed(range(depth)):
        x = layers.UpSampling2D(2)(layers.Conv2D(filters << level, 1)(x))
        x = pair(layers.Concatenate()([skips.pop(), x]), filters << level)
    return keras.Model(inputs, layers.Add()([inputs, layers.Conv2D(1, 1)(x)]))


def discriminator():
    inputs = keras.Input((64, 64, 1))
    x = inputs
    for n in (32, 64, 128):
        x = layers.LeakyReLU(negative_slope=0.1)(layers.Conv2D(n, 4, strides=2, padding="same")(x))
    return keras.Model(inputs, layers.Conv2D(1, 3, padding="same")(x))


def timed(what, work, warm, runs):
    for _ in range(warm):
        work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(1e3 * (time.perf_counter() - start))
    print(f"Keras {keras.__version__}, {what}: least {min(times):.0f} ms, median {statistics.median(times):.0f} ms of {runs}")


g, d = unet(), discriminator()
print(g.count_params(), "weights")
image = tf.constant(np.random.rand(1, 1024, 1024, 1).astype("f"))
predict = tf.function(g)
timed("predict 1024 x 1024 px", lambda: predict(image).numpy(), 3, 11)

g_adam, d_adam = keras.optimizers.Adam(1e-4, 0.5), keras.optimizers.Adam(1e-4, 0.5)
g_adam.build(g.trainable_variables)
d_adam.build(d.trainable_variables)


@tf.function
def step(noisy, clean):
    with tf.GradientTape() as g_tape, tf.GradientTape() as d_tape:
        fake = g(noisy, training=True)
        on_fake, on_real = d(fake, training=True), d(clean, training=True)
        d_loss = tf.reduce_mean((on_real - 1) ** 2) + tf.reduce_mean(on_fake**2)
        g_loss = tf.reduce_mean(abs(fake - clean)) + tf.reduce_mean((on_fake - 1) ** 2)
    g_adam.apply_gradients(zip(g_tape.gradient(g_loss, g.trainable_variables), g.trainable_variables))
    d_adam.apply_gradients(zip(d_tape.gradient(d_loss, d.trainable_variables), d.trainable_variables))
    return g_loss


batch = tf.constant(np.random.rand(8, 64, 64, 1).astype("f"))
timed("GAN step, batch 8 of 64 px, without an input pipeline", lambda: step(batch, batch).numpy(), 10, 60)
