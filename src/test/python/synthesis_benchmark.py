"""Times in PyTorch and Keras what org.mulligan.train.synthesis.SynthesisBenchmark times.

pip install torch tensorflow-cpu==2.18.0, then run this file. The mlp is the usual PyTorch example, the dcgan the usual
TensorFlow one at 64 px; either draws anew for the generator's step where its example does.
"""
import os
import statistics
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def timed(what, work, warm, runs):
    for _ in range(warm):
        work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(1e3 * (time.perf_counter() - start))
    print(f"{what}: least {min(times):.2f} ms, median {statistics.median(times):.2f} ms of {runs}")


def torch_mlp():
    import torch
    from torch import nn

    torch.manual_seed(1)
    images = torch.rand(2000, 784) * 2 - 1
    g = nn.Sequential(nn.Linear(100, 256), nn.ReLU(), nn.Linear(256, 512), nn.ReLU(), nn.Linear(512, 784), nn.Tanh())
    d = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU(), nn.Linear(256, 1), nn.Sigmoid())
    loss = nn.BCELoss()
    of_g = torch.optim.Adam(g.parameters(), 2e-4)
    of_d = torch.optim.Adam(d.parameters(), 2e-4)
    one, zero = torch.ones(100, 1), torch.zeros(100, 1)

    def step():
        real = images[torch.randint(0, 2000, (100,))]
        d_loss = loss(d(real), one) + loss(d(g(torch.randn(100, 100)).detach()), zero)
        of_d.zero_grad()
        d_loss.backward()
        of_d.step()
        g_loss = loss(d(g(torch.randn(100, 100))), one)
        of_g.zero_grad()
        g_loss.backward()
        of_g.step()
        return d_loss.item() + g_loss.item()

    timed(f"PyTorch {torch.__version__}, mlp, 28 px, batch 100, fp32", step, 20, 300)


def keras_dcgan():
    import keras
    import numpy as np
    import tensorflow as tf
    from keras import layers

    g = keras.Sequential([keras.Input((100,)), layers.Dense(4 * 4 * 512, use_bias=False), layers.BatchNormalization(),
                          layers.LeakyReLU(), layers.Reshape((4, 4, 512))])
    for n in (256, 128, 64):
        g.add(layers.Conv2DTranspose(n, 5, strides=2, padding="same", use_bias=False))
        g.add(layers.BatchNormalization())
        g.add(layers.LeakyReLU())
    g.add(layers.Conv2DTranspose(1, 5, strides=2, padding="same", activation="tanh"))
    d = keras.Sequential([keras.Input((64, 64, 1)), layers.Conv2D(64, 5, strides=2, padding="same"),
                          layers.LeakyReLU()])
    for n in (128, 256):
        d.add(layers.Conv2D(n, 5, strides=2, padding="same", use_bias=False))
        d.add(layers.LeakyReLU())
        d.add(layers.BatchNormalization())
    d.add(layers.Flatten())
    d.add(layers.Dense(1))
    entropy = keras.losses.BinaryCrossentropy(from_logits=True)
    of_g, of_d = keras.optimizers.Adam(2e-4), keras.optimizers.Adam(2e-4)
    images = tf.constant(np.random.default_rng(1).uniform(-1, 1, (2000, 64, 64, 1)).astype(np.float32))

    @tf.function
    def step(real):
        z = tf.random.normal((64, 100))
        with tf.GradientTape() as tape_g, tf.GradientTape() as tape_d:
            fake = g(z, training=True)
            on_real, on_fake = d(real, training=True), d(fake, training=True)
            g_loss = entropy(tf.ones_like(on_fake), on_fake)
            d_loss = entropy(tf.ones_like(on_real), on_real) + entropy(tf.zeros_like(on_fake), on_fake)
        of_g.apply_gradients(zip(tape_g.gradient(g_loss, g.trainable_variables), g.trainable_variables))
        of_d.apply_gradients(zip(tape_d.gradient(d_loss, d.trainable_variables), d.trainable_variables))
        return d_loss

    def work():
        rows = np.random.randint(0, 2000, 64)
        step(tf.gather(images, rows)).numpy()

    timed(f"Keras {keras.__version__}, dcgan, 64 px, batch 64, fp32", work, 5, 40)


if __name__ == "__main__":
    torch_mlp()
    keras_dcgan()
