"""Image files by tifffile and zarr-python with settings that are allowed and rare, for OddImagesTest.

Usage: odd_images.py FOLDER

Of each NAME there is NAME.bin: the planes that an image of ImageJ should have, channels before
slices before frames, as little-endian float64; pixels of RGB are 65536 red + 256 green + blue. A
line of standard output says of each: NAME PATH WIDTH HEIGHT CHANNELS SLICES FRAMES BITS SIZE, the
last being the width of a pixel in um, and 0 where nothing is said of it.
"""

import sys
import warnings
from pathlib import Path

import numpy as np
import tifffile
import zarr

warnings.simplefilter("ignore")
folder = Path(sys.argv[1])
random = np.random.default_rng(11)


def numbers(shape, dtype):
    dtype = np.dtype(dtype)
    if dtype.kind == "f":
        return (random.normal(size=shape) * 100).astype(dtype)
    low = -900 if dtype.kind == "i" else 0
    low = max(low, np.iinfo(dtype).min)
    top = min(np.iinfo(dtype).max, 4000)
    return random.integers(low, top + 1, shape).astype(dtype)


def packed(rgb):
    rgb = rgb.astype(np.float64)
    return 65536 * rgb[..., 0] + 256 * rgb[..., 1] + rgb[..., 2]


def say(name, path, planes, bits=None, size=0):
    planes = np.asarray(planes)
    while planes.ndim < 5:
        planes = planes[None]
    planes.astype("<f8").tofile(folder / (name + ".bin"))
    frames, slices, channels, height, width = planes.shape
    if bits is None:
        bits = {"u1": 8, "i1": 16, "u2": 16, "i2": 16}.get(planes.dtype.str[1:], 32)
    print(name, path, width, height, channels, slices, frames, bits, size)


def turned(data, axes):
    """As TZCYX."""
    order = [axes.index(a) for a in "TZCYX" if a in axes]
    data = np.transpose(data, order)
    for i, a in enumerate("TZCYX"):
        if a not in axes:
            data = np.expand_dims(data, i)
    return data


def tiff(name, data, axes, bits=None, size=0, ome=True, planes=None, **how):
    file = name + (".ome.tif" if ome else ".tif")
    metadata = {"axes": axes, **how.pop("metadata", {})}
    tifffile.imwrite(folder / file, data, ome=ome or None, metadata=metadata, **how)
    say(name, file, turned(data, axes) if planes is None else planes, bits, size)


def sizes(value, unit):
    return {"PhysicalSizeX": value, "PhysicalSizeXUnit": unit, "PhysicalSizeY": value, "PhysicalSizeYUnit": unit}


shape = {"T": 2, "Z": 3, "C": 2, "Y": 37, "X": 53}


def of(axes, dtype):
    return numbers(tuple(shape[a] for a in axes), dtype)


# Every order of axes, units, depths, orders of bytes
tiff("t-tczyx-mm", of("TCZYX", "u2"), "TCZYX", size=0.25, metadata=sizes(0.00025, "mm"))
tiff("t-zctyx-nm", of("ZCTYX", "u1"), "ZCTYX", size=0.065, tile=(16, 48), metadata=sizes(65, "nm"))
tiff("t-ctzyx-m", of("CTZYX", "u2"), "CTZYX", size=2, compression="zlib", metadata=sizes(2e-6, "m"))
tiff("t-ztcyx-none", of("ZTCYX", "i2"), "ZTCYX", byteorder=">", compression="lzw", predictor=2)
tiff("t-half", of("CYX", "f2"), "CYX", 32, ome=False, compression="zlib", predictor=3, byteorder=">", tile=(32, 16))
tiff("t-double", of("TYX", "f8").astype("f4").astype("f8"), "TYX", 32, compression="zstd", predictor=3, byteorder=">")
tiff("t-u4", of("ZYX", "u4"), "ZYX", 32, compression="lzw", predictor=2, byteorder=">", rowsperstrip=5)
tiff("t-i4-tiles", of("ZYX", "i4"), "ZYX", 32, compression="zstd", predictor=2, tile=(48, 16), bigtiff=True)
tiff("t-angstrom", of("YX", "u2"), "YX", size=0.0003, metadata=sizes(3, "Å"))

# Strips and tiles that fit badly
tiff("t-one-strip", of("YX", "u2"), "YX", ome=False, rowsperstrip=1000, compression="zlib", predictor=2)
tiff("t-one-row", of("YX", "u1"), "YX", ome=False, rowsperstrip=1, compression="packbits")
tiff("t-large-tile", of("YX", "u2"), "YX", ome=False, tile=(256, 256), compression="zstd", predictor=2)
tiff("t-narrow-tile", of("YX", "f4"), "YX", ome=False, tile=(16, 160), compression="lzw", predictor=3)
for bits in (9, 11, 12, 13):
    data = of("YX", "u2") % (1 << bits)
    tiff(f"t-packed-{bits}", data, "YX", 16, ome=False, bitspersample=bits, rowsperstrip=6)

# Samples apart
rgb = numbers((37, 53, 3), "u1")
tiff("t-rgb-apart", np.moveaxis(rgb, -1, 0), "SYX", 24, photometric="rgb", planarconfig="separate", compression="lzw", predictor=2, rowsperstrip=7, planes=packed(rgb))
several = numbers((4, 37, 53), "u2")
tiff("t-apart-big", several, "SYX", 16, ome=False, photometric="minisblack", planarconfig="separate", compression="zstd", predictor=2, byteorder=">", planes=several[None])
stack = numbers((3, 37, 53, 3), "u1")
tifffile.imwrite(folder / "t-rgb-stack.tif", stack, imagej=True, metadata={"axes": "ZYXS"})
say("t-rgb-stack", "t-rgb-stack.tif", packed(stack)[None, :, None], 24)
with tifffile.TiffWriter(folder / "t-two-images.ome.tif", ome=True) as out:
    first = of("CYX", "u2")
    out.write(first, metadata={"axes": "CYX"})
    out.write(of("ZYX", "u1"), metadata={"axes": "ZYX"})
say("t-two-images", "t-two-images.ome.tif", turned(first, "CYX"))


def ome(name, data, axes, version="0.4", size=0, unit=None, scales=True, at="", outer=None, types=True, bits=None, **how):
    """axes: of the array; at: a group in it; outer: a scale of all levels."""
    v3 = version == "0.5"
    root = folder / (name + ".ome.zarr")
    group = zarr.open_group(root, mode="w", zarr_format=3 if v3 else 2)
    if at:
        group = group.create_group(at)
    order = how.pop("order", None)
    if v3:
        how.setdefault("chunks", tuple(min(n, 20) for n in data.shape))
    array = group.create_array(
        "s0", shape=data.shape, dtype=data.dtype, chunks=how.pop("chunks", tuple(min(n, 20) for n in data.shape)),
        **({"order": order} if order else {}), **how)
    array[...] = data
    said = []
    for a in axes.lower():
        one = {"name": a}
        if types:
            one["type"] = {"t": "time", "c": "channel"}.get(a, "space")
        if unit and a in "xyz":
            one["unit"] = unit
        said.append(one)
    level = {"path": "s0"}
    if scales:
        value = size / {"micrometer": 1, "millimeter": 1000, "nanometer": 1e-3, "meter": 1e6}[unit] if unit else 1.0
        if outer:
            value /= outer
        level["coordinateTransformations"] = [{"type": "scale", "scale": [float(value) if a in "xy" else 1.0 for a in axes.lower()]}]
    multiscale = {"axes": said, "datasets": [level], "name": name}
    if outer:
        multiscale["coordinateTransformations"] = [{"type": "scale", "scale": [outer if a in "xy" else 1.0 for a in axes.lower()]}]
    if v3:
        group.attrs["ome"] = {"version": version, "multiscales": [multiscale]}
    else:
        group.attrs["multiscales"] = [{**multiscale, "version": version}]
    say(name, f"{root.name}{'/' + at if at else ''}", turned(data, axes.upper()), bits, size)


dot = {"name": "v2", "separator": "."}
slash = {"name": "v2", "separator": "/"}
ome("z-mm", of("TCZYX", "u2"), "tczyx", size=0.5, unit="millimeter", chunk_key_encoding=dot)
ome("z-m-nested", of("CZYX", ">u2"), "czyx", size=0.5, unit="meter", at="a/b c/image", chunk_key_encoding=slash)
ome("z-turned", of("ZCYX", "i2"), "zcyx", version="0.5", size=0.1, unit="nanometer")
ome("z-cztyx", of("CZTYX", "u1"), "cztyx", chunk_key_encoding=dot, order="F")
ome("z-half", of("TYX", "<f2"), "tyx", version="0.5", bits=32, unit="micrometer", size=0.3)
ome("z-half-big", of("YX", ">f2"), "yx", bits=32, order="F", chunk_key_encoding=slash)
ome("z-no-scale", of("TCZYX", ">i2"), "tczyx", scales=False, chunk_key_encoding=dot)
ome("z-no-types", of("CYX", "u2"), "cyx", types=False, version="0.5", size=2, unit="micrometer")
ome("z-outer-scale", of("ZYX", "u2"), "zyx", version="0.5", size=0.5, unit="micrometer", outer=2.0)
ome("z-shards", of("TCZYX", "u2"), "tczyx", version="0.5", chunks=(1, 1, 1, 8, 16), shards=(1, 2, 3, 16, 64))
ome("z-one-chunk", of("TCZYX", "u4"), "tczyx", bits=32, chunks=(2, 2, 3, 37, 53), chunk_key_encoding=dot)
ome("z-tiny-chunks", of("YX", "f8").astype("f4").astype("f8"), "yx", version="0.5", bits=32, chunks=(3, 5))
