"""TIFF files of many kinds by tifffile, for TifffileTest.

Usage: tiff_variants.py FOLDER

Of each NAME there is NAME.tif, or NAME.ome.tif, and beside it NAME.bin: the planes that an image of
ImageJ should have, channels before slices before frames, as little-endian float64; pixels of RGB are
65536 red + 256 green + blue. A line of standard output says of each: NAME FILE WIDTH HEIGHT CHANNELS
SLICES FRAMES BITS TOLERANCE.
"""

import sys
import zlib
from pathlib import Path

import numpy as np
import tifffile

folder = Path(sys.argv[1])
random = np.random.default_rng(7)


def numbers(shape, dtype, top=None):
    """Smooth enough to be packed, and each plane another."""
    dtype = np.dtype(dtype)
    if dtype.kind == "f":
        return (random.normal(size=shape) * 100).astype(dtype)
    info = np.iinfo(dtype)
    top = min(info.max, 1 << 24) if top is None else top
    low = max(info.min, -top)
    ramp = np.arange(np.prod(shape), dtype=np.int64).reshape(shape) * 37
    return (low + (ramp + random.integers(0, 9, shape)) % (top - low + 1)).astype(dtype)


def packed(rgb):
    rgb = rgb.astype(np.float64)
    return 65536 * rgb[..., 0] + 256 * rgb[..., 1] + rgb[..., 2]


def write(name, data, planes=None, bits=None, tolerance=0, ome=False, **how):
    """planes: as TZCYX; how: of tifffile."""
    file = folder / (name + (".ome.tif" if ome else ".tif"))
    tifffile.imwrite(file, data, ome=True if ome else None, **how)
    say(name, file, data if planes is None else planes, bits, tolerance)


def say(name, file, planes, bits, tolerance):
    planes = np.asarray(planes)
    while planes.ndim < 5:
        planes = planes[None]
    planes.astype("<f8").tofile(folder / (name + ".bin"))
    frames, slices, channels, height, width = planes.shape
    if bits is None:
        bits = {"u1": 8, "i1": 16, "u2": 16, "i2": 16}.get(planes.dtype.str[1:], 32)
    print(name, file.name, width, height, channels, slices, frames, bits, tolerance)


um = {"PhysicalSizeX": 0.13, "PhysicalSizeXUnit": "µm", "PhysicalSizeY": 0.13, "PhysicalSizeYUnit": "µm"}
five = numbers((2, 3, 2, 75, 90), "u2")
flat = numbers((75, 90), "u2")
rgb = random.integers(0, 256, (75, 90, 3), dtype="u1")
smooth = np.empty((96, 112, 3), "u1")
for c in range(3):
    smooth[..., c] = (np.hypot(*np.mgrid[-48:48, -56:56]) * (c + 1) + 40).clip(0, 255)

# OME-TIFF
write("ome-tiles-zstd", five, ome=True, bigtiff=True, tile=(32, 48), compression="zstd", predictor=True, metadata={"axes": "TZCYX", **um})
write("ome-ctz", five, np.transpose(five, (2, 1, 0, 3, 4)), ome=True, metadata={"axes": "CZTYX", **um})
write("ome-big-endian", five[0], ome=True, bigtiff=True, byteorder=">", compression="zlib", metadata={"axes": "ZCYX"})
write("ome-rgb", rgb, packed(rgb), 24, ome=True, photometric="rgb", tile=(32, 32), metadata={"axes": "YXS"})
planar = numbers((3, 75, 90), "u2")
write("ome-rgb-planar-16", planar, ome=True, photometric="rgb", planarconfig="separate", bits=16, metadata={"axes": "SYX"})
large = numbers((2, 150, 180), "u2")
with tifffile.TiffWriter(folder / "ome-pyramid.ome.tif", bigtiff=True, ome=True) as out:
    out.write(large, subifds=2, tile=(64, 64), compression="zlib", metadata={"axes": "CYX", **um})
    for step in (2, 4):
        out.write(large[:, ::step, ::step], subfiletype=1, tile=(64, 64), compression="zlib")
say("ome-pyramid", folder / "ome-pyramid.ome.tif", large, None, 0)

# Compressions and predictors, strips and tiles
write("strips-lzw", flat, compression="lzw", predictor=2, rowsperstrip=7)
write("strips-lzw-8", numbers((75, 90), "u1"), compression="lzw", rowsperstrip=1)
write("strips-packbits", numbers((75, 90), "u1") // 40 * 40, compression="packbits", rowsperstrip=10)
write("tiles-deflate", numbers((75, 90), "u1"), compression="zlib", tile=(16, 32))
write("tiles-none-big-endian", flat, byteorder=">", bigtiff=True, tile=(32, 16))
write("float32-predictor-3", numbers((75, 90), "f4"), compression="zlib", predictor=3, tile=(32, 32))
write("float32-zstd-big-endian", numbers((75, 90), "f4"), compression="zstd", predictor=3, byteorder=">", rowsperstrip=11)
write("float64-lzw", numbers((75, 90), "f4").astype("f8"), compression="lzw", predictor=3, bits=32)
write("float16", numbers((75, 90), "f2"), compression="zstd", tile=(48, 48), predictor=3, bits=32)
write("int32-zstd", numbers((75, 90), "i4"), compression="zstd", predictor=2, tile=(32, 32))
write("uint32-deflate", numbers((75, 90), "u4"), compression="deflate", predictor=2)
write("uint64", numbers((75, 90), "u8"), compression="zstd", bigtiff=True)
write("int16-tiles", numbers((75, 90), "i2"), compression="zlib", predictor=2, tile=(16, 16))
write("int8", numbers((75, 90), "i1"))
write("jpeg-grey", smooth[..., 0], tolerance=12, tile=(48, 64), compression="jpeg")
write("jpeg-grey-strips", smooth[..., 0], tolerance=12, rowsperstrip=40, compression="jpeg")

# Depths
mask = random.integers(0, 2, (75, 90), dtype=bool)
write("one-bit", mask, mask * 255.0, 8, bitspersample=1, photometric="minisblack")
write("one-bit-deflate", mask, mask * 255.0, 8, bitspersample=1, photometric="minisblack", compression="zlib", rowsperstrip=20)
for bits in (10, 12, 14):
    write(f"packed-{bits}", numbers((75, 91), "u2", (1 << bits) - 1), bitspersample=bits)
write("packed-4", numbers((75, 91), "u1", 15), bitspersample=4)
write("white-is-zero", flat, photometric="miniswhite", compression="zstd")

# Samples
write("rgb-planar", np.moveaxis(rgb, -1, 0), packed(rgb), 24, photometric="rgb", planarconfig="separate", tile=(32, 32), compression="zstd")
write("rgb-chunky-lzw", rgb, packed(rgb), 24, photometric="rgb", compression="lzw", predictor=2)
write("rgba", np.dstack([rgb, rgb[..., :1]]), packed(rgb), 24, photometric="rgb", extrasamples=["unassalpha"], compression="zlib", bigtiff=True)
several = numbers((75, 90, 5), "u2")
write("samples-chunky", several, np.moveaxis(several, -1, 0), photometric="minisblack", planarconfig="contig", tile=(32, 32), compression="zstd", predictor=2)
write("samples-planar", np.moveaxis(several, -1, 0), photometric="minisblack", planarconfig="separate", tile=(32, 32), compression="zlib", predictor=2, bits=16)

# Axes of tifffile and of ImageJ
write("shaped", five, metadata={"axes": "TZCYX"}, tile=(32, 32), compression="zstd")
write("imagej", five, imagej=True, metadata={"axes": "TZCYX", "spacing": 0.5, "unit": "um", "Info": "by tifffile"}, resolution=(4, 4))
write("imagej-zstd", five, imagej=True, compression="zstd", predictor=2, metadata={"axes": "TZCYX", "spacing": 0.5, "unit": "um", "Info": "by tifffile"}, resolution=(4, 4))
write("imagej-float-tiles", five.astype("f4"), imagej=True, tile=(32, 32), compression="zlib", metadata={"axes": "TZCYX"})
write("imagej-lzw-float", five[0, 0].astype("f4"), imagej=True, compression="lzw", metadata={"axes": "CYX"})

# Tiles that were never written
holes = np.zeros((64, 96), "u2")
holes[:32, 32:64] = flat[:32, :32]


def tiles():
    for y in range(2):
        for x in range(3):
            yield zlib.compress(flat[:32, :32].tobytes()) if (y, x) == (0, 1) else b""


tifffile.imwrite(folder / "holes.tif", tiles(), shape=(64, 96), dtype="u2", tile=(32, 32), compression="zlib", bigtiff=True)
say("holes", folder / "holes.tif", holes, None, 0)

# Colours by JPEG: what a lossy codec makes of them is compared with what imagecodecs makes of that
for name, how in (("jpeg-rgb", {"photometric": "rgb"}), ("jpeg-luma", {"photometric": "ycbcr"}), ("jpeg-luma-444", {"photometric": "ycbcr", "subsampling": (1, 1)})):
    file = folder / (name + ".tif")
    tifffile.imwrite(file, smooth, tile=(48, 64), compression="jpeg", compressionargs={"level": 95}, **how)
    say(name, file, packed(tifffile.imread(file)), 24, 6)
