"""The numbers that the tests of org.mulligan.metric compare with, by numpy and scipy.

python3 -m venv v && v/bin/pip install numpy scipy && v/bin/python metric_numbers.py
"""

import numpy as np
from scipy import ndimage


def images(width, height, offset=0):
    """Two images that are alike: the first is the reference."""
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    a = (7 * x + 13 * y + x * y) % 17 / 2 + (5 * x + 11 * y + 2 * x * y) % 13
    b = a + (3 * x + 8 * y + x * x) % 11
    return a + offset, b


def fit(source, target):
    """Gain and offset that bring source nearest to target."""
    return np.polyfit(source.ravel(), target.ravel(), 1)


def psnr_care(a, b):
    low, high = np.percentile(a, [0.1, 99.9])
    a = (a - low) / (high - low)
    gain, offset = fit(b, a)
    return 10 * np.log10(np.ptp(a) ** 2 / np.mean((gain * b + offset - a) ** 2))


def ssim(a, b, span):
    """Of the one 11 x 11 px window that an image of that size has."""
    g = np.exp(-0.5 * (np.arange(-5, 6) / 1.5) ** 2)
    w = np.outer(g, g) / g.sum() ** 2
    ma, mb = (w * a).sum(), (w * b).sum()
    va, vb = (w * a * a).sum() - ma * ma, (w * b * b).sum() - mb * mb
    vab = (w * a * b).sum() - ma * mb
    c1, c2 = (0.01 * span) ** 2, (0.03 * span) ** 2
    return (2 * ma * mb + c1) * (2 * vab + c2) / ((ma**2 + mb**2 + c1) * (va + vb + c2))


def sharpness(a, b):
    gain, _ = fit(b, a)
    return gain**2 * band(b, b) / band(a, a)


def band(a, b):
    """The real part of the cross spectrum from 0.1 to 0.25 cycles per px."""
    height, width = a.shape
    hann = lambda n: 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(n) + 0.5) / n)
    window = np.outer(hann(height), hann(width))
    fa, fb = (np.fft.fft2((i - i.mean()) * window) for i in (a, b))
    f = np.hypot(*np.meshgrid(np.fft.fftfreq(height), np.fft.fftfreq(width), indexing="ij"))
    return (fa * fb.conj()).real[(f >= 0.1) & (f < 0.25)].sum()


def coherence(a, b):
    return band(a, b) / np.sqrt(band(a, a) * band(b, b))


def frc(a, b):
    height, width = a.shape
    side = min(width, height)
    window = np.outer(np.hanning(height), np.hanning(width))
    fa, fb = (np.fft.fft2(i * window) for i in (a, b))
    f = np.hypot(*np.meshgrid(np.fft.fftfreq(height), np.fft.fftfreq(width), indexing="ij"))
    ring = np.rint(side * f)
    curve = []
    for r in range(side // 2):
        at = ring == r
        common = (fa * fb.conj()).real[at].sum()
        curve.append(common / np.sqrt((abs(fa[at]) ** 2).sum() * (abs(fb[at]) ** 2).sum()))
    return np.array(curve)


def consistency(noisy, result, faithful, gain, dark, floor):
    g, o = fit(result, noisy)
    sigma = np.sqrt(gain * np.maximum(0, faithful - dark) + floor)
    means = ndimage.gaussian_filter((noisy - (g * result + o)) / sigma, 1.5)
    white = 1 / (2 * 1.5 * np.sqrt(np.pi))
    return means / max(white, np.median(abs(means)) / 0.6745)


def noise_line(centres, variances, count, dark):
    """Weighted by 1 / variance of a variance, three times again with the line's own."""
    gain, floor = 0, 1
    x, y = np.array(centres) - dark, np.array(variances)
    for _ in range(4):
        weight = count / (gain * x + floor) ** 2
        gain, floor = np.polyfit(x, y, 1, w=np.sqrt(weight))
    return gain, floor


if __name__ == "__main__":
    a, b = images(40, 30, 100)
    print("PSNR-CARE", psnr_care(a, b))
    print("sharpness", sharpness(a, b), "coherence", coherence(a, b))
    a, b = images(12, 10, 1000)
    print("sharpness", sharpness(a, b), "coherence", coherence(a, b))
    for offset in (0, 100):
        print("SSIM of 11 x 11 px", ssim(*images(11, 11, offset), 255))
    a, b = images(23, 20)
    print("FRC", frc(a, b), "and with itself turned", frc(a, a[::-1, ::-1]))
    a, b = images(32, 24, 100)
    c = consistency(b, a, a, 0.5, 102, 4)
    print("consistency", c[0, 0], c[7, 5], c[23, 31], np.mean(abs(c) > 1))
    c = consistency(b * 100, a, a, 0.5, 102, 4)
    print("of much noise", c[0, 0], c[7, 5], c[23, 31])
    print("noise", noise_line([10, 20, 40], [1, 4, 5], 200, 10))
