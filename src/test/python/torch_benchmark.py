"""Times in PyTorch the GAN step that org.mulligan.train.restore.Benchmark times: pip install torch numpy, then run this file.

The same networks, losses, order of work and input pipeline (a random crop, turned and mirrored). Memory is channels last, the faster one."""
import os
import statistics
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


class UNet(nn.Module):
    def __init__(self, filters=32, depth=2):
        super().__init__()
        self.depth = depth
        pair = lambda i, o: nn.Sequential(
            nn.Conv2d(i, o, 3, padding=1), nn.LeakyReLU(0.1), nn.Conv2d(o, o, 3, padding=1), nn.LeakyReLU(0.1))
        self.down = nn.ModuleList(pair(filters << i - 1 if i else 1, filters << i) for i in range(depth))
        self.bottom = pair(filters << depth - 1, filters << depth)
        self.narrow = nn.ModuleList(nn.Conv2d(filters << i + 1, filters << i, 1) for i in range(depth))
        self.up = nn.ModuleList(pair(2 * filters << i, filters << i) for i in range(depth))
        self.out = nn.Conv2d(filters, 1, 1)

    def forward(self, image):
        x, skips = image, []
        for down in self.down:
            x = down(x)
            skips.append(x)
            x = F.avg_pool2d(x, 2)
        x = self.bottom(x)
        for i in reversed(range(self.depth)):
            x = F.interpolate(self.narrow[i](x), scale_factor=2, mode="nearest")
            x = self.up[i](torch.cat([skips[i], x], 1))
        return image + self.out(x)


class Discriminator(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 32, 4, 2, 1), nn.LeakyReLU(0.1), nn.Conv2d(32, 64, 4, 2, 1), nn.LeakyReLU(0.1),
            nn.Conv2d(64, 128, 4, 2, 1), nn.LeakyReLU(0.1), nn.Conv2d(128, 1, 3, 1, 1))

    def forward(self, y):
        high = y - F.avg_pool2d(y, 5, 1, 2, count_include_pad=False)
        return super().forward(20 * (high + 0.003 * torch.randn_like(high)))


def batches(images, batch=8, patch=64):
    random = np.random.default_rng(1)
    while True:
        noisy, clean = [], []
        for _ in range(batch):
            a, b = images[random.integers(len(images))]
            y, x = random.integers(a.shape[0] - patch), random.integers(a.shape[1] - patch)
            turns, mirror = random.integers(4), random.integers(2)
            for from_, to in ((a, noisy), (b, clean)):
                part = np.rot90(from_[y : y + patch, x : x + patch], turns)
                to.append(part[:, ::-1] if mirror else part)
        yield tuple(torch.from_numpy(np.stack(t)[:, None].copy()).to(memory_format=torch.channels_last) for t in (noisy, clean))


def step(bf16):
    torch.manual_seed(1)
    g, d = (network.to(memory_format=torch.channels_last) for network in (UNet(), Discriminator()))
    average = [p.detach().clone() for p in g.parameters()]
    g_adam, d_adam = (torch.optim.Adam(n.parameters(), 1e-4, (0.5, 0.999), foreach=True) for n in (g, d))
    random = np.random.default_rng(2)
    data = batches([random.random((2, 256, 256), np.float32) for _ in range(24)])

    def work():
        noisy, clean = next(data)
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            fake = g(noisy)
            own = fake.detach().requires_grad_()
            on_real, on_fake = d(clean), d(own)
        on_real, on_fake = on_real.float(), on_fake.float()
        pixel = torch.autograd.grad((own - clean).abs().mean(), own)[0]
        adversary = torch.autograd.grad(((on_fake - 1) ** 2).mean(), own, retain_graph=True)[0]
        d_adam.zero_grad()
        (((on_real - 1) ** 2).mean() + (on_fake**2).mean()).backward()
        d_adam.step()
        g_adam.zero_grad()
        fake.backward((pixel + adversary * (pixel.norm() / adversary.norm())).to(fake.dtype))
        g_adam.step()
        torch._foreach_lerp_(average, [p.detach() for p in g.parameters()], 0.01)

    for _ in range(10):
        work()
    times = []
    for _ in range(60):
        start = time.perf_counter()
        work()
        times.append(1e3 * (time.perf_counter() - start))
    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads, GAN step, batch 8 of 64 px, input pipeline included, "
          f"{'bf16' if bf16 else 'fp32'}: least {min(times):.0f} ms, median {statistics.median(times):.0f} ms of {len(times)}")


torch.set_num_threads(int(os.environ.get("THREADS", torch.get_num_threads())))
step(False)
step(True)
