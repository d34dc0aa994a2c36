"""What tifffile reads of files that Mulligan wrote, for TifffileTest.

Usage: tiff_read.py FILE...

Beside each FILE it writes FILE.bin, all pixels as little-endian float64 in the order of the axes,
and says in a line: FILE AXES SHAPE DTYPE BIG TILE LEVELS PIXELSIZE CHANNELS, shapes with x between, 
- where there is none. The OME-XML must be what the schema allows, where ome-types is there.
"""

import re
import sys

import tifffile

try:
    import ome_types
except ImportError:
    ome_types = None

for file in sys.argv[1:]:
    with tifffile.TiffFile(file) as tiff:
        series = tiff.series[0]
        series.asarray().astype("<f8").tofile(file + ".bin")
        xml = tiff.ome_metadata or ""
        if xml and ome_types:
            ome_types.from_xml(xml)
        size = re.search(r'PhysicalSizeX="([\d.eE-]+)"', xml)
        names = re.findall(r'<Channel [^>]*Name="([^"]*)"', xml)
        page = tiff.pages[0]
        print(
            file,
            series.axes,
            "x".join(map(str, series.shape)),
            series.dtype,
            tiff.is_bigtiff,
            "x".join(map(str, page.tile)) if page.is_tiled else "-",
            ",".join("x".join(map(str, level.shape)) for level in series.levels),
            size.group(1) if size else "-",
            ",".join(names) or "-",
            sep="\t",
        )
