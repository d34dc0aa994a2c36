"""Makes arrays of many kinds with zarr-python, and checks what Mulligan wrote.

zarr_arrays.py make FOLDER [SEED]   writes arrays; SEED varies shapes, chunks and settings
zarr_arrays.py ome FOLDER           writes images with ome-zarr-py
zarr_arrays.py check FOLDER...      each an OME-Zarr whose level 0 has the pixels below

A pixel whose number in C order is i has the value k = (i * i + 7 * i + 3) mod 100: of signed
ones k - 50, of real ones k / 2 - 20, of bool whether k is odd. Where the attributes say "from",
pixels from there on along the last axis have the fill value "fill".
"""

import json
import sys
import warnings
from pathlib import Path

import numcodecs
import numpy as np
import zarr
from numcodecs import BZ2, LZ4, Blosc, Delta, GZip, Shuffle, Zlib, Zstd
from zarr.codecs import (
    BloscCodec,
    BytesCodec,
    Crc32cCodec,
    GzipCodec,
    ShardingCodec,
    TransposeCodec,
    ZstdCodec,
)

warnings.simplefilter("ignore")


def pixels(shape, dtype):
    i = np.arange(int(np.prod(shape)), dtype=np.int64).reshape(shape)
    k = (i * i + 7 * i + 3) % 100
    kind = np.dtype(dtype).kind
    if kind == "b":
        return k % 2 == 1
    if kind == "i":
        return (k - 50).astype(dtype)
    if kind == "f":
        return (k / 2 - 20).astype(dtype)
    return k.astype(dtype)


def fill(array, dtype, value, chunk):
    """Writes only the first chunk along the last axis."""
    data = pixels(array.shape, dtype)
    array[..., :chunk] = data[..., :chunk]
    array.attrs["from"] = chunk
    array.attrs["fill"] = str(value)


def make(folder, seed):
    r = np.random.default_rng(seed)
    dtypes = ["u1", "<u2", ">u2", "<i2", ">i4", "<u4", "<f4", ">f4", "<f8", "b1", "i1", "<f2", "<i8"]
    v2 = {
        "raw": None,
        "zlib": Zlib(4),
        "gzip": GZip(2),
        "bz2": BZ2(),
        "lz4": LZ4(),
        "zstd": Zstd(5),
        "zstd-sum": Zstd(1, checksum=True),
    }
    for name in ("lz4", "lz4hc", "zstd", "zlib", "blosclz"):
        for shuffle in (Blosc.NOSHUFFLE, Blosc.SHUFFLE, Blosc.BITSHUFFLE):
            v2[f"blosc-{name}-{shuffle}"] = Blosc(name, 1 + int(r.integers(9)), shuffle)
            # Of several blocks, and split in streams.
            v2[f"blosc-{name}-{shuffle}-blocks"] = Blosc(name, 5, shuffle, blocksize=4096)
    number = 0

    def dtype():
        nonlocal number
        number += 1
        return np.dtype(dtypes[(number + seed) % len(dtypes)])

    def shape(axes):
        return tuple(int(n) for n in r.integers(2, (3, 3, 5, 20, 30)[-axes:]))

    def chunks(shape):
        return tuple(int(r.integers((n + 1) // 2, n + 2)) for n in shape)

    for name, codec in v2.items():
        type = dtype()
        size = (50, 117) if name.endswith("blocks") else shape(2 + number % 4)
        chunk = size if name.endswith("blocks") else chunks(size)
        a = zarr.create_array(
            folder / f"v2-{name}",
            shape=size,
            chunks=chunk,
            dtype=type,
            compressors=codec,
            filters=None,
            order="CF"[number % 2],
            zarr_format=2,
            chunk_key_encoding={"name": "v2", "separator": "./"[number // 2 % 2]},
        )
        a[...] = pixels(a.shape, type)
    for name, filters, type in (
        ("delta", [Delta("<i4")], "<i4"),
        ("delta8", [Delta("u1")], "u1"),
        ("shuffle", [Shuffle(4)], "<f4"),
        ("delta-shuffle", [Delta("<u2"), Shuffle(2)], "<u2"),
        ("sum", [numcodecs.CRC32()], "<u2"),
        ("adler", [numcodecs.Adler32()], ">u2"),
    ):
        a = zarr.create_array(
            folder / f"v2-{name}", shape=shape(3), chunks=(2, 5, 7), dtype=type, filters=filters,
            compressors=Zlib(1), zarr_format=2)
        a[...] = pixels(a.shape, type)
    for value, type in ((7, "u1"), (-3, ">i2"), ("NaN", "<f4"), ("-Infinity", ">f8"), (2.5, "<f2"), (0, "b1")):
        real = float(value.replace("inity", "")) if isinstance(value, str) else value
        for zarr_format in (2, 3):
            a = zarr.create_array(
                folder / f"v{zarr_format}-fill-{type.strip('<>')}", shape=(4, 9, 20), chunks=(1, 4, 8),
                dtype=np.dtype(type) if zarr_format == 2 else np.dtype(type).newbyteorder("<"),
                fill_value=real, zarr_format=zarr_format)
            fill(a, np.dtype(type), value, 8)

    v3 = {
        "raw": [],
        "gzip": [GzipCodec(level=3)],
        "zstd": [ZstdCodec(level=7)],
        "zstd-sum": [ZstdCodec(level=0, checksum=True)],
        "crc": [Crc32cCodec()],
        "zstd-crc": [ZstdCodec(), Crc32cCodec()],
    }
    for name in ("lz4", "lz4hc", "zstd", "zlib"):
        for shuffle in ("noshuffle", "shuffle", "bitshuffle"):
            v3[f"blosc-{name}-{shuffle}"] = [BloscCodec(cname=name, clevel=4, shuffle=shuffle)]
    for name, codecs in v3.items():
        for kind in ("plain", "turned", "shard", "shard-start"):
            type = dtype().newbyteorder("<")
            size = shape(2 + number % 4)
            endian = ("little", "big")[number // 3 % 2]
            bytes_ = BytesCodec(endian=endian)
            chunk = chunks(size)
            turn = [TransposeCodec(order=tuple(int(n) for n in r.permutation(len(size))))]
            extra = {}
            if kind.startswith("shard"):
                extra["shards"] = tuple(int(n * r.integers(1, 4)) for n in chunk)
                where = "start" if kind == "shard-start" else "end"
                serializer = ShardingCodec(
                    chunk_shape=chunk, codecs=(turn if number % 2 else []) + [bytes_] + codecs,
                    index_location=where,
                    index_codecs=[BytesCodec()] + ([Crc32cCodec()] if number % 3 else []))
                a = zarr.create_array(
                    folder / f"v3-{name}-{kind}", shape=size, chunks=extra["shards"], dtype=type,
                    serializer=serializer, compressors=None, filters=None, zarr_format=3)
            else:
                a = zarr.create_array(
                    folder / f"v3-{name}-{kind}", shape=size, chunks=chunk, dtype=type, serializer=bytes_,
                    filters=turn if kind == "turned" else None, compressors=codecs or None, zarr_format=3,
                    chunk_key_encoding={"name": "v2" if number % 4 == 0 else "default", "separator": "./"[number % 2]})
            a[...] = pixels(a.shape, type)
    # Chunks within a shard of which nothing is stored.
    a = zarr.create_array(
        folder / "v3-fill-shard", shape=(3, 30, 40), chunks=(1, 5, 10), shards=(2, 20, 20), dtype="u2", fill_value=9)
    fill(a, np.dtype("u2"), 9, 10)
    from zarr.codecs import numcodecs as others
    for name, codec in (("lz4", others.LZ4()), ("bz2", others.BZ2()), ("zlib", others.Zlib()), ("zstd", others.Zstd()),
                        ("blosc", others.Blosc(cname="lz4")), ("shuffle", others.Shuffle(elementsize=2))):
        a = zarr.create_array(
            folder / f"v3-numcodecs-{name}", shape=(7, 33), chunks=(4, 10), dtype="u2", compressors=[codec])
        a[...] = pixels(a.shape, "u2")
    print(len(list(folder.iterdir())), "arrays")


def ome(folder):
    """Images, labels and a plate by ome-zarr-py, in all versions that it writes."""
    from ome_zarr import format as formats
    from ome_zarr.writer import write_image, write_labels, write_plate_metadata, write_well_metadata

    units = {"t": "millisecond", "z": "nanometer", "y": "micrometer", "x": "micrometer"}
    scale = {"t": 250.0, "c": 1.0, "z": 400.0, "y": 0.2, "x": 0.1}
    channels = [
        {"label": "DAPI", "color": "0000FF", "window": {"start": 5, "end": 90, "min": 0, "max": 65535}, "active": True},
        {"label": "GFP", "color": "00FF00", "window": {"start": 0, "end": 70, "min": 0, "max": 65535}, "active": False},
    ]
    shapes = {"t": 2, "c": 2, "z": 3, "y": 41, "x": 50}
    for version, axes, dtype in (
        ("0.1", "tczyx", "u2"), ("0.2", "tczyx", "u1"), ("0.3", "czyx", "u2"),
        ("0.4", "tczyx", "u2"), ("0.5", "tczyx", "u2"), ("0.5", "yx", "f4"), ("0.4", "zyx", "i4"), ("0.5", "cyx", "i2")):
        path = folder / f"{axes}-{version}.ome.zarr"
        data = pixels(tuple(shapes[a] for a in axes), dtype)
        named = version >= "0.4"
        group = zarr.open_group(path, mode="w", zarr_format=3 if version == "0.5" else 2)
        write_image(
            data, group, axes=axes, fmt=formats.format_from_version(max(version, "0.4")), scale_factors=[2, 4],
            axes_units={a: units[a] for a in axes if a in units} if named else None,
            scale={a: scale[a] for a in axes} if named else None)
        if not named:
            # It writes them no more: without scales, and with axes as texts or none.
            datasets = [{"path": d["path"]} for d in group.attrs["multiscales"][0]["datasets"]]
            old = {"version": version, "datasets": datasets}
            if version == "0.3":
                old["axes"] = list(axes)
            group.attrs["multiscales"] = [old]
        if "c" in axes:
            if version == "0.5":
                group.attrs["ome"] = {**group.attrs["ome"], "omero": {"channels": channels, "rdefs": {"model": "color"}}}
            else:
                group.attrs["omero"] = {"channels": channels, "rdefs": {"model": "color"}}
        if axes == "tczyx" and named:
            write_labels(
                (data[:, :1] > 50).astype("u4") * 70000, group, "cells", axes=axes,
                fmt=formats.format_from_version(version), scale_factors=[2])
    for version in ("0.4", "0.5"):
        plate = zarr.open_group(folder / f"plate-{version}.ome.zarr", mode="w", zarr_format=3 if version == "0.5" else 2)
        fmt = formats.format_from_version(version)
        write_plate_metadata(plate, ["A", "B"], ["1", "2"], ["A/1", "B/2"], fmt=fmt)
        for well in ("A/1", "B/2"):
            group = plate.require_group(well)
            write_well_metadata(group, ["0", "1"], fmt=fmt)
            for field in "01":
                write_image(
                    pixels((1, 20, 30), "u2") + int(field), group.require_group(field), axes="cyx", fmt=fmt, scale_factors=[2])


def check(folder):
    """Pixels, the axes TCZYX, halved levels, and what ome-zarr-models thinks of the metadata."""
    group = zarr.open_group(folder, mode="r")
    attributes = dict(group.attrs)
    ome = attributes.get("ome", attributes)
    scales = ome["multiscales"][0]
    levels = [group[d["path"]] for d in scales["datasets"]]
    full = levels[0][:]
    expected = pixels(full.shape, full.dtype)
    if not np.array_equal(full, expected):
        raise SystemExit(f"{folder}: {np.sum(full != expected)} pixels of level 0 differ")
    for finer, level in zip(levels, levels[1:]):
        a = finer[:].astype(float)
        h, w = (n // 2 * 2 for n in a.shape[-2:])
        mean = a[..., :h, :w].reshape(a.shape[:-2] + (h // 2, 2, w // 2, 2)).mean(axis=(-3, -1))
        worst = np.abs(level[..., : h // 2, : w // 2].astype(float) - mean).max()
        if worst > (0.5 if full.dtype.kind in "iu" else 1e-5):
            raise SystemExit(f"{folder}: {level.path} is off by {worst}")
        if level.shape[-2:] != tuple((n + 1) // 2 for n in a.shape[-2:]):
            raise SystemExit(f"{folder}: {level.path} has the shape {level.shape}")
    try:
        import ome_zarr_models
        ome_zarr_models.open_ome_zarr(group)
        judged = "judged"
    except ImportError:
        judged = "not judged"
    print(json.dumps({
        "version": ome.get("version") or scales.get("version"),
        "axes": "".join(axis["name"] for axis in scales["axes"]),
        "units": [axis.get("unit") for axis in scales["axes"]],
        "scale": scales["datasets"][0]["coordinateTransformations"][0]["scale"],
        "levels": len(levels),
        "shape": full.shape,
        "dtype": full.dtype.name,
        "chunks": levels[0].chunks,
        "shards": levels[0].shards,
        "channels": [[c["label"], c["color"], c["window"]["start"], c["window"]["end"]] for c in ome["omero"]["channels"]],
        "models": judged}))


if sys.argv[1] == "make":
    make(Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
elif sys.argv[1] == "ome":
    ome(Path(sys.argv[2]))
else:
    for each in sys.argv[2:]:
        check(Path(each))
