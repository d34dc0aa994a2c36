"""Computes with NumPy and SciPy the numbers that org.mulligan.metric's tests of synthesis hold: run this file."""
import math

import numpy as np
from scipy.spatial.distance import cdist, pdist


def table(n, d, state, shift=0.0):
    """SyntheticFeatures.table: each value the sum of four numbers of MINSTD, less its mean, as a float."""
    rows = np.empty((n, d))
    for i in range(n):
        for j in range(d):
            total = 0.0
            for _ in range(4):
                state = state * 48271 % 2147483647
                total += state / 2147483647
            rows[i, j] = total - 2 + shift
    return rows.astype(np.float32).astype(float)


def frechet(a, b):
    # The trace of the root as the sum of singular values of the product of the centred tables: no covariance, no root.
    x, y = (t - t.mean(0) for t in (a, b))
    n, m = len(a) - 1, len(b) - 1
    cross = np.linalg.svd(x @ y.T, compute_uv=False).sum() / math.sqrt(n * m)
    return ((a.mean(0) - b.mean(0)) ** 2).sum() + (x**2).sum() / n + (y**2).sum() / m - 2 * cross


def kernel(a, b):
    k = lambda x, y: (x @ y.T / x.shape[1] + 1) ** 3
    within = lambda x: (k(x, x).sum() - np.trace(k(x, x))) / len(x) / (len(x) - 1)
    return within(a) + within(b) - 2 * k(a, b).mean()


def precision_recall(real, fake, k=3):
    reach = lambda x: np.sort(cdist(x, x), axis=1)[:, k]
    between = cdist(fake, real)
    return (between <= reach(real)[None]).any(1).mean(), (between <= reach(fake)[:, None]).any(0).mean()


real, fake = table(150, 10, 1), table(120, 10, 2, 0.2)
print("full rank: Frechet, kernel", frechet(real, fake), kernel(real, fake))
few, others = table(20, 50, 3), table(30, 50, 4, 0.1)
print("20 and 30 rows of 50: Frechet, kernel", frechet(few, others), kernel(few, others))
print("20 rows of 50 and 120: Frechet", frechet(few, table(120, 50, 5)))
print("precision, recall", *precision_recall(real, fake), "k = 1:", *precision_recall(real, fake, 1))
nearest = cdist(fake, real)
print("nearest of fakes 0 to 4", nearest.argmin(1)[:5], "median", np.median(nearest.min(1)))
print("diversity", pdist(fake).mean() / pdist(real).mean())


def image(size, channels):
    y, x, c = np.meshgrid(np.arange(size), np.arange(size), np.arange(channels), indexing="ij")
    return ((7 * x + 13 * y + x * y + 29 * c + 3 * c * x) % 41 / 20.0 - 1).astype(np.float32).astype(float)


def spectrum(gray):
    size = len(gray)
    t = min(32, size)
    m = 1 if size <= 32 else 2 * math.ceil(size / 32) - 1
    starts = [0] if m == 1 else [i * (size - 32) // (m - 1) for i in range(m)]
    h = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(t) + 0.5) / t)
    w = np.outer(h, h)
    u = np.arange(32)
    u[u > 16] -= 32
    rings = np.rint(np.hypot(*np.meshgrid(u, u)))
    power = 0
    for top in starts:
        for left in starts:
            tile = gray[top : top + t, left : left + t]
            f = np.fft.fft2((tile - (w * tile).sum() / w.sum()) * w, (32, 32))
            power = power + abs(f) ** 2 / (w**2).sum() / len(starts) ** 2
    return [math.log10(power[rings == r].mean() + 1e-6) for r in range(1, 17)]


def filters(channels):
    state, mask = 0x4D756C6C6967616E, (1 << 64) - 1

    def uniform():
        nonlocal state
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = state
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & mask
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB & mask
        z ^= z >> 31
        return (z >> 11) * 2.0**-53

    def layer(count, inputs):
        draws = [math.sqrt(6 / (9 * inputs)) * (2 * uniform() - 1) for _ in range(count * inputs * 9)]
        return np.array(draws).reshape(count, inputs, 3, 3)

    first, second = layer(8, channels), layer(16, 8)
    return first - first.mean((1, 2, 3), keepdims=True), second


def convolved(planes, bank):
    windows = np.lib.stride_tricks.sliding_window_view(planes, (3, 3), (1, 2))
    return np.maximum(0, np.einsum("cyxij,fcij->fyx", windows, bank))


def responses(planes, bank):
    maps = convolved(planes, bank[0])
    half = maps.shape[1] // 2
    maps = maps[:, : 2 * half, : 2 * half].reshape(8, half, 2, half, 2).mean((2, 4))
    return np.log10(convolved(maps, bank[1]).mean((1, 2)) + 1e-2)


def plain(pixels):
    size, _, channels = pixels.shape
    gray = pixels.mean(2)
    n = size * size
    quantiles = np.sort(gray.ravel())[[(2 * i + 1) * n // 32 for i in range(16)]]
    planes = pixels.transpose(2, 0, 1)
    # Each pixel cut in 16 x 16 equal parts, of which each cell of the layout takes size x size.
    layout = planes.repeat(16, 1).repeat(16, 2).reshape(channels, 16, size, 16, size).mean((2, 4))
    bank = filters(channels)
    return np.concatenate([quantiles, spectrum(gray), responses(planes, bank), responses(layout, bank)])


for size, channels in ((8, 1), (37, 1), (64, 1), (28, 3), (71, 3)):
    values = plain(image(size, channels))
    weighted = (values * (1 + np.arange(64) % 7)).sum()
    print(f'"{size}, {channels}, {values[3]}, {values[20]}, {values[35]}, {values[60]}, {weighted}",')
